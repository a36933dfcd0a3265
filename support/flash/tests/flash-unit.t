#!/bin/sh
# Runs the unit tests of the program that writes cards, with sanitizers.
set -eu
cd "$(dirname "$0")/.."
O=${O:-$(mktemp -d)}
make -s O="$O" units >&2
CMOCKA_MESSAGE_OUTPUT=TAP exec "$O"/tools/build/flash/test/unit
