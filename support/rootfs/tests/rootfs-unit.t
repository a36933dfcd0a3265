#!/bin/sh
# The unit tests: functions that the folders of tests/cases can't reach one by one.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=build.sh
. "$here/build.sh"
CMOCKA_MESSAGE_OUTPUT=TAP exec "$UNITS/unit"
