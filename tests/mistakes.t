#!/bin/sh
# Bad input ends in an error that says what, where and what to do, or works; nothing is lost.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

# A configuration without a kernel, whose compiler and BusyBox come from the person's store.
o=$work/o
more=$work/more
mkdir -p "$work/sources"
tests/walk/tree.sh "$more" "$work/sources"
make_here() {
	make O="$o" EXTERNAL="$more" STORE="$store" WHITTLE_OFFLINE=1 WHITTLE_DL_DIR="$work/sources" "$@"
}
start() {
	configure "$o" qemu_x86_64_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' &&
		make -s O="$o" STORE="$store" && cp "$o/.config" "$work/good" && cp -R "$o/images" "$work/images.good"
}
ok 'the image is built' start

# back: the good configuration and tree again
back() {
	cp "$work/good" "$o/.config"
	rm -rf "$more"
	tests/walk/tree.sh "$more" "$work/sources"
}
# choose LINE…: these lines on top of the good configuration
choose() {
	cp "$work/good" "$o/.config"
	printf '%s\n' "$@" >>"$o/.config"
}
recipe=$more/package/walk/hello/recipe.mk

choose CONFIG_NO_SUCH_OPTION=y
ok 'an option that does not exist' fails make_here
ok '…is named with its line' said '\.config:[0-9]+: .*NO_SUCH_OPTION' 'make olddefconfig'
choose CONFIG_BUILD_FORTIFY=y
ok 'an option that can not be set' fails make_here
ok '…is named with the reason' said 'BUILD_FORTIFY=y did not take effect' 'depends on LIBC_GLIBC'
choose 'CONFIG_SYSTEM_HOSTNAME="no end'
ok 'a string without an end' fails make_here
ok '…is named' said '\.config:[0-9]+: .*SYSTEM_HOSTNAME'

choose CONFIG_PACKAGE_HELLO=y
make_here -s olddefconfig >/dev/null 2>&1
cp "$o/.config" "$work/hello"
sed -i 's/^license /licence /' "$recipe"
ok 'a field that is misspelt' fails make_here
ok '…is named with file, line and the right name' said 'hello/recipe.mk:[0-9]+: .*licence.*license'
back
cp "$work/hello" "$o/.config"
sed -i 's/^depends .*/depends = gret/' "$recipe"
ok 'a dependency that does not exist' fails make_here
ok '…is named with the nearest one' said 'hello/recipe.mk.*gret.*greet'
back
cp "$work/hello" "$o/.config"
echo 'depends = hello' >>"$more/package/walk/greet/recipe.mk"
ok 'a cycle' fails make_here
ok '…is shown' said 'greet.*hello|hello.*greet'
back
cp "$work/hello" "$o/.config"
sed -i "s/^sha256 .*/sha256 = $(printf %064d 7)/" "$recipe"
ok 'a source with another hash' fails make_here
ok '…is an error with both hashes' said "$(printf %064d 7)" "$(sha256sum <"$work/sources/hello-1.tar" | cut -c 1-64)"

# archive NAME: the recipe gets this file as its source
archive() {
	back
	cp "$work/hello" "$o/.config"
	sed -i "s/^sha256 .*/sha256 = $(sha256sum <"$1" | cut -c 1-64)/; s/^version .*/version = 2/" "$recipe"
	cp "$1" "$work/sources/hello-2.tar"
}
head -c 3000 "$work/sources/hello-1.tar" >"$work/cut"
archive "$work/cut"
ok 'a broken archive' fails make_here
ok '…is an error with the end of the log and how to repeat it' said 'hello: failed' 'Truncated|truncated' 'make .*step PKG=hello'
mkdir -p "$work/evil/in"
cp tests/walk/package/walk/hello/src/* "$work/evil/in"
echo out >"$work/evil/out"
tar -c -P -f "$work/evil.tar" -C "$work/evil/in" ./../out .
archive "$work/evil.tar"
ok 'an archive with a path that leads out' fails make_here
ok '…is refused' said "hello: failed" "'\.\.'"

back
cp "$work/good" "$o/.config"
mkdir -p "$work/overlay/etc"
bad_name=$(printf 'not UTF-8 \377\376')
echo content >"$work/overlay/etc/$bad_name"
choose "CONFIG_SYSTEM_OVERLAYS=\"$work/overlay\""
ok 'a file name that is not UTF-8 is taken as it is' make_here
ok '…it is in the manifest' grep -q 'not\\040UTF-8\\040\\377\\376' "$o/images/rootfs.mtree"

cp "$work/good" "$o/.config"
ok 'after all that the image is the one from before' make_here
ok '…byte for byte' same_images "$work/images.good" "$o/images"

ok 'a store that is not there is made' make -s O="$work/other" STORE="$work/not/there/yet" tools qemu_x86_64_defconfig
# For an ordinary user, as nothing is read-only for root.
read_only='a store that can not be written'
if unshare --user --map-user=4242 --map-group=4243 true 2>/dev/null; then
	mkdir "$work/locked"
	chmod 555 "$work/locked"
	locked() {
		unshare --user --map-user=4242 --map-group=4243 setpriv --bounding-set=-all --inh-caps=-all make O="$o" STORE="$work/locked/store"
	}
	ok "$read_only" fails locked
	ok '…is an error that names it' said "$work/locked/store" 'ermission denied|can.t be written|read-only'
else
	skip "$read_only" 'no user namespaces here'
fi
done_testing
