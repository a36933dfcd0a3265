/* The settings of a WireGuard interface, as a file has them; its form is described in settings.c.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <linux/wireguard.h>

/* Addresses that a peer may use: FAMILY is AF_INET or AF_INET6, BITS the length of the prefix. */
struct allowed {
	int family;
	union {
		struct in_addr v4;
		struct in6_addr v6;
	} address;
	unsigned char bits;
};

/* ENDPOINT has family 0 when there is none; KEEPALIVE is in seconds, 0: none. */
struct peer {
	unsigned char public_key[WG_KEY_LEN];
	unsigned char preshared_key[WG_KEY_LEN];
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} endpoint;
	uint16_t keepalive;
	struct allowed *allowed;
	size_t allowed_count;
};

/* A port of 0 lets the kernel choose one. */
struct settings {
	unsigned char private_key[WG_KEY_LEN];
	uint16_t port;
	struct peer *peers;
	size_t peer_count;
};

/* Reads the settings from F. Returns 0; or -1, and says on standard error in which line of NAME the
 * mistake is. The names of endpoints are looked up here. What S points to afterwards is the
 * caller's, in both cases: settings_free. */
int settings_read(FILE *f, const char *name, struct settings *s);
void settings_free(struct settings *s);

/* A key as text: 44 characters of base64 (RFC 4648) and a NUL. */
void key_print(const unsigned char key[WG_KEY_LEN], char text[45]);
/* The key that TEXT is. Returns 0, or -1 when it is none. */
int key_parse(const char *text, unsigned char key[WG_KEY_LEN]);

#endif
