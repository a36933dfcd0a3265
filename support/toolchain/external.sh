#!/bin/sh
# Usage: external.sh -a ARCH -l musl|glibc [-x] [-s] -k VERSION FOLDER TUPLE OUR-TUPLE OUT
# Takes over the toolchain in FOLDER, whose programs are called TUPLE-gcc and so on: OUT/host, OUT/sysroot and OUT/dest get what
# the distribution's compiler has there, under the name OUR-TUPLE. It must be for ARCH with that C library, with C++ if -x
# is given, with floating point in software if -s is given, and with headers of a kernel no newer than VERSION. Each thing that
# does not fit is said; exit code 1.
set -eu
# shellcheck source=support/toolchain/names.sh
. "$(dirname "$0")/names.sh"
arch='' libc='' cxx='' soft='' kernel=''
while getopts a:l:k:sx option; do
	case $option in
	a) arch=$OPTARG ;;
	l) libc=$OPTARG ;;
	k) kernel=$OPTARG ;;
	s) soft=yes ;;
	x) cxx=yes ;;
	*) exit 100 ;;
	esac
done
shift $((OPTIND - 1))
[ $# -eq 4 ] || {
	echo 'usage: external.sh -a ARCH -l LIBC [-x] [-s] -k VERSION FOLDER TUPLE OUR-TUPLE OUT' >&2
	exit 100
}
folder=$1 tuple=$2 ours=$3 out=$4
gcc=$folder/bin/$tuple-gcc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0

mistake() {
	echo "external toolchain: $*" >&2
	wrong=1
}
give_up() {
	mistake "$@"
	exit 1
}

# ---- Does it fit? ----------------------------------------------------------------------------

if [ ! -x "$gcc" ]; then
	there=$(find "$folder/bin" -name '*-gcc' 2>/dev/null | sed 's|.*/||; s|-gcc$||' | sort | tr '\n' ' ')
	give_up "there is no bin/$tuple-gcc in its folder${there:+; the tuples there are: $there}"
fi
"$gcc" --version >"$work/version" 2>&1 || give_up "$tuple-gcc does not run here: $(head -n 1 "$work/version")"

"$gcc" -dM -E -x c /dev/null >"$work/macros"
# defined MACRO VALUE
defined() {
	grep -q "^#define $1 $2\$" "$work/macros"
}
# hard MACRO: set when the processor's floating point is used, as it should be, or not
hard() {
	if [ -n "$soft" ]; then ! defined "$1" 1; else defined "$1" 1; fi
}
case $arch in
x86_64) defined __x86_64__ 1 && ! defined __ILP32__ 1 ;;
i386) defined __i386__ 1 ;;
aarch64) defined __aarch64__ 1 && ! defined __AARCH64EB__ 1 ;;
arm) defined __arm__ 1 && defined __ARM_EABI__ 1 && hard __ARM_PCS_VFP ;;
riscv64) defined __riscv_xlen 64 && defined __riscv_float_abi_double 1 ;;
mips) defined _MIPSEB 1 && defined _ABIO32 1 && hard __mips_hard_float ;;
mipsel) defined _MIPSEL 1 && defined _ABIO32 1 && hard __mips_hard_float ;;
*) give_up "$arch: no architecture that is known here" ;;
esac || mistake "it is for $("$gcc" -dumpmachine), the menu's architecture is $arch${soft:+ with floating point in software}"

has() { # C code that the preprocessor accepts
	printf '%s\n' "$@" | "$gcc" -E -x c - >/dev/null 2>&1
}
sysroot=$("$gcc" -print-sysroot)
if [ -z "$sysroot" ] || [ "$(realpath -m "$sysroot")" = / ]; then
	give_up 'it has no sysroot of its own; its C library can not be told from the build machine'"'s"
fi
if has '#include <features.h>' '#ifndef __GLIBC__' '#error' '#endif'; then
	found=glibc
elif [ -n "$(find "$sysroot/lib/" "$sysroot/usr/lib/" -name 'ld-musl-*' 2>/dev/null)" ]; then
	found=musl
else
	found='neither musl nor glibc'
fi
[ "$found" = "$libc" ] || mistake "its C library is $found, the menu says $libc"

major=${kernel%%.*} minor=${kernel#*.}
has '#include <linux/version.h>' "#if LINUX_VERSION_CODE >= $((major * 65536 + (minor + 1) * 256))" '#error' '#endif' ||
	mistake "its C library was built for a kernel that is newer than $kernel: $(printf '%s\n' '#include <linux/version.h>' |
		"$gcc" -E -dM -x c - 2>/dev/null |
		awk '$2 == "LINUX_VERSION_CODE" { printf "%d.%d", $3 / 65536, int($3 / 256) % 256 }' | grep . || echo 'no linux/version.h')"

links() { # COMPILER ARGUMENT…
	"$@" -o "$work/program" >"$work/said" 2>&1
}
because() {
	grep -m 1 -e error -e undefined "$work/said" || head -n 1 "$work/said"
}
printf '%s\n' '#include <pthread.h>' 'static void *f(void *p) { return p; }' \
	'int main(void) { pthread_t t; return pthread_create(&t, 0, f, 0); }' >"$work/threads.c"
links "$gcc" -pthread "$work/threads.c" || mistake "a program with threads can not be linked: $(because)"
if [ -n "$cxx" ]; then
	printf '%s\n' '#include <stdexcept>' '#include <string>' \
		'int main() { try { throw std::runtime_error(std::string("x")); } catch (const std::exception &) { return 0; } }' >"$work/exceptions.cc"
	if [ ! -x "$folder/bin/$tuple-g++" ]; then
		mistake "the menu says that it has C++, but there is no bin/$tuple-g++"
	else
		links "$folder/bin/$tuple-g++" "$work/exceptions.cc" || mistake "a C++ program can not be linked: $(because)"
	fi
fi
[ "$wrong" -eq 0 ] || exit 1

# ---- Taking it over --------------------------------------------------------------------------

machine=$("$gcc" -dumpmachine)
mkdir -p "$out/host/bin" "$out/dest/usr/lib"
cp -R "$folder" "$out/host/toolchain"
cp -R "$sysroot" "$out/sysroot.new"
chmod -R u+w "$out/host/toolchain" "$out/sysroot.new"
rm -rf "$out/sysroot"
mv "$out/sysroot.new" "$out/sysroot"
# It is seen at /sysroot only.
inside=$(realpath "$sysroot")
inside=${inside#"$(realpath "$folder")"/}
[ ! -d "$out/host/toolchain/$inside" ] || rm -rf "$out/host/toolchain/${inside:?}"

"${HOSTCC:-cc}" -O2 -DTUPLE="\"$ours\"" -DREAL="\"/host/toolchain/bin/$tuple-\"" -DSYSROOT="\"/sysroot\"" \
	-Wl,--build-id=none -s -o "$out/host/bin/$ours-gcc" "$(dirname "$0")/wrapper.c"
for name in cc cpp ld ld.bfd g++ c++; do
	real=$name
	case $name in cc) real=gcc ;; c++) real=g++ ;; esac
	[ ! -x "$folder/bin/$tuple-$real" ] || ln "$out/host/bin/$ours-gcc" "$out/host/bin/$ours-$name"
done
for name in $programs; do
	[ ! -x "$folder/bin/$tuple-$name" ] || ln -s "../toolchain/bin/$tuple-$name" "$out/host/bin/$ours-$name"
done
# The wrapper sends the compiler to the folder above its own for its parts.
for name in lib libexec "$machine" include; do
	[ ! -d "$out/host/toolchain/$name" ] || ln -s "toolchain/$name" "$out/host/$name"
done

for name in $libraries; do
	file=$("$gcc" "-print-file-name=$name")
	# usr/lib/libc.so of glibc is a text for the linker
	if [ ! -e "$file" ] || [ "$(head -c 4 "$file" | tail -c 3)" != ELF ]; then continue; fi
	cp -L "$file" "$out/dest/usr/lib/$name"
done
for loader in "$sysroot"/lib*/ld-linux*.so.* "$sysroot"/lib*/ld.so.* "$sysroot"/usr/lib/ld-linux*.so.* "$sysroot"/usr/lib/ld.so.*; do
	[ ! -f "$loader" ] || cp -L "$loader" "$out/dest/usr/lib/"
done
for loader in "$sysroot"/lib/ld-musl-* "$sysroot"/usr/lib/ld-musl-*; do
	[ ! -L "$loader" ] && [ ! -e "$loader" ] && continue
	ln -sf libc.so "$out/dest/usr/lib/${loader##*/}"
done
