#!/bin/sh
# The menu program: its units, then the program itself with keys and screens. MCONF=FILE takes one that is built.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${MCONF:-}" ]; then
	make -s O="$work" >&2
	MCONF=$work/mconf
fi
tests/mconf/run "$MCONF"
