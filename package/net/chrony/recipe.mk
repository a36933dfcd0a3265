# Keeps the clock right by NTP, and serves the time
version       = 4.6.1
source        = https://chrony-project.org/releases/chrony-$(version).tar.gz
sha256        = 571ff73fbf0ae3097f0604eca2e00b1d8bb2e91affe1a3494785ff21d6199c5c
license       = GPL-2.0-only
license-files = COPYING
cpe           = cpe:2.3:a:tuxfamily:chrony:$(version)
url           = https://chrony-project.org/
style         = make
depends       = libcap

# A script of its own, not autoconf's.
define configure
./configure --host-system=Linux --host-release= --host-machine=$(arch) --prefix=/usr --sysconfdir=/etc \
	--localstatedir=/var --chronyrundir=/run/chrony --with-pidfile=/run/chrony/chronyd.pid --with-user=chrony \
	--disable-readline --disable-nts --without-nettle --without-gnutls --without-nss --without-tomcrypt --without-seccomp
endef

define install
make DESTDIR=/out/dest install
{
	for server in $(call text,$(CONFIG_PACKAGE_CHRONY_SERVERS)); do echo "pool $$server iburst"; done
	printf '%s\n' 'driftfile /var/lib/chrony/drift' 'makestep 1 3' 'rtcsync' 'cmdport 0'
} >/out/dest/etc/chrony.conf
endef

define users
group chrony 454
user chrony 454 chrony /var/lib/chrony /bin/false
endef

define services
chrony command /usr/sbin/chronyd -n
chrony after network
chrony state /var/lib/chrony 0750 chrony chrony
chrony ready chronyc -n tracking
endef

# One serves, the other asks it: the clock of this machine is never touched.
define test
mkdir -p /run/chrony
printf 'local stratum 5\nallow 127.0.0.1\nport 1123\nbindaddress 127.0.0.1\ncmdport 0\nbindcmdaddress /\npidfile /tmp/served.pid\n' >/tmp/serve.conf
chronyd -d -x -u root -f /tmp/serve.conf & pid=$$!
sleep 3
chronyd -Q -u root -t 20 'server 127.0.0.1 port 1123 iburst' 'pidfile /tmp/asks.pid' 'cmdport 0' 2>&1 | grep 'System clock wrong by'
kill $$pid
endef
