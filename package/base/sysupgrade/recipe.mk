# Writes another system from an update file: to flash, or to the slot that does not run
version = 1
license = GPL-2.0-or-later
style   = script
depends-$(CONFIG_UBOOT_SLOTS) += uboot-config:host u-boot-tools:target
files   = files
kernel-$(CONFIG_UBOOT_SLOTS) += VFAT_FS NLS_CODEPAGE_437 NLS_ISO8859_1

sysupgrade.kind  = $(if $(CONFIG_UBOOT_SLOTS),slots,flash)
sysupgrade.other = $(if $(CONFIG_UBOOT_SLOTS),flash,slots)

define install
mkdir -p /out/dest
cp -R /files/files/. /out/dest/
cd /out/dest/usr
rm libexec/sysupgrade-$(sysupgrade.other)
sed -i "s|^board='' kind=''|board=$(board-name) kind=$(sysupgrade.kind)|" sbin/sysupgrade
$(if $(CONFIG_UBOOT_SLOTS),$(sysupgrade.env))
endef

# Only a file of the first partition can be changed from the system: another place of U-Boot's environment is an error.
define sysupgrade.env
grep -q '^CONFIG_ENV_IS_IN_FAT=y' /dep/uboot-config/host/config/uboot
size=$$(sed -n 's/^CONFIG_ENV_SIZE=//p' /dep/uboot-config/host/config/uboot)
sed -i "s|^env_size=''|env_size=$$size|" libexec/sysupgrade-slots
endef

define services
$(if $(CONFIG_UBOOT_SLOTS),$(sysupgrade.service))
endef
define sysupgrade.service
sysupgrade command /usr/libexec/sysupgrade-slots confirm
sysupgrade restart never
sysupgrade after network
endef
