# The root filesystem as ext4: writable, for disks, SD cards and eMMC
version = 1
license = GPL-2.0-or-later
style = image
depends = host-e2fsprogs
files = mke2fs.conf make-ext4
env = MKE2FS_CONFIG=/files/mke2fs.conf
kernel-y += EXT4_FS

define build
sh /files/make-ext4 /dep/rootfs/images/rootfs.mtree /out/images/rootfs.ext4 \
	'$(call text,$(CONFIG_IMAGE_EXT4_SIZE))' '$(CONFIG_IMAGE_EXT4_MARGIN)' \
	'$(call text,$(CONFIG_IMAGE_EXT4_LABEL))' '$(call text,$(CONFIG_IMAGE_EXT4_UUID))' \
	$(if $(CONFIG_IMAGE_EXT4_JOURNAL),4,0)
endef
