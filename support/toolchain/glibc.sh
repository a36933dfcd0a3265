#!/bin/sh
# Usage: glibc.sh LISTS MACHINE HOST SYSROOT TARGET
# Copy the build machine's glibc and C++ library: headers and libraries to link with to SYSROOT, C++ headers to HOST, run-time
# libraries to TARGET/usr/lib. LISTS holds the lists of files of the packages (NAME.list); only what is named there is taken, so
# that nothing else which happens to be installed gets in. MACHINE is the distribution's name for the architecture.
set -eu
# shellcheck source=support/toolchain/names.sh
. "$(dirname "$0")/names.sh"
lists=$1 machine=$2 host=$3 sysroot=$4 target=$5

# The names of what goes where, in three lists; then one process copies each.
names=$(mktemp -d)
: >"$names/whole"
: >"$names/sysroot"
: >"$names/archives"
for list in "$lists"/*.list; do
	while read -r file; do
		if [ -d "$file" ] && [ ! -L "$file" ]; then continue; fi
		case $file in
		/usr/include/c++/* | /usr/include/"$machine"/c++/* | /usr/"$machine"/include/c++/*) echo "$file" >>"$names/whole" ;;
		# The headers of the kernel come from the kernel that is built.
		*/asm/* | */asm-generic/* | /usr/include/linux/* | /usr/include/drm/* | /usr/include/mtd/*) : ;;
		/usr/include/* | /lib64/* | /lib/"$machine"/*.so* | /usr/lib/"$machine"/*.[oa] | /usr/lib/"$machine"/*.so* | \
			/usr/"$machine"/include/* | /usr/"$machine"/lib/*.[oa] | /usr/"$machine"/lib/*.so*)
			echo "$file" >>"$names/sysroot"
			;;
		# In the compiler's folder the static library would be found before the shared one.
		/usr/lib/gcc*/"$machine"/*/libstdc++*.a | /usr/lib/gcc*/"$machine"/*/libsupc++.a) echo "$file" >>"$names/archives" ;;
		esac
	done <"$list"
done
mkdir -p "$host/whole" "$sysroot/usr/lib/$machine"
cpio -pdm --quiet "$host/whole" <"$names/whole"
cpio -pdm --quiet "$sysroot" <"$names/sysroot"
xargs -r cp -t "$sysroot/usr/lib/$machine" <"$names/archives"
rm -rf "$names"
cp=$sysroot/usr/lib/$machine

# What is packaged for another architecture lies in /usr/MACHINE. It is moved to where it is on the target, and found there under its
# old name, too, which the linker scripts have in them.
if [ -d "$sysroot/usr/$machine" ]; then
	rmdir "$cp" 2>/dev/null || mv "$cp"/* "$sysroot/usr/$machine/lib/"
	mv "$sysroot/usr/$machine/include" "$sysroot/usr/include"
	rm -rf "$sysroot/usr/lib"
	mv "$sysroot/usr/$machine/lib" "$sysroot/usr/lib"
	rmdir "$sysroot/usr/$machine"
	ln -s . "$sysroot/usr/$machine"
	cp=$sysroot/usr/lib
fi

# The compiler looks for its C++ headers beside its own folder.
if [ -d "$host/whole/usr/$machine" ]; then
	mkdir -p "$host/$machine/include"
	mv "$host/whole/usr/$machine/include/c++" "$host/$machine/include/c++"
else
	mkdir -p "$host/include/$machine"
	mv "$host/whole/usr/include/c++" "$host/include/c++"
	[ ! -d "$host/whole/usr/include/$machine" ] || mv "$host/whole/usr/include/$machine/c++" "$host/include/$machine/c++"
fi
rm -rf "$host/whole"
ln -sf libstdc++.so.6 "$cp/libstdc++.so"

mkdir -p "$target/usr/lib"
for name in $libraries; do
	# libc.so is a text for the linker here
	[ "$name" != libc.so ] || continue
	for dir in "$sysroot/lib/$machine" "$cp"; do
		[ ! -e "$dir/$name" ] || cp -L "$dir/$name" "$target/usr/lib/$name"
	done
done
# Programs name their loader by its full path.
for loader in "$sysroot"/lib64/ld-linux*.so.* "$sysroot/lib/$machine"/ld-linux*.so.* "$cp"/ld-linux*.so.* "$cp"/ld.so.*; do
	[ ! -f "$loader" ] || cp -L "$loader" "$target/usr/lib/"
done
