#!/bin/sh
# The live view: on a terminal a block below the output, elsewhere nothing but the output.
set -eu
. "$(dirname "$0")/lib.sh"
command -v script >/dev/null || skip_all "script(1) is not here"

step first <<'S'
script
sleep 1; echo x >/out/target/x
S
step last <<'S'
depends first target
script
exit 3
S
run="'$DEPOT' -C '$T' -o o -s '$T/store'"
cat >both <<S
$run pending last
$run run first
echo from the command
$run run last
S
ok "without a terminal the command's exit code comes through" exits 111 depot view -- sh both
ok "…and only its output" test "$(head -3 stdout | sed 's/in [0-9]* s/in N s/')" = "first
last
first                built in N s"
ok "…no control characters" fails grep -q "$(printf '\033')" stdout
rm -rf store
stty_rows='stty rows 24 cols 60 2>/dev/null;'
code=0
TERM=xterm script -qec "$stty_rows exec $run view -- sh both" typescript >/dev/null 2>&1 </dev/null || code=$?
ok "on a terminal the exit code comes through" test "$code" = 111
tr -d '\r' <typescript >stdout
ok "…the output too" grep -q '^.*from the command' stdout
ok "…a line counts the steps" said '\[0/2\] 1 running, 0 built'
ok "…another one says what runs" said '  first +build +[0-9]+s'
ok "…then what was built" said '\[1/2\] . running, 1 built'
ok "…no line is wider than the terminal" test -z "$(sed 's/\x1b\[[0-9]*[A-Z]//g' stdout | grep -E '^\[|^  (first|last) ' | awk 'length > 60')"
ok "…the failure is there" said 'last: failed with exit code 3'
ok "the progress file is gone" test ! -e o/progress
done_testing
