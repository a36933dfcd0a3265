# A writable layer over a read-only root filesystem, and the way back to what was flashed
version  = 1
license  = GPL-2.0-or-later
style    = script
files    = files
kernel-y += OVERLAY_FS TMPFS_XATTR
kernel-$(CONFIG_PACKAGE_OVERLAY_FLASH) += MTD MTD_BLOCK MISC_FILESYSTEMS JFFS2_FS JFFS2_FS_XATTR

define install
mkdir -p /out/dest/overlay /out/dest/rom
cp -R /files/files/. /out/dest/
sed -i 's/^wait=.*/wait=$(CONFIG_PACKAGE_OVERLAY_WAIT)/' /out/dest/sbin/overlay-init
endef
