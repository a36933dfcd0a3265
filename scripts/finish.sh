#!/bin/sh
# The end of every step: sorts what was installed in /out/dest into the parts of the artefact.
# Usage: finish KIND TUPLE [--locales]
#
#   target/   what goes into the image: stripped, without headers, static libraries and manuals
#   sysroot/  what other packages are built with: headers, libraries, .pc, .cmake and .m4 files
#   host/     programs for the build machine (KIND host, installed to /host)
#   debug/    the symbols, by build ID
#
# In a target, /bin, /sbin, /lib and /lib64 are links to their namesakes in /usr.
set -eu

out=${FINISH_OUT:-/out}

fail() {
	echo "finish: $*" >&2
	exit 1
}

# Moves a folder's content into another, and complains when both have a file of the same name.
merge() {
	[ -d "$1" ] && [ ! -L "$1" ] || return 0
	mkdir -p "$2"
	# shellcheck disable=SC2016 # the inner shell's; a name may hold a line end
	(cd "$1" && find . ! -type d -exec sh -euc '
		from=$1 to=$2
		shift 2
		for path; do
			if [ -e "$to/$path" ] || [ -L "$to/$path" ]; then
				echo "finish: $path is both in $from and in $to" >&2
				exit 1
			fi
			mkdir -p "$to/${path%/*}"
			mv "$path" "$to/$path"
		done' merge "$1" "$2" {} +)
	# Folders that are empty on purpose stay.
	# shellcheck disable=SC2016
	(cd "$1" && find . -type d -exec sh -euc '
		to=$1
		shift
		for path; do
			mkdir -p "$to/$path"
		done' merge "$2" {} +)
	rm -rf "$1"
}

# Prints the ELF files below a folder.
elf_files() {
	find "$1" -type f -size +51c -exec grep -laP '\A\x7fELF' {} + || :
}

# Copies paths (read from stdin, relative to FROM) to TO, links as links.
copy() {
	(cd "$1" && cpio -pdm --quiet "$2")
}

usr_merge() {
	for dir in bin sbin lib; do
		merge "$1/$dir" "$1/usr/$dir"
	done
	merge "$1/lib64" "$1/usr/lib"
	merge "$1/usr/lib64" "$1/usr/lib"
}

# Libraries of the sysroot keep their symbols' names but not their debug data: a changed comment
# in a library must not rebuild what is linked with it.
make_sysroot() {
	mkdir -p "$out/sysroot"
	(
		cd "$dest"
		find . \( -path './usr/include/*' -o -path './usr/lib/*.a' -o -path './usr/lib/*.so' \
			-o -path './usr/lib/*.so.*' -o -path './usr/lib/*.o' -o -path '*/pkgconfig/*.pc' \
			-o -path '*/cmake/*' -o -path './usr/share/aclocal/*' \) ! -type d
	) | copy "$dest" "$out/sysroot"
	rmdir "$out/sysroot" 2>/dev/null || :
	find "$out/sysroot" -type f \( -name '*.so' -o -name '*.so.*' -o -name '*.a' -o -name '*.o' \) 2>/dev/null |
		while IFS= read -r lib; do
			chmod u+w "$lib"
			"$tuple-strip" -D -g "$lib" 2>/dev/null || :
		done
}

# What only builds and manuals need does not go into the image.
make_target() {
	rm -rf "$dest/usr/include" "$dest/usr/share/man" "$dest/usr/share/info" "$dest/usr/share/doc" \
		"$dest/usr/share/gtk-doc" "$dest/usr/share/aclocal" "$dest/usr/lib/pkgconfig" \
		"$dest/usr/share/pkgconfig" "$dest/usr/lib/cmake" "$dest/usr/share/bash-completion"
	[ -n "$locales" ] || rm -rf "$dest/usr/share/locale"
	find "$dest" \( -name '*.a' -o -name '*.la' -o -path "$dest/usr/lib/*.o" \) -exec rm -f {} +
	# In usr/lib itself, links NAME.so are for the linker; below it, they are plugins.
	find "$dest/usr/lib" -maxdepth 1 -name '*.so' -type l -exec rm -f {} + 2>/dev/null || :
	find "$dest" -mindepth 1 -depth -type d -empty -path "$dest/usr/*" -exec rmdir {} + || :
}

# Keeps a file's debug data under its build ID, and strips it.
split_debug() {
	chmod u+w "$1"
	id=$("$tuple-readelf" -n "$1" 2>/dev/null | sed -n 's/.*Build ID: *//p')
	if [ -n "$id" ]; then
		kept=$out/debug/.build-id/$(printf %.2s "$id")/${id#??}.debug
		mkdir -p "${kept%/*}"
		[ -e "$kept" ] || "$tuple-objcopy" --only-keep-debug "$1" "$kept"
	fi
	case $1 in
	*.ko) "$tuple-strip" -D -g "$1" ;;
	*) "$tuple-strip" -D --strip-unneeded "$1" ;;
	esac
}

# What must never get into an image.
check_elf() {
	if "$tuple-readelf" -d "$1" 2>/dev/null | grep -E 'R(UN)?PATH' >&2; then
		fail "$1 has an RPATH: the image's libraries are in /usr/lib"
	fi
}

check_target() {
	if grep -rlF -e /build/src -e /build/obj -e /out/dest -e /sysroot/ "$1" >"$out/named" 2>/dev/null; then
		sed "s|^$1|finish: names a folder of the build: |" "$out/named" >&2
		rm -f "$out/named"
		exit 1
	fi
	rm -f "$out/named"
}

# Installed files of a host package lie below /host in dest already.
finish_host() {
	mkdir -p "$out/host"
	[ ! -d "$dest/host" ] || merge "$dest/host" "$out/host"
	find "$out/host" -name '*.la' -exec rm -f {} +
	if [ -n "$(find "$dest" ! -type d)" ]; then
		find "$dest" ! -type d >&2
		fail "these files of a host package are not below /host"
	fi
}

finish_target() {
	usr_merge "$dest"
	make_sysroot
	make_target
	elf_files "$dest" | while IFS= read -r file; do
		check_elf "$file"
		split_debug "$file"
	done
	check_target "$dest"
	[ ! -d "$dest" ] || merge "$dest" "$out/target"
}

[ $# -ge 2 ] || {
	echo "usage: finish KIND TUPLE [--locales]" >&2
	exit 100
}
kind=$1
tuple=$2
locales=${3-}
dest=$out/dest
[ -d "$dest" ] || exit 0
"finish_$kind"
rm -rf "$dest"
