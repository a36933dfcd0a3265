#!/bin/sh
# Prints how long the steps of everyday work take, as ratios to a process that does nothing but
# start make, and the sizes of kernel and images. Needs a built configuration.
set -eu
cd "$(dirname "$0")/.."
out=${O:-output}
[ -f "$out/images/rootfs.mtree" ] || {
	echo "make bench: build something first: make" >&2
	exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
printf 'all: ;\n' >"$work/empty.mk"

# Milliseconds of wall time that a command takes, the median of seven runs.
median() {
	for _ in 1 2 3 4 5 6 7; do
		begin=$(date +%s%N)
		"$@" >/dev/null 2>&1
		end=$(date +%s%N)
		echo $(((end - begin) / 10000))
	done | sort -n | sed -n 4p
}

warm() {
	rm -rf "$work/images"
	cp -R "$out" "$work/out"
	rm -rf "$work/out/images" "$work/out/steps" "$work/out/state"
	make O="$work/out" STORE="${STORE-}"
	rm -rf "$work/out"
}

unit=$(median make -f "$work/empty.mk")
row() {
	awk -v name="$1" -v t="$2" -v unit="$unit" 'BEGIN { printf "%-28s %9.1f ms %8.1f ×\n", name, t / 100, t / unit }'
}
row 'make of an empty makefile' "$unit"
row 'make with nothing to do' "$(median make O="$out")"
row 'images from a warm store' "$(median warm)"
echo
(cd "$out/images" && find . -type f -printf '%9s bytes  %P\n' | sort -k 3)
