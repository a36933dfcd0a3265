#!/bin/sh
# Usage: distclean.sh O
# Removes O, unless it is something else than an output folder.
set -eu
[ $# -eq 1 ] || {
	echo "usage: distclean.sh O" >&2
	exit 100
}
[ -e "$1" ] || exit 0
if [ "$(realpath "$1")" = "$(realpath .)" ] || { [ ! -d "$1/tools" ] && [ ! -f "$1/.config" ]; }; then
	echo "make distclean: $1 is no output folder; it stays" >&2
	exit 1
fi
chmod -R u+w "$1"
rm -rf "$1"
