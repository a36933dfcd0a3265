# The passwords' crypt(), which glibc gave up: for the compiler that is built with glibc
version       = 4.4.38
source        = debian:libxcrypt/libxcrypt_$(version).orig.tar.xz
sha256        = 6a275a356622c64ba9f693892215dbb399c003a7a4afeed9c4c74070eaab20f4
license       = LGPL-2.1-or-later
license-files = COPYING.LIB
style         = script
kind          = host
parts         = sysroot
depends       = gcc:host
host-tools    = autoconf automake libtoolize make perl pkg-config /usr/share/aclocal/ltdl.m4

define build
PATH=/host/cross/bin:$$PATH
unset CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS
autoreconf -f -i
./configure --build=x86_64-pc-linux-gnu --host=$(tuple) --prefix=/usr --enable-hashes=all --enable-obsolete-api=glibc \
	--disable-werror --disable-failure-tokens CFLAGS='-O2 -g -pipe -ffile-prefix-map=/build=/usr/src/libxcrypt'
make
endef

define install
make install DESTDIR=/out/sysroot
cd /out/sysroot/usr
rm -rf share
find . -name '*.la' -delete
endef
