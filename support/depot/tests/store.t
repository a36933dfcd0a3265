#!/bin/sh
# The store: concurrency, kill, full disk, damage, gc, export, override.
set -eu
. "$(dirname "$0")/lib.sh"

step slow <<'S'
script
mkdir -p /out/target/d; i=0
while [ $i -lt 20 ]; do i=$((i + 1)); echo $i >/out/target/d/$i; sleep 0.02; done
S
step image <<'S'
kind image
depends slow target
script
cat /dep/slow/target/d/* >/out/images/disk.img
S
run() { "$DEPOT" -C "$T" -o o -s "$T/store" "$@"; }

# two at once
run run image >one 2>&1 &
first=$!
run run image >two 2>&1 || :
wait $first
ok "two builds at once build each step once" test "$(cat one two | grep -c 'slow  *built')" = 1
ok "…and the other one says that it waits" grep -q 'another build has it' one two
content image images disk.img >want

# kill -9 of the process tree, at many moments
rm -rf store
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
	setsid "$DEPOT" -C "$T" -o o -s "$T/store" run image >/dev/null 2>&1 &
	pid=$!
	sleep "0.$(printf %02d $((i * 4)))"
	kill -9 -- "-$pid" 2>/dev/null || :
	wait $pid 2>/dev/null || :
	if [ -d store/artefacts ]; then
		for a in store/artefacts/*/; do
			[ ! -d "$a" ] || [ -f "$a/record" ] || echo "half an artefact: $a" >>half
		done
	fi
done
ok "kill -9 leaves no half artefact" test ! -e half
ok "no process of a killed build lives on" fails pgrep -f "$T/store/tmp"
ok "the next build carries on" depot run image
ok "…with the same image" same_image
ok "…and no leftovers" no_entries store/tmp
ok "…all of it whole" depot verify

# what a killed build left goes although nothing has to be built any more; what another build works on stays
left=$(printf '%064d' 1)
busy=$(printf '%064d' 2)
mkdir -p "store/tmp/$left/out" "store/tmp/$left.gone.7/build" "store/tmp/$busy"
flock "store/locks/$busy" sleep 60 &
holder=$!
until ! flock -n "store/locks/$busy" true; do sleep 0.01; done
mkdir "store/tmp/$left.gone.8"
flock "store/tmp/$left.gone.8" sleep 60 &
remover=$!
until ! flock -n "store/tmp/$left.gone.8" true; do sleep 0.01; done
ok "a build with nothing to do" pending image
ok "…removes what a killed one left, and nobody removes yet" test "$(ls store/tmp | tr '\n' ' ')" = "$left.gone.8 $busy "
pkill -P $remover || :
wait $remover || :
pkill -P $holder || :
wait $holder || :

# damage
file=$(find store/artefacts -path '*/target/d/7')
chmod u+w "$file" && echo damage >"$file"
ok "verify finds damage" fails depot verify
ok "…says where" said '\(slow\): target was changed'
ok "…and removes it when asked" fails depot verify --remove
ok "…so that it is built again" pending image slow image
ok "…" depot run image
printf x >"$(dirname "$(find store/artefacts -name record | head -1)")/record"
ok "a damaged record is built again" depot run image
ok "verify is content then" depot verify

# export and import
ok "export" depot export all.tar.zst image
"$DEPOT" -C "$T" -o o -s "$T/other" import all.tar.zst >stdout 2>stderr
ok "import gives everything" test -z "$("$DEPOT" -C "$T" -o o -s "$T/other" pending image)"
printf 'garbage' | dd of=all.tar.zst bs=1 seek=300 conv=notrunc 2>/dev/null
rm -rf other
ok "a damaged file is refused" fails quietly "$DEPOT" -C "$T" -o o -s "$T/other" import all.tar.zst
ok "…and nothing of it is taken" no_entries other/artefacts other/tmp
depot export all.tar.zst image
mkdir forged && bsdtar -xf all.tar.zst -C forged && chmod -R u+w forged
echo forged >"$(find forged -path '*/target/d/7')"
# shellcheck disable=SC2046
bsdtar --zstd -cf forged.tar.zst -C forged $(ls forged)
ok "a forged file is refused" fails quietly "$DEPOT" -C "$T" -o o -s "$T/other" import forged.tar.zst
ok "…says what is wrong" said 'slow: target is not what its record says'
ok "…and nothing of that step is taken" test -z "$(find other/artefacts -path '*/target/d/7')"
mkdir evil && (cd evil && mkdir -p "$(printf '%064d' 0)" && echo x >x)
tar -C evil -cf evil.tar --transform 's,^x,../../evil,' -P x
ok "a path that leads out is refused" fails depot import evil.tar
ok "…with nothing written" test ! -e evil.tar.out -a ! -e "$T/evil/evil"

# gc
ok "gc keeps what fits" depot gc --size 1G
ok "…" pending image
step hold <<'S'
depends slow target
script
touch /build/x; sleep 2; cp /dep/slow/target/d/20 /out/target/
S
run run hold >held 2>&1 &
held=$!
sleep 0.7
ok "gc while a build runs" depot gc --size 0
ok "…leaves what it uses" test "$("$DEPOT" -o o -s store path slow target)"
wait $held && rc=0 || rc=$?
ok "…and the build succeeds" test "$rc" = 0
ok "gc of all" depot gc --size 0
ok "…" no_entries store/artefacts store/views store/host store/tmp
ok "then everything is built again" depot run image
ok "…the same" same_image
ok "a size that is none" exits 100 depot gc --size 5Q

# place
ok "place" depot place images image
echo mine >images/mine
ok "…copies" cmp want images/disk.img
stat -c %y%i images/disk.img >before
ok "…again" depot place images image
stat -c %y%i images/disk.img >after
ok "…touches nothing" cmp before after
# images with holes keep them
step holes <<'S'
script
printf start >/out/images/sparse; truncate -s 20M /out/images/sparse; printf end >>/out/images/sparse
truncate -s 30M /out/images/sparse; truncate -s 5M /out/images/hole
S
depot run holes
ok "an image with holes is copied" depot place sparse holes
ok "…the same" diff -r "$("$DEPOT" -o o -s store path holes images)" sparse -x .placed
ok "…and stays small" test "$(du -sk sparse | cut -f1)" -lt 1000
ok "place of nothing" depot place images slow
ok "…removes what is gone" test ! -e images/disk.img
ok "…and not what a person put there" test -e images/mine

# override: a person's own tree
mkdir tree && echo a >tree/a
cp o/steps/slow slow.text
sed -i "s|^script|override $T/tree\nscript\ncat /override/a >/out/target/d.a; echo x >>/build/kept; cp /build/kept /out/target/|" o/steps/slow
ok "override" depot run image
ok "…is marked local, with all that uses it" test "$(grep -l 'local yes' store/artefacts/*/record | wc -l)" = 2
ok "…nothing to do" pending image
echo b >tree/a
ok "…an edited file is noticed" pending image slow image
depot run image
ok "…and the build folder is kept" test "$(content slow target kept | wc -l)" = 2
depot export all.tar.zst image
ok "…and it is never exported" said 'left out'
sed -i 's|^script|&\nsleep 2|' o/steps/slow
(sleep 1; echo c >tree/a) &
ok "a tree that is edited while it is built" run_fails slow 'tree was edited while it was built: run make again'
wait
ok "…is built by the next run" depot run image
ok "…as it is then" test "$(content slow target d.a)" = c
cp slow.text o/steps/slow
ok "without it the old image is back" pending image

# stores that can't be written or aren't there
rm -rf missing
ok "a missing store is made" quietly "$DEPOT" -C "$T" -o o -s "$T/missing/deeper" run image
as_user() { # root may write everything
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}
chmod 755 "$T"
mkdir -p user/steps && cp o/steps/* user/steps && chmod -R a+rwX user
chmod -R a-w store
ok "a read-only store gives what it has" quietly as_user "$DEPOT" -C "$T" -o user -s "$T/store" run image
echo ': more' >>user/steps/slow
ok "…and is an error when something must be built" fails quietly as_user "$DEPOT" -C "$T" -o user -s "$T/store" run image
ok "…that says so" said 'can.t be (written|used)'
chmod -R u+w store

# a full disk: a small tmpfs as store
cat >full.sh <<'S'
mkdir -p small && mount -t tmpfs -o size=300k none small || exit 77
"$1" -C . -o o -s "$PWD/small/store" run big >stdout 2>stderr && exit 1
[ -z "$(find small/store/artefacts small/store/tmp -mindepth 1)" ] || exit 2
mount -o remount,size=64m small
"$1" -C . -o o -s "$PWD/small/store" run big >stdout2 2>&1 || exit 3
S
step big <<'S'
script
head -c 1000000 /dev/zero | tr '\0' x >/out/target/big
S
if unshare -rm true 2>/dev/null; then
	rc=0
	unshare -rm sh full.sh "$DEPOT" || rc=$?
	if [ $rc = 77 ]; then
		skip "full disk" "can't mount a tmpfs"
	else
		ok "a full disk is an error, leaves nothing, and is fine when there is space" test $rc = 0
		ok "…that says where" said 'The disk of the store .* is full'
	fi
else
	skip "full disk" "no user namespaces for mount"
fi
done_testing
