#!/bin/sh
# Wrong input ends in an error that says what and where.
set -eu
. "$(dirname "$0")/lib.sh"

bad() { # bad NAME REGEX < step
	cat >o/steps/bad
	ok "$1" run_fails bad "$2"
}
bad "unknown word" 'steps/bad:2: unknown word: sorce' <<'S'
step bad
sorce x
script
S
bad "all errors at once" 'steps/bad:3: kind must be' <<'S'
step bad
depends a nopart
kind other
script
S
ok "…the other one too" said 'steps/bad:2: no such part .*: nopart'
bad "no script" "no .script. line" <<'S'
step bad
S
bad "another name" 'must be called like its file' <<'S'
step good
script
S
bad "empty file" "no .script. line" </dev/null
bad "wrong hash" 'not a SHA-256' <<'S'
step bad
source a.tar 12 http://x/a.tar
script
S
bad "a path in a name" 'file needs NAME PATH' <<'S'
step bad
file ../../x x
script
S
head -c 2000 /dev/urandom >o/steps/bad
ok "binary garbage" run_fails bad 'steps/bad:'
bad "a step that is not there" 'no step nowhere, which is needed by bad' <<'S'
step bad
depends nowhere target
script
S
printf 'step a\ndepends b target\nscript\n' >o/steps/a
printf 'step b\ndepends c target\nscript\n' >o/steps/b
printf 'step c\ndepends a target\nscript\n' >o/steps/c
ok "a cycle" run_fails a 'cycle: a is needed by c, which is needed by b, which is needed by a'
bad "missing tools, all at once" 'sqfstar-is-not-here is missing' <<'S'
step bad
tool sqfstar-is-not-here
tool aarch64-nowhere-linux-gnu-gcc
tool aarch64-nowhere-linux-gnu-g++
tool /nowhere/lib/libgmp.a
file gone nowhere/file
script
S
ok "…with the package" said 'apt-get install gcc-aarch64-nowhere-linux-gnu'
ok "…and that of the C++ compiler" said 'apt-get install g[+][+]-aarch64-nowhere-linux-gnu'
ok "…and that of a library" said '/nowhere/lib/libgmp[.]a is missing on this machine: apt-get install libgmp-dev'
ok "…and the missing file" said 'file gone: nowhere/file: No such file'
bad "a failing script" 'bad: failed with exit code 7' <<'S'
step bad
script
for i in $(seq 100); do echo line $i; done
exit 7
S
ok "…shows the end of its log" said '\| line 100'
ok "…only the end" fails said '\| line 50$'
ok "…where the log is" said 'whole log: .*/o/logs/bad.log'
ok "…and how to repeat it" said 'again: .* run bad'
WHITTLE_AGAIN='make step PKG='
export WHITTLE_AGAIN
ok "…in the words of the make that called it" run_fails bad 'again: +make step PKG=bad$'
unset WHITTLE_AGAIN
ok "the log is whole" grep -q 'line 50$' o/logs/bad.log
ok "…and can be printed" depot log bad
ok "…" said '^line 50$'
bad "a killed script" 'killed by signal 9' <<'S'
step bad
script
kill -9 $$
S
bad "a script that leaves nothing" 'bad: it left nothing' <<'S'
step bad
script
mkdir -p /out/target
S
ok "wrong usage" exits 100 depot nonsense
ok "no arguments" exits 100 depot run
bad "a source that can't be had" 'a.tar' <<'S'
step bad
source a.tar 0000000000000000000000000000000000000000000000000000000000000000 http://127.0.0.1:1/a.tar
script
S
# user namespaces that are not allowed: a bwrap that says what the real one says
mkdir fake
cat >fake/bwrap <<'S'
#!/bin/sh
echo 'bwrap: setting up uid map: Permission denied' >&2
exit 1
S
chmod +x fake/bwrap
printf 'step ns\nscript\ntrue\n' >o/steps/ns
with_path() { # with_path PATH COMMAND…
	path=$1
	shift
	/usr/bin/env PATH="$path" "$@"
}
ok "no user namespaces" exits 111 quietly with_path "$T/fake:$PATH" "$DEPOT" -o o -s store run ns
ok "…says how to allow them" said 'unprivileged_userns_clone=1'
ok "no bwrap" exits 111 quietly with_path "$T/empty" "$DEPOT" -o o -s store run ns
ok "…says how to get it" said 'apt-get install bubblewrap'
step odd <<'S'
script
cd /out/target
printf x >"$(printf 'not-utf8-\377')"
printf x >'with space'
printf x >"$(printf 'new\nline')"
printf x >'back\slash#='
ln -s 'target with space' link
S
ok "odd file names are kept" depot run odd
ok "…and survive a check" depot verify
rm -r o/logs
ok "the log of an artefact can be printed" depot log odd
ok "…in the manifest" grep -qF 'not-utf8-\377' "$("$DEPOT" -o o -s store path odd target)/../manifest"
mkdir 'with space' && cp -r o 'with space/o'
ok "spaces in the checkout's path" "$DEPOT" -C 'with space' -o o -s "$T/with space/store" run odd
done_testing
