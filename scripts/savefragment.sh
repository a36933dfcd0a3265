#!/bin/sh
# Usage: savefragment.sh NAME O [FILE]
# Writes what was changed in the menu of linux or busybox, and nothing else, as a fragment.
set -eu
[ $# -ge 2 ] || {
	echo "usage: savefragment.sh NAME O [FILE]" >&2
	exit 100
}
name=$1 out=$2 file=${3:-$2/$1.config}
if [ ! -f "$out/$name.menu" ] || [ ! -f "$out/$name.before" ]; then
	echo "make: nothing was changed yet: make $name-menuconfig" >&2
	exit 1
fi
awk '
function symbol(line) {
	if (match(line, /^CONFIG_[A-Za-z0-9_]+=/))
		return substr(line, 1, RLENGTH - 1)
	if (match(line, /^# CONFIG_[A-Za-z0-9_]+ is not set$/))
		return substr(line, 3, length(line) - 13)
	return ""
}
NR == FNR { was[$0] = 1; next }
symbol($0) != "" && !($0 in was)
' "$out/$name.before" "$out/$name.menu" >"$file.tmp"
mv "$file.tmp" "$file"
echo "$(wc -l <"$file") lines in $file; name it in the menu (Fragments), or put it into the board's folder"
