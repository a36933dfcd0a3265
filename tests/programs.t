#!/bin/sh
# What a toolchain makes runs on the target: C and C++, shared and static, threads, their own variables, exceptions. A line of
# `programs` is a machine and its toolchains: a C library; built with the compiler; for a processor without an FPU. PROGRAMS=all takes
# all of them, PROGRAMS="NAME-LIBC[-built[-soft]]…" some; without it, those that other tests have most of.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

command -v expect >/dev/null || skip_all 'expect is missing: apt-get install expect'
export EXTERNAL=tests/programs

# programs NAME KERNEL LIBC…: on the kernel of configs/NAME_defconfig, or on what is flashed, as that builds it.
programs() {
	name=$1 kernel=$2
	case $kernel in *.img) form=TAR ;; *) form=CPIO ;; esac
	shift 2
	for kind; do
		case " ${PROGRAMS:-qemu_x86_64-glibc qemu_aarch64-musl} " in
		' all ' | *" $name-$kind "*) on_target ;;
		esac
	done
}
on_target() {
	libc=${kind%%-*} float=HARD cpu=
	case $kind in
	*-soft)
		float=SOFT
		[ "$name" = qemu_arm ] && cpu=cortex-a7 || cpu=24kc
		;;
	esac
	o=$out/check/programs-$name-$kind
	ok "$name has a kernel" kernel
	ok "$name, $kind: built" root
	if [ "$kind" = musl ]; then
		ok '…C only' fails grep -q bin/exceptions "$o/images/rootfs.mtree"
	else
		ok '…C and C++' grep -q bin/exceptions "$o/images/rootfs.mtree"
	fi
	[ $float = HARD ] || ok '…for the processor that was chosen' soft
	ok '…they run on the target' env KERNEL="$out/check/$name/images/$kernel" \
		make -s O="$o" STORE="$store" test-packages PKG=programs
}
kernel() {
	[ -f "$out/check/$name/images/$kernel" ] || build_board "$name"
}
# soft: what the program says of itself.
soft() {
	program=$("$o/tools/bin/depot" -o "$o" -s "$store" path programs target)/usr/bin/threads-shared
	readelf -A "$program" | tee "$work/abi"
	case $name in
	# A Cortex-A7 divides, other than ARMv7 as such.
	qemu_arm) grep -q 'Tag_DIV_use: Allowed in v7-A' "$work/abi" && ! grep -Eq 'Tag_FP_arch|Tag_ABI_VFP_args' "$work/abi" ;;
	*) grep -q 'Soft float' "$work/abi" ;;
	esac
}
root() {
	[ "$kind" = "$libc" ] && compiler=DISTRIBUTION || compiler=BUILT
	configure "$o" "${name}_defconfig" CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' '# CONFIG_BOOT_UBOOT is not set' \
		'# CONFIG_IMAGE_DISK is not set' '# CONFIG_IMAGE_SQUASHFS is not set' '# CONFIG_PACKAGE_OVERLAY is not set' "CONFIG_IMAGE_$form=y" \
		"CONFIG_TOOLCHAIN_$compiler=y" "CONFIG_TOOLCHAIN_BUILT_CPU=\"$cpu\"" "CONFIG_TOOLCHAIN_FLOAT_$float=y" \
		"CONFIG_LIBC_$(echo "$libc" | tr a-z A-Z)=y" CONFIG_PACKAGE_PROGRAMS=y &&
		make -s O="$o" STORE="$store"
}

programs qemu_x86_64 bzImage musl glibc musl-built glibc-built
programs qemu_i386 bzImage musl glibc musl-built glibc-built
programs qemu_aarch64 Image musl glibc musl-built glibc-built
programs qemu_arm disk.img musl glibc musl-built glibc-built musl-built-soft
programs qemu_riscv64 disk.img musl glibc musl-built glibc-built
programs qemu_mips_malta flash.img musl glibc musl-built glibc-built
programs qemu_mipsel_malta flash.img musl glibc musl-built glibc-built musl-built-soft
done_testing
