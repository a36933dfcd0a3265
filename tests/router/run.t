#!/bin/sh
# A router between two networks of this test's own: the outside has a server that gives addresses, names and a file, the inside a
# client. IMAGES=DIR takes the images there.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

for program in expect dnsmasq busybox python3 qemu-system-x86_64; do
	PATH=$PATH:/usr/sbin command -v $program >/dev/null || skip_all "$program is missing"
done
[ -r /usr/share/OVMF/OVMF_CODE.fd ] || skip_all 'OVMF is missing: apt-get install ovmf'
unshare -U -r -n -m ip tuntap add tap0 mode tap 2>/dev/null || skip_all 'no user namespaces with /dev/net/tun here'
if [ -z "${IMAGES:-}" ]; then
	built router_x86_64 >&2
	IMAGES=$built/images
fi
mkdir "$work/disk"
cp --sparse=always "$IMAGES/disk.img" "$work/disk/"
board=$(scripts/board.sh configs/router_x86_64_defconfig)
ROUTER_WORK=$work unshare -U -r -n -m tests/router/networks "$board/run" "$work/disk"
