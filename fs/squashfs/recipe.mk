# The root filesystem as squashfs: small, compressed, read-only
version = 1
license = GPL-2.0-or-later
style = image
depends = host-squashfs-tools
kernel-y += SQUASHFS
kernel-$(CONFIG_IMAGE_SQUASHFS_GZIP) += SQUASHFS_ZLIB
kernel-$(CONFIG_IMAGE_SQUASHFS_LZ4) += SQUASHFS_LZ4
kernel-$(CONFIG_IMAGE_SQUASHFS_XZ) += SQUASHFS_XZ
kernel-$(CONFIG_IMAGE_SQUASHFS_ZSTD) += SQUASHFS_ZSTD

squashfs.options-y :=
squashfs.options-$(CONFIG_IMAGE_SQUASHFS_GZIP) := -comp gzip
squashfs.options-$(CONFIG_IMAGE_SQUASHFS_LZ4) := -comp lz4 -Xhc
squashfs.options-$(CONFIG_IMAGE_SQUASHFS_XZ) := -comp xz
squashfs.options-$(CONFIG_IMAGE_SQUASHFS_ZSTD) := -comp zstd -Xcompression-level 22

# The archive's own entry for the root folder is not read, so the options say what it would be.
define build
/whittle/bin/rootfs pack -f tar -o rootfs.tar /dep/rootfs/images/rootfs.mtree
sqfstar -quiet -no-progress -reproducible -no-xattrs -root-mode 0755 -root-uid 0 -root-gid 0 \
	-b $(CONFIG_IMAGE_SQUASHFS_BLOCK)K $(squashfs.options-y) \
	/out/images/rootfs.squashfs <rootfs.tar
endef
