# The root filesystem as EROFS: read-only, compressed, faster to read than squashfs
version = 1
license = GPL-2.0-or-later
style = image
depends = host-erofs-utils
kernel-y += EROFS_FS
kernel-$(CONFIG_IMAGE_EROFS_LZ4) += EROFS_FS_ZIP
kernel-$(CONFIG_IMAGE_EROFS_ZSTD) += EROFS_FS_ZIP EROFS_FS_ZIP_ZSTD

erofs.options-y :=
erofs.options-$(CONFIG_IMAGE_EROFS_LZ4) := -z lz4hc,12
erofs.options-$(CONFIG_IMAGE_EROFS_ZSTD) := -z zstd,19

define build
/whittle/bin/rootfs pack -f tar -o rootfs.tar /dep/rootfs/images/rootfs.mtree
mkfs.erofs --quiet -T "$$SOURCE_DATE_EPOCH" -U '$(call text,$(CONFIG_IMAGE_EROFS_UUID))' -x -1 \
	$(erofs.options-y) --tar=f /out/images/rootfs.erofs rootfs.tar
endef
