#!/bin/sh
# Boards start from the very image that a person would flash, through their boot loader, up to a login. BOARDS=all takes every
# board that has a program `run`, BOARDS="NAME…" some; without it, one for each way of starting. TOOLCHAIN=BUILT takes the compiler that
# is built from source.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

command -v expect >/dev/null || skip_all 'expect is missing: apt-get install expect'

boards=${BOARDS:-qemu_aarch64 orangepi_pc hifive_unleashed}
if [ "$boards" = all ]; then
	boards=
	for file in configs/*_defconfig; do
		name=${file##*/}
		name=${name%_defconfig}
		[ ! -x "$(board_folder "$name")/run" ] || boards="$boards $name"
	done
fi

# starts BOARD KIND: up to the login, and off again; what the console said is in $work/console.
starts() {
	rm -f "$work/console"
	case $1 in
	# QEMU's model of this one loses what is typed while it says something.
	sabrelite) how=BOOT_READ_ONLY=yes ;;
	# It has no clock.
	hifive_unleashed) how= ;;
	*) how=BOOT_CLOCK=yes ;;
	esac
	# shellcheck disable=SC2086 # a word or none
	env $how IMAGE="$2" BOOT_LOG="$work/console" tests/boot/login.exp "$1 $2" "$(board_folder "$1")/run" "${3:-$images}"
}
# tried DIR: a copy of the disk whose environment says that slot b was tried three times, and nobody has confirmed it.
tried() {
	mkdir "$1" &&
		cp --sparse=always "$images"/* "$1/" &&
		{ cat "$images/u-boot-initial-env" && printf '%s\n' slot=b upgrade_available=1 bootcount=3; } >"$work/env" &&
		mkenvimage -s "$(sed -n 's/^CONFIG_ENV_SIZE=//p' "$(config uboot)")" -o "$work/uboot.env" "$work/env" &&
		mcopy -i "$1/disk.img@@1M" "$work/uboot.env" ::uboot.env
}
# kept BOARD KIND: a copy of the image is written to.
kept() {
	mkdir "$work/kept" && cp --sparse=always "$images/$2.img" "$work/kept/" &&
		KEEP=yes IMAGE=$2 tests/boot/settings.exp "$1 $2" "$(board_folder "$1")/run" "$work/kept" && rm -rf "$work/kept"
}
# debugger BOARD: `make gdb`, with one that only says its name.
debugger() {
	mkdir -p "$work/bin" && printf '#!/bin/sh\necho "${0##*/} $*"\n' >"$work/bin/gdb-multiarch" && chmod +x "$work/bin/gdb-multiarch" &&
		PATH=$work/bin:$PATH make -s O="$out/check/$1" STORE="$store" gdb PKG=busybox
}
config() {
	echo "$("$out/check/$board/tools/bin/depot" -o "$out/check/$board" -s "$store" path "$1-config" host)/config/$1"
}

for board in $boards; do
	if [ ! -x "$(board_folder "$board")/run" ]; then
		skip "$board" 'nothing runs it; tests/layout looks at its image'
		continue
	fi
	qemu=$(board_qemu "$board")
	ok "$board says what runs it" test -n "$qemu"
	if ! command -v "$qemu" >/dev/null; then
		skip "$board" "$qemu is missing"
		continue
	fi
	ok "$board is built" build_board "$board"
	[ -d "$out/check/$board/images" ] || continue
	images=$out/check/$board/images
	note "$(cd "$images" && find . -type f ! -name '*.mtree' -printf '%f %s bytes, ')"
	for kind in disk flash cpio ext4; do
		set -- "$images/rootfs.$kind"* "$images/$kind.img"*
		for file; do
			[ -f "$file" ] || continue
			grep -Eq 'kernel=[A-Za-z]|-kernel ' "$(board_folder "$board")/run" || [ "$kind" = disk ] || [ "$kind" = flash ] || continue
			ok "$board starts from $kind" starts "$board" "$kind"
			grep '^# from the start' "$work/said" || :
		done
	done
	if [ "$board" = qemu_aarch64 ]; then
		ok "$board: make test-boot" make -s O="$out/check/$board" STORE="$store" test-boot
		ok '…starts what make run does' said '^ok - aarch64 switches off' '^1[.][.]5$'
		ok "$board: make gdb" debugger "$board"
		ok '…takes the debugger for its processor' said '^gdb-multiarch .*/usr/bin/busybox'
	fi
	# The writable layer of disks without U-Boot is looked at by tests/router.
	if grep -q overlay-init "$images/rootfs.mtree" && [ -f "$images/flash.img" ]; then
		ok "$board: what is written" kept "$board" flash
		ok '…stays, and can be dropped' test "$(grep -c '^ok' "$work/said")" = 5
	fi
	# Where U-Boot keeps its environment on the disk.
	if boots_as_flashed "$board" && [ -f "$images/boot.scr" ] && [ -f "$images/disk.img" ] && grep -q '^CONFIG_ENV_IS_IN_FAT=y' "$(config uboot)"; then
		ok "$board: a disk with a slot that nobody confirmed" tried "$work/$board"
		ok '…starts' starts "$board" disk "$work/$board"
		ok '…from the other slot' grep -q 'slot b was not confirmed' "$work/console"
		ok '…which is a' grep -q 'Booting slot a' "$work/console"
		rm -rf "${work:?}/$board"
	fi
done
done_testing
