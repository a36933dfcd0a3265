#!/bin/sh
# The compiler's wrapper: it finds its own parts, knows the target's C library only, and refuses the build machine's folders.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
real=$(gcc -dumpmachine)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
n=0

# check WHAT COMMAND…: one line of TAP for the command's exit status.
check() {
	what=$1
	shift
	n=$((n + 1))
	if "$@" >"$dir/log" 2>&1; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		sed 's/^/# /' "$dir/log"
	fi
}

# refuses PATTERN ARGUMENT…: the compiler fails and says PATTERN.
refuses() {
	pattern=$1
	shift
	! "$cc" "$@" -c "${source:-$dir/t.c}" -o "$dir/t.o" 2>"$dir/err" || return 1
	cat "$dir/err"
	grep -q -e "$pattern" "$dir/err"
}

# hides WORD OPTION: what the compiler says to OPTION does not hold WORD.
hides() {
	! "$cc" "$2" | grep -e "$1"
}

"$here/distribution.sh" test-musl "/usr/bin/$real-" "$dir/host" musl
cc=$dir/host/bin/test-musl-gcc
echo 'int main(void) { return 0; }' >"$dir/t.c"
echo '#include <stdio.h>' >"$dir/h.c"

check 'compiles what needs no library' "$cc" -c "$dir/t.c" -o "$dir/t.o"
check 'looks into no library folder of the build machine' hides ':/usr/lib\|:/lib\|=/usr/lib' -print-search-dirs
check 'refuses -I/usr/include' refuses 'error: -I/usr/include' -I/usr/include
check 'refuses -I /usr/include' refuses 'error: -I' -I /usr/include
check 'refuses -isystem /usr/include/x' refuses '/usr/include/x belongs' -isystem /usr/include/x
check 'refuses -L//usr/lib' refuses 'error: -L//usr/lib' -L//usr/lib
check 'refuses -Wl,-rpath-link,/usr/lib' refuses 'error: -Wl,-rpath-link' -Wl,-rpath-link,/usr/lib
check 'refuses a way around by ..' refuses 'belongs to the build machine' -I/tmp/../usr/include
check 'says every folder that is wrong' refuses 'error: -L/lib' -I/usr/include -L/lib
check 'allows folders of the package' "$cc" -I/usr/src/x -Iinclude -c "$dir/t.c" -o "$dir/t.o"
source=$dir/h.c
check 'does not find headers of the build machine' refuses 'stdio.h: No such file'
source=
check 'ignores CPATH' env CPATH=/usr/include sh -c "! '$cc' -c '$dir/h.c' -o '$dir/h.o'"
check 'the linker refuses -L/usr/lib' sh -c "! '$dir/host/bin/test-musl-ld' -L/usr/lib '$dir/t.o' -o '$dir/t' 2>'$dir/err' && grep -q belongs '$dir/err'"
check 'a C compiler only has no g++' test ! -e "$dir/host/bin/test-musl-g++"
check 'the identity names the compiler proper' grep -q '/cc1$' "$dir/host/lib/toolchain.id"
cp -a "$dir/host" "$dir/moved"
check 'works from another folder' "$dir/moved/bin/test-musl-gcc" -c "$dir/t.c" -o "$dir/t.o"
ln -s test-musl-gcc "$dir/host/bin/other-gcc"
check 'refuses a name that is not the tuple' sh -c "'$dir/host/bin/other-gcc' --version; test \$? = 100"
"$here/distribution.sh" test-musl "/usr/bin/$real-" "$dir/again" musl
check 'the same bytes when composed again' diff -r "$dir/host" "$dir/again" --exclude other-gcc
echo "1..$n"
