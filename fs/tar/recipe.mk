# The root filesystem as a tar archive: for containers, network boots and own tools
version = 1
license = GPL-2.0-or-later
style = image
host-tools-$(CONFIG_IMAGE_TAR_GZIP) += gzip
host-tools-$(CONFIG_IMAGE_TAR_XZ) += xz
host-tools-$(CONFIG_IMAGE_TAR_ZSTD) += zstd

define build
cd /out/images
/whittle/bin/rootfs pack -f tar -o rootfs.tar /dep/rootfs/images/rootfs.mtree
$(if $(CONFIG_IMAGE_TAR_GZIP),gzip -9 -n rootfs.tar)
$(if $(CONFIG_IMAGE_TAR_XZ),xz -9 -T 1 rootfs.tar)
$(if $(CONFIG_IMAGE_TAR_ZSTD),zstd -q -19 -T1 --rm rootfs.tar)
endef
