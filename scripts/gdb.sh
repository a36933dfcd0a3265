#!/bin/sh
# Usage: gdb.sh DEPOT PKG GDB
# Opens a debugger that finds the symbols of a package's programs by build ID, its libraries in
# the image's files, and, with OVERRIDE_PKG=DIR, its sources in that folder.
set -eu
[ $# -eq 3 ] || {
	echo "usage: gdb.sh DEPOT PKG GDB" >&2
	exit 100
}
depot=$1 package=$2 gdb=$3
command -v "$gdb" >/dev/null || {
	echo "make gdb: $gdb is missing: install gdb, or name another with GDB=" >&2
	exit 1
}
# shellcheck disable=SC2086 # a program and its options
debug=$($depot path "$package" debug)
# shellcheck disable=SC2086
target=$($depot path "$package" target)
sources=$(eval "printf %s \"\${OVERRIDE_$(printf %s "$package" | tr -c 'A-Za-z0-9\n' _)-}\"")
set -- -iex "set debug-file-directory $debug" -iex "set sysroot $target"
[ -z "$sources" ] || set -- "$@" -iex "set substitute-path /usr/src/$package $sources"
[ ! -f "$debug/vmlinux" ] || set -- "$@" "$debug/vmlinux"
exec "$gdb" "$@"
