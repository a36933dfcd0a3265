# Passes requests on to servers behind it
version       = 3.0.11
source        = https://www.haproxy.org/download/3.0/src/haproxy-$(version).tar.gz
sha256        = a133e2d550c5fd9a849b5c7ab17bb945bcdad209ca140d41f45ebf31943ae783
license       = GPL-2.0-or-later AND LGPL-2.1-or-later
license-files = LICENSE doc/gpl.txt doc/lgpl.txt
cpe           = cpe:2.3:a:haproxy:haproxy:$(version)
url           = https://www.haproxy.org/
style         = make
depends-$(CONFIG_PACKAGE_HAPROXY_TLS) += openssl
make-args     = TARGET=linux-$(if $(CONFIG_LIBC_MUSL),musl,glibc) IGNOREGIT=yes OPT_CFLAGS="$$CPPFLAGS $$CFLAGS" ARCH_FLAGS= LDFLAGS="$$LDFLAGS" \
	USE_BACKTRACE= USE_OPENSSL=$(CONFIG_PACKAGE_HAPROXY_TLS)
kernel-y     += INET

# The program would keep the compiler's flags, and with them folders of the build.
define prepare
sed -i '/-DBUILD_CFLAGS=/d' Makefile
endef

define install
install -D haproxy /out/dest/usr/sbin/haproxy
mkdir -p /out/dest/etc/haproxy
printf '%s\n' '# Each file in /etc/haproxy that ends in .cfg is read, in the order of their names.' \
	'global' '	user haproxy' '	group haproxy' '	chroot /var/lib/haproxy' '	log stderr format raw daemon' \
	'defaults' '	mode http' '	log global' '	timeout connect 5s' '	timeout client 1m' '	timeout server 1m' \
	'frontend stats' '	bind 127.0.0.1:8404' '	stats enable' '	stats uri /' >/out/dest/etc/haproxy/00-haproxy.cfg
endef

define users
group haproxy 462
user haproxy 462 haproxy /var/lib/haproxy /bin/false
endef

define services
haproxy command /usr/sbin/haproxy -W -db -f /etc/haproxy
haproxy state /var/lib/haproxy 0755
endef

# Two servers take turns; when one goes, the other gets all.
define test
/usr/libexec/service haproxy ready
wget -q -O - http://127.0.0.1:8404/ | grep 'Statistics Report'
cat >test.cfg <<'END'
defaults
	mode http
	timeout connect 2s
	timeout client 10s
	timeout server 10s
frontend all
	bind 127.0.0.1:8091
	default_backend both
backend both
	option httpchk GET /
	default-server check inter 500ms
	server a 127.0.0.1:8092
	server b 127.0.0.1:8093
frontend a
	bind 127.0.0.1:8092
	http-request return status 200 content-type text/plain string "from a"
frontend b
	bind 127.0.0.1:8093
	http-request return status 200 content-type text/plain string "from b"
END
haproxy -db -f test.cfg & pid=$$!
sleep 3
for n in 1 2 3 4; do wget -q -O - http://127.0.0.1:8091/; echo; done >said
[ "$$(grep -c 'from a' said)" = 2 ]
[ "$$(grep -c 'from b' said)" = 2 ]
kill $$pid
sed '/^frontend b/,$$d' test.cfg >half.cfg
haproxy -db -f half.cfg & pid=$$!
sleep 4
for n in 1 2 3 4; do wget -q -O - http://127.0.0.1:8091/; echo; done >said
[ "$$(grep -c 'from a' said)" = 4 ]
kill $$pid
endef
