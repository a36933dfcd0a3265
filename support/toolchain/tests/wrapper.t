#!/bin/sh
# The compiler's wrapper: it finds its own parts, knows the target's C library only, and refuses the build machine's folders.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
real=$(gcc -dumpmachine)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/tap.sh
. "$here/../../tests/tap.sh"

# quietly NAME COMMAND…: a check whose words are only shown when it fails
quietly() {
	name=$1
	shift
	status=0
	"$@" >"$dir/log" 2>&1 || status=1
	result $status "$name" "$dir/log"
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

quietly 'compiles what needs no library' "$cc" -c "$dir/t.c" -o "$dir/t.o"
quietly 'looks into no library folder of the build machine' hides ':/usr/lib\|:/lib\|=/usr/lib' -print-search-dirs
quietly 'refuses -I/usr/include' refuses 'error: -I/usr/include' -I/usr/include
quietly 'refuses -I /usr/include' refuses 'error: -I' -I /usr/include
quietly 'refuses -isystem /usr/include/x' refuses '/usr/include/x belongs' -isystem /usr/include/x
quietly 'refuses -L//usr/lib' refuses 'error: -L//usr/lib' -L//usr/lib
quietly 'refuses -Wl,-rpath-link,/usr/lib' refuses 'error: -Wl,-rpath-link' -Wl,-rpath-link,/usr/lib
quietly 'refuses a way around by ..' refuses 'belongs to the build machine' -I/tmp/../usr/include
quietly 'says every folder that is wrong' refuses 'error: -L/lib' -I/usr/include -L/lib
quietly 'allows folders of the package' "$cc" -I/usr/src/x -Iinclude -c "$dir/t.c" -o "$dir/t.o"
source=$dir/h.c
quietly 'does not find headers of the build machine' refuses 'stdio.h: No such file'
source=
quietly 'ignores CPATH' env CPATH=/usr/include sh -c "! '$cc' -c '$dir/h.c' -o '$dir/h.o'"
quietly 'the linker refuses -L/usr/lib' sh -c "! '$dir/host/bin/test-musl-ld' -L/usr/lib '$dir/t.o' -o '$dir/t' 2>'$dir/err' && grep -q belongs '$dir/err'"
quietly 'a C compiler only has no g++' test ! -e "$dir/host/bin/test-musl-g++"
quietly 'the identity names the compiler proper' grep -q '/cc1$' "$dir/host/lib/toolchain.id"
cp -a "$dir/host" "$dir/moved"
quietly 'works from another folder' "$dir/moved/bin/test-musl-gcc" -c "$dir/t.c" -o "$dir/t.o"
ln -s test-musl-gcc "$dir/host/bin/other-gcc"
quietly 'refuses a name that is not the tuple' sh -c "'$dir/host/bin/other-gcc' --version; test \$? = 100"
"$here/distribution.sh" test-musl "/usr/bin/$real-" "$dir/again" musl
quietly 'the same bytes when composed again' diff -r "$dir/host" "$dir/again" --exclude other-gcc
done_testing
