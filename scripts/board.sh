#!/bin/sh
# Usage: board.sh CONFIG [DIR…]
# Prints the folder of the board that CONFIG (.config or a defconfig) chooses, looked for here and in the external trees
# DIR…; exit code 1: there is none.
set -eu
[ $# -ge 1 ] || {
	echo 'usage: board.sh CONFIG [DIR…]' >&2
	exit 100
}
config=$1
shift
for dir in . "$@"; do
	for board in "$dir"/board/*/*/; do
		board=${board%/}
		symbol=$(echo "BOARD_${board##*/board/}" | tr 'a-z/.+-' 'A-Z____')
		if grep -qx "CONFIG_$symbol=y" "$config"; then
			echo "${board#./}"
			exit 0
		fi
	done
done
exit 1
