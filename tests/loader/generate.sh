#!/bin/sh
# Usage: generate.sh N DIR
# Writes a tree with N recipes of ordinary size, each depending on up to five before it, and the
# configuration that selects them all: for measuring.
set -eu
[ $# -eq 2 ] || {
	echo "usage: generate.sh N DIR" >&2
	exit 100
}
mkdir -p "$2/O/include/config" "$2/O/steps" "$2/package/lib/toolchain"
cat >"$2/package/lib/toolchain/recipe.mk" <<'END'
version   = 1
license   = none
style     = script
toolchain = no
parts     = host sysroot
END
awk -v n="$1" -v dir="$2" 'BEGIN {
	conf = dir "/O/include/config/auto.conf"
	print "CONFIG_TOOLCHAIN_TUPLE=\"x86_64-whittle-linux-musl\"" >conf
	for (i = 0; i < n; i++) {
		path = dir "/package/lib/p" i
		system("mkdir -p " path)
		file = path "/recipe.mk"
		print "# Package number " i >file
		print "version       = 1." i >file
		print "source        = https://example.org/p" i "-$(version).tar.xz" >file
		printf "sha256        = %064d\n", i >file
		print "license       = MIT" >file
		print "license-files = LICENSE" >file
		print "style         = " (i % 3 ? "autotools" : i % 2 ? "cmake" : "meson") >file
		for (k = 1; k <= 5; k++)
			if (i >= 10 * k * k)
				print "depends-$(CONFIG_PACKAGE_P" i ") += p" int(i / (k + 1)) >file
		print "configure-y  += --disable-this --with-that=$(version)" >file
		print "kernel-y     += INET" >file
		close(file)
		print "CONFIG_PACKAGE_P" i "=y" >conf
		for (k = 0; k < 3; k++)
			print "CONFIG_PACKAGE_P" i "_OPTION" k "=y" >conf
	}
}'
