#!/bin/sh
# Usage: check.sh TEST…
# Runs tests: those that look at times alone, then the others two at a time, what takes longest first.
set -eu
alone= first= rest=
for test; do
	case $test in
	tests/loader.t | tests/noop.t | tests/share.t) alone="$alone $test" ;;
	tests/boards.t | tests/walk.t | tests/kill.t | support/kconfig/tests/oracle.t | tests/images.t) first="$first $test" ;;
	*) rest="$rest $test" ;;
	esac
done
status=0
# shellcheck disable=SC2086 # one word a test
[ -z "$alone" ] || prove --timer $alone || status=1
# shellcheck disable=SC2086
[ -z "$first$rest" ] || prove --timer -j 2 $first $rest || status=1
exit $status
