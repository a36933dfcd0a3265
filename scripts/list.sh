#!/bin/sh
# Usage: list.sh [DIR…]
# Prints the configurations there are, here and in external trees, and for each how its board was tested: the line of the
# board's README.md that begins with "Tested: ".
set -eu
for dir in . "$@"; do
	for file in "$dir"/configs/*_defconfig; do
		[ -f "$file" ] || continue
		symbol=$(sed -n 's/^CONFIG_\(BOARD_.*\)=y/\1/p' "$file")
		tested=
		for board in board/*/*/ "$dir"/board/*/*/; do
			[ -f "${board}README.md" ] || continue
			path=board/${board#*board/}
			[ "$(echo "${path%/}" | tr 'a-z/.+-' 'A-Z____')" != "$symbol" ] ||
				tested=$(sed -n 's/^Tested: *//p' "${board}README.md" | head -n 1)
		done
		printf '  make %-28s %s\n' "${file##*/}" "$tested"
	done
done
