#!/bin/sh
# `make sdk` packs a compiler that works wherever it is unpacked, and again after it was moved; with it programs are built
# outside the tree, with the libraries of the image and without the build machine's. TOOLCHAIN=BUILT takes the compiler that is
# built from source; without it, the build machine's. LIBC=GLIBC takes that C library.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

case ${LIBC:-MUSL} in
MUSL) tuple=x86_64-whittle-linux-musl library=libc.so interpreter=/lib/ld-musl ;;
GLIBC) tuple=x86_64-whittle-linux-gnu library=libc.so.6 interpreter=/lib64/ld-linux ;;
*)
	echo "LIBC=$LIBC: only MUSL and GLIBC" >&2
	exit 100
	;;
esac
o=$work/o
ok 'a configuration with a library' configure "$o" qemu_x86_64_defconfig "CONFIG_TOOLCHAIN_${TOOLCHAIN:-DISTRIBUTION}=y" \
	"CONFIG_LIBC_${LIBC:-MUSL}=y" CONFIG_PACKAGE_DROPBEAR=y CONFIG_PACKAGE_DROPBEAR_ZLIB=y
pack() { make -s O="$o" STORE="$store" sdk; }
ok 'make sdk' pack
archive=$o/sdk/sdk-$tuple.tar.zst
ok '…makes an archive' test -s "$archive"
note "$(stat -c '%s bytes' "$archive")"
[ -s "$archive" ] || exit 1

mkdir -p "$work/one place" "$work/program"
tar -C "$work/one place" -xf "$archive"
sdk="$work/one place/sdk-$tuple"
cat >"$work/program/hello.c" <<'END'
#include <stdio.h>
#include <zlib.h>

int main(void)
{
	printf("zlib %s, %lu\n", zlibVersion(), crc32(0, (const unsigned char *)"whittle", 7));
	return 0;
}
END
# Everything but the archive's own folder and what any program needs is out of sight: the tree, the store, the build
# machine's headers and compilers.
alone() {
	bwrap --ro-bind / / --tmpfs /usr/include --tmpfs /usr/lib/gcc --tmpfs /usr/lib/gcc-cross --tmpfs /root --tmpfs "$PWD" \
		--bind "$work" "$work" --dev /dev --chdir "$work/program" "$@"
}
compile() {
	alone "$sdk/bin/$tuple-gcc" "$@" -o hello hello.c -lz && [ -x "$work/program/hello" ]
}
expected="zlib $(sed -n 's/^version *= //p' package/libs/zlib/recipe.mk), 2266230763"
runs() {
	rm -f "$work/answer"
	"$@" "$work/program/hello" >"$work/answer" && echo "$expected" | diff - "$work/answer"
}
ok 'a program is built outside the tree' compile
# shellcheck disable=SC2016 # the inner shell's
ok '…for the C library of the target' sh -c 'readelf -l "$1" | grep -q "interpreter: $2"' sh "$work/program/hello" "$interpreter"
libraries=$(dirname "$(find "$sdk/sysroot/" -name $library | head -n 1)")
[ $library = libc.so ] && loader=$libraries/libc.so || loader=$libraries/ld-linux-x86-64.so.2
ok '…and runs with it' runs "$loader" --library-path "$libraries:$sdk/sysroot/usr/lib"
ok 'a static one' compile -static
ok '…runs by itself' runs env
mv "$work/one place" "$work/another"
sdk=$work/another/sdk-$tuple
rm -f "$work/program/hello"
ok 'it works in another folder' compile -static
ok '…and what it builds runs' runs env
if [ "${TOOLCHAIN:-}" = BUILT ]; then
	cp tests/programs/package/test/programs/exceptions.cc "$work/program/"
	cxx() { alone "$sdk/bin/$tuple-g++" -static -o hello exceptions.cc; }
	ok 'a program in C++, too' cxx
	expected='unwound whittle main'
	ok '…runs' runs env
fi
searched() {
	"$sdk/bin/$tuple-gcc" -v -E -x c /dev/null 2>&1 | sed -n '/search starts here/,/End of search/s/^ //p' >"$work/folders"
	[ -s "$work/folders" ] && ! grep -v "^$(realpath "$sdk")/" "$work/folders" | grep -v "^$sdk/"
}
ok 'it looks into no folder of the build machine' searched
configured() (
	cd "$1"
	# shellcheck source=/dev/null
	. "$sdk/environment"
	pkg-config --exists zlib && [ "$(command -v "$CC")" = "$sdk/bin/$tuple-gcc" ]
)
ok 'its environment is for build systems' configured "$work/another"
ok '…in its own folder, too' configured "$sdk"
named() { SDK=$sdk configured "$work"; }
ok '…and elsewhere, when it is named' named
ok '…and not otherwise' fails configured "$work"
ok '…which it says' said "environment: .* SDK="
done_testing
