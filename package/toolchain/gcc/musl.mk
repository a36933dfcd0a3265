# musl, built with the compiler that is being built
include package/toolchain/toolchain/musl/common.mk
source  += $(musl.source)
sha256  += $(musl.sha256)
license += MIT
files    = $(musl.files)

libc.archive  = musl-$(musl.version).tar.gz
libc.glibc    =
libc.archives =

define libc.configure
CC='$(gcc.new)' CROSS_COMPILE=$(tuple)- CFLAGS='-Os -g -pipe -ffile-prefix-map=/build/libc=/usr/src/musl' LDFLAGS=-Wl,--build-id=sha1 \
	./configure --target=$(tuple) --prefix=/usr --syslibdir=/usr/lib
endef

define libc.headers
cd /build/libc
patch -p1 -i /files/iconv.patch
$(libc.configure)
make install-headers DESTDIR=/build/sysroot
endef

# Once more now that there is a libgcc: what it has is left out of musl.
define libc.build
cd /build/libc
$(libc.configure)
make
make install DESTDIR=/build/sysroot
loader=$$(basename /build/sysroot/usr/lib/ld-musl-*)
ln -sf libc.so "/build/sysroot/usr/lib/$$loader"$(if $(CONFIG_TARGET_I386),$(call musl.stack-check,$(gcc.new),/build/sysroot))
endef
