#!/bin/sh
# Renders every recipe there is with --warn-undefined-variables, and prints the warnings. All
# symbols of the menus are defined, as empty, so that what is left is a typing mistake.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/O/include/config" "$work/O/steps"
{
	find . -path ./output -prune -o \( -name 'Config*.in' -o -name 'Options.in' \) -exec \
		sed -n 's/^[ \t]*\(menu\)*config \([A-Z0-9_]*\)$/CONFIG_\2 :=/p' {} + | sort -u
	for recipe in package/*/*/recipe.mk linux/recipe.mk boot/*/recipe.mk fs/*/recipe.mk; do
		[ ! -f "$recipe" ] || basename "$(dirname "$recipe")"
	done | tr 'a-z.+-' 'A-Z___' | sed 's/.*/CONFIG_PACKAGE_& :=\nCONFIG_IMAGE_& :=\nCONFIG_BOOT_& :=\nCONFIG_KERNEL_& :=/'
} >"$work/O/defined.mk"
cat >"$work/O/include/config/auto.conf" <<'END'
CONFIG_TARGET_ARCH="x86_64"
CONFIG_TOOLCHAIN_TUPLE="x86_64-whittle-linux-musl"
CONFIG_TOOLCHAIN_LIBC="musl"
CONFIG_TOOLCHAIN_DISTRIBUTION_TUPLE="x86_64-linux-gnu"
CONFIG_KERNEL_ARCH="x86_64"
CONFIG_BOARD_QEMU_X86_64=y
END
all=$(for recipe in package/*/*/recipe.mk linux/recipe.mk boot/*/recipe.mk fs/*/recipe.mk; do
	[ ! -f "$recipe" ] || basename "$(dirname "$recipe")"
done | tr '\n' ' ')
make -rR --no-print-directory --warn-undefined-variables -f scripts/build.mk O="$work/O" PKG="$all" render 2>&1 |
	grep -v "Nothing to be done\|warning: undefined variable '\(MAKECMDGOALS\|GNUMAKEFLAGS\)'" | sort -u || :
