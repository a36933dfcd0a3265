#!/bin/sh
# Our own programs are built again when a header changes, however O is spelt.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

checkout "$work/tree"
cd "$work/tree"

# tools O: builds them, slowly optimised programs would only take longer
tools() {
	for name in depot rootfs; do
		make -s -C support/$name O="$1" CFLAGS=-O0 || return 1
	done
	make -s -C support/kconfig O="$1/tools/build/kconfig" bin="$1/tools/bin" CFLAGS=-O0 "$1/tools/bin/conf"
}
# objects: names of the objects that are newer than the mark
objects() {
	find O/tools/build -name '*.o' -newer "$work/mark" -printf '%P\n' | sort >"$work/objects"
}
again() {
	tools "$1" && objects
}

ok 'the tools build with O relative' tools ../../O
ok '…and are there' test -x O/tools/bin/depot -a -x O/tools/bin/rootfs -a -x O/tools/bin/conf
# built NAME…: these objects are among those built since the mark
built() {
	for object; do
		grep -qx "$object" "$work/objects" || return 1
	done
}

touch "$work/mark"
ok 'with O absolute' again "$work/tree/O"
ok '…nothing is built again' fails test -s "$work/objects"
for header in support/depot/step.h support/kconfig/kconfig.h support/rootfs/mtree.h; do
	echo '/* edited */' >>"$header"
done
ok 'with headers edited' again "$work/tree/O"
ok '…what includes them is built again' built depot/step.o kconfig/obj/parse.o rootfs/mtree.o
# Two makes at once in one folder, with programs that were built before.
cd "$OLDPWD"
both() {
	rm -rf "$work/both"
	make -s O="$work/both" STORE="$store" tools &
	first=$!
	make -s O="$work/both" STORE="$store" tools && wait $first &&
		for program in conf mconf depot rootfs; do
			"$work/both/tools/bin/$program" -h >/dev/null 2>&1 || [ $? -eq 100 ] || return 1
		done && fails ls "$work/both/tools/bin/"*.new*
}
five_times() {
	for _ in 1 2 3 4 5; do
		both || return 1
	done
}
ok 'two makes at once' five_times
done_testing
