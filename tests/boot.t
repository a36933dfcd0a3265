#!/bin/sh
# Boot images as a person would, on each machine, from each kind of image: log in, look around, switch off.
# IMAGES=DIR takes the images there, and the .config beside that folder; MACHINES and KINDS choose some.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

command -v expect >/dev/null || skip_all 'expect is missing: apt-get install expect'
if [ -z "${IMAGES:-}" ]; then
	built qemu_x86_64 >&2
	IMAGES=$built/images
fi
config=$IMAGES/../.config
[ -f "$config" ] || skip_all "there is no $config: make qemu_x86_64_defconfig && make"
run=$(scripts/board.sh "$config")/run || skip_all 'the configuration has no board'
[ -x "$run" ] || skip_all "this board can't be run here: $run is missing"

: >"$work/tap"
for kind in ${KINDS:-cpio squashfs ext4}; do
	set -- "$IMAGES/rootfs.$kind"*
	[ -e "$1" ] || continue
	for machine in ${MACHINES:-q35 microvm}; do
		MACHINE=$machine IMAGE=$kind tests/boot/login.exp "$machine $kind" "$run" "$IMAGES" | tee -a "$work/tap" || :
	done
done
echo "1..$(grep -c -E '^(not )?ok ' "$work/tap")"
