#!/bin/sh
# Toolchains, with each C library: a program is compiled for that architecture, with the right ABI and loader, shared and static.
# Programs that this machine can run are run. TARGETS=all takes every architecture of the menu, TARGETS="NAME…" some; without it,
# those of the boards that tests/boards.t starts.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

cp tests/programs/package/test/programs/threads.c "$work/t.c"
cat >"$work/t.cc" <<'END'
#include <iostream>
#include <stdexcept>
#include <thread>

int main()
{
	int other = 0;

	std::thread([&] { other = 41; }).join();
	try {
		throw std::runtime_error("whittle");
	} catch (const std::exception &e) {
		std::cout << e.what() << ' ' << other + 1 << std::endl;
	}
}
END

# target SYMBOL COMPILER CLASS DATA MACHINE FLAGS MUSL GLIBC: what readelf says of a program, FLAGS being a pattern; and the loader of
# each C library.
target() {
	symbol=$1 compiler=$2 class=$3 data=$4 machine=$5 flags=$6
	case " ${TARGETS:-X86_64 AARCH64 ARM RISCV64} " in
	' all ' | *" $symbol "*) ;;
	*) return 0 ;;
	esac
	if ! command -v "$compiler-gcc" >/dev/null; then
		skip "$symbol" "there is no $compiler-gcc: apt-get install gcc-$compiler"
		return 0
	fi
	library MUSL "$7"
	if ! command -v "$compiler-g++" >/dev/null; then
		skip "$symbol, glibc" "there is no $compiler-g++: apt-get install g++-$compiler"
		return 0
	fi
	library GLIBC "$8"
}
# library NAME LOADER: the toolchain of a target with this C library.
library() {
	o=$work/$symbol-$1
	mkdir -p "$o"
	printf 'CONFIG_%s=y\n' "TARGET_$symbol" "LIBC_$1" >"$o/.config"
	ok "$symbol, $1: the toolchain is built" toolchain
	[ -n "$(depot path toolchain target 2>/dev/null)" ] || return 0
	compiles t.c '' 'whittle 1 42 0.5' "$2"
	[ "$1" = MUSL ] || compiles t.cc '' 'whittle 42' "$2"
	compiles t.c -static 'whittle 1 42 0.5' ''
}
# compiles FILE FLAGS WORDS LOADER: with no words of a loader, the program has none.
compiles() {
	ok "…compiles $1 $2" compiled "$1" "$2"
	ok "…for $machine, $class, $data" header
	if [ -n "$4" ]; then
		ok "…whose loader is $4" grep -F "program interpreter: $4]" "$work/elf"
		ok '…which is a file of the C library' loader_is_there "$4"
	else
		ok '…without a loader' fails grep -q 'program interpreter' "$work/elf"
	fi
	[ "$symbol" != X86_64 ] || ok '…which runs' prints "$3" run "$4"
}
# run LOADER: with the C library that was built.
run() {
	if [ -n "$1" ]; then
		libraries=$(depot path toolchain target)/usr/lib
		"$libraries/${1##*/}" --library-path "$libraries" "$work/program"
	else
		"$work/program"
	fi
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
	depot shell busybox sh -euc 'cat >'"$1"'; case '"$1"' in *.cc) CC=$CXX CFLAGS=$CXXFLAGS ;; esac
		$CC $CFLAGS $LDFLAGS -Wall -Werror '"$2"' -o t '"$1"' >&2; echo PROGRAM; base64 t' <"$work/$1" >"$work/output" &&
		sed '1,/^PROGRAM$/d' "$work/output" | base64 -d >"$work/program" &&
		chmod +x "$work/program" && readelf -W -h -l "$work/program" >"$work/elf"
}
header() {
	grep -Eq "Class: *$class\$" "$work/elf" && grep -Eq "Data:.*$data endian" "$work/elf" &&
		grep -Eq "Machine: *$machine\$" "$work/elf" && grep -Eq "Flags: .*$flags" "$work/elf" || { cat "$work/elf"; return 1; }
}
loader_is_there() {
	[ -f "$(depot path toolchain target)/usr/lib/${1##*/}" ]
}
prints() {
	words=$1
	shift
	[ "$("$@")" = "$words" ]
}

target X86_64 x86_64-linux-gnu ELF64 little 'Advanced Micro Devices X86-64' 0x0 /lib/ld-musl-x86_64.so.1 /lib64/ld-linux-x86-64.so.2
target I386 i686-linux-gnu ELF32 little 'Intel 80386' 0x0 /lib/ld-musl-i386.so.1 /lib/ld-linux.so.2
target AARCH64 aarch64-linux-gnu ELF64 little AArch64 0x0 /lib/ld-musl-aarch64.so.1 /lib/ld-linux-aarch64.so.1
target ARM arm-linux-gnueabihf ELF32 little ARM 'hard-float ABI' /lib/ld-musl-armhf.so.1 /lib/ld-linux-armhf.so.3
target RISCV64 riscv64-linux-gnu ELF64 little RISC-V 'double-float ABI' /lib/ld-musl-riscv64.so.1 /lib/ld-linux-riscv64-lp64d.so.1
target MIPS mips-linux-gnu ELF32 big 'MIPS R3000' 'o32, mips32r2' /lib/ld-musl-mips.so.1 /lib/ld.so.1
target MIPSEL mipsel-linux-gnu ELF32 little 'MIPS R3000' 'o32, mips32r2' /lib/ld-musl-mipsel.so.1 /lib/ld.so.1
done_testing
