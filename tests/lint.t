#!/bin/sh
# The style of C, shell, make and recipes: scripts/lint finds nothing.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
ok 'the lint finds nothing' sh scripts/lint
done_testing
