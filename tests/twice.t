#!/bin/sh
# Two builds, each from a store that was empty once: in folders with names of different lengths, at different
# times, by different users, with other locales, umasks and numbers of jobs. The images are the same, byte for byte.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

unshare --user --map-user=4242 --map-group=4243 true 2>/dev/null || skip_all 'no user namespaces here'
# A boot loader of another board, and the firmware that is packed into it.
firmware() {
	configure "$work/firmware" hifive_unleashed_defconfig && make -s O="$work/firmware" STORE="$store" step PKG=uboot
}
ok 'the images are built' built qemu_x86_64
ok '…and a boot loader' firmware
sources

tree="$work/a checkout whose name is longer and has blanks in it"
checkout "$tree"
mkdir -p "$tree/output" "$twin"
cp "$built/.config" "$tree/output/.config"
again() {
	cd "$tree" && elsewhere make -j3 STORE="$twin"
}
ok '…and built again elsewhere' again
note "$(grep -c ' built in ' "$work/said" || :) steps were built by this run, the others by earlier ones"
ok 'the images are the same' same_images "$built/images" "$tree/output/images"
ok '…all kinds of them' test -s "$built/images/rootfs.tar.zst" -a -s "$built/images/rootfs.ext4" -a \
	-s "$built/images/rootfs.squashfs" -a -s "$built/images/bzImage" -a -s "$built/images/rootfs.mtree"
firmware_again() {
	mkdir -p "$tree/firmware" && cp "$work/firmware/.config" "$tree/firmware/" &&
		cd "$tree" && elsewhere make -j3 O=firmware STORE="$twin" step PKG=uboot
}
ok '…and the boot loader' firmware_again
ok 'every step left the same in both stores' twins
note "$(cat "$work/said")"
ok '…the boot loader and its firmware among them' test "$(grep -cx -e uboot -e opensbi "$work/equal")" -ge 2
"$built/tools/bin/depot" -s "$twin" gc --size 30G >/dev/null
done_testing
