#!/bin/sh
# Boot images as a person would: log in, look around, switch off. Without more, those of qemu_x86_64, on each machine, from each kind
# of image. IMAGES=DIR and RUN=PROGRAM take the images there, and start what that program of the board does by itself. KINDS and MACHINES
# name what to start instead.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

command -v expect >/dev/null || skip_all 'expect is missing: apt-get install expect'
run=${RUN:-board/qemu/x86_64/run} kinds=${KINDS:-first} machines=${MACHINES:-first}
if [ -z "${IMAGES:-}" ]; then
	built qemu_x86_64 >&2
	IMAGES=$built/images kinds=${KINDS:-cpio squashfs ext4} machines=${MACHINES:-q35 microvm}
	export BOOT_CLOCK=yes
fi
board=${run%/run}
board=${board##*/}

: >"$work/tap"
for kind in $kinds; do
	for machine in $machines; do
		name=$board
		set -- env
		[ "$kind" = first ] || set -- "$@" IMAGE="$kind"
		[ "$machine" = first ] || set -- "$@" MACHINE="$machine"
		[ $# -eq 1 ] || name="$machine $kind"
		"$@" tests/boot/login.exp "$name" "$run" "$IMAGES" | tee -a "$work/tap" || :
	done
done
echo "1..$(grep -c -E '^(not )?ok ' "$work/tap")"
