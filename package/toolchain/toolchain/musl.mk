# musl, built on top of the compiler
version       = 1.2.5
source        = https://musl.libc.org/releases/musl-$(version).tar.gz debian:musl
sha256        = a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4
license       = MIT
license-files = COPYRIGHT
host-tools    = $(distribution.tools) make patch
files         = $(distribution.files) iconv.patch=$(load.dir)/musl/iconv.patch

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
cp -R /dep/linux-headers/sysroot/usr/include/. /out/sysroot/usr/include/
loader=$$(basename /out/sysroot/usr/lib/ld-musl-*)
mkdir -p /out/dest/usr/lib
cp /out/sysroot/usr/lib/libc.so /out/dest/usr/lib/libc.so
ln -s libc.so "/out/dest/usr/lib/$$loader"
ln -sf libc.so "/out/sysroot/usr/lib/$$loader"$(if $(CONFIG_TARGET_I386),$(musl.stack-check))
endef

# Position-independent code for 32-bit x86 calls a hidden function of its own program when the stack
# is damaged; there is no place for it in a shared libc, so the start files bring it.
files-$(CONFIG_TARGET_I386) += stack-check.c=$(load.dir)/musl/stack-check.c
define musl.stack-check

$(tuple)-gcc -Os -c -fPIC -o stack-check.o /files/stack-check.c
$(tuple)-ld -r -o crti.o /out/sysroot/usr/lib/crti.o stack-check.o
mv crti.o /out/sysroot/usr/lib/crti.o
endef
