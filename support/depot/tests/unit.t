#!/bin/sh
# The unit tests, one line for each program of them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset MAKEFLAGS MAKELEVEL MFLAGS
if [ -z "${UNITS:-}" ]; then
	case ${O:-output} in
	/*) out=${O:-output} ;;
	*) out=$here/../../../${O:-output} ;;
	esac
	mkdir -p "$out"
	(
		flock 9
		cd "$here/.."
		make -s O="$(realpath --relative-to=. "$out")" units >&2
	) 9>"$out/.depot-test.lock"
	UNITS=$out/tools/build/depot/test
fi
# shellcheck source=tests/tap.sh
. "$here/../../../tests/tap.sh"
# shellcheck disable=SC2034 # what check shows
log=$work/log
unit() (
	cd "$here" && "$UNITS/$1" >"$log" 2>&1
)
for source in "$here"/*_test.c; do
	name=$(basename "$source" .c)
	check "$name" unit "$name"
done
done_testing
