# DNS, DHCP, router advertisement and network boot for a small network
version       = 2.91
source        = https://thekelleys.org.uk/dnsmasq/dnsmasq-$(version).tar.gz
sha256        = 2d26a048df452b3cfa7ba05efbbcdb19b12fe7a0388761eb5d00938624bd76c8
license       = GPL-2.0-only OR GPL-3.0-only
license-files = COPYING COPYING-v3
cpe           = cpe:2.3:a:thekelleys:dnsmasq:$(version)
url           = https://thekelleys.org.uk/dnsmasq/doc.html
style         = make
make-args     = $(make.flags)

define install
make $(make.vars) $(make-args) DESTDIR=/out/dest install
mkdir -p /out/dest/etc/dnsmasq.d
printf '%s\n' '# Each file in /etc/dnsmasq.d is read; dnsmasq --help lists the options.' 'conf-dir=/etc/dnsmasq.d' \
	'domain-needed' 'bogus-priv' 'resolv-file=/run/resolv.conf' 'dhcp-leasefile=/var/lib/dnsmasq/leases' \
	>/out/dest/etc/dnsmasq.conf
endef

define users
group dnsmasq 453
user dnsmasq 453 dnsmasq /var/lib/dnsmasq /bin/false
endef

define services
dnsmasq command /usr/sbin/dnsmasq --keep-in-foreground --user=dnsmasq --group=dnsmasq
dnsmasq state /var/lib/dnsmasq 0755 dnsmasq dnsmasq
endef

# The service that runs reads a new name, when init has started it again.
define test
/usr/libexec/service dnsmasq ready
echo 'address=/printer.home/192.0.2.5' >/etc/dnsmasq.d/test
killall dnsmasq
sleep 4
nslookup printer.home 127.0.0.1 | grep 192.0.2.5
rm /etc/dnsmasq.d/test
endef
