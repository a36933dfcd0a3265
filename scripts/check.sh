#!/bin/sh
# Usage: check.sh TEST…
# Runs tests: those that look at times alone, then the others two at a time, what takes longest first. In the end, what
# failed is printed once more with what it said.
set -eu
[ $# -ge 1 ] || {
	echo 'check: no test is named, so nothing would be tested' >&2
	exit 100
}
alone='' first='' rest=''
for test; do
	case $test in
	tests/loader.t | tests/noop.t | tests/share.t) alone="$alone $test" ;;
	tests/boards.t | tests/twice.t | tests/walk.t | tests/kill.t | tests/external.t | support/kconfig/tests/oracle.t) first="$first $test" ;;
	*) rest="$rest $test" ;;
	esac
done
PERL_TEST_HARNESS_DUMP_TAP=$(mktemp -d "${TMPDIR:-/tmp}/whittle.XXXXXX")
export PERL_TEST_HARNESS_DUMP_TAP
trap 'rm -rf "$PERL_TEST_HARNESS_DUMP_TAP"' EXIT
trap 'exit 130' INT TERM

status=0
# shellcheck disable=SC2086 # one word a test
[ -z "$alone" ] || prove --timer $alone || status=1
# shellcheck disable=SC2086
[ -z "$first$rest" ] || prove --timer -j 2 $first $rest || status=1

# A check that failed, and the comments that follow it.
[ $status = 0 ] || (cd "$PERL_TEST_HARNESS_DUMP_TAP" && find . -type f -exec awk '
	/^(not )?ok / { failed = /^not ok/ }
	/^1\.\./ { failed = 0 }
	failed { print substr(FILENAME, 3) ": " $0 }' {} +)
exit $status
