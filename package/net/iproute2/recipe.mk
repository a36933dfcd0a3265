# Interfaces, addresses, routes, tunnels, queues and sockets
version       = 6.1.0
source        = https://mirrors.edge.kernel.org/pub/linux/utils/net/iproute2/iproute2-$(version).tar.xz
sha256        = 5ce12a0fec6b212725ef218735941b2dab76244db7e72646a76021b0537b43ab
license       = GPL-2.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:iproute2_project:iproute2:$(version)
url           = https://wiki.linuxfoundation.org/networking/iproute2
style         = make
host-tools    = bison flex pkg-config
make-args     = KERNEL_INCLUDE=/sysroot/usr/include CCOPTS="$$CPPFLAGS $$CFLAGS" SUBDIRS='lib ip bridge misc $(if $(CONFIG_PACKAGE_IPROUTE2_TC),tc)' \
	SHARED_LIBS=$(if $(style.shared),y,n)
kernel-y     += INET

# Without what only some scripts and old counters need.
define install
make $(make.vars) DESTDIR=/out/dest $(make-args) install
cd /out/dest
rm -f sbin/routel sbin/rtacct sbin/rtmon sbin/ifstat sbin/nstat sbin/lnstat sbin/ctstat sbin/rtstat
endef

# Two ends of a cable, one in a network of its own; and a slow line.
define test
ip address add 192.0.2.7/32 dev lo
[ "$$(ip -json address show dev lo | grep -c '"local":"192.0.2.7"')" = 1 ]
ip route get 192.0.2.7 | grep 'local 192.0.2.7 dev lo'
ip address del 192.0.2.7/32 dev lo
ping 127.0.0.1 >/dev/null & pid=$$!
sleep 1
ss -w -a -n -p | grep '"ping",pid='"$$pid"
kill $$pid
ip link add cable0 type veth peer name cable1 || { echo 'there are no cables'; exit 77; }
ip netns add garden
ip link set cable1 netns garden
ip address add 192.0.2.1/24 dev cable0
ip link set cable0 up
fails ping -c 1 -W 1 192.0.2.2
ip netns exec garden ip address add 192.0.2.2/24 dev cable1
ip netns exec garden ip link set cable1 up
ping -c 1 -W 5 192.0.2.2
ip neighbour show | grep '192.0.2.2 dev cable0 lladdr'
$(if $(CONFIG_PACKAGE_IPROUTE2_TC),tc qdisc add dev cable0 root netem delay 300ms
ping -c 1 -W 5 192.0.2.2 | grep 'time=3')
ip link add bridge0 type bridge
ip link set cable0 master bridge0
bridge link show | grep 'cable0.*master bridge0'
ip link del bridge0
ip netns del garden
ip link del cable0 || true
endef
