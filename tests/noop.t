#!/bin/sh
# `make` with nothing to do: fast, and it touches nothing.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

ok 'the image is built' built qemu_x86_64
made() { make O="$built" STORE="$store"; }
silent() { [ -z "$(made 2>&1)" ]; }

listing "$built" >"$work/before"
ok 'make says nothing when there is nothing to do' silent
listing "$built" >"$work/after"
ok '…and touches no file' diff "$work/before" "$work/after"
took=$(milliseconds make O="$built" STORE="$store")
note "make with nothing to do: processor and wall time $took ms (best of 9)"
ok '…within 0.15 s' [ "${took% *}" -lt 150 ]

touch "$built/.config"
ok 'a configuration that only got a new time' silent
listing "$built/images" >"$work/images"
ok '…leaves the images alone' sh -c 'grep -F "$1/images" "$2" | diff - "$3"' sh "$built" "$work/before" "$work/images"

# An option of BusyBox: its step, the images, and nothing else.
cp -R "$built" "$work/busybox"
echo 'CONFIG_BC=y' >"$work/busybox.config"
echo "CONFIG_BUSYBOX_FRAGMENTS=\"$work/busybox.config\"" >>"$work/busybox/.config"
with_option() {
	make -s O="$work/busybox" STORE="$store" olddefconfig && make O="$work/busybox" STORE="$store"
}
ok 'an option of BusyBox is changed' with_option
ok '…BusyBox and the images are made again' said '^busybox ' '^rootfs ' '^squashfs '
ok '…and the kernel is not' fails said '^linux '
ok '…what it adds is in the image' grep -q '^\./usr/bin/bc ' "$work/busybox/images/rootfs.mtree"

# 300 packages that say echo, on top of the same configuration.
mkdir -p "$work/more/package/generated"
tests/noop/generate.sh 300 "$work/more"
o=$work/o
lines=$(sed -n 's/^config \(.*\)/CONFIG_\1=y/p' "$work/more/package/generated/Config.in")
# shellcheck disable=SC2086 # one word a line
many() {
	make -s O="$o" EXTERNAL="$work/more" STORE="$store" qemu_x86_64_defconfig &&
		printf '%s\n' $lines >>"$o/.config" &&
		make -s O="$o" EXTERNAL="$work/more" STORE="$store" olddefconfig
}
make_many() { make O="$o" EXTERNAL="$work/more" STORE="$store"; }
ok '300 more packages are chosen' many
ok '…and built' make_many
set -- "$o"/steps/generated-*
ok '…all of them' test $# = 300
took=$(milliseconds make O="$o" EXTERNAL="$work/more" STORE="$store")
note "make with nothing to do and 300 more packages: processor and wall time $took ms (best of 9)"
ok '…then nothing to do takes less than 0.5 s' [ "${took% *}" -lt 500 ]
done_testing
