# Talks to the kernel by netlink; the part that programs for wireless networks need
version       = 3.7.0
source        = https://github.com/thom311/libnl/releases/download/libnl$(subst .,_,$(version))/libnl-$(version).tar.gz debian:libnl3
sha256        = 9fe43ccbeeea72c653bdcf8c93332583135cda46a79507bfd0a483bb57f65939
license       = LGPL-2.1-only
license-files = COPYING
url           = https://www.infradead.org/~tgr/libnl/
style         = autotools
host-tools    = bison flex
configure-y  += --disable-cli
# Without the libraries for routes, filters and sockets, which are five times as large.
make-args     = lib_LTLIBRARIES='lib/libnl-3.la lib/libnl-genl-3.la' pkgconfig_DATA='libnl-3.0.pc libnl-genl-3.0.pc' pkgsysconf_DATA=
