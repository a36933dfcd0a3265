# Gives an interface of the kernel's WireGuard its keys and peers
version    = 1
license    = GPL-2.0-or-later
style      = script
depends    = libnl
host-tools = pkg-config
files      = settings.c settings.h wireguard.c
kernel-y  += NETDEVICES NET_CORE WIREGUARD

define build
$$CC $$CPPFLAGS $$CFLAGS $$LDFLAGS -std=gnu11 -Wall -Wextra -Wshadow -Wmissing-prototypes -Wformat=2 -Werror -o wireguard \
	/files/settings.c /files/wireguard.c $$(pkg-config --cflags --libs libnl-genl-3.0)
endef

define install
install -D -t /out/dest/usr/bin wireguard
endef

# Two ends on one machine, of which one is told where the other is. They meet only when each has the other's public key.
define test
ip link add name wg1 type wireguard || { echo 'the kernel has no WireGuard'; exit 77; }
ip link add name wg2 type wireguard
for end in 1 2 3; do wireguard key >key$$end; done
public() {
	echo "PrivateKey = $$(cat key$$1)" | wireguard set wg1
	wireguard show wg1 | sed -n 's/^key \([^ ]*\) port.*/\1/p'
}
for end in 1 2 3; do public $$end >public$$end; done
[ "$$(sort -u key? public? | wc -l)" = 6 ]
meet() {
	printf '%s\n' '[Interface]' "PrivateKey = $$(cat key1)" 'ListenPort = 51821' '[Peer] # the other one' "PublicKey = $$(cat public2)" \
		'AllowedIPs = 10.9.0.2/32, fd00::/8' 'Endpoint = 127.0.0.1:51822' 'PersistentKeepalive = 1' | wireguard set wg1
	printf '%s\n' "PrivateKey=$$(cat key2)" 'ListenPort=51822' '[Peer]' "PublicKey=$$(cat public$$1)" AllowedIPs=10.9.0.1 | wireguard set wg2
	sleep 7
	wireguard show wg2 | grep '^peer'
}
ip link set lo up
ip link set wg1 up
ip link set wg2 up
meet 3 >far
fails grep handshake far
meet 1 | grep "^peer $$(cat public1) endpoint 127.0.0.1:51821 handshake [0-9]* received [1-9][0-9]* sent [1-9]"
printf '%s\n' "PrivateKey = $$(cat key1)x" '[Peer]' 'AllowedIPs = 10.0.0.0/33' 'Colour = red' >wrong
fails wireguard set wg1 <wrong 2>said
[ "$$(grep -c '^standard input:' said)" = 3 ]
grep 'standard input:4: no setting of this name' said
fails wireguard set wg3 <key1
ip link del wg1
ip link del wg2
endef
