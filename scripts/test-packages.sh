#!/bin/sh
# Usage: [KERNEL=FILE] [RUN=PROGRAM] test-packages.sh O [NAME…]
# Boots O's initramfs in QEMU and runs the `test` stages of its packages there, or of these, a line of TAP for each. The
# tests come in an archive of their own, in front of the image, which stays as it is. KERNEL is the image's own, RUN the
# board's.
set -eu
[ $# -ge 1 ] || {
	echo "usage: test-packages.sh O [NAME...]" >&2
	exit 100
}
o=$1 kernel=${KERNEL:-$1/images/bzImage} run=${RUN:-board/qemu/x86_64/run}
shift

die() {
	echo "test-packages: $*" >&2
	exit 1
}
command -v expect >/dev/null || die 'expect is missing: apt-get install expect'
[ -f "$kernel" ] || die "there is no kernel $kernel: name one with KERNEL="
set -- "$(ls "$o"/images/rootfs.cpio* 2>/dev/null | head -n 1)" "$@"
[ -n "$1" ] || die "there is no initramfs in $o/images: choose the image cpio in the menu"
root=$1
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/root/test" "$work/images"
cp tests/packages/run "$work/root/test/run"
# shellcheck disable=SC2046 # names
[ $# -gt 0 ] || set -- $(ls "$o/tests")
for name; do
	[ -s "$o/tests/$name" ] || die "$name has no test, or is not in the image"
	cp "$o/tests/$name" "$work/root/test/$name.sh"
done
(cd "$work/root" && find test | sort | cpio -o -H newc --quiet) >"$work/images/rootfs.cpio"
cat "$root" >>"$work/images/rootfs.cpio"
ln -s "$(realpath "$kernel")" "$work/images/bzImage"
IMAGE=cpio MEMORY=${MEMORY:-256} tests/packages/console.exp "$run" "$work/images"
