#!/bin/sh
# Each folder of tests/cases: `setup` makes the input in an empty folder, `command` is run there, and
# what it prints, with its exit code behind, must be `expected`. Alone: ./rootfs.t NAME…
# With UPDATE=1 the expected output is written instead.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=build.sh
. "$here/build.sh"
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$ROOTFS" "$work/bin/rootfs"
PATH=$work/bin:$PATH
LC_ALL=C SOURCE_DATE_EPOCH=1700000000
export PATH LC_ALL SOURCE_DATE_EPOCH
umask 022

if [ $# -eq 0 ]; then
	cd "$here/cases"
	set -- *
	cd - >/dev/null
fi
# shellcheck source=tests/tap.sh
. "$here/../../../tests/tap.sh"
number=0
for name; do
	number=$((number + 1))
	mkdir "$work/$number"
	(cd "$work/$number" && sh -eu "$here/cases/$name/setup")
	code=0
	(cd "$work/$number" && sh -u "$here/cases/$name/command") >"$work/output" 2>&1 || code=$?
	echo "exit $code" >>"$work/output"
	[ -z "${UPDATE-}" ] || cp "$work/output" "$here/cases/$name/expected"
	wrong=0
	diff -u "$here/cases/$name/expected" "$work/output" >"$work/diff" || wrong=1
	result $wrong "$name" "$work/diff"
done
done_testing
