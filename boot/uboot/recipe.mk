# Das U-Boot: the boot loader, the environment that it starts with, and the script that chooses what it boots
include boot/uboot/source.mk
license       = GPL-2.0-or-later
license-files = Licenses/gpl-2.0.txt
cpe           = cpe:2.3:a:denx:u-boot:$(version)
url           = https://www.denx.de/wiki/U-Boot/
style         = kconfig
kind          = image
toolchain     = no
host-cc       = yes
depends       = toolchain:host
uboot.packs   = $(if $(filter u-boot.itb,$(call text,$(CONFIG_UBOOT_IMAGES))),y)
depends-$(and $(CONFIG_BOOT_OPENSBI),$(uboot.packs)) += opensbi:images
depends-$(and $(CONFIG_BOOT_TFA),$(uboot.packs)) += tfa:images
host-tools    = bc bison dtc flex perl python3 swig
files         = $(if $(CONFIG_UBOOT_SLOTS),boot.cmd slots.env) $(uboot.env)
config-base   = tree:configs/$(call text,$(CONFIG_UBOOT_DEFCONFIG))_defconfig
config-env    = srctree=. UBOOTVERSION=$(version) CC=$(tuple)-gcc LD=$(tuple)-ld CC_VERSION_TEXT="$$($(tuple)-gcc --version | head -n 1)"
make-args     = CROSS_COMPILE=$(tuple)- KCFLAGS=-ffile-prefix-map=/build/src=/usr/src/uboot
make-args-$(and $(CONFIG_BOOT_OPENSBI),$(uboot.packs)) += OPENSBI=/dep/opensbi/images/fw_dynamic.bin
make-args-$(and $(CONFIG_BOOT_TFA),$(uboot.packs)) += BL31=/dep/tfa/images/bl31.elf
fragments     = tools
fragments-$(CONFIG_UBOOT_SLOTS) += slots

uboot.env     = $(addprefix board.env=,$(wildcard $(board-dir)/uboot.env))
uboot.images  = $(call text,$(CONFIG_UBOOT_IMAGES))

# The flags are for programs; U-Boot has its own. What the board's folder and the slots say is added to
# the environment of U-Boot's own board.
define configure
unset CC CXX AR NM RANLIB STRIP OBJCOPY READELF CFLAGS CXXFLAGS CPPFLAGS LDFLAGS
value() { sed -n "s/^CONFIG_$$1=\"\(.*\)\"/\1/p" /dep/uboot-config/host/config/uboot; }
vendor=$$(value SYS_VENDOR)
cat $(if $(CONFIG_UBOOT_SLOTS),/files/slots.env,/dev/null) $(if $(uboot.env),/files/board.env) >>"board/$${vendor:+$$vendor/}$$(value SYS_BOARD)/$$(value SYS_BOARD).env"
endef

# U-Boot's Makefile derives more from the configuration, but only after a conf of its own.
define build
$(kconfig.apply)
printf '%s\n' 'include Makefile' 'derived: ; $$(MAKE) -f scripts/Makefile.autoconf' >derived.mk
$(kconfig.make) -f derived.mk derived
touch include/config/auto.conf
$(kconfig.make)
$(kconfig.make) u-boot-initial-env
$(if $(CONFIG_UBOOT_SLOTS),tools/mkimage -T script -C none -n boot -d /files/boot.cmd boot.scr)
endef

define install
mkdir -p /out/images /out/debug
cp $(uboot.images) u-boot-initial-env $(if $(CONFIG_UBOOT_SLOTS),boot.scr) /out/images/
cp u-boot /out/debug/u-boot
endef
