#!/bin/sh
# A walk of random changes: after each, plain `make` in one folder gives the very image that a build of that
# configuration in a new folder gives, by another user, with the twin store. WALK_SEED and WALK_STEPS take another walk.
# In four steps of it a kernel comes, has an option changed and changed back, and goes: four small kernels are built, the first
# time. WALK_KERNEL=no leaves it out.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

seed=${WALK_SEED:-1}
steps=${WALK_STEPS:-24}
kernel=${WALK_KERNEL:-yes}
unshare --user --map-user=4242 --map-group=4243 true 2>/dev/null || skip_all 'no user namespaces here'

begin() {
	# shellcheck disable=SC2086 # one word a line
	configure "$work/here" qemu_x86_64_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' $every_image && make O="$work/here" STORE="$store"
}
ok 'the first image is built' begin
[ "$ok_result" = 0 ] || exit 1
sources
tests/walk/tree.sh "$work/more" "$work/sources"
mkdir -p "$work/overlay/etc" "$work/more/patches" "$work/away" "$twin"
export WHITTLE_DL_DIR="$work/sources"

# Both sides read the same recipes, patches, fragments and overlays.
here=$work/here
tree="$work/the other checkout"
checkout "$tree"
make_here() {
	make O="$here" EXTERNAL="$work/more" STORE="$store" "$@"
}
make_anew() {
	rm -rf "$tree/output"
	mkdir -p "$tree/output"
	cp "$here/.config" "$tree/output/.config"
	(cd "$tree" && elsewhere make EXTERNAL="$work/more" STORE="$twin")
}

# is SYMBOL VALUE: set it in .config, n removes it
is() {
	sed -i "/^CONFIG_$1=/d; /^# CONFIG_$1 is/d" "$here/.config"
	case $2 in
	n) echo "# CONFIG_$1 is not set" ;;
	*) echo "CONFIG_$1=$2" ;;
	esac >>"$here/.config"
}
# flip SYMBOL: y to n, n to y
flip() {
	if grep -q "^CONFIG_$1=y" "$here/.config"; then is "$1" n; else is "$1" y; fi
	echo "$1 $(sed -n "s/^CONFIG_$1=//p" "$here/.config")"
}
# appear FILE CONTENT: write it, or remove it if it is there
appear() {
	if [ -e "$1" ]; then
		rm "$1"
		echo "${1#"$work/"} removed"
	else
		mkdir -p "${1%/*}"
		printf '%s\n' "$2" >"$1"
		echo "${1#"$work/"} added"
	fi
}
# patch_of NAME FILE OLD NEW: a patch that replaces a line
patch_of() {
	printf -- '--- a/%s\n+++ b/%s\n@@ -%s +%s @@\n-%s\n+%s\n' "$2" "$2" "$5" "$5" "$3" "$4"
}
# A number below $1.
random() {
	seed=$(((seed * 1103515245 + 12345) % 2147483648))
	drawn=$((seed / 65536 % $1))
}

# One change; prints what it was.
change() {
	case $1 in
	0) flip PACKAGE_HELLO ;;
	1) flip PACKAGE_GREET ;;
	2) flip IMAGE_SQUASHFS ;;
	3) flip IMAGE_EXT4 ;;
	4) flip IMAGE_TAR ;;
	5) flip SYSTEM_DHCP ;;
	6) flip SYSTEM_ROOT_CONSOLE ;;
	7)
		random 1000
		is SYSTEM_HOSTNAME "\"host$drawn\""
		echo "host name host$drawn"
		;;
	8)
		random 1000
		echo "edited $drawn" >"$work/overlay/etc/motd"
		is SYSTEM_OVERLAYS "\"$work/overlay\""
		echo 'an overlay file edited'
		;;
	9) appear "$work/overlay/usr/bin/on-top" '#!/bin/sh' ;;
	10)
		chmod 755 "$work/overlay"
		is SYSTEM_OVERLAYS '""'
		echo 'no overlay'
		;;
	11)
		appear "$work/more/patches/greet/1-comment.patch" \
			"$(patch_of greet greet.c '/* A line that a patch can change. */' '/* A patched comment. */' 3)"
		;;
	12)
		appear "$work/more/patches/hello/1-words.patch" \
			"$(patch_of hello hello.c '	greet("world");' '	greet("patched world");' 5)"
		;;
	13)
		sed -i '/^cflags/d' "$work/more/package/walk/hello/recipe.mk"
		random 3
		echo "cflags = -DNUMBER=$drawn" >>"$work/more/package/walk/hello/recipe.mk"
		echo "a recipe edited ($drawn)"
		;;
	14)
		random 3
		case $drawn in
		0) is IMAGE_SQUASHFS_XZ y ;;
		1) is IMAGE_SQUASHFS_ZSTD y ;;
		2) is IMAGE_SQUASHFS_GZIP y ;;
		esac
		echo 'another compression of squashfs'
		;;
	kernel)
		flip KERNEL_LINUX
		for option in NET SMP SERIAL PCI ACPI HYPERVISOR_GUEST HARDENING INITRAMFS SQUASHFS EXT4 OVERLAYFS; do is "KERNEL_$option" n; done
		;;
	busybox)
		appear "$work/busybox.config" 'CONFIG_BC=y'
		is BUSYBOX_FRAGMENTS "\"$([ ! -f "$work/busybox.config" ] || echo "$work/busybox.config")\""
		;;
	linux)
		appear "$work/linux.config" 'CONFIG_IKCONFIG=y'
		is LINUX_FRAGMENTS "\"$([ ! -f "$work/linux.config" ] || echo "$work/linux.config")\""
		;;
	esac
}

make_both() {
	make_here olddefconfig && make_here >"$work/log" 2>&1 || {
		cat "$work/log"
		return 1
	}
	make_anew && same_images "$here/images" "$tree/output/images"
}
in_image() {
	grep -q "^\./$1 " "$here/images/rootfs.mtree"
}

step=0
while [ "$step" -lt "$steps" ]; do
	step=$((step + 1))
	# What costs minutes happens twice in a walk, on and off.
	case $step in
	5 | 13) what=busybox ;;
	# The kernel comes, as small as it can be, has an option changed and changed back, and goes.
	9 | 10 | 11 | 12)
		case $kernel-$step in
		yes-9 | yes-12) what=kernel ;;
		yes-*) what=linux ;;
		*) what=2 ;;
		esac
		;;
	*)
		random 15
		what=$drawn
		;;
	esac
	change "$what" >"$work/change"
	ok "change $step: $(cat "$work/change")" make_both
	case $what in
	0)
		if grep -q '^CONFIG_PACKAGE_HELLO=y' "$here/.config"; then
			ok '…the package is in the image' in_image usr/bin/hello
		else
			ok '…the package is gone from the image' fails in_image usr/bin/hello
		fi
		;;
	esac
done
ok 'every step left the same in both stores' twins
note "$(cat "$work/said")"
done_testing
