#!/bin/sh
# conf on small trees: each case is a folder with input, command and expected output. CONF=FILE takes one that is built.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${CONF:-}" ]; then
	make -s O="$work" bin="$work" "$work/conf" >&2
	CONF=$work/conf
fi
export CONF
tests/run
