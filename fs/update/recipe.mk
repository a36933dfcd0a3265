# An update file: what the command sysupgrade writes on a running system
version    = 1
license    = GPL-2.0-or-later
style      = image
depends-$(CONFIG_KERNEL_LINUX)        += linux:images
depends-$(CONFIG_IMAGE_DISK_SQUASHFS) += squashfs
files      = make-update

# Kernel and root filesystem are partitions of these names.
define build
sh /files/make-update /out/images/update.bin $(board-name) '$(call text,$(CONFIG_IMAGE_UPDATE_VERSION))' \
	kernel=/dep/linux/images/$(linux.image) rootfs=/dep/squashfs/images/rootfs.squashfs
endef
