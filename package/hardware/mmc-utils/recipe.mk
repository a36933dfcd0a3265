# Shows and sets what eMMC and SD cards say about themselves
version       = 0+git20220624.d7b343fd
source        = debian:mmc-utils/mmc-utils_$(version).orig.tar.xz
sha256        = 002b5f4edf02b6e508f2f6bd62486029a66ddc39f3e09f860cff135df6efdefd
license       = GPL-2.0-only
license-files = mmc.h
url           = https://git.kernel.org/pub/scm/utils/mmc/mmc-utils.git
style         = make
make-args     = CHECKFLAGS=

# The register of a card that somebody had in his hands, as the kernel shows it; and the machine's own, if it has one.
define test
mkdir card
echo SD >card/type
echo 035344534433324780114d1f5e00e5b9 >card/cid
echo 400e00325b590000ecbd7f800a404013 >card/csd
echo 0235800001000000 >card/scr
mmc cid read card | grep -i 'sandisk'
mmc cid read card | grep 'SD32G'
mmc cid read nothing | grep . && exit 1
[ -d /sys/block/mmcblk0/device ] || { echo 'there is no card'; exit 77; }
mmc cid read /sys/block/mmcblk0/device | grep "$$(cat /sys/block/mmcblk0/device/name)"
endef
