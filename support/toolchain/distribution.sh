#!/bin/sh
# Usage: distribution.sh TUPLE REAL HOST LIBC
# Compose in the folder HOST a toolchain called TUPLE-gcc … from the build machine's cross compiler, whose programs begin with
# REAL (a path and a prefix). LIBC is musl (C only) or gnu (C and C++). Of the compiler's own folder, only what fits the C library
# is taken over. The file lib/toolchain.id names every byte that matters, so that what was built with another compiler is not
# taken for the same.
set -eu
tuple=$1 real=$2 host=$3 libc=$4

parts='cc1 collect2 lto1 lto-wrapper liblto_plugin.so libgcc.a libgcc_eh.a include include-fixed'
case $libc in
# The distribution's shared libgcc is linked with glibc.
musl) cxx='' flags='"-mmusl", "-static-libgcc", ' ;;
gnu) cxx=cc1plus flags='' parts="$parts cc1plus libgcc_s.so" ;;
*) echo "distribution.sh: $libc: only musl and gnu" >&2; exit 100 ;;
esac

here=$(dirname "$0")
# shellcheck source=support/toolchain/names.sh
. "$here/names.sh"
mkdir -p "$host/bin"
"${HOSTCC:-cc}" -O2 -DTUPLE="\"$tuple\"" -DREAL="\"$real\"" -DSYSROOT="\"/sysroot\"" -DFLAGS="$flags" \
	-Wl,--build-id=none -s -o "$host/bin/$tuple-gcc" "$here/wrapper.c"
names='cc cpp ld ld.bfd'
[ -z "$cxx" ] || names="$names g++ c++"
for name in $names; do ln "$host/bin/$tuple-gcc" "$host/bin/$tuple-$name"; done

for name in $programs; do
	[ ! -x "$real$name" ] || ln -s "$real$name" "$host/bin/$tuple-$name"
done

# The compiler looks for its parts here, in the very layout in which it was installed.
machine=$("${real}gcc" -dumpmachine)
gccdir=$(dirname "$("${real}gcc" -print-libgcc-file-name)")
version=${gccdir##*/}
lib=$host/lib/gcc/$machine/$version
mkdir -p "$lib" "$host/$machine/bin"
for name in $parts; do
	for dir in "$gccdir" "/usr/libexec/gcc/$machine/$version"; do
		[ ! -e "$dir/$name" ] || ln -sf "$dir/$name" "$lib/$name"
	done
done
for file in "$gccdir"/crt*.o; do ln -s "$file" "$lib/"; done
for name in as ld ld.bfd; do ln -s "$real$name" "$host/$machine/bin/$name"; done

# What decides about the bytes of the output; the C library of the build machine does not.
files="$lib/cc1 $lib/collect2 $lib/lto1 $lib/libgcc.a ${real}gcc"
[ -z "$cxx" ] || files="$files $lib/$cxx"
for name in $programs ld; do
	[ ! -x "$real$name" ] || files="$files $real$name"
done
{
	"$host/bin/$tuple-gcc" --version | head -n 1
	"${real}ld" --version | head -n 1
	# shellcheck disable=SC2086 # a list of names without spaces
	linked=$(ldd $files 2>/dev/null | awk '$3 ~ "^/" && $3 !~ /lib(c|m|dl|pthread|stdc\+\+|gcc_s)\.so/ { print $3 }' | LC_ALL=C sort -u)
	# shellcheck disable=SC2086
	sha256sum $files "$lib"/crt*.o $linked | sed "s| $host/| |"
} >"$host/lib/toolchain.id"
