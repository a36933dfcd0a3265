#!/bin/sh
# Usage: gdb.sh O PKG GDB
# Opens a debugger that finds the symbols of all packages by build ID, the package's program when it has only
# one, and its sources: those of OVERRIDE_PKG, or the archive's with the patches, unpacked in O/source/PKG. GDB is the
# debugger; empty: the one for the target's processor.
set -eu
[ $# -eq 3 ] || {
	echo "usage: gdb.sh O PKG GDB" >&2
	exit 100
}
out=$1 package=$2 gdb=$3
if [ -z "$gdb" ]; then
	gdb='gdb-multiarch'
	! grep -Eq '^CONFIG_TARGET_(X86_64|I386)=y$' "$out/.config" || gdb=gdb
fi
command -v "$gdb" >/dev/null || {
	echo "make gdb: $gdb is missing: install ${gdb##*/}, or name another with GDB=" >&2
	exit 1
}
depot() {
	"$out/tools/bin/depot" -o "$out" "$@"
}

artefact=$(depot path "$package" target)
artefact=${artefact%/target}
symbols=$artefact/debug libraries=$artefact/target/usr/lib
for step in $(awk '$1 == "kind" && $2 == "target" { print substr(FILENAME, match(FILENAME, /[^\/]*$/)) }' "$out"/steps/*) toolchain; do
	if [ "$step" != "$package" ] && folder=$(depot path "$step" debug 2>/dev/null); then
		symbols=$symbols:$folder libraries=$libraries:${folder%/debug}/target/usr/lib
	fi
done

sources=$(awk '$1 == "override" { print $2 }' "$out/steps/$package")
if [ -n "$sources" ]; then
	built=$out/override/$package
else
	built=$out/source/$package
	sources=$built/src
	if [ "$(cat "$built/made-for" 2>/dev/null)" != "$artefact" ]; then
		rm -rf "$built"
		# The script up to the stage that follows on the patches.
		# shellcheck disable=SC2016 # the inner shell's
		depot shell -k "$built" "$package" sh -c 'sed -n "/^: configure$/q; /^: build$/q; /^: install$/q; p" /whittle/script |
			sh -eu >/build/log 2>&1 || { cat /build/log >&2; exit 1; }
			find /build/src -exec touch -h -d @0 {} +'
		echo "$artefact" >"$built/made-for"
	fi
fi
sources=$(realpath -m "$sources") built=$(realpath -m "$built")

set -- -iex "set debug-file-directory $symbols" -iex "set sysroot $artefact/target" \
	-iex "set solib-search-path $libraries" -iex "directory $built/src" \
	-iex "set substitute-path /usr/src/$package/src $sources" \
	-iex "set substitute-path /usr/src/$package/obj $built/obj" \
	-iex "set substitute-path /usr/src/$package $sources"
if [ -f "$artefact/debug/vmlinux" ]; then
	programs=$artefact/debug/vmlinux
else
	programs=$(find "$artefact/target" -type f -perm -u+x -exec grep -laP '\A\x7fELF' {} + || :)
fi
case $programs in
'') echo "$package has no program in the image" ;;
*"
"*) printf 'More than one program; choose by: file PATH\n%s\n' "$programs" ;;
*) set -- "$@" "$programs" ;;
esac
exec "$gdb" "$@"
