# The whole disk: partitions, boot loader, kernel and root filesystem, laid out by the board's genimage.cfg
version    = 1
license    = GPL-2.0-or-later
style      = image
depends-$(CONFIG_KERNEL_LINUX)        += linux:images
depends-$(CONFIG_BOOT_UBOOT)          += uboot
depends-$(CONFIG_IMAGE_DISK_SQUASHFS) += squashfs
depends-$(CONFIG_IMAGE_DISK_EXT4)     += ext4
host-tools = genimage mcopy mkdosfs mmd
files      = make-disk genimage.cfg=$(board-dir)/genimage.cfg

# The root filesystem is called root.img, whatever its format.
define build
mkdir in
ln -s $(foreach d,$(filter-out linux:images,$(depends-y)) $(if $(CONFIG_KERNEL_LINUX),linux),/dep/$(d)/images/*) in/
ln -s /dep/$(disk.root)/images/rootfs.$(disk.root) in/root.img
sh /files/make-disk /files/genimage.cfg in /out/images /dep/rootfs/images/rootfs.mtree
endef

disk.root = $(if $(CONFIG_IMAGE_DISK_EXT4),ext4,squashfs)
