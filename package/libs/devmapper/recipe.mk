# Sets up the kernel's virtual disks
version       = 2.03.31
source        = debian:lvm2/lvm2_$(version).orig.tar.xz
sha256        = 5541d15f739bc62263b551b1d8091ea8fc889a31ed20cdc58ff9f7192d8ecd4a
license       = LGPL-2.1-only
license-files = COPYING.LIB
url           = https://sourceware.org/lvm2/
style         = autotools
in-tree       = yes
host-tools    = pkg-config
configure-y  += --with-user= --with-group= --with-optimisation= --disable-selinux --disable-udev_sync --disable-blkid_wiping --disable-readline \
	--without-blkid --without-libnvme --without-systemd --without-udev --disable-fsadm --disable-dmeventd --enable-pkgconfig --enable-write_install
kernel-y     += MD BLK_DEV_DM

# Of lvm2, this library.
define build
make -C libdm
endef

define install
make -C libdm DESTDIR=/out/dest install
rm -rf /out/dest/usr/sbin
endef
