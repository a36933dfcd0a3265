# OpenSBI: the firmware below the boot loader and the kernel on RISC-V
version       = 1.6
source        = https://github.com/riscv-software-src/opensbi/archive/refs/tags/opensbi-$(version).tar.gz debian:opensbi
sha256        = d11702103f177a2914e94eec57ce5ed820296d874f6b6525c4482e55d71a3667
license       = BSD-2-Clause
license-files = COPYING.BSD
cpe           = cpe:2.3:a:riscv:opensbi:$(version)
url           = https://github.com/riscv-software-src/opensbi
style         = make
kind          = image
toolchain     = no
host-cc       = yes
depends       = toolchain:host
host-tools    = bash dtc mawk python3
make-args     = PLATFORM=generic CROSS_COMPILE=$(tuple)- OPENSBI_BUILD_TIME_STAMP=none \
	platform-cflags-y=-ffile-prefix-map=/build/src=/usr/src/opensbi

# Tables of drivers are in the order in which awk walks through an array: mawk and gawk have one each.
define build
mkdir /build/bin
ln -s "$$(command -v mawk)" /build/bin/awk
PATH=/build/bin:$$PATH
unset CC CXX AR NM RANLIB STRIP OBJCOPY READELF CFLAGS CXXFLAGS CPPFLAGS LDFLAGS
make $(make-args)
endef

define install
mkdir -p /out/images
cp build/platform/generic/firmware/fw_dynamic.bin /out/images/
endef
