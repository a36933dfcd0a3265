#!/bin/sh
# The end of a step: what was installed is sorted into the parts of an artefact; what must not get into an image is refused.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
log=$work/said
machine=$(gcc -dumpmachine)
dest=$work/out/dest

# installed: what a package may install: programs, a library with the linker's link, plugins of which one is a link to another, and what
# only builds and manuals need.
installed() {
	rm -rf "$work/out"
	mkdir -p "$dest/bin" "$dest/usr/sbin" "$dest/lib64" "$dest/usr/lib/plugins" "$dest/usr/include" "$dest/usr/lib/pkgconfig" \
		"$dest/usr/share/man/man1" "$dest/usr/share/locale/de" "$dest/var/empty"
	echo 'int f(void) { return 1; }' >"$work/f.c"
	echo 'int f(void); int main(void) { return f(); }' >"$work/p.c"
	gcc -g -shared -fPIC -Wl,--build-id=sha1 -Wl,-soname,libf.so.1 -o "$dest/lib64/libf.so.1" "$work/f.c"
	ln -s libf.so.1 "$dest/lib64/libf.so"
	gcc -g -Wl,--build-id=sha1 -o "$dest/bin/p" "$work/p.c" "$work/f.c"
	gcc -g -c -o "$work/f.o" "$work/f.c"
	ar rcs "$dest/usr/lib/libf.a" "$work/f.o"
	cp "$dest/lib64/libf.so.1" "$dest/usr/lib/plugins/one.so"
	ln -s one.so "$dest/usr/lib/plugins/other.so"
	for file in include/f.h lib/pkgconfig/f.pc share/man/man1/p.1 share/locale/de/p.mo lib/libf.la sbin/script; do
		echo "$file" >"$dest/usr/$file"
	done
}
finish() {
	FINISH_OUT=$work/out sh scripts/finish.sh "$@" >"$log" 2>&1
}
in_target() { [ -e "$work/out/target/$1" ]; }
in_sysroot() { [ -e "$work/out/sysroot/$1" ]; }
nowhere() { [ -z "$(find "$work/out" -name "$1")" ]; }
# refused PATTERN: the end of the step is an error that says so
refused() {
	! finish target "$machine" && grep -q -e "$1" "$log"
}

installed
check 'a package is sorted' finish target "$machine"
for file in usr/bin/p usr/sbin/script usr/lib/libf.so.1 usr/lib/plugins/one.so usr/lib/plugins/other.so var/empty; do
	check "…the image has $file" in_target $file
done
check '…the library for the linker is left out of the image' fails in_target usr/lib/libf.so
for file in usr/include/f.h usr/lib/libf.so usr/lib/libf.so.1 usr/lib/libf.a usr/lib/pkgconfig/f.pc; do
	check "…what is built with it sees $file" in_sysroot $file
done
for file in usr/include usr/share usr/lib/libf.a bin lib64; do
	check "…the image has no $file" fails in_target $file
done
check '…nobody needs the .la file' nowhere '*.la'
id=$(readelf -n "$work/out/target/usr/bin/p" | sed -n 's/.*Build ID: *//p')
check '…symbols are kept by build ID' test -f "$work/out/debug/.build-id/$(printf %.2s "$id")/${id#??}.debug"
check '…the program has none' sh -c "! readelf -S '$work/out/target/usr/bin/p' | grep -q debug_info"
check '…the static library neither' sh -c "! readelf -S '$work/out/sysroot/usr/lib/libf.a' | grep -q debug_info"

installed
check 'with --locales' finish target "$machine" --locales
check '…the image has translations' in_target usr/share/locale/de/p.mo

installed
gcc -o "$dest/bin/wrong" -Wl,-rpath,/opt/lib "$work/p.c" "$work/f.c"
check 'an RPATH is refused' refused 'wrong has an RPATH'
installed
echo '#!/build/src/tool' >"$dest/bin/wrong"
check 'the name of a folder of the build is refused' refused 'names a folder of the build: /usr/bin/wrong'
installed
mkdir -p "$dest/usr/bin"
echo other >"$dest/usr/bin/p"
check 'one file in /bin and in /usr/bin is refused' refused '/p is both in '

rm -rf "$work/out"
mkdir -p "$dest/host/bin"
echo tool >"$dest/host/bin/tool"
check 'a host package is sorted' finish host "$machine"
check '…its programs are in host/' test -f "$work/out/host/bin/tool"
mkdir -p "$dest/usr/bin"
echo tool >"$dest/usr/bin/tool"
check '…what is not below /host is refused' sh -c "! FINISH_OUT='$work/out' sh scripts/finish.sh host '$machine' >'$log' 2>&1 && grep -q 'not below /host' '$log'"
done_testing
