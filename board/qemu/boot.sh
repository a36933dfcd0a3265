# Boots what lies in a folder of images in QEMU, with the console on this terminal (Ctrl-a x ends it). Sourced by the program
# `run` of a board with its arguments, IMAGES and more words for QEMU, after it has set
#   qemu, package   the program, and the package it is in
#   machine         words for -M
#   cpu             words for -cpu and the like, or empty
#   memory          MiB
#   console         the kernel's name of the serial port
#   kernel          the kernel's file, where QEMU can start it without a boot loader; or empty
#   bus             what virtio disks sit on: device or pci
#   disk            words for IMAGE=disk: the boot loader, where it is not on the disk, and the disk, as seen from IMAGES
#   network         words for the network
# KEEP=yes writes what the guest writes into the images, and lets the guest restart.
# shellcheck shell=sh disable=SC2154,SC2086

die() {
	echo "run: $*" >&2
	exit 1
}

[ $# -ge 1 ] || {
	echo "usage: [IMAGE=disk|cpio|squashfs|ext4] [MEMORY=MiB] [CPUS=N] [APPEND=WORDS] [KEEP=yes] run IMAGES [QEMU-ARGUMENT…]" >&2
	exit 100
}
cd "$1"
shift
command -v "${QEMU:=$qemu}" >/dev/null || die "$QEMU is missing: install the package $package"

# What a person would flash comes first, then what needs no disk.
image=${IMAGE:-}
for kind in disk flash ${kernel:+cpio squashfs ext4}; do
	for file in "rootfs.$kind"* "$kind.img"; do [ ! -f "$file" ] || image=${image:-$kind}; done
done
[ -n "$image" ] || die "$PWD holds no image that this board can start: choose one in the menu Images"
root=
for file in "rootfs.$image"* "$image.img"; do [ ! -f "$file" ] || root=$file; done
[ -n "$root" ] || die "there is no $image image in $PWD: choose it in the menu Images"

append="console=$console ${APPEND:-}"
# Whatever the guest writes is dropped when it ends: the image stays the one that was built.
once='-no-reboot -snapshot'
[ "${KEEP:-}" != yes ] || once=
case $image in
disk | flash) set -- $disk "$@" ;;
cpio) set -- -kernel "$kernel" -initrd "$root" -append "$append" "$@" ;;
squashfs | ext4)
	mode=ro
	[ "$image" = squashfs ] || mode=rw
	set -- -kernel "$kernel" -append "$append root=/dev/vda rootfstype=$image $mode rootwait" \
		-drive "file=$root,format=raw,if=none,id=root" -device "virtio-blk-$bus,drive=root" "$@"
	;;
*) die "IMAGE=$image: only disk, flash, cpio, squashfs and ext4" ;;
esac

exec "$QEMU" -M "$machine" $cpu -m "${MEMORY:-$memory}" -smp "${CPUS:-1}" -nodefaults $once -display none \
	-serial mon:stdio $network "$@"
