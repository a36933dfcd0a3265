# Makes, checks and resizes ext2, ext3 and ext4 filesystems
version = 1.47.2
source = https://mirrors.edge.kernel.org/pub/linux/kernel/people/tytso/e2fsprogs/v$(version)/e2fsprogs-$(version).tar.gz
sha256 = 6dcd67ff9d8b13274ba3f088e4318be4f5b71412cd863524423fc49d39a6371f
license = GPL-2.0-only AND LGPL-2.0-only AND BSD-3-Clause
license-files = NOTICE
style = autotools
configure-y += --enable-libuuid --enable-libblkid --disable-uuidd --disable-fuse2fs \
	--disable-backtrace --disable-tdb --disable-debugfs --disable-imager --disable-defrag

# Of the build machine's own, an image needs but two programs.
ifeq ($(kind),host)
define build
make libs
make -C misc mke2fs
make -C e2fsck e2fsck
endef

define install
install -D -t /out/dest/host/bin misc/mke2fs e2fsck/e2fsck
endef
endif
