/* Settings of a WireGuard interface: the form that wg(8) of wireguard-tools takes, lines `NAME =
 * VALUE` under the headings [Interface] and [Peer], of which there may be several. A `#` begins a
 * comment.
 *
 *   [Interface]  PrivateKey, ListenPort
 *   [Peer]       PublicKey, PresharedKey, AllowedIPs (ADDRESS/BITS, separated by commas), Endpoint
 * (HOST:PORT, [IPv6]:PORT), PersistentKeepalive (seconds)
 */
#include "settings.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void key_print(const unsigned char key[WG_KEY_LEN], char text[45])
{
	uint32_t bits = 0;
	int have = 0;

	for (size_t i = 0; i < WG_KEY_LEN; i++) {
		bits = bits << 8 | key[i];
		for (have += 8; have >= 6; have -= 6)
			*text++ = digits[bits >> (have - 6) & 63];
	}
	/* Four bits are left, which the last digit fills up. */
	*text++ = digits[bits << (6 - have) & 63];
	strcpy(text, "=");
}

int key_parse(const char *text, unsigned char key[WG_KEY_LEN])
{
	uint32_t bits = 0;
	int have = 0;
	size_t count = 0;

	if (strlen(text) != 44 || text[43] != '=')
		return -1;
	for (const char *c = text; c < text + 43; c++) {
		const char *digit = strchr(digits, *c);
		if (!digit)
			return -1;
		bits = bits << 6 | (uint32_t)(digit - digits);
		have += 6;
		if (have >= 8)
			key[count++] = (unsigned char)(bits >> (have -= 8));
	}
	return bits & 3 ? -1 : 0;
}

/* A decimal number up to MAX, and nothing else. */
static int parse_number(const char *text, unsigned long max, unsigned long *number)
{
	char *end;

	*number = strtoul(text, &end, 10);
	return *text < '0' || *text > '9' || *end || *number > max ? -1 : 0;
}

static int parse_port(char *text, struct settings *s)
{
	unsigned long number;

	if (parse_number(text, 65535, &number))
		return -1;
	s->port = (uint16_t)number;
	return 0;
}

static struct peer *last(struct settings *s)
{
	return &s->peers[s->peer_count - 1];
}

static int parse_keepalive(char *text, struct settings *s)
{
	unsigned long number;

	if (parse_number(text, 65535, &number))
		return -1;
	last(s)->keepalive = (uint16_t)number;
	return 0;
}

static int parse_private(char *text, struct settings *s)
{
	return key_parse(text, s->private_key);
}

static int parse_public(char *text, struct settings *s)
{
	return key_parse(text, last(s)->public_key);
}

static int parse_preshared(char *text, struct settings *s)
{
	return key_parse(text, last(s)->preshared_key);
}

static int parse_allowed(char *text, struct settings *s)
{
	struct peer *p = last(s);
	char *rest = NULL;

	for (char *word = strtok_r(text, ", \t", &rest); word;
	     word = strtok_r(NULL, ", \t", &rest)) {
		struct allowed *all =
			realloc(p->allowed, (p->allowed_count + 1) * sizeof(*p->allowed));
		if (!all)
			return -1;
		p->allowed = all;
		struct allowed *a = &all[p->allowed_count];
		char *slash = strchr(word, '/');
		a->family = strchr(word, ':') ? AF_INET6 : AF_INET;
		unsigned long bits = a->family == AF_INET6 ? 128 : 32;
		if (slash) {
			*slash = '\0';
			if (parse_number(slash + 1, bits, &bits))
				return -1;
		}
		if (inet_pton(a->family, word, &a->address) != 1)
			return -1;
		a->bits = (unsigned char)bits;
		p->allowed_count++;
	}
	return 0;
}

static int parse_endpoint(char *text, struct settings *s)
{
	struct addrinfo hints = {.ai_socktype = SOCK_DGRAM, .ai_protocol = IPPROTO_UDP};
	struct addrinfo *found = NULL;
	char *port = strrchr(text, ':');
	unsigned long number;

	if (!port || parse_number(port + 1, 65535, &number))
		return -1;
	*port++ = '\0';
	if (*text == '[' && port[-2] == ']') {
		port[-2] = '\0';
		text++;
	}
	int error = getaddrinfo(text, port, &hints, &found);
	if (error) {
		fprintf(stderr, "wireguard: %s: %s\n", text, gai_strerror(error));
		return -1;
	}
	if (found->ai_addrlen <= sizeof(last(s)->endpoint))
		memcpy(&last(s)->endpoint, found->ai_addr, found->ai_addrlen);
	freeaddrinfo(found);
	return 0;
}

static const struct {
	const char *name;
	bool of_peer;
	int (*parse)(char *text, struct settings *s);
} names[] = {
	{"PrivateKey", false, parse_private},
	{"ListenPort", false, parse_port},
	{"PublicKey", true, parse_public},
	{"PresharedKey", true, parse_preshared},
	{"AllowedIPs", true, parse_allowed},
	{"Endpoint", true, parse_endpoint},
	{"PersistentKeepalive", true, parse_keepalive},
};

static int add_peer(struct settings *s)
{
	struct peer *all = realloc(s->peers, (s->peer_count + 1) * sizeof(*all));

	if (!all)
		return -1;
	s->peers = all;
	memset(&all[s->peer_count++], 0, sizeof(*all));
	return 0;
}

/* LINE without what is not part of the setting: blanks at both ends, comments. */
static char *trim(char *line)
{
	line[strcspn(line, "#\n")] = '\0';
	line += strspn(line, " \t\r");
	for (size_t n = strlen(line); n && strchr(" \t\r", line[n - 1]); n--)
		line[n - 1] = '\0';
	return line;
}

/* One setting; the value is cut up. Returns what is wrong with it, or NULL. */
static const char *read_setting(char *line, struct settings *s)
{
	char *value = strchr(line, '=');

	if (!value)
		return "neither [Interface], [Peer] nor NAME = VALUE";
	*value++ = '\0';
	char *name = trim(line);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcasecmp(name, names[i].name))
			continue;
		if (names[i].of_peer != (s->peer_count > 0))
			return "a setting that does not belong under this heading";
		return names[i].parse(trim(value), s) ? "a value that this setting can't have"
						      : NULL;
	}
	return "no setting of this name";
}

int settings_read(FILE *f, const char *name, struct settings *s)
{
	char *line = NULL;
	size_t size = 0;
	int ret = 0;

	memset(s, 0, sizeof(*s));
	for (int number = 1; getline(&line, &size, f) >= 0; number++) {
		const char *wrong = NULL;
		char *text = trim(line);
		if (!strcasecmp(text, "[Peer]"))
			wrong = add_peer(s) ? "no memory" : NULL;
		else if (*text && strcasecmp(text, "[Interface]"))
			wrong = read_setting(text, s);
		if (wrong) {
			fprintf(stderr, "%s:%d: %s\n", name, number, wrong);
			ret = -1;
		}
	}
	if (ferror(f)) {
		perror(name);
		ret = -1;
	}
	explicit_bzero(line, line ? size : 0);
	free(line);
	return ret;
}

void settings_free(struct settings *s)
{
	for (size_t i = 0; i < s->peer_count; i++)
		free(s->peers[i].allowed);
	free(s->peers);
	explicit_bzero(s->private_key, sizeof(s->private_key));
}
