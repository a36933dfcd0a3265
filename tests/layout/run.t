#!/bin/sh
# Disk and flash images of boards that QEMU does not have, or does not start from them: everything is where the processor's ROM, the SPL, U-Boot and the kernel look for it.
# All is read from the image itself, and where they look from the configuration of that very U-Boot, its environment and the device tree.
# BOARDS="NAME…" takes some; IMAGES=DIR, for one board, looks at the images there.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
export PATH="$PATH:/usr/sbin" MTOOLS_SKIP_CHECK=1 LC_ALL=C

for program in fdtget mkimage mcopy partx; do
	command -v $program >/dev/null || skip_all "$program is missing"
done

# ---- Reading ---------------------------------------------------------------------------------------

# bytes FILE OFFSET N: in hexadecimal digits; digits WORD: the same of a word. little, big FILE OFFSET: a word of 32 bits, as a number.
bytes() {
	od -A n -v -t x1 -j $(($2)) -N "$3" "$1" | tr -d ' \n'
}
digits() {
	printf %s "$1" | od -A n -t x1 | tr -d ' \n'
}
little() {
	echo $((0x$(bytes "$1" "$2" 4 | sed 's/\(..\)\(..\)\(..\)\(..\)/\4\3\2\1/')))
}
big() {
	echo $((0x$(bytes "$1" "$2" 4)))
}
# piece OFFSET SIZE FILE: that part of the image, as a file.
piece() {
	tail -c "+$(($1 + 1))" "$image" | head -c $(($2)) >"$3"
}
# option NAME: of U-Boot's configuration, a string without its quotes. variable NAME: of its environment.
option() {
	sed -n "s/^CONFIG_$1=//p" "$work/uboot" | tr -d '"'
}
variable() {
	sed -n "s/^$1=//p" "$images/u-boot-initial-env" | tail -n 1
}
equal() {
	[ "$1" = "$2" ] || {
		echo "is $1, and not $2"
		return 1
	}
}
# number A B: the same number, in whatever notation.
number() {
	equal "$(printf '0x%x' $(($1)))" "$(printf '0x%x' $(($2)))"
}
# at OFFSET FILE: the bytes of the file are there.
at() {
	[ -s "$2" ] && cmp -n "$(wc -c <"$2")" -i "$(($1)):0" "$image" "$2"
}
# start, length N: of partition N, in bytes.
start() { echo $(($(partx -g -n "$1" -o START "$image") * 512)); }
length() { echo $(($(partx -g -n "$1" -o SECTORS "$image") * 512)); }

# ---- What a processor's ROM takes ------------------------------------------------------------------

# TI AM335x: "CHSETTINGS" as the name of the first item of a table (Technical Reference Manual, 26.1.11), then size and address.
ti_spl() {
	equal "$(bytes "$image" $((0x20000 + 20)) 10)" "$(digits CHSETTINGS)"
}
ti_address() {
	number "$(little "$image" $((0x20200 + 4)))" "$(option SPL_TEXT_BASE)"
}
ti_size() {
	[ "$(little "$image" $((0x20200)))" -gt 16384 ] &&
		number $(($(little "$image" $((0x20200))) + 512)) "$(wc -c <"$images/MLO")"
}
# Rockchip: a header that is encrypted with a key everybody knows, so its first word is always the same, and says that the program begins
# four sectors later, with the processor's mark (https://opensource.rock-chips.com/wiki_Boot_option).
rockchip_spl() {
	equal "$(bytes "$image" $((64 * 512)) 4)" 3b8cdcfc && equal "$(bytes "$image" $((68 * 512)) 4)" "$(digits "$1")"
}
# NXP i.MX 6: a table of addresses in the memory that the ROM loads to, IVT (Reference Manual, 8.7).
imx_table() {
	equal "$(bytes "$image" 0x400 4)" d1002040
}
imx_entry() {
	number "$(little "$image" 0x404)" "$(option TEXT_BASE)"
}
imx_self() {
	# The card's first byte goes to 1 KiB before the table's place in memory; the program begins where U-Boot was linked to.
	piece $(($(option TEXT_BASE) - $(little "$image" 0x414) + 0x400)) 65536 "$work/program" &&
		dd if="$images/u-boot.imx" bs=1024 skip=3 count=64 status=none | cmp - "$work/program" &&
		number "$(little "$image" "$(($(little "$image" 0x410) - $(little "$image" 0x414) + 0x400))")" "$(($(little "$image" 0x414) - 0x400))"
}

# ---- What U-Boot takes -----------------------------------------------------------------------------

# fit OFFSET: a FIT is there; it is left in $work/fit, with the data behind it.
fit() {
	equal "$(bytes "$image" "$1" 4)" d00dfeed &&
		piece "$1" $((4 * 1024 * 1024)) "$work/fit" && fdtget -l "$work/fit" /images
}
# load NODE ADDRESS: where the SPL puts it.
load() {
	number "0x$(fdtget -t x "$work/fit" "/images/$1" load)" "$2"
}
# whole: each part of the FIT has the hash that it says.
whole() {
	fit_size=$((($(big "$work/fit" 4) + 3) / 4 * 4))
	for part in $(fdtget -l "$work/fit" /images); do
		place=$(fdtget -t u "$work/fit" "/images/$part" data-position 2>/dev/null) ||
			place=$((fit_size + $(fdtget -t u "$work/fit" "/images/$part" data-offset))) || return 1
		size=$(fdtget -t u "$work/fit" "/images/$part" data-size)
		hash=$(fdtget -l "$work/fit" "/images/$part" | grep '^hash' | head -n 1)
		algorithm=$(fdtget "$work/fit" "/images/$part/$hash" algo)
		said=$(fdtget -t x "$work/fit" "/images/$part/$hash" value | tr ' ' '\n' | while read -r word; do printf %08x "0x$word"; done)
		tail -c "+$((place + 1))" "$work/fit" | head -c "$size" >"$work/part"
		case $algorithm in
		crc32) found=$(crc "$work/part") ;;
		*) found=$("${algorithm}sum" <"$work/part" | cut -d ' ' -f 1) ;;
		esac
		echo "$part: $size bytes at $place, $algorithm"
		equal "$found" "$said" || return 1
	done
}
# script: boot.scr is one for U-Boot, and no byte of it is damaged.
script() {
	mkimage -l "$work/boot.scr" >"$work/script" && grep -q 'Image Type:.*Script' "$work/script" && fails grep -i 'bad\|corrupt' "$work/script"
}
in_boot() {
	mcopy -n -o -i "$image@@$(start 1)" "::$1" "$2"
}
# kernel FILE: its first bytes are those of a kernel for this command of U-Boot.
kernel() {
	case $(variable boot_how) in
	bootz) number "$(little "$1" 36)" 0x016f2818 && number "$(($(little "$1" 44) - $(little "$1" 40)))" "$(wc -c <"$1")" ;;
	booti) equal "$(bytes "$1" 56 4)" 41524d64 ;;
	*) false ;;
	esac
}
# tree: the device tree is as long as it says.
tree() {
	[ -s "$work/dtb" ] && number "$(big "$work/dtb" 4)" "$(wc -c <"$work/dtb")"
}
# apart: where kernel and device tree are loaded to, they do not touch. The script may lie there as well: U-Boot runs a copy of it (run_command_list).
apart() {
	for name in kernel:$(wc -c <"$work/kernel") fdt:$(wc -c <"$work/dtb"); do
		size=${name#*:}
		address=$(variable "${name%:*}_addr_r")
		for other in kernel_addr_r fdt_addr_r; do
			[ "$other" != "${name%:*}_addr_r" ] || continue
			other=$(($(variable $other)))
			echo "${name%:*}: $size bytes at $address, other $other"
			[ $((address)) -gt $other ] || [ $((address + size)) -le $other ] || return 1
		done
	done
}
# environment: U-Boot keeps its environment on the partition that it boots from.
environment() {
	equal "$(option ENV_FAT_INTERFACE) $(option ENV_FAT_DEVICE_AND_PART)" "$(variable boot_disk):1"
}
# boots: what U-Boot runs by itself is the script on the first partition.
boots() {
	# shellcheck disable=SC2016 # U-Boot's
	equal "$(variable bootcmd)" 'load ${boot_disk}:1 ${scriptaddr} boot.scr && source ${scriptaddr}'
}
# free OFFSET TABLE FILE: the file at that place is behind the table of partitions, which takes so many bytes, and before the first one.
free() {
	[ $(($1)) -ge "$2" ] && [ $(($1 + $(wc -c <"$3"))) -le "$(start 1)" ]
}

# slots MODEL: what all boards with two slots on a card have.
slots() {
	ok '…U-Boot runs the script of its first partition' boots
	ok '…and keeps its environment there' environment
	ok '…the script is there' in_boot boot.scr "$work/boot.scr"
	ok '…and whole' script
	ok '…the kernel is where it looks' in_boot "a/$(variable boot_kernel)" "$work/kernel"
	ok '…as it was built' cmp "$work/kernel" "$images/$(variable boot_kernel)"
	ok '…and of the kind that it starts' kernel "$work/kernel"
	ok '…the device tree is beside it' in_boot "a/$(variable boot_dtb)" "$work/dtb"
	ok '…whole' tree
	ok '…and that of the board' equal "$(fdtget "$work/dtb" / model)" "$1"
	ok '…they are loaded to places of their own' apart
	ok '…the root filesystem is where the kernel looks' at "$(start 2)" "$images/rootfs.squashfs"
	ok '…and is one' equal "$(bytes "$image" "$(start 2)" 4)" 68737173
	ok '…the other slot is as large' equal "$(length 3)" "$(length 2)"
	ok '…and lies behind it' test "$(start 3)" -ge $(($(start 2) + $(length 2)))
	ok '…and within the image' test "$(wc -c <"$image")" -ge $(($(start 3) + $(length 3)))
}

# ---- Flash ---------------------------------------------------------------------------------------

# partition NAME N: word N of its place (1 where it begins, 2 how long it is) in the device tree of the kernel. position NAME: its number.
partitions=/palmbus@10000000/spi@b00/flash@0/partitions
partition() {
	node=$(fdtget -l "$images/omega2p.dtb" $partitions | while read -r node; do
		[ "$(fdtget "$images/omega2p.dtb" "$partitions/$node" label)" != "$1" ] || echo "$node"
	done)
	fdtget -t u "$images/omega2p.dtb" "$partitions/$node" reg | cut -d ' ' -f "$2"
}
position() {
	fdtget -l "$images/omega2p.dtb" $partitions | while read -r node; do fdtget "$images/omega2p.dtb" "$partitions/$node" label; done |
		awk -v name="$1" '$0 == name { print NR - 1 }'
}
# chain: each partition begins where the one before ends.
chain() {
	fdtget -l "$images/omega2p.dtb" $partitions | while read -r node; do fdtget -t u "$images/omega2p.dtb" "$partitions/$node" reg; done |
		awk '$1 != end { print $1 " after " end; bad = 1 } { end = $1 + $2 } END { exit bad || NR < 6 }'
}
# uimage: the kernel's head and data have the checksums that they say, and it is loaded to the start of memory.
uimage() {
	head -c 64 "$image" >"$work/head"
	piece 64 "$(big "$image" 12)" "$work/data"
	{ head -c 4 "$work/head" && head -c 4 /dev/zero && tail -c +9 "$work/head"; } >"$work/zeroed"
	equal "$(bytes "$image" 0 4)" 27051956 && equal "$(crc "$work/zeroed")" "$(bytes "$image" 4 4)" &&
		equal "$(crc "$work/data")" "$(bytes "$image" 24 4)" && equal "$(bytes "$image" 16 4)" 80000000
}
crc() {
	gzip -c "$1" | tail -c 8 | od -A n -t x4 -N 4 | tr -d ' '
}
# in_kernel: the kernel, unpacked, has the device tree in it.
in_kernel() {
	piece 64 "$(big "$image" 12)" "$work/data"
	xz -dc --format=lzma <"$work/data" >"$work/vmlinux" &&
		python3 -c 'import sys; sys.exit(open(sys.argv[2], "rb").read() not in open(sys.argv[1], "rb").read())' "$work/vmlinux" "$images/omega2p.dtb"
}
erased() {
	[ "$(tail -c "+$(($1 + 1))" "$image" | tr -d '\377' | wc -c)" = 0 ]
}
# in_update NAME FILE: the update has that file, at the place that its head says.
in_update() {
	place=$(head -c 4096 "$images/update.bin" | tr -d '\0' | awk -v name="$1" 'BEGIN { at = 4096 }
		$1 == "part" { if ($2 == name) print at; at += int(($3 + 4095) / 4096) * 4096 }')
	cmp -n "$(wc -c <"$2")" -i "$place:0" "$images/update.bin" "$2"
}

# ---- Boards ----------------------------------------------------------------------------------------

config() {
	"$out/check/$board/tools/bin/depot" -o "$out/check/$board" -s "$store" path uboot-config host
}
if [ "${BOARDS:-all}" = all ]; then
	BOARDS=
	for file in configs/*_defconfig; do
		board=${file##*/}
		board=${board%_defconfig}
		boots_as_flashed "$board" || BOARDS="$BOARDS $board"
	done
fi
for board in $BOARDS; do
	if boots_as_flashed "$board"; then
		skip "$board" 'tests/boards.t starts it'
		continue
	fi
	ok "$board is built" build_board "$board"
	images=${IMAGES:-$out/check/$board/images}
	image=$images/disk.img
	[ ! -f "$images/flash.img" ] || image=$images/flash.img
	[ -f "$image" ] || continue
	: >"$work/uboot"
	[ ! -f "$images/u-boot-initial-env" ] || cp "$(config)/config/uboot" "$work/uboot"
	note "$(cd "$images" && find . -type f ! -name '*.mtree' ! -name '.*' -printf '%f %s bytes, ')"
	case $board in
	sabrelite)
		ok '…the ROM finds its table at 1 KiB' imx_table
		ok '…it starts U-Boot where U-Boot was linked to' imx_entry
		ok '…and loads it so that it is there' imx_self
		ok '…it is U-Boot as it was built' at 0x400 "$images/u-boot.imx"
		ok '…between the partitions and their table' free 0x400 512 "$images/u-boot.imx"
		slots 'Freescale i.MX6 Quad SABRE Lite Board'
		;;
	beaglebone_black)
		ok '…the ROM finds its table at 128 KiB' ti_spl
		ok '…it loads the SPL to where the SPL was linked to' ti_address
		ok '…all of it' ti_size
		ok '…it is the SPL as it was built' at 0x20000 "$images/MLO"
		ok '…no sector before it looks like one to the ROM' fails equal "$(bytes "$image" 20 10)" "$(bytes "$image" $((0x20000 + 20)) 10)"
		uboot=$(($(option SYS_MMCSD_RAW_MODE_U_BOOT_SECTOR) * 512))
		ok '…the SPL finds U-Boot behind it' fit $uboot
		ok '…that does not touch the SPL' test $((0x20000 + $(wc -c <"$images/MLO"))) -le $uboot
		ok '…it is U-Boot as it was built' at $uboot "$images/u-boot.img"
		ok '…between the partitions and their table' free $uboot 512 "$images/u-boot.img"
		ok '…it is loaded to where it was linked to' load firmware-1 "$(option TEXT_BASE)"
		ok '…every part of it is whole' whole
		ok '…the board has a device tree in it' grep -q am335x-boneblack "$work/fit"
		slots 'TI AM335x BeagleBone Black'
		;;
	nanopi_r2s)
		ok '…the ROM finds TPL and SPL at sector 64' rockchip_spl RK32
		ok '…as they were built' at $((64 * 512)) "$images/idbloader.img"
		ok '…between the partitions and their table' free $((64 * 512)) $((34 * 512)) "$images/idbloader.img"
		uboot=$(($(option SYS_MMCSD_RAW_MODE_U_BOOT_SECTOR) * 512))
		ok '…the SPL finds U-Boot and TF-A' fit $uboot
		ok '…that do not touch the SPL' test $((64 * 512 + $(wc -c <"$images/idbloader.img"))) -le $uboot
		ok '…as they were built' at $uboot "$images/u-boot.itb"
		ok '…between the partitions and their table' free $uboot $((34 * 512)) "$images/u-boot.itb"
		ok '…U-Boot is loaded to where it was linked to' load u-boot "$(option TEXT_BASE)"
		ok '…and TF-A to where that was' load atf-1 0x40000
		ok '…every part of it is whole' whole
		ok '…the partitions leave the first 16 MiB' test "$(start 1)" -ge $((16 * 1024 * 1024))
		slots 'FriendlyElec NanoPi R2S'
		;;
	onion_omega2p)
		# The image begins where the maker's U-Boot looks for the kernel, at 0x50000 of the flash; the kernel's device tree has the partitions.
		ok '…the kernel is where the U-Boot of the maker looks' at 0 "$images/uImage.lzma"
		ok '…of the kind that it starts' equal "$(bytes "$image" 28 4)" 05050203
		ok '…and whole' uimage
		ok '…the partitions are those of the flash, without holes' chain
		ok '…the first of this image is at its start' number "$(partition kernel 1)" 0x50000
		ok '…all of it' number "$(($(partition rootfs_data 1) + $(partition rootfs_data 2)))" $((0x50000 + $(wc -c <"$image")))
		ok '…which are 32 MiB of flash' number "$((0x50000 + $(wc -c <"$image")))" $((32 * 1024 * 1024))
		ok '…the root filesystem is where the kernel looks' at $(($(partition rootfs 1) - 0x50000)) "$images/rootfs.squashfs"
		ok '…as the fifth partition' equal "$(fdtget "$images/omega2p.dtb" /chosen bootargs | tr ' ' '\n' | grep ^root=)" "root=/dev/mtdblock$(position rootfs)"
		ok '…the device tree of the kernel is this one' in_kernel
		ok '…what is written begins as erased flash' erased $(($(partition rootfs_data 1) - 0x50000))
		ok '…the update has the same kernel' in_update kernel "$images/uImage.lzma"
		ok '…and root filesystem' in_update rootfs "$images/rootfs.squashfs"
		;;
	*) ok "$board has image tests" false ;;
	esac
done
done_testing
