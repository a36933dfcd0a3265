#!/bin/sh
# The comparison with the trees' own conf finds each kind of difference, and none where there is none.
set -eu
cd "$(dirname "$0")/oracle"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make -s O="$work" tools >&2
make -s O="$work" setup >&2
make -s O="$work" selftest
