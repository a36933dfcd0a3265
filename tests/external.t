#!/bin/sh
# A toolchain that is there already: one from `make sdk` builds the same packages; each thing that does not fit the menu is said.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

tuple=x86_64-whittle-linux-musl
pack() { make -s O="$work/packed" STORE="$store" sdk; }
ok 'a configuration' configure "$work/packed" qemu_x86_64_defconfig
ok 'its toolchain is packed' pack
tar -C "$work" -xf "$work/packed/sdk/sdk-$tuple.tar.zst"
there=$work/sdk-$tuple

# with LINE…: a configuration that takes it, and these lines
o=$work/o
with() {
	rm -rf "$o"
	configure "$o" qemu_x86_64_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' CONFIG_TOOLCHAIN_EXTERNAL=y \
		"CONFIG_TOOLCHAIN_EXTERNAL_PATH=\"$there\"" "CONFIG_TOOLCHAIN_EXTERNAL_TUPLE=\"$tuple\"" "$@"
}
builds() { make O="$o" STORE="$store" PKG="$1" step; }
refused() {
	with "$@" && fails builds toolchain
}
ok 'no such folder' refused 'CONFIG_TOOLCHAIN_EXTERNAL_PATH="/nowhere/at/all"'
ok '…is said' said '/nowhere/at/all'
ok 'another tuple' refused 'CONFIG_TOOLCHAIN_EXTERNAL_TUPLE="x86_64-linux-gnu"'
ok '…is said, with those that are there' said "no bin/x86_64-linux-gnu-gcc .* the tuples there are: $tuple"
ok 'another architecture and another C library' refused CONFIG_TARGET_AARCH64=y CONFIG_LIBC_GLIBC=y
ok '…are both said' said "for x86_64-linux-gnu, the menu's architecture is aarch64" 'C library is musl, the menu says glibc'
ok 'no C++' refused CONFIG_TOOLCHAIN_EXTERNAL_CXX=y
ok '…is said' said "no bin/$tuple-g[+][+]"
cp -R "$there" "$work/newer"
echo '#define LINUX_VERSION_CODE 463360' >"$work/newer/sysroot/usr/include/linux/version.h"
ok 'headers of a newer kernel' refused "CONFIG_TOOLCHAIN_EXTERNAL_PATH=\"$work/newer\""
ok '…are said' said 'kernel that is newer than 6[.]12: 7[.]18'
rm "$work/newer/sysroot/usr/include/linux/version.h" "$work/newer/sysroot/usr/include/pthread.h"
ok 'no threads' refused "CONFIG_TOOLCHAIN_EXTERNAL_PATH=\"$work/newer\""
ok '…are said' said 'a program with threads can not be linked: .*pthread.h'
cp -R "$there" "$work/broken"
printf '#!/bin/sh\necho "no licence" >&2\nexit 1\n' >"$work/broken/bin/$tuple-gcc"
ok 'a compiler that does not run' refused "CONFIG_TOOLCHAIN_EXTERNAL_PATH=\"$work/broken\""
ok '…is said' said "$tuple-gcc does not run here: no licence"

ok 'one that fits' with CONFIG_PACKAGE_LUA=y
ok '…builds a package' builds lua
lua=$("$o/tools/bin/depot" -o "$o" -s "$store" path lua target)/usr/bin/lua
libc=$("$o/tools/bin/depot" -o "$o" -s "$store" path toolchain target)
runs() { [ "$("$libc/usr/lib/libc.so" "$lua" -e 'print(6 * 7)')" = 42 ]; }
ok '…which runs with its C library' runs
ok '…and loader' test "$(readlink "$libc/usr/lib/ld-musl-x86_64.so.1")" = libc.so

# MIPS has a name for each byte order.
tuple=mipsel-whittle-linux-musl
pack_mips() { configure "$work/packed" qemu_mipsel_malta_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' && pack; }
ok "little-endian MIPS's toolchain is packed" pack_mips
tar -C "$work" -xf "$work/packed/sdk/sdk-$tuple.tar.zst"
there=$work/sdk-$tuple
ok 'the other byte order' refused CONFIG_TARGET_MIPS=y
ok '…is said' said "the menu's architecture is mips$"
ok 'its own' with CONFIG_TARGET_MIPSEL=y
ok '…fits' builds toolchain

# glibc, with C++
tuple=x86_64-whittle-linux-gnu
pack_gnu() { configure "$work/packed" qemu_x86_64_defconfig CONFIG_LIBC_GLIBC=y && pack; }
ok "glibc's toolchain is packed" pack_gnu
tar -C "$work" -xf "$work/packed/sdk/sdk-$tuple.tar.zst"
there=$work/sdk-$tuple
ok 'one with C++' with CONFIG_LIBC_GLIBC=y CONFIG_TOOLCHAIN_EXTERNAL_CXX=y
ok '…fits' builds toolchain
libc=$("$o/tools/bin/depot" -o "$o" -s "$store" path toolchain target)
ok '…and brings its libraries' test -s "$libc/usr/lib/libstdc++.so.6" -a -s "$libc/usr/lib/ld-linux-x86-64.so.2" -a \
	-s "$libc/usr/lib/libc.so.6" -a -s "$libc/usr/lib/libgcc_s.so.1"
done_testing
