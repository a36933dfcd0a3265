# An update file: what the command sysupgrade writes on a running system
version    = 1
license    = GPL-2.0-or-later
style      = image
depends-$(CONFIG_KERNEL_LINUX)        += linux:images
depends-$(CONFIG_UBOOT_SLOTS)         += disk
depends-$(CONFIG_IMAGE_DISK_SQUASHFS) += squashfs
depends-$(CONFIG_IMAGE_DISK_EXT4)     += ext4
host-tools-$(CONFIG_UBOOT_SLOTS)      += mcopy partx
files      = make-update

update.root = $(if $(CONFIG_IMAGE_DISK_EXT4),ext4,squashfs)
update.make = sh /files/make-update /out/images/update.bin $(board-name) '$(call text,$(CONFIG_IMAGE_UPDATE_VERSION))'

# For two slots, the files are those of slot a on the disk; for flash, kernel and root filesystem are partitions of these names.
define build
$(if $(CONFIG_UBOOT_SLOTS),$(update.slots),$(update.flash))
endef

update.flash = $(update.make) kernel=/dep/linux/images/$(linux.image) rootfs=/dep/$(update.root)/images/rootfs.$(update.root)

define update.slots
disk=/dep/disk/images/disk.img
mcopy -s -n -i $$disk@@$$(($$(partx -g -n 1 -o START $$disk) * 512)) ::a .
set -- root=/dep/$(update.root)/images/rootfs.$(update.root)
for file in a/*; do
	set -- "$$@" "$${file#a/}=$$file"
done
$(update.make) "$$@"
endef
