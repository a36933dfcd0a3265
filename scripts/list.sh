#!/bin/sh
# Usage: list.sh [DIR…]
# Prints the configurations there are, here and in external trees, and for each how its board was tested: the line of the
# board's README.md that begins with "Tested: ".
set -eu
for dir in . "$@"; do
	for file in "$dir"/configs/*_defconfig; do
		[ -f "$file" ] || continue
		board=$(scripts/board.sh "$file" "$@") || board=
		tested=
		[ ! -f "$board/README.md" ] || tested=$(sed -n 's/^Tested: *//p' "$board/README.md" | head -n 1)
		printf '  make %-28s %s\n' "${file##*/}" "$tested"
	done
done
