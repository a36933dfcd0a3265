autoconfig := include/config/auto.conf

deps_config := \
	Config.in \
	board/qemu/x86_64/Config.in \
	linux/Config.in \
	package/base/Config.in \
	package/base/busybox/Config.in \
	package/base/skeleton/Config.in \
	package/toolchain/Config.in \
	fs/cpio/Config.in \
	fs/erofs/Config.in \
	fs/ext4/Config.in \
	fs/rootfs/Config.in \
	fs/squashfs/Config.in \
	fs/tar/Config.in \

$(autoconfig): $(deps_config)
$(deps_config): ;

ifneq "$(O)" "/tmp/bad"
$(autoconfig): FORCE
endif
