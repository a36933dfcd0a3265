# Connections over serial lines, modems and PPPoE
version       = 2.5.2
source        = https://download.samba.org/pub/ppp/ppp-$(version).tar.gz
sha256        = 47da358de54a10cb10bf6ff2cf9b1c03c0d3555518f6182e8f701b8e55733cb2
license       = BSD-4-Clause AND BSD-3-Clause AND GPL-2.0-or-later AND LGPL-2.0-or-later
license-files = LICENSE.BSD LICENSE.GPL-2
cpe           = cpe:2.3:a:point-to-point_protocol_project:point-to-point_protocol:$(version)
url           = https://ppp.samba.org/
style         = autotools
# The archive has a header that a run of configure left there; another one takes its place.
in-tree       = yes
configure-y  += --without-openssl --without-pcap --without-atm --without-srp --without-pam --disable-eaptls --disable-peap \
	--with-runtime-dir=/run/ppp --with-logfile-dir=/var/log --with-plugin-dir=/usr/lib/pppd
kernel-y     += PPP PPP_ASYNC
kernel-$(CONFIG_PACKAGE_PPP_PPPOE) += PPPOE

define install
make DESTDIR=/out/dest install
cd /out/dest
mkdir -p etc/ppp/peers
rm -rf etc/ppp/*.example usr/lib/pppd/minconn.so usr/lib/pppd/passwordfd.so usr/lib/pppd/winbind.so usr/lib/pppd/pppoatm.so usr/lib/pppd/rad*.so \
	usr/lib/pppd/pppol2tp.so usr/lib/pppd/openl2tp.so usr/sbin/pppdump usr/sbin/pppoe-discovery $(if $(CONFIG_PACKAGE_PPP_PPPOE),,usr/lib/pppd)
endef

# Both ends of a line: who knows the password is let in, and gets an address.
define test
[ -c /dev/ppp ] || { echo 'the kernel has no PPP'; exit 77; }
printf '%s\n' 'gardener gate compost *' >/etc/ppp/chap-secrets
for password in weeds compost; do
	printf '%s\n' nodetach notty noauth nodefaultroute 'user gardener' "password $$password" 'remotename gate' >/etc/ppp/peers/garden
	pppd nodetach auth require-chap name gate nodefaultroute 192.0.2.1:192.0.2.2 pty 'pppd call garden' >"$$password" 2>&1 & pid=$$!
	for n in $$(seq 30); do
		sleep 1
		! grep -q 'failed CHAP' "$$password" || break
		! ifconfig | grep -q 'inet addr:192.0.2.2' || break
	done
	ifconfig >>"$$password"
	kill $$pid || true
	wait $$pid || true
done
grep 'failed CHAP authentication' weeds
fails grep 'inet addr:192.0.2' weeds
grep 'inet addr:192.0.2.1 *P-t-P:192.0.2.2' compost
grep 'inet addr:192.0.2.2 *P-t-P:192.0.2.1' compost
$(if $(CONFIG_PACKAGE_PPP_PPPOE),ip link add line0 type veth peer name line1 || exit 0
ip link set line0 up
ip link set line1 up
pppd plugin pppoe.so line0 nodetach noauth pppoe-padi-attempts 1 pppoe-padi-timeout 2 >asked 2>&1 || true
grep 'Timeout waiting for PADO' asked
ip link del line0)
rm /etc/ppp/chap-secrets /etc/ppp/peers/garden
endef
