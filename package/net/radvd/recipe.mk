# Tells the machines of a network their IPv6 prefix and router
version       = 2.20
source        = https://radvd.litech.org/dist/radvd-$(version).tar.xz
sha256        = 25d2960fb977ac35c45a8d85b71db22ed8af325db7dbf4a562fb03eab2848dcd
license       = radvd
license-files = COPYRIGHT
cpe           = cpe:2.3:a:litech:router_advertisement_daemon:$(version)
url           = https://radvd.litech.org/
style         = autotools
host-tools    = bison flex pkg-config
configure-y  += --without-check --with-pidfile=/run/radvd.pid
kernel-y     += IPV6

# One function of libbsd.
define prepare
sed -i 's|^#include <bsd/string.h>.*|#define strlcpy(to, from, size) snprintf(to, size, "%s", from)|' includes.h
endef

define users
group radvd 465
user radvd 465 radvd / /bin/false
endef

define services
$(if $(CONFIG_PACKAGE_RADVD_START),radvd command /usr/sbin/radvd -n -u radvd -m stderr
radvd restart failure)
endef

# At one end of a cable the prefix is told, the other end makes itself an address of it.
define test
printf '%s\n' 'interface lan0 {' 'AdvSendAdvert on;' 'MinRtrAdvInterval 3;' 'MaxRtrAdvInterval 4;' 'prefix 2001:db8:7::/64 { };' '};' >good.conf
sed 's/AdvSendAdvert/SendAdvert/' good.conf >bad.conf
radvd -c -C good.conf
fails radvd -c -C bad.conf
ip link add lan0 type veth peer name lan1 || { echo 'there are no cables'; exit 77; }
echo 1 >/proc/sys/net/ipv6/conf/lan0/forwarding
ip link set lan0 up
ip link set lan1 up
radvd -n -u radvd -m stderr -C good.conf & pid=$$!
sleep 12
ip -6 address show dev lan1 | grep 'inet6 2001:db8:7:.*/64 scope global'
ip -6 route show default | grep 'via fe80:.* dev lan1'
kill $$pid
ip link del lan0
endef
