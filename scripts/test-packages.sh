#!/bin/sh
# Usage: [KERNEL=FILE] [RUN=PROGRAM] test-packages.sh O [NAME…]
# Boots O's initramfs in QEMU and runs the `test` stages of its packages there, or of these, a line of TAP for each. The
# tests come in an archive of their own, in front of the image, which stays as it is. The machine has disks, a card and a
# USB device, for the tools that want some. KERNEL is the image's own, RUN that of QEMU's board for the processor.
# KERNEL can be the image of a flash or a disk as well, in the folder with all that its board is started from: that system
# fetches O's tar archive and runs the tests in it, with neither disks nor a card. QEMU's MIPS board starts no other way.
set -eu
[ $# -ge 1 ] || {
	echo "usage: test-packages.sh O [NAME...]" >&2
	exit 100
}
o=$1
shift

die() {
	echo "test-packages: $*" >&2
	exit 1
}
arch=$(sed -n 's/^CONFIG_TARGET_ARCH="\(.*\)"$/\1/p' "$o/.config")
case $arch in
x86_64 | i386) image=bzImage ;;
aarch64 | riscv64) image=Image ;;
arm) image=zImage ;;
mips | mipsel) image=flash.img arch=${arch}_malta ;;
*) die "QEMU starts no initramfs on $arch here" ;;
esac
kernel=${KERNEL:-$o/images/$image} run=${RUN:-board/qemu/$arch/run} form=cpio
case $kernel in *.img) form=tar ;; esac
command -v expect >/dev/null || die 'expect is missing: apt-get install expect'
[ -f "$kernel" ] || die "there is no kernel $kernel: name one with KERNEL="
set -- "$(ls "$o/images/rootfs.$form"* 2>/dev/null | head -n 1)" "$@"
[ -n "$1" ] || die "there is no rootfs.$form in $o/images: choose the image $form in the menu"
root=$1
shift

work=$(mktemp -d)
server=
trap 'rm -rf "$work"; [ -z "$server" ] || kill "$server"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$work/root/test" "$work/images"
cp tests/packages/run "$work/root/test/run"
# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $(ls "$o/tests")
for name; do
	[ -s "$o/tests/$name" ] || die "$name has no test, or is not in the image"
	cat tests/packages/functions "$o/tests/$name" >"$work/root/test/$name.sh"
done
if [ "$form" = tar ]; then
	mkdir "$work/www"
	bsdtar -c --format gnutar -C "$work/root" -f "$work/www/root.tar" test "@$(realpath "$root")"
	python3 -u -m http.server --bind 127.0.0.1 --directory "$work/www" 0 >"$work/http" 2>&1 &
	server=$!
	until grep -q ' port ' "$work/http"; do sleep 0.1; done
	PORT=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$work/http") tests/packages/console.exp "$run" "$(dirname "$kernel")"
	exit
fi
ln -s "$(realpath "$kernel")" "$work/images/$image"
(cd "$work/root" && find test | sort | cpio -o -H newc --quiet) >"$work/images/rootfs.cpio"
cat "$root" >>"$work/images/rootfs.cpio"
truncate -s 64M "$work/images/sata.img" "$work/images/nvme.img" "$work/images/card.img"
drive() {
	echo "-drive file=$work/images/$1.img,if=none,format=raw,id=$1"
}
# shellcheck disable=SC2046 # words
IMAGE=cpio MEMORY=${MEMORY:-256} tests/packages/console.exp "$run" "$work/images" \
	$(drive sata) -device ahci,id=ahci -device ide-hd,drive=sata,bus=ahci.0 \
	$(drive nvme) -device nvme,drive=nvme,serial=1 \
	$(drive card) -device sdhci-pci -device sd-card,drive=card -device qemu-xhci -device usb-tablet
