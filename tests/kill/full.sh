# shellcheck shell=sh
# Usage: full.sh O WORK, in a mount namespace of its own
# Builds with the store on a tmpfs that is too small at first, and grows: each failure must say that the disk is full.
set -eu
o=$1 work=$2
mkdir -p "$work/small"
mount -t tmpfs -o size=8m tmpfs "$work/small"
size=0
while [ $size -lt 400 ]; do
	size=$((size + 8))
	mount -o remount,size=${size}m "$work/small"
	# The compiler comes from another store: it is not what is tested here.
	if "$o/tools/bin/depot" -o "$o" -s "$work/small/store" import "$work/archive" >"$work/full.log" 2>&1 && make O="$o" STORE="$work/small/store" >>"$work/full.log" 2>&1; then
		echo "enough: $size MiB"
		exit 0
	fi
	grep -Eiq 'no space left|is full' "$work/full.log" || {
		echo "with $size MiB it failed without saying why:"
		cat "$work/full.log"
		exit 1
	}
	echo "full at $size MiB"
done
exit 1
