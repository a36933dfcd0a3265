#!/bin/sh
# Images are written to files and loop devices; what must not be written to is refused with the reason.
set -eu
cd "$(dirname "$0")/../../.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
flash=${FLASH:-}
[ -n "$flash" ] || {
	make -s -C support/flash O="$work/o" >&2
	flash=$work/o/tools/bin/flash
}

# says RC PATTERN COMMAND…
says() {
	rc=$1 pattern=$2
	shift 2
	code=0
	"$@" >"$work/words" 2>&1 || code=$?
	[ "$code" -eq "$rc" ] && grep -Eq -e "$pattern" "$work/words" || { echo "ended with $code"; cat "$work/words"; return 1; }
}

# An image of 8 MiB of which 2 MiB and a bit are in use.
image=$work/image card=$work/card
truncate -s 8M "$image"
head -c 1500000 /dev/urandom | dd of="$image" bs=1M seek=2 conv=notrunc status=none
head -c 10000 /dev/urandom | dd of="$image" bs=1M seek=6 conv=notrunc status=none
head -c 9000000 /dev/urandom >"$card"
cp "$card" "$work/before"

ok 'a file is no disk' says 1 'is a file, no disk' "$flash" "$image" "$card"
ok '…and stays as it was' cmp "$card" "$work/before"
ok 'with force it is written' says 0 '8 MiB, of which 8 were written' "$flash" -f "$image" "$card"
ok '…with the bytes of the image' cmp -n 8388608 "$image" "$card"
ok '…and nothing behind them' cmp -i 8388608 "$card" "$work/before"
truncate -s 0 "$card"
truncate -s 8M "$card"
ok 'on an empty card only what is in use is written' says 0 'of which 3 were written' "$flash" -f "$image" "$card"
ok '…with the same bytes' cmp "$image" "$card"
ok 'no image' says 111 'No such file' "$flash" "$work/none" "$card"
ok 'no device' says 111 'No such file' "$flash" "$image" "$work/none"
ok 'an empty image' says 111 'is empty' "$flash" /dev/null "$card"
ok 'a terminal is no disk' says 111 'neither a disk nor a file' "$flash" "$image" /dev/null
ok 'wrong usage' says 100 'usage' "$flash"

# Needs a file system of its own that gets full: a name space with a small tmpfs.
full() {
	# shellcheck disable=SC2016 # the inner shell's
	says 111 'writing at byte [0-9]+: No space left' unshare --user --map-root-user --mount sh -euc '
		mount -t tmpfs -o size=2500k none /mnt && : >/mnt/card && "$1" -f "$2" /mnt/card' sh "$(realpath "$flash")" "$image"
}
if unshare --user --map-root-user --mount true 2>/dev/null; then
	ok 'a full target says where it stopped' full
else
	skip 'a full target says where it stopped' 'no user namespaces here'
fi

loop=$(losetup -f --show "$card" 2>/dev/null || :)
if [ -n "$loop" ]; then
	trap 'umount "$work/mnt" 2>/dev/null || :; losetup -d "$loop" 2>/dev/null || :; clean_up' EXIT
	ok 'a disk of this machine is refused' says 1 'not removable' "$flash" "$image" "$loop"
	ok '…unless forced' says 0 'read back' "$flash" -f "$image" "$loop"
	truncate -s 9M "$image"
	ok 'a disk that is too small is refused, and says by how much' says 1 'too small.* 1048576 more' "$flash" -f "$image" "$loop"
	mke2fs -q -F "$loop" 2>/dev/null && mkdir "$work/mnt"
	if mount "$loop" "$work/mnt" 2>/dev/null; then
		ok 'a mounted disk is refused' says 1 "in use: mounted on $work/mnt" "$flash" "$image" "$loop"
	else
		skip 'a mounted disk is refused' 'mount is not allowed here'
	fi
else
	skip 'loop devices' 'losetup is not allowed here'
fi
done_testing
