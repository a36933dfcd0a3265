#!/bin/sh
# Runs the unit tests of the program that writes cards, with sanitizers.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
make -s O="$work" units >&2
CMOCKA_MESSAGE_OUTPUT=TAP "$work"/tools/build/flash/test/unit
