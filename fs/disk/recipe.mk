# The whole disk: partitions, boot loader, kernel and root filesystem, laid out by the board's genimage.cfg
version    = 1
license    = GPL-2.0-or-later
style      = image
depends-$(CONFIG_KERNEL_LINUX)        += linux:images
depends-$(CONFIG_BOOT_UBOOT)          += uboot
depends-$(CONFIG_IMAGE_DISK_SQUASHFS) += squashfs
depends-$(CONFIG_IMAGE_DISK_EXT4)     += ext4
depends-$(CONFIG_IMAGE_DISK_DATA)     += host-e2fsprogs
host-tools = genimage mcopy mkdosfs mmd
files      = make-disk genimage.cfg=$(board-dir)/genimage.cfg $(if $(CONFIG_IMAGE_DISK_DATA),mke2fs.conf=fs/ext4/mke2fs.conf)
kernel-$(CONFIG_IMAGE_DISK_DATA) += EXT4_FS

# The root filesystem is called root.img, whatever its format.
define build
mkdir in
ln -s $(foreach d,$(filter-out linux:images host-e2fsprogs,$(depends-y)) $(if $(CONFIG_KERNEL_LINUX),linux),/dep/$(d)/images/*) in/
ln -s /dep/$(disk.root)/images/rootfs.$(disk.root) in/root.img
$(if $(CONFIG_IMAGE_DISK_DATA),$(disk.data))
sh /files/make-disk /files/genimage.cfg in /out/images /dep/rootfs/images/rootfs.mtree
endef

disk.root = $(if $(CONFIG_IMAGE_DISK_EXT4),ext4,squashfs)

# An empty filesystem for what is written; its numbers are those of its partition, so that two are the same.
disk.uuid = 77686974-746c-4e65-8002-000000000000
disk.data = MKE2FS_CONFIG=/files/mke2fs.conf mke2fs -q -F -t ext4 -m 0 -L data -U $(disk.uuid) \
	-E hash_seed=$(disk.uuid),root_owner=0:0,nodiscard,lazy_itable_init=0,lazy_journal_init=0 in/data.img $(CONFIG_IMAGE_DISK_DATA_SIZE)M
