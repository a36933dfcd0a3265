#!/bin/sh
# What our patches of the C library mend: programs are compiled with the toolchain, in the sandbox, and run there.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

o=$work/o
toolchain() {
	configure "$o" qemu_x86_64_defconfig && make -s O="$o" STORE="$store" step PKG=toolchain && make -s O="$o" STORE="$store" show-step PKG=busybox
}
ok 'the toolchain is built' toolchain
[ "$ok_result" = 0 ] || exit 1

# shellcheck disable=SC2016 # the inner shell's
# runs NAME: tests/libc/NAME.c, compiled statically, ends well
runs() {
	"$o/tools/bin/depot" -o "$o" -s "$store" shell busybox sh -euc 'cat >t.c; $CC -O2 -static -o t t.c; ./t' <"tests/libc/$1.c"
}
ok 'iconv: bad EUC-KR is refused, and nothing is written before the output (CVE-2025-26519)' runs iconv
# shellcheck disable=SC2016 # the inner shell's
shared() {
	echo 'int main(void) { return 0; }' | "$o/tools/bin/depot" -o "$o" -s "$store" shell busybox \
		sh -euc 'cat >t.c; $CC -o t t.c; $READELF -d t' >"$work/needs" && grep -q 'NEEDED.*libc\.so' "$work/needs"
}
ok 'a program is linked with the shared C library, unless it asks for the other' shared
done_testing
