# A router: one card outside, a network inside, a firewall between them, settings in one file
version  = 1
license  = GPL-2.0-or-later
style    = script
files    = files
kernel-y += BRIDGE SYSCTL

define install
mkdir -p /out/dest
cp -R /files/files/. /out/dest/
endef

define permissions
file /etc/router.conf 0600 root root
endef

define services
router command /usr/sbin/router run
router ready /usr/sbin/router ready
dnsmasq after router
status command /usr/sbin/router page
status after router
clock command /usr/sbin/router time
clock after router
$(if $(CONFIG_PACKAGE_WIREGUARD),$(router.tunnel))
endef

define router.tunnel
tunnel command /usr/sbin/router tunnel
tunnel after router
endef
