#!/bin/sh
# Boot the images in O/images as a person would, on each machine, from each image: log in, look around,
# switch off. IMAGES=DIR and RUN=PROGRAM take others; MACHINES and KINDS choose some.
set -eu
cd "$(dirname "$0")/.."
images=${IMAGES:-${O:-output}/images}
run=${RUN:-}

skip() {
	echo "1..0 # SKIP $*"
	exit 0
}

if [ -z "$run" ]; then
	config=${O:-output}/.config
	[ -f "$config" ] || skip "there is no $config: make qemu_x86_64_defconfig && make"
	for folder in board/*/*/; do
		symbol=$(echo "${folder#board/}" | tr a-z/- A-Z__)
		! grep -q "^CONFIG_BOARD_${symbol%_}=y" "$config" || run=${folder}run
	done
	[ -n "$run" ] || skip 'the configuration has no board'
	[ -x "$run" ] || skip "this board can't be run here: $run is missing"
fi
command -v expect >/dev/null || skip 'expect is missing: apt-get install expect'
set -- "$images"/rootfs.*
[ -e "$1" ] || skip "there is no image in $images: make"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
: >"$work/tap"
for kind in ${KINDS:-cpio squashfs ext4}; do
	set -- "$images/rootfs.$kind"*
	[ -e "$1" ] || continue
	for machine in ${MACHINES:-q35 microvm}; do
		MACHINE=$machine IMAGE=$kind tests/boot/login.exp "$machine $kind" "$run" "$images" | tee -a "$work/tap" || :
	done
done
echo "1..$(grep -c -E '^(not )?ok ' "$work/tap")"
