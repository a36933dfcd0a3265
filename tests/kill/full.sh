# Usage: full.sh O WORK, in a mount namespace of its own
# Builds with the store on a tmpfs that is too small at first, and grows: each failure must say that the disk is full.
set -eu
o=$1 work=$2
mkdir -p "$work/small"
mount -t tmpfs -o size=8m tmpfs "$work/small"
for size in 8m 60m 100m 150m 4000m; do
	mount -o remount,size=$size "$work/small"
	# The compiler comes from another store: it is not what is tested here.
	if "$o/tools/bin/depot" -o "$o" -s "$work/small/store" import "$work/archive" >"$work/full.log" 2>&1 && make O="$o" STORE="$work/small/store" >>"$work/full.log" 2>&1; then
		echo "enough: $size"
		exit 0
	fi
	grep -Eiq 'no space left|is full' "$work/full.log" || {
		echo "with $size it failed without saying why:"
		cat "$work/full.log"
		exit 1
	}
	echo "full at $size"
done
exit 1
