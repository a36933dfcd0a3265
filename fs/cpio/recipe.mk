# The root filesystem as an initramfs: unpacked into memory by the kernel
version = 1
license = GPL-2.0-or-later
style = image
host-tools-$(CONFIG_IMAGE_CPIO_GZIP) += gzip
host-tools-$(CONFIG_IMAGE_CPIO_XZ) += xz
host-tools-$(CONFIG_IMAGE_CPIO_ZSTD) += zstd
kernel-y += BLK_DEV_INITRD
kernel-$(CONFIG_IMAGE_CPIO_GZIP) += RD_GZIP
kernel-$(CONFIG_IMAGE_CPIO_XZ) += RD_XZ
kernel-$(CONFIG_IMAGE_CPIO_ZSTD) += RD_ZSTD

# The kernel's xz knows only CRC32.
define build
cd /out/images
/whittle/bin/rootfs pack -f newc -o rootfs.cpio /dep/rootfs/images/rootfs.mtree
$(if $(CONFIG_IMAGE_CPIO_GZIP),gzip -9 -n rootfs.cpio)
$(if $(CONFIG_IMAGE_CPIO_XZ),xz -9 -T 1 --check=crc32 rootfs.cpio)
$(if $(CONFIG_IMAGE_CPIO_ZSTD),zstd -q -19 -T1 --rm rootfs.cpio)
endef
