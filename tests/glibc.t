#!/bin/sh
# The other C library: a root filesystem with the distribution's glibc boots, on the kernel of the musl image.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

command -v expect >/dev/null || skip_all 'expect is missing: apt-get install expect'
ok 'the musl image is built' built qemu_x86_64
kernel=$built/images/bzImage
o=$out/check/glibc
with_glibc() {
	configure "$o" qemu_x86_64_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' CONFIG_LIBC_GLIBC=y \
		CONFIG_IMAGE_CPIO=y && make -s O="$o" STORE="$store"
}
ok 'a root filesystem with glibc is built' with_glibc
ok '…with its loader' grep -q '^\./usr/lib/ld-linux-x86-64\.so\.2 ' "$o/images/rootfs.mtree"
ok '…and without musl' fails grep -q 'ld-musl' "$o/images/rootfs.mtree"
ok '…and without the C++ library, as nothing is written in C++' fails grep -q 'libstdc' "$o/images/rootfs.mtree"
note "$(find "$o/images" -type f -name "rootfs.cpio*" -printf "%s bytes %P")"
mkdir "$work/images"
cp "$o"/images/rootfs.* "$kernel" "$work/images/"
boots() {
	MACHINE=q35 IMAGE=cpio tests/boot/login.exp 'glibc' board/qemu/x86_64/run "$work/images"
}
ok 'it boots to a login' boots
done_testing
