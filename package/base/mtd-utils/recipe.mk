# Erases, writes and reads raw flash, and keeps UBI volumes on it
version       = 2.3.0
source        = debian:mtd-utils/mtd-utils_$(version).orig.tar.xz
sha256        = d1242d44c5772394d159117f3aeaa352f4265a073cb6dc0d91ced13d9b3299df
license       = GPL-2.0-or-later
license-files = COPYING
url           = http://www.linux-mtd.infradead.org/
style         = autotools
autoreconf    = yes
depends-$(CONFIG_PACKAGE_MTD_UTILS_JFFS2) += zlib
host-tools    = pkg-config
configure-y  += --without-tests --without-xattr --without-lzo --without-selinux --without-crypto --disable-ubihealthd \
	--without-ubifs --without-zstd $(if $(CONFIG_PACKAGE_MTD_UTILS_JFFS2),,--without-jffs --without-zlib)
kernel-y     += MTD

# On flash in memory (MTD_NAND_NANDSIM): what was written is read back, and a volume holds a filesystem.
define test
mtd=$$(sed -n 's/^\(mtd[0-9]*\):.*"NAND simulator.*/\1/p' /proc/mtd | head -n 1)
[ -n "$$mtd" ] || { echo 'there is no flash in memory'; exit 77; }
mtdinfo "/dev/$$mtd" | grep 'Type: *nand'
seq 20000 >numbers
flash_erase "/dev/$$mtd" 0 0
nandwrite -p "/dev/$$mtd" numbers
nanddump --bb=skipbad -l "$$(wc -c <numbers)" -f read "/dev/$$mtd"
head -c "$$(wc -c <numbers)" read | cmp - numbers
ubiformat -y "/dev/$$mtd"
ubiattach -p "/dev/$$mtd" -d 5
ubimkvol /dev/ubi5 -N pond -m
ubinfo /dev/ubi5 -N pond | grep 'Type: *dynamic'
mkdir there
if mount -t ubifs ubi5:pond there; then
	cp numbers there/
	umount there
	ubidetach -d 5
	ubiattach -p "/dev/$$mtd" -d 5
	mount -t ubifs ubi5:pond there
	cmp numbers there/numbers
	umount there
fi
ubidetach -d 5
endef
