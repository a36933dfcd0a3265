# Assembler, linker and programs for object files, for the target
version       = 2.44
source        = debian:binutils/binutils_$(version).orig.tar.xz
sha256        = c41a0272424f41bb01bf828e7ffef1b2d59d1788064fd6b5f1d971717e9320b8
license       = GPL-3.0-or-later
license-files = COPYING3
style         = autotools
kind          = host
host-tools    = g++
configure-y   = --target=$(tuple) --prefix=/host/cross --with-sysroot=/host/cross/$(tuple)/sysroot --disable-shared --enable-static \
	--enable-deterministic-archives --disable-gprofng --disable-plugins-install --disable-werror --without-zstd
make-args     = MAKEINFO=true

define install
make DESTDIR=/out/dest $(make-args) install-strip
rm -rf /out/dest/host/cross/share /out/dest/host/cross/lib
endef
