# musl, built on top of the compiler
include package/toolchain/toolchain/musl/common.mk
version       = $(musl.version)
source        = $(musl.source)
sha256        = $(musl.sha256)
license       = MIT
license-files = COPYRIGHT
host-tools    = $(distribution.tools) make patch$(distribution.atomic:%= %)
files         = $(distribution.files) $(musl.files)

define prepare
patch -p1 -i /files/iconv.patch
endef

define configure
sh /files/distribution.sh $(tuple) /usr/bin/$(distribution)- /out/host musl
PATH=/out/host/bin:$$PATH
CROSS_COMPILE=$(tuple)- CFLAGS='-Os -g -pipe -ffile-prefix-map=/build/src=/usr/src/musl' LDFLAGS=-Wl,--build-id=sha1 \
	./configure --target=$(tuple) --prefix=/usr --syslibdir=/usr/lib
endef

define build
make
endef

# Programs name the loader in /lib, which is a link to /usr/lib; it is a link to the library. What is in
# dest is laid over the sysroot at the end of the step, so libc.so is a file in both.
define install
make install DESTDIR=/out/sysroot
cp -R /dep/linux-headers/sysroot/usr/include/. /out/sysroot/usr/include/$(distribution.atomic:%=$(newline)cp % /out/sysroot/usr/lib/)
loader=$$(basename /out/sysroot/usr/lib/ld-musl-*)
mkdir -p /out/dest/usr/lib
cp /out/sysroot/usr/lib/libc.so /out/dest/usr/lib/libc.so
ln -s libc.so "/out/dest/usr/lib/$$loader"
ln -sf libc.so "/out/sysroot/usr/lib/$$loader"$(if $(CONFIG_TARGET_I386),$(call musl.stack-check,$(tuple)-gcc,/out/sysroot))
endef
