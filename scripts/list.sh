#!/bin/sh
# Usage: list.sh [DIR…]
# Prints the configurations there are, here and in external trees.
set -eu
for dir in . "$@"; do
	for file in "$dir"/configs/*_defconfig; do
		[ ! -f "$file" ] || printf '  make %s\n' "${file##*/}"
	done
done
