#!/bin/sh
# kill -9 of everything at 50 random moments (KILLS=N: at N) of a build from nothing, then a full disk: each time
# the next make carries on without any cleaning, and the image is the same.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
kills=${KILLS:-50}

# What takes long is there already: the compiler with its C library, and programs for images. What is built, and killed, takes some
# seconds, so that the moments are in every part of it: packages, the root filesystem and every kind of image.
o=$work/o
tree=$work/tree
mkdir -p "$work/sources"
tests/walk/tree.sh "$tree" "$work/sources"
export EXTERNAL="$tree" WHITTLE_DL_DIR="$work/sources"
# shellcheck disable=SC2086 # one word a line
ok 'it is configured' configure "$o" qemu_x86_64_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' CONFIG_INIT_NONE=y \
	'# CONFIG_PACKAGE_BUSYBOX is not set' CONFIG_PACKAGE_SKELETON=y CONFIG_PACKAGE_HELLO=y CONFIG_PACKAGE_GREET=y $every_image
ok 'its sources are here' make -s O="$o" STORE="$store" source
ok 'the image to compare with is built' make O="$o" STORE="$store"
cp -R "$o/images" "$work/want"
sources
export WHITTLE_OFFLINE=1
depot="$o/tools/bin/depot -o $o"
# An archive with these steps and no more; every store here begins with it.
begin() {
	$depot -s "$store" export "$work/archive" linux-headers toolchain host-e2fsprogs host-squashfs-tools &&
		$depot -s "$work/store" import "$work/archive"
}
ok 'the store begins with the compiler' begin
begun=$(ls "$work/store/artefacts")

# below PID: all processes that come from this one, and itself
below() {
	ps -e -o pid= -o ppid= | awk -v root="$1" '
		{ pid[NR] = $1; parent[NR] = $2 }
		END {
			ours[root]
			do {
				more = 0
				for (i = 1; i <= NR; i++)
					if ((parent[i] in ours) && !(pid[i] in ours)) { ours[pid[i]]; more = 1 }
			} while (more)
			for (p in ours) print p
		}'
}
# kill_after SECONDS: a make in the background, ended with all that it started; 0 when it was still running
kill_after() {
	make O="$o" STORE="$work/store" >"$work/log" 2>&1 &
	pid=$!
	sleep "$1"
	running=0
	kill -0 "$pid" 2>/dev/null || running=1
	# stopped first, so that nothing new starts between the look and the kill
	kill -STOP "$pid" 2>/dev/null || :
	# shellcheck disable=SC2046 # numbers
	kill -9 $(below "$pid") 2>/dev/null || :
	wait "$pid" 2>/dev/null || :
	return $running
}

rm -rf "$o/images" "$o/state" "$o/steps"
moments=0
killed=0
longest=300
while [ "$killed" -lt "$kills" ] && [ "$moments" -lt $((kills * 8)) ]; do
	moments=$((moments + 1))
	# Short ones are more frequent; a make that was done in time makes the next ones shorter.
	delay=$(awk -v seed="$moments" -v longest="$longest" 'BEGIN { srand(seed * 7919); r = rand(); printf "%.2f", 0.05 + longest / 100 * r * r }')
	if kill_after "$delay" 2>/dev/null; then
		killed=$((killed + 1))
		longest=$((longest * 11 / 10))
		find "$work/store/artefacts" -mindepth 1 -maxdepth 1 | wc -l >>"$work/reached"
	else
		longest=$((longest > 60 ? longest * 8 / 10 : longest))
		# It was done in time: take something away, so that there is work again.
		chmod -R u+w "$work/store/artefacts"
		for name in "$work/store/artefacts"/*; do
			case $begun in *"${name##*/}"*) ;; *) echo "$name" ;; esac
		done | awk -v seed="$moments" 'BEGIN { srand(seed) } rand() < 0.5' | xargs rm -rf
	fi
done
note "$killed of $moments makes were still at work when they were killed"
reached=$(sort -u "$work/reached" | wc -l)
note "…with $reached different numbers of steps done"
ok "$kills makes were at work when they were killed" test "$killed" -ge "$kills"
ok '…in different parts of the build' test "$reached" -ge $((kills / 12))
ok 'the next make carries on' make O="$o" STORE="$work/store"
ok '…and the image is the same' same_images "$work/want" "$o/images"
ok '…the store is whole' "$o/tools/bin/depot" -s "$work/store" verify
# What takes long to remove is removed behind make's back.
empty_soon() {
	n=0
	until [ -z "$(ls -A "$1")" ]; do
		n=$((n + 1))
		[ $n -lt 600 ] || return 1
		sleep 0.2
	done
}
ok '…nothing half-done is left' empty_soon "$work/store/tmp"
chmod -R u+w "$work/store"
rm -rf "$work/store"

# A disk that is too small: the store on a tmpfs, larger from time to time.
full='a full disk is an error, then a make with more room carries on'
if unshare --user --map-root-user --mount true 2>/dev/null; then
	rm -rf "$o/images"
	ok "$full" unshare --user --map-root-user --mount sh tests/kill/full.sh "$o" "$work"
	note "$(grep -c '^full at' "$work/said" || :) sizes were too small"
	ok '…and the image is the same' same_images "$work/want" "$o/images"
else
	skip "$full" 'no user namespaces here'
fi
done_testing
