# The compiler that was built from source, with its C library
version    = 14.2.0
license    = GPL-3.0-or-later WITH GCC-exception-3.1
depends-y += gcc:host
depends-$(CONFIG_LIBC_GLIBC) += libxcrypt:sysroot
files      = $(external.files)
include package/toolchain/toolchain/external/common.mk

define install
$(call external.take,/dep/gcc/host/cross,$(tuple))$(if $(CONFIG_LIBC_GLIBC),$(built.crypt))
endef

define built.crypt

cp -R /dep/libxcrypt/sysroot/usr/. /out/sysroot/usr
cp -P /dep/libxcrypt/sysroot/usr/lib/libcrypt.so.* /out/dest/usr/lib/
endef
