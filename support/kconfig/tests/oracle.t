#!/bin/sh
# The comparison with the trees' own conf finds each kind of difference, and none where there is none; then a sample of it,
# and the kernel's own tests of its conf, with ours. CONF=FILE takes one that is built.
set -eu
cd "$(dirname "$0")/oracle"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
if [ -z "${CONF:-}" ]; then
	make -s -C ../.. O="$work/conf" "$work/conf/conf" >&2
	CONF=$work/conf/conf
fi
oracle="make -s O=$work CONF=$CONF"
$oracle tools >&2
$oracle setup >&2

# Several streams of TAP become one: checks are counted anew, and what ends early or prints no check is one that failed.
for part in selftest sample kernel-tests; do
	echo "# $part"
	status=0
	$oracle $part >"$work/tap" || status=$?
	cat "$work/tap"
	[ "$status" -eq 0 ] || echo "not ok - $part ended with $status"
	grep -Eq '^(ok|1\.\.0 # SKIP)' "$work/tap" || echo "not ok - $part checked nothing"
done | awk '
	/^1\.\.0 # SKIP/ { print "ok " ++n " - a part # SKIP " substr($0, 13); next }
	/^1\.\./ { next }
	/^(not )?ok/ { sub(/ok( [0-9]+)?( - )?/, "ok " ++n " - ") }
	{ print; fflush() }
	END { print "1.." n }'
