#!/bin/sh
# For every architecture of the menu: the toolchain is built, and a program is compiled with it, for that architecture, with the
# right ABI and loader, shared and static. Programs that this machine can run are run.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

cat >"$work/t.c" <<'END'
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static _Thread_local int own = 1;

static void *count(void *arg)
{
	own += 41;
	*(int *)arg = own;
	return NULL;
}

int main(int argc, char **argv)
{
	char text[32]; /* an array: the stack protector takes part */
	pthread_t thread;
	int other = 0;

	strcpy(text, argc > 1 ? argv[1] : "whittle");
	if (pthread_create(&thread, NULL, count, &other) || pthread_join(thread, NULL))
		return 1;
	printf("%s %d %d %.1f\n", text, own, other, argc * 0.5);
	return 0;
}
END

# target SYMBOL COMPILER CLASS DATA MACHINE LOADER FLAGS: what readelf says of the program; FLAGS is a pattern.
target() {
	symbol=$1 compiler=$2 class=$3 data=$4 machine=$5 loader=$6 flags=$7
	if ! command -v "$compiler-gcc" >/dev/null; then
		skip "$symbol" "there is no $compiler-gcc: apt-get install gcc-$compiler"
		return 0
	fi
	o=$work/$symbol
	mkdir -p "$o"
	echo "CONFIG_TARGET_$symbol=y" >"$o/.config"
	ok "$symbol: the toolchain is built" toolchain
	[ -n "$(depot path toolchain target 2>/dev/null)" ] || return 0
	ok '…and compiles a program' compiled ''
	ok "…for $machine, $class, $data" header
	ok "…whose loader is $loader" loader
	ok '…which is a file of the C library' loader_is_there
	ok '…and a static one' compiled -static
	ok '…without a loader' fails grep -q 'program interpreter' "$work/elf"
	case $symbol in
	X86_64) ok '…which runs' prints 'whittle 1 42 0.5' "$work/program" ;;
	esac
}
toolchain() {
	make -s O="$o" olddefconfig >/dev/null &&
		make -s O="$o" STORE="$store" step PKG=busybox-config && make -s O="$o" STORE="$store" show-step PKG=busybox >/dev/null
}
depot() {
	"$o/tools/bin/depot" -o "$o" -s "$store" "$@"
}
compiled() {
	# shellcheck disable=SC2016 # the inner shell's
	depot shell busybox sh -euc 'cat >t.c; $CC $CFLAGS $LDFLAGS -Wall -Werror '"$1"' -o t t.c >&2; echo PROGRAM; base64 t' <"$work/t.c" >"$work/output" &&
		sed '1,/^PROGRAM$/d' "$work/output" | base64 -d >"$work/program" &&
		chmod +x "$work/program" && readelf -W -h -l "$work/program" >"$work/elf"
}
header() {
	grep -Eq "Class: *$class\$" "$work/elf" && grep -Eq "Data:.*$data endian" "$work/elf" &&
		grep -Eq "Machine: *$machine\$" "$work/elf" && grep -Eq "Flags: .*$flags" "$work/elf" || { cat "$work/elf"; return 1; }
}
loader() {
	grep -F "program interpreter: $loader]" "$work/elf" || { cat "$work/elf"; return 1; }
}
loader_is_there() {
	[ -f "$(depot path toolchain target)/usr$loader" ]
}
prints() {
	words=$1
	shift
	[ "$("$@")" = "$words" ]
}

target X86_64 x86_64-linux-gnu ELF64 little 'Advanced Micro Devices X86-64' /lib/ld-musl-x86_64.so.1 0x0
target AARCH64 aarch64-linux-gnu ELF64 little AArch64 /lib/ld-musl-aarch64.so.1 0x0
target ARM arm-linux-gnueabihf ELF32 little ARM /lib/ld-musl-armhf.so.1 'hard-float ABI'
done_testing
