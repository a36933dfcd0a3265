#!/bin/sh
# Usage: savefragment.sh NAME O [FILE]
# Writes what was changed in the menu of linux, busybox or uboot, and nothing else, as a fragment. In a fragment
# that is there already, lines of the same symbols are replaced, and the others stay.
set -eu
[ $# -ge 2 ] || {
	echo "usage: savefragment.sh NAME O [FILE]" >&2
	exit 100
}
name=$1 changes=$2/menu/$1/changes file=${3:-$2/$1.config}
if [ ! -s "$changes" ]; then
	echo "make: nothing was changed in the menu: make $name-menuconfig" >&2
	exit 1
fi
touch "$file"
awk '
function symbol(line) {
	return match(line, /CONFIG_[A-Za-z0-9_]+/) && line ~ /^(# )?CONFIG_[A-Za-z0-9_]+(=| is not set$)/ ? \
		substr(line, RSTART, RLENGTH) : ""
}
FILENAME == ARGV[1] {
	change[symbol($0)] = $0
	order[++n] = symbol($0)
	next
}
symbol($0) in change {
	print change[symbol($0)]
	delete change[symbol($0)]
	next
}
{ print }
END {
	for (i = 1; i <= n; i++)
		if (order[i] in change)
			print change[order[i]]
}' "$changes" "$file" >"$file.new"
mv "$file.new" "$file"
touch "${changes%/*}/saved"
symbol=$(printf %s "$name" | tr '[:lower:]' '[:upper:]')
echo "$file has the changes; name it in CONFIG_${symbol}_FRAGMENTS (make menuconfig, More fragments), or"
echo "put it into the board's folder as $name.config."
