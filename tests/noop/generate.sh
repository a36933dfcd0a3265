#!/bin/sh
# Usage: generate.sh N DIR
# Writes an external tree with N packages that build in no time, each depending on up to five others.
set -eu
[ $# -eq 2 ] || {
	echo "usage: generate.sh N DIR" >&2
	exit 100
}
menu=$2/package/generated/Config.in
mkdir -p "$2/package/generated"
: >"$menu"
i=0
while [ "$i" -lt "$1" ]; do
	name=generated-$i
	mkdir -p "$2/package/generated/$name"
	printf 'config PACKAGE_GENERATED_%d\n\tbool "Generated %d"\n\n' "$i" "$i" >>"$menu"
	{
		echo "# Package number $i"
		echo "version   = 1.$i"
		echo 'license   = MIT'
		echo 'style     = script'
		echo 'toolchain = no'
		for k in 2 3 4 5 6; do
			[ "$i" -lt $((k * k)) ] || echo "depends  += generated-$((i / k))"
		done
		printf '\ndefine install\nmkdir -p /out/dest/usr/share/generated\necho %d >/out/dest/usr/share/generated/%d\nendef\n' "$i" "$i"
	} >"$2/package/generated/$name/recipe.mk"
	i=$((i + 1))
done
