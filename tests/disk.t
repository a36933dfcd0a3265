#!/bin/sh
# Disk images: laid out as the boards' genimage.cfg say, the same bytes twice, and an error with figures when something does not
# fit. The kernels and boot loaders in them are made up; tests/boards.t starts real ones.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
top=$PWD
rootfs=${ROOTFS:-}
[ -n "$rootfs" ] || {
	make -s O="$work/o" rootfs >&2
	rootfs=$work/o/tools/bin/rootfs
}
for program in genimage mcopy mkdosfs partx; do
	PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || skip_all "$program is missing"
done
export SOURCE_DATE_EPOCH=1700000000 PATH="$PATH:/usr/sbin" ROOTFS="$rootfs" MTOOLS_SKIP_CHECK=1 LC_ALL=C

# A root filesystem of two packages, for the error.
mkdir -p "$work/small/usr/bin" "$work/large/usr/bin"
echo x >"$work/small/usr/bin/small"
head -c 100000 /dev/zero >"$work/large/usr/bin/large"
"$rootfs" compose -o "$work/manifest" -O "$work/own=/own" -l small="$work/small" -l large="$work/large"

mkdir "$work/in"
for name in Image zImage bzImage uImage.lzma u-boot.bin u-boot-sunxi-with-spl.bin u-boot.imx u-boot-spl.bin u-boot.itb \
	MLO u-boot.img idbloader.img sun8i-h3-orangepi-pc.dtb imx6q-sabrelite.dtb hifive-unleashed-a00.dtb am335x-boneblack.dtb \
	rk3328-nanopi-r2s.dtb root.img data.img; do
	head -c 300000 /dev/urandom >"$work/in/$name"
done
truncate -s 100000 "$work/in/MLO"
echo script >"$work/in/boot.scr"

# disk DIR BOARD: the disk image of the board, in DIR/out.
disk() {
	rm -rf "$1" && mkdir -p "$1/out" && cp "$top/board/$2/genimage.cfg" "$1/" &&
		(cd "$1" && sh "$top/fs/disk/make-disk" genimage.cfg "$work/in" out "$work/manifest")
}
# part IMAGE N START TYPE: partition N begins at that MiB, and has that type.
part() {
	partx -g -s -o NR,START,TYPE "$1" >"$work/parts"
	grep -Eqi "^ *$2 *$(($3 * 2048)) *$4\$" "$work/parts" || { cat "$work/parts"; return 1; }
}
# at IMAGE OFFSET FILE: the bytes of the file are there
at() {
	cmp -n "$(wc -c <"$3")" -i "$2:0" "$1" "$3"
}
in_fat() {
	mcopy -n -o -i "$1@@$fat" "::$2" "$work/copied" && cmp "$work/copied" "$work/in/$3"
}

# erased FILE OFFSET: nothing but ones from there on.
erased() {
	[ "$(tail -c "+$(($(numfmt --from=iec "$2") + 1))" "$1" | tr -d '\377' | wc -c)" = 0 ]
}

# spl_partition IMAGE: the partition that the ROM of the HiFive Unleashed looks for, by its type.
spl_partition() {
	partx -g -s -o NR,START,TYPE "$1" | grep -Eqi '^ *4 *34 *5B193300-FC78-40CD-8002-E86C45580B47$'
}

linux=0FC63DAF-8483-4772-8E79-3D69D8477DE4
esp=C12A7328-F81F-11D2-BA4B-00A0C93EC93B
for config in board/*/*/genimage.cfg; do
	board=${config#board/}
	board=${board%/genimage.cfg}
	image=$work/one/out/disk.img fat=1M
	! grep -q '^image flash.img' "$config" || image=$work/one/out/flash.img
	ok "$board: a disk is made" disk "$work/one" "$board"
	case $board in
	qemu/x86_64_efi)
		ok '…with an EFI system partition' part "$image" 1 1 $esp
		ok '…and a root filesystem' part "$image" 2 17 $linux
		ok '…which is there' at "$image" 17M "$work/in/root.img"
		ok '…with one for what is written' part "$image" 3 81 $linux
		ok '…and its filesystem' at "$image" 81M "$work/in/data.img"
		ok '…the kernel is where UEFI looks for it' in_fat "$image" EFI/BOOT/BOOTX64.EFI bzImage
		;;
	qemu/aarch64 | qemu/riscv64)
		ok '…with a boot partition' part "$image" 1 1 $esp
		ok '…and two slots' part "$image" 2 33 $linux
		ok '…of the same size' part "$image" 3 65 $linux
		ok '…the first has a root filesystem' at "$image" 33M "$work/in/root.img"
		ok '…and a kernel' in_fat "$image" a/Image Image
		;;
	sifive/hifive_unleashed)
		fat=8M
		ok '…with a boot partition' part "$image" 1 8 $esp
		ok '…and two slots' part "$image" 2 56 $linux
		ok '…of the same size' part "$image" 3 88 $linux
		ok '…the first has a root filesystem' at "$image" 56M "$work/in/root.img"
		ok '…and a kernel' in_fat "$image" a/Image Image
		ok '…the device tree is beside it' in_fat "$image" a/hifive-unleashed-a00.dtb hifive-unleashed-a00.dtb
		ok '…the SPL is where the ROM looks for it' at "$image" $((34 * 512)) "$work/in/u-boot-spl.bin"
		ok '…in a partition of that type' spl_partition "$image"
		ok '…U-Boot is where the SPL looks for it' at "$image" $((2082 * 512)) "$work/in/u-boot.itb"
		ok '…and the card has a size that QEMU takes' test "$(wc -c <"$image")" = 134217728
		;;
	qemu/mips*_malta)
		ok '…the boot loader is where the processor starts' at "$image" 0 "$work/in/u-boot.bin"
		ok '…the kernel where the boot loader looks for it' at "$image" 320K "$work/in/uImage.lzma"
		ok '…the root filesystem where the kernel does' at "$image" 2112K "$work/in/root.img"
		ok '…and the rest is erased flash' erased "$image" 3520K
		ok '…all of it' test "$(wc -c <"$image")" = $((4 * 1024 * 1024))
		;;
	beagle/beaglebone_black)
		fat=4M
		ok '…the SPL is where the ROM looks for it' at "$image" 128K "$work/in/MLO"
		ok '…U-Boot is where the SPL looks for it' at "$image" 384K "$work/in/u-boot.img"
		ok '…with a boot partition' part "$image" 1 4 0xc
		ok '…and two slots' part "$image" 2 28 0x83
		ok '…of the same size' part "$image" 3 60 0x83
		ok '…the first has a root filesystem' at "$image" 28M "$work/in/root.img"
		ok '…and a kernel' in_fat "$image" a/zImage zImage
		ok '…the device tree is beside it' in_fat "$image" a/am335x-boneblack.dtb am335x-boneblack.dtb
		;;
	friendlyelec/nanopi_r2s)
		fat=16M
		ok '…TPL and SPL are where the ROM looks for them' at "$image" $((64 * 512)) "$work/in/idbloader.img"
		ok '…U-Boot is where the SPL looks for it' at "$image" $((16384 * 512)) "$work/in/u-boot.itb"
		ok '…with a boot partition' part "$image" 1 16 $esp
		ok '…and two slots' part "$image" 2 64 $linux
		ok '…of the same size' part "$image" 3 96 $linux
		ok '…the first has a root filesystem' at "$image" 64M "$work/in/root.img"
		ok '…and a kernel' in_fat "$image" a/Image Image
		ok '…the device tree is beside it' in_fat "$image" a/rk3328-nanopi-r2s.dtb rk3328-nanopi-r2s.dtb
		;;
	onion/omega2p)
		ok '…the kernel is where the boot loader looks for it' at "$image" 0 "$work/in/uImage.lzma"
		ok '…the root filesystem where the kernel does' at "$image" 2752K "$work/in/root.img"
		ok '…and the rest is erased flash' erased "$image" 16064K
		ok '…up to its end' test "$(wc -c <"$image")" = $((32448 * 1024))
		;;
	*)
		ok '…with a boot partition' part "$image" 1 1 0xc
		ok '…and two slots' part "$image" 2 25 0x83
		ok '…of the same size' part "$image" 3 57 0x83
		ok '…the first has a root filesystem' at "$image" 25M "$work/in/root.img"
		ok '…and a kernel' in_fat "$image" a/zImage zImage
		ok '…and the last one is whole' test "$(wc -c <"$image")" -ge $((89 * 1024 * 1024))
		;;
	esac
	case $board in
	xunlong/orangepi_pc)
		ok '…U-Boot is where the ROM looks for it' at "$image" 8K "$work/in/u-boot-sunxi-with-spl.bin"
		ok '…the device tree is beside the kernel' in_fat "$image" a/orangepi-pc.dtb sun8i-h3-orangepi-pc.dtb
		ok '…and the card has a size that QEMU takes' test "$(wc -c <"$image")" = 134217728
		;;
	boundary/sabrelite)
		ok '…U-Boot is where the processor looks for it' at "$image" 1K "$work/in/u-boot.imx"
		ok '…the device tree is beside the kernel' in_fat "$image" a/imx6q-sabrelite.dtb imx6q-sabrelite.dtb
		ok '…and the card has a size that QEMU takes' test "$(wc -c <"$image")" = 134217728
		;;
	esac
	touch "$work"/in/*
	ok '…once more, at another time' disk "$work/two/elsewhere" "$board"
	ok '…with the same bytes' cmp "$image" "$work/two/elsewhere/out/${image##*/}"
done

cp "$work/in/root.img" "$work/kept"
head -c $((32 * 1024 * 1024 + 4096)) /dev/zero >"$work/in/root.img"
ok 'a root filesystem that does not fit is an error' fails disk "$work/one" xunlong/orangepi_pc
ok '…that says by how much' said 'root.img needs 33558528 bytes, and the partition root_a has 33554432: 4096 bytes too many'
ok '…and what is largest' said '100000.*large'
ok '…and leaves no image' fails test -e "$work/one/out/disk.img"
mv "$work/kept" "$work/in/root.img"
head -c $((26 * 1024 * 1024)) /dev/zero >"$work/in/zImage"
ok 'a kernel that does not fit is an error' fails disk "$work/one" xunlong/orangepi_pc
ok '…that names it' said 'zImage'
head -c $((1408 * 1024 + 4)) /dev/zero >"$work/in/root.img"
ok 'a root filesystem too large for the flash is an error' fails disk "$work/one" qemu/mipsel_malta
ok '…that says by how much, too' said 'root.img needs 1441796 bytes, and the partition rootfs has 1441792: 4 bytes too many' '100000.*large'
head -c $((2752 * 1024 + 1)) /dev/zero >"$work/in/uImage.lzma"
ok 'a kernel too large for the flash is an error' fails disk "$work/one" onion/omega2p
ok '…that says by how much' said 'uImage.lzma needs 2818049 bytes, and the partition kernel has 2818048: 1 bytes too many'
done_testing
