# Waits for files, sockets, signals and times, all at once
version       = 2.1.12
source        = https://github.com/libevent/libevent/releases/download/release-$(version)-stable/libevent-$(version)-stable.tar.gz
sha256        = 92e6de1be9ec176428fd2367677e61ceffc2ee1cb119035037a27d346b0403bb
license       = BSD-3-Clause AND ISC AND MIT
license-files = LICENSE
cpe           = cpe:2.3:a:libevent_project:libevent:$(version)
url           = https://libevent.org/
style         = autotools
configure-y  += --disable-openssl --disable-samples --disable-libevent-regress --disable-debug-mode

# A program that writes C, with Python.
define install
make DESTDIR=/out/dest install
rm /out/dest/usr/bin/event_rpcgen.py
endef
