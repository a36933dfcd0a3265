#!/bin/sh
# Usage: menu.sh NAME O
# Opens the own menu of linux, busybox or uboot, in the sandbox of the step that makes its configuration, so that
# questions to the compiler get the build's answers. The step's folder stays in O/menu/NAME; what
# differs from the configuration as it is now is in O/menu/NAME/changes, for savefragment.sh.
set -eu
[ $# -eq 2 ] || {
	echo "usage: menu.sh NAME O" >&2
	exit 100
}
name=$1 out=$2 kept=$2/menu/$1
depot() {
	"$out/tools/bin/depot" -o "$out" "$@"
}
[ -f "$out/steps/$name-config" ] || {
	echo "make: the configuration in $out has no $name: choose it with make menuconfig" >&2
	exit 1
}
if [ ! -t 0 ] || [ ! -t 1 ]; then
	echo "make: the menu needs a terminal" >&2
	exit 1
fi
artefact=$(depot path "$name-config" host)
mkdir -p "$kept"
cp scripts/menu-inside.sh scripts/changes.awk "$kept/"
if [ "$(cat "$kept/made-for" 2>/dev/null)" != "$artefact" ]; then
	rm -rf "$kept/src" "$kept/made-for"
	# What was saved to a fragment is in the configuration now, or was left out on purpose.
	[ ! -f "$kept/saved" ] || rm -f "$kept/saved" "$kept/changes"
	echo "The menu of $name is unpacked …"
fi
depot shell -k "$kept" "$name-config" sh /build/menu-inside.sh "$name"
echo "$artefact" >"$kept/made-for"
if [ -s "$kept/changes" ]; then
	echo "Changed, and not yet in the configuration:"
	sed 's/^/  /' "$kept/changes"
	echo "make $name-savefragment writes this to a fragment."
fi
