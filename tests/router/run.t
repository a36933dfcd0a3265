#!/bin/sh
# A router between two networks of this test's own: the outside has a server that gives addresses, names, the time and a file, and is a
# PPPoE provider; the inside a client. ROUTER=NAME takes configs/NAME_defconfig, IMAGES=DIR the images there.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

name=${ROUTER:-router_x86_64}
case $name in
router_x86_64) qemu=qemu-system-x86_64 card=virtio-net-pci flashed=disk.img ;;
router_mipsel_malta) qemu=qemu-system-mipsel card=pcnet flashed=flash.img ;;
*)
	echo "ROUTER=$name: only router_x86_64 and router_mipsel_malta" >&2
	exit 100
	;;
esac
for program in expect dnsmasq busybox python3 setpriv wg wireguard-go $qemu; do
	PATH=$PATH:/usr/sbin command -v "$program" >/dev/null || skip_all "$program is missing"
done
[ "$name" != router_x86_64 ] || [ -r /usr/share/OVMF/OVMF_CODE.fd ] || skip_all 'OVMF is missing: apt-get install ovmf'
unshare -U -r -n -m ip tuntap add tap0 mode tap 2>/dev/null || skip_all 'no user namespaces with /dev/net/tun here'
if [ -z "${IMAGES:-}" ]; then
	IMAGES=$out/check/$name/images
	build_board "$name"
fi >&2
mkdir "$work/flashed"
cp --sparse=always "$IMAGES/$flashed" "$work/flashed/"
board=$(board_folder "$name")
ROUTER_WORK=$work ROUTER_CARD=$card unshare -U -r -n -m tests/router/networks "$board/run" "$work/flashed"
