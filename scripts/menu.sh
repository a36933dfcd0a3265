#!/bin/sh
# Usage: menu.sh NAME O STORE
# Opens the own menu of linux or busybox, on the .config that its fragments give. What is changed
# there is kept in O/NAME.menu and written as a fragment by savefragment.sh.
set -eu
[ $# -eq 3 ] || {
	echo "usage: menu.sh NAME O STORE" >&2
	exit 100
}
name=$1 out=$2
store=${3:-${XDG_CACHE_HOME:-$HOME/.cache}/whittle}
step=$out/steps/$name-config
[ -f "$step" ] || {
	echo "make: $name is not chosen in the menu" >&2
	exit 1
}
merged=$("$out/tools/bin/depot" -o "$out" path "$name-config" host)/config/$name
sha=$(awk '$1 == "source" { print $3; exit }' "$step")
tree=$out/menu/$name-$sha
if [ ! -d "$tree" ]; then
	mkdir -p "$tree.new"
	bsdtar -x -f "$store/sources/$sha" -C "$tree.new" --strip-components 1
	mv "$tree.new" "$tree"
fi
cp "$merged" "$out/$name.before"
[ -f "$out/$name.menu" ] || cp "$merged" "$out/$name.menu"
chmod u+w "$out/$name.before" "$out/$name.menu"
top=$PWD
case $out in
/*) ;;
*) out=$top/$out ;;
esac
cd "$tree"
menu=Kconfig
[ -f Kconfig ] || menu=Config.in
arch=$(sed -n 's/^make .*ARCH=\([a-z0-9_]*\).*/\1/p' "$top/${step#"$top"/}" 2>/dev/null | head -n 1)
[ -n "$arch" ] || arch=x86_64
case $arch in
x86_64 | i386) srcarch=x86 ;;
*) srcarch=$arch ;;
esac
KCONFIG_CONFIG=$out/$name.menu srctree=. ARCH=$arch SRCARCH=$srcarch CC=${CC:-gcc} LD=${LD:-ld} \
	HOSTCC=${HOSTCC:-gcc} HOSTCXX=${HOSTCXX:-g++} RUSTC=rustc PAHOLE=pahole \
	KERNELVERSION=$(awk '$1 == "version" { print $2; exit }' "$out/steps/$name-config") \
	"$out/tools/bin/mconf" "$menu"
echo "make $name-savefragment writes what was changed to a fragment."
