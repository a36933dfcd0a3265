# Connects sockets, serial lines, terminals, programs and files with each other
version       = 1.8.0.3
source        = http://www.dest-unreach.org/socat/download/socat-$(version).tar.bz2
sha256        = 01eb017361d95bb3a6941e840b59e4463a3fabf92df4154ed02b16a2ed6a0095
license       = GPL-2.0-only
license-files = COPYING
cpe           = cpe:2.3:a:dest-unreach:socat:$(version)
url           = http://www.dest-unreach.org/socat/
style         = autotools
in-tree       = yes
depends-$(CONFIG_PACKAGE_SOCAT_TLS) += openssl
# How far apart termios' bits lie can only be found out by running a program.
env           = sc_cv_sys_crdly_shift=9 sc_cv_sys_tabdly_shift=11 sc_cv_sys_csize_shift=4
configure-y  += --disable-readline --disable-libwrap $(if $(CONFIG_PACKAGE_SOCAT_TLS),,--disable-openssl)

# Without its scripts, which want bash, and its developers' own tools.
define install
install -D socat /out/dest/usr/bin/socat
endef

define test
socat TCP-LISTEN:8099,bind=127.0.0.1,reuseaddr,fork EXEC:'tr a-z A-Z' & tcp=$$!
socat UNIX-LISTEN:door,fork TCP:127.0.0.1:8099 & unix=$$!
sleep 2
[ "$$(echo through two doors | socat -t 5 - UNIX-CONNECT:door)" = 'THROUGH TWO DOORS' ]
kill $$tcp $$unix
socat PTY,link=line,raw,echo=0 SYSTEM:'read a; echo "heard $$a"' & pid=$$!
sleep 2
{ echo bell; sleep 2; } | socat - FILE:line,raw,echo=0 | grep 'heard bell'
endef
