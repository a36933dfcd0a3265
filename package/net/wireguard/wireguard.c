/* Usage: wireguard set INTERFACE <SETTINGS   gives an interface of the kernel's WireGuard a key, a
 * port and peers wireguard show INTERFACE            prints its public key and port; for each peer
 * the public key, where it is, how many seconds ago keys were agreed on, bytes in and out wireguard
 * key                       prints a new private key Exit codes: 0 done, 1 the kernel or the
 * settings refuse it, 100 wrong usage. The messages are those of linux/wireguard.h. */
#include "settings.h"

#include <arpa/inet.h>
#include <linux/time_types.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* What fits into one message to the kernel. Peers that do not fit go into further ones. */
#define MESSAGE_SIZE 16384
#define PEER_ROOM 256
#define ALLOWED_ROOM 48

struct wireguard {
	struct nl_sock *socket;
	int family;
	const char *interface;
};

/* A message that says which interface it is about, or NULL. */
static struct nl_msg *message(const struct wireguard *w, int command, int flags)
{
	struct nl_msg *msg = nlmsg_alloc_size(MESSAGE_SIZE);

	if (msg &&
	    genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, w->family, 0, flags, (uint8_t)command,
			WG_GENL_VERSION) &&
	    !nla_put_string(msg, WGDEVICE_A_IFNAME, w->interface))
		return msg;
	nlmsg_free(msg);
	return NULL;
}

static int put_allowed(struct nl_msg *msg, const struct allowed *a)
{
	struct nlattr *nest = nla_nest_start(msg, 0);

	if (!nest || nla_put_u16(msg, WGALLOWEDIP_A_FAMILY, (uint16_t)a->family) ||
	    nla_put(msg, WGALLOWEDIP_A_IPADDR, a->family == AF_INET6 ? 16 : 4, &a->address) ||
	    nla_put_u8(msg, WGALLOWEDIP_A_CIDR_MASK, a->bits))
		return -1;
	return nla_nest_end(msg, nest);
}

/* A peer with COUNT of its addresses from FIRST on; the FIRST ones of a peer replace those it had.
 */
static int put_peer(struct nl_msg *msg, const struct peer *p, size_t first, size_t count)
{
	struct nlattr *nest = nla_nest_start(msg, 0);

	if (!nest || nla_put(msg, WGPEER_A_PUBLIC_KEY, WG_KEY_LEN, p->public_key))
		return -1;
	if (!first) {
		if (nla_put_u32(msg, WGPEER_A_FLAGS, WGPEER_F_REPLACE_ALLOWEDIPS) ||
		    nla_put(msg, WGPEER_A_PRESHARED_KEY, WG_KEY_LEN, p->preshared_key) ||
		    nla_put_u16(msg, WGPEER_A_PERSISTENT_KEEPALIVE_INTERVAL, p->keepalive))
			return -1;
		size_t size = p->endpoint.any.sa_family == AF_INET6 ? sizeof(p->endpoint.v6)
								    : sizeof(p->endpoint.v4);
		if (p->endpoint.any.sa_family &&
		    nla_put(msg, WGPEER_A_ENDPOINT, (int)size, &p->endpoint))
			return -1;
	}
	struct nlattr *list = nla_nest_start(msg, WGPEER_A_ALLOWEDIPS);
	if (!list)
		return -1;
	for (size_t i = first; i < first + count; i++)
		if (put_allowed(msg, &p->allowed[i]))
			return -1;
	nla_nest_end(msg, list);
	return nla_nest_end(msg, nest);
}

static int send_message(const struct wireguard *w, struct nl_msg *msg)
{
	int error = nl_send_auto(w->socket, msg);

	if (error >= 0)
		error = nl_wait_for_ack(w->socket);
	if (error < 0)
		fprintf(stderr, "wireguard: %s: %s\n", w->interface, nl_geterror(error));
	return error < 0 ? -1 : 0;
}

/* One message a peer, or more of them where it has many addresses. */
static int send_peer(const struct wireguard *w, const struct peer *p)
{
	const size_t most = (MESSAGE_SIZE - PEER_ROOM) / ALLOWED_ROOM;
	size_t first = 0;

	do {
		size_t count = p->allowed_count - first;
		count = count < most ? count : most;
		struct nl_msg *msg = message(w, WG_CMD_SET_DEVICE, NLM_F_ACK);
		struct nlattr *list = msg ? nla_nest_start(msg, WGDEVICE_A_PEERS) : NULL;
		int ret = -1;
		if (list && !put_peer(msg, p, first, count)) {
			nla_nest_end(msg, list);
			ret = send_message(w, msg);
		}
		nlmsg_free(msg);
		if (ret)
			return ret;
		first += count;
	} while (first < p->allowed_count);
	return 0;
}

static int set(const struct wireguard *w)
{
	struct settings s;
	struct nl_msg *msg = NULL;
	int ret = settings_read(stdin, "standard input", &s);

	if (ret)
		goto out;
	msg = message(w, WG_CMD_SET_DEVICE, NLM_F_ACK);
	ret = !msg || nla_put(msg, WGDEVICE_A_PRIVATE_KEY, WG_KEY_LEN, s.private_key) ||
	      nla_put_u16(msg, WGDEVICE_A_LISTEN_PORT, s.port) ||
	      nla_put_u32(msg, WGDEVICE_A_FLAGS, WGDEVICE_F_REPLACE_PEERS) || send_message(w, msg);
	for (size_t i = 0; !ret && i < s.peer_count; i++)
		ret = send_peer(w, &s.peers[i]);
out:
	nlmsg_free(msg);
	settings_free(&s);
	return ret ? -1 : 0;
}

static void print_endpoint(const struct nlattr *attribute)
{
	const struct sockaddr *any = nla_data(attribute);
	char text[INET6_ADDRSTRLEN] = "";

	if (any->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = nla_data(attribute);
		inet_ntop(AF_INET6, &v6->sin6_addr, text, sizeof(text));
		printf(" endpoint [%s]:%u", text, ntohs(v6->sin6_port));
	} else if (any->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = nla_data(attribute);
		inet_ntop(AF_INET, &v4->sin_addr, text, sizeof(text));
		printf(" endpoint %s:%u", text, ntohs(v4->sin_port));
	}
}

static int print_peer(struct nlattr *peer)
{
	struct nlattr *a[WGPEER_A_MAX + 1];
	struct __kernel_timespec agreed = {0};
	char text[45];

	if (nla_parse_nested(a, WGPEER_A_MAX, peer, NULL) || !a[WGPEER_A_PUBLIC_KEY])
		return NL_STOP;
	key_print(nla_data(a[WGPEER_A_PUBLIC_KEY]), text);
	printf("peer %s", text);
	if (a[WGPEER_A_ENDPOINT])
		print_endpoint(a[WGPEER_A_ENDPOINT]);
	if (a[WGPEER_A_LAST_HANDSHAKE_TIME])
		nla_memcpy(&agreed, a[WGPEER_A_LAST_HANDSHAKE_TIME], sizeof(agreed));
	if (agreed.tv_sec)
		printf(" handshake %lld", (long long)time(NULL) - (long long)agreed.tv_sec);
	if (a[WGPEER_A_RX_BYTES] && a[WGPEER_A_TX_BYTES])
		printf(" received %llu sent %llu",
		       (unsigned long long)nla_get_u64(a[WGPEER_A_RX_BYTES]),
		       (unsigned long long)nla_get_u64(a[WGPEER_A_TX_BYTES]));
	putchar('\n');
	return NL_OK;
}

/* The kernel sends one message or several; the first one has the interface's own part. */
static int print_message(struct nl_msg *msg, void *unused)
{
	struct nlattr *a[WGDEVICE_A_MAX + 1], *peer;
	char text[45];
	int left, ret = NL_OK;

	(void)unused;
	if (genlmsg_parse(nlmsg_hdr(msg), 0, a, WGDEVICE_A_MAX, NULL))
		return NL_STOP;
	if (a[WGDEVICE_A_PUBLIC_KEY] && a[WGDEVICE_A_LISTEN_PORT]) {
		key_print(nla_data(a[WGDEVICE_A_PUBLIC_KEY]), text);
		printf("key %s port %u\n", text, nla_get_u16(a[WGDEVICE_A_LISTEN_PORT]));
	}
	if (a[WGDEVICE_A_PEERS])
		nla_for_each_nested(peer, a[WGDEVICE_A_PEERS], left) ret =
			ret == NL_OK ? print_peer(peer) : ret;
	return ret;
}

static int show(const struct wireguard *w)
{
	struct nl_msg *msg = message(w, WG_CMD_GET_DEVICE, NLM_F_DUMP);
	int error = msg ? nl_send_auto(w->socket, msg) : -NLE_NOMEM;

	nlmsg_free(msg);
	nl_socket_modify_cb(w->socket, NL_CB_VALID, NL_CB_CUSTOM, print_message, NULL);
	if (error >= 0)
		error = nl_recvmsgs_default(w->socket);
	if (error < 0)
		fprintf(stderr, "wireguard: %s: %s\n", w->interface, nl_geterror(error));
	return error < 0 ? -1 : 0;
}

static int key(void)
{
	unsigned char secret[WG_KEY_LEN];
	char text[45];

	if (getrandom(secret, sizeof(secret), 0) != sizeof(secret)) {
		perror("wireguard: getrandom");
		return -1;
	}
	/* The form of a private key of Curve25519, RFC 7748, section 5 */
	secret[0] &= 248;
	secret[31] = (unsigned char)((secret[31] & 127) | 64);
	key_print(secret, text);
	puts(text);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(const struct wireguard *w);
} commands[] = {{"set", set}, {"show", show}};

int main(int argc, char **argv)
{
	struct wireguard w = {.interface = argc == 3 ? argv[2] : NULL};
	int (*run)(const struct wireguard *w) = NULL;
	int ret = -1;

	for (size_t i = 0; argc == 3 && i < sizeof(commands) / sizeof(*commands); i++)
		if (!strcmp(argv[1], commands[i].name))
			run = commands[i].run;
	if (argc == 2 && !strcmp(argv[1], "key"))
		return key() || fflush(stdout) ? 1 : 0;
	if (!run) {
		fputs("usage: wireguard set INTERFACE <SETTINGS | show INTERFACE | key\n", stderr);
		return 100;
	}
	w.socket = nl_socket_alloc();
	if (!w.socket || genl_connect(w.socket)) {
		fputs("wireguard: no netlink socket\n", stderr);
		goto out;
	}
	w.family = genl_ctrl_resolve(w.socket, WG_GENL_NAME);
	if (w.family < 0)
		fputs("wireguard: the kernel has no WireGuard\n", stderr);
	else
		ret = run(&w);
out:
	nl_socket_free(w.socket);
	return ret || fflush(stdout) ? 1 : 0;
}
