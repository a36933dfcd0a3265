#!/bin/sh
# A running system writes another one from an update file and starts it; a file that is not for it changes nothing. Flash, and two slots of a
# disk. BOARDS="NAME…" takes some.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

for program in expect mkimage python3; do
	command -v $program >/dev/null || skip_all "$program is missing"
done
build() {
	folder=$out/check/$1 board=$2
	shift 2
	configure "$folder" "${board}_defconfig" CONFIG_IMAGE_UPDATE=y "$@" && make -s O="$folder" STORE="$store"
}
# made NAME BOARD PART…: an update of our own. $parts are those of the real one.
made() {
	name=$1 of=$2
	shift 2
	sh fs/update/make-update "$work/www/$name" "$of" test "$@"
}
# renamed KERNEL: the same kernel with another name in its head, so that it is another file.
renamed() {
	word() { od -A n -t x4 --endian=big -j "$1" -N 4 "$images/uImage.lzma" | tr -d ' '; }
	tail -c +65 "$images/uImage.lzma" >"$work/data" &&
		mkimage -A mips -O linux -T kernel -C lzma -a "$(word 16)" -e "$(word 20)" -n 'Another kernel' -d "$work/data" "$1" >"$work/mkimage"
}
# files DIR BOARD: what the target is offered, from the images in DIR; of a damaged file, and of a damaged head, one byte is another.
files() {
	rm -rf "$work/www" "$work/system"
	mkdir -p "$work/www" "$work/system"
	cp "$1/update.bin" "$work/www/second" &&
		if [ -f "$images/flash.img" ]; then
			renamed "$work/kernel" && sh fs/update/make-update "$work/www/second" "$2" 2 "kernel=$work/kernel" "rootfs=$1/rootfs.squashfs"
		fi &&
		cp "$images/update.bin" "$work/www/first" &&
		made other acme/box "kernel=$1/rootfs.squashfs" &&
		head -c -4096 "$1/update.bin" >"$work/www/cut" &&
		cp "$1/update.bin" "$work/www/damaged" &&
		printf X | dd of="$work/www/damaged" bs=1 seek=300000 conv=notrunc status=none &&
		sed '1,4s/^version 2/version 3/' "$1/update.bin" >"$work/www/head" &&
		if [ -f "$images/flash.img" ]; then
			head -c 2000000 /dev/zero >"$work/zeros"
			made large "$2" "rootfs=$work/zeros"
			cp "$images/flash.img" "$work/system/"
		else
			head -c 40000000 /dev/zero >"$work/zeros"
			made large "$2" "root=$work/zeros"
			head -c 300000 /dev/urandom >"$work/random"
			made broken "$2" "root=$1/rootfs.squashfs" "Image=$work/random"
			cp --sparse=always "$images"/* "$work/system/"
		fi
}
# updates BOARD: the program that drives the target's console, with a web server beside it.
updates() {
	python3 -u -m http.server --bind 127.0.0.1 --directory "$work/www" 0 >"$work/http" 2>&1 &
	server=$!
	until grep -q port "$work/http"; do sleep 0.1; done
	KEEP=yes PORT=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$work/http") tests/update/update.exp "$1" "$(board_folder "$1")/run" "$work/system"
	status=$?
	kill "$server"
	return $status
}

boards=${BOARDS:-all}
[ "$boards" != all ] || boards='qemu_mipsel_malta qemu_aarch64'
for board in $boards; do
	qemu=$(board_qemu "$board")
	command -v "$qemu" >/dev/null || {
		skip "$board" "$qemu is missing"
		continue
	}
	images=$out/check/update-$board/images
	ok "$board: a system is built" build "update-$board" "$board"
	ok '…and another one' build "update2-$board" "$board" 'CONFIG_SYSTEM_HOSTNAME="second"' 'CONFIG_IMAGE_UPDATE_VERSION="2"'
	name=$(board_folder "$board")
	ok '…and files that it must not take' files "$out/check/update2-$board/images" "${name#board/}"
	: >"$work/tap"
	updates "$board" >"$work/tap" || :
	while read -r line; do
		case $line in
		'ok - '*) result 0 "${line#ok - }" ;;
		'not ok - '*) result 1 "${line#not ok - }" ;;
		*) echo "$line" ;;
		esac
	done <"$work/tap"
	ok "$board: came to its end" grep -q "^ok - $board ends" "$work/tap"
done
done_testing
