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
count=0
for source in "$here"/*_test.c; do
	name=$(basename "$source" .c)
	count=$((count + 1))
	if (cd "$here" && "$UNITS/$name") >"$work/log" 2>&1; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		sed 's/^/# /' "$work/log"
	fi
done
echo "1..$count"
