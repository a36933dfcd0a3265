# Trusted Firmware-A: the firmware below the boot loader and the kernel on 64-bit ARM (BL31)
version       = 2.12.1
source        = debian:arm-trusted-firmware/arm-trusted-firmware_$(version)+dfsg.orig.tar.xz
sha256        = 332c08d71867b7f0dce0bce4cb2abd80f19cb3e0a2de6fe07245c111189d6fb7
license       = BSD-3-Clause
license-files = docs/license.rst
cpe           = cpe:2.3:o:arm:trusted_firmware-a:$(version)
url           = https://www.trustedfirmware.org/projects/tf-a/
style         = make
kind          = image
toolchain     = no
host-cc       = yes
depends       = toolchain:host
make-args     = PLAT=$(call text,$(CONFIG_TFA_PLATFORM)) CROSS_COMPILE=$(tuple)- BUILD_STRING=$(version) \
	BUILD_MESSAGE_TIMESTAMP='"none"'

tfa.elf = /build/src/build/$(call text,$(CONFIG_TFA_PLATFORM))/release/bl31/bl31.elf

define build
unset CC CXX AR NM RANLIB STRIP OBJCOPY READELF CFLAGS CXXFLAGS CPPFLAGS LDFLAGS
make $(make-args) $(tfa.elf)
endef

define install
mkdir -p /out/images
cp $(tfa.elf) /out/images/
endef
