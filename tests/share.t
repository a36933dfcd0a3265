#!/bin/sh
# Nothing is built twice: a new checkout takes everything from the store, or from a remote store on a plain web
# server; two makes at once on one store build each step once.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

ok 'the image is built' built qemu_x86_64
sources
export WHITTLE_DL_DIR="$work/sources" WHITTLE_OFFLINE=1

# seconds COMMAND…: how long it takes, in $work/seconds; its exit code is the command's
seconds() {
	begin=$(date +%s%N)
	"$@"
	code=$?
	end=$(date +%s%N)
	awk -v t="$((end - begin))" 'BEGIN { printf "%.1f\n", t / 1e9 }' >"$work/seconds"
	return $code
}
below() {
	awk -v limit="$1" '{ exit !($1 < limit) }' "$work/seconds"
}
# from STORE: the whole way of a person in a new checkout, with this store
from() {
	make -s STORE="$1" qemu_x86_64_defconfig >/dev/null && cp "$built/.config" output/.config && make STORE="$1"
}
in_new_checkout() (
	chmod -R u+w "$work/new" 2>/dev/null || :
	rm -rf "$work/new"
	checkout "$work/new"
	cd "$work/new"
	seconds "$@"
)

# The first one puts the programs of this checkout into the store; then they are there.
ok 'a new checkout builds with a warm store' in_new_checkout from "$store"
ok '…and once more' in_new_checkout from "$store"
ok '…and says what it took' said '^linux .* from the store' '^rootfs .* from the store'
note "a new checkout with a warm store: $(cat "$work/seconds") s"
ok '…in less than 5 s' below 5
ok '…the same image' same_images "$built/images" "$work/new/output/images"

# The remote store: filled by one who may write, then served by a plain web server.
unset WHITTLE_OFFLINE
mkdir -p "$work/www"
python3 support/depot/tests/server.py "$work/www" "$work/port" 2>"$work/server.log" &
writer=$!
trap 'kill $writer $reader 2>/dev/null || :; clean_up' EXIT
reader=
n=0
until [ -s "$work/port" ] || [ $n -ge 100 ]; do
	n=$((n + 1))
	sleep 0.1
done
send() {
	WHITTLE_REMOTE="http://127.0.0.1:$(cat "$work/port")/ok" WHITTLE_REMOTE_MODE=rw make O="$built" STORE="$store" send
}
ok 'what was built can be sent to a remote store' send
kill $writer
(cd "$work/www" && exec python3 -u -m http.server --bind 127.0.0.1 0 >"$work/plain.log" 2>&1) &
reader=$!
n=0
until grep -q 'port [0-9]' "$work/plain.log" 2>/dev/null || [ $n -ge 100 ]; do
	n=$((n + 1))
	sleep 0.1
done
port=$(sed -n 's/.*port \([0-9]*\).*/\1/p' "$work/plain.log" | head -n 1)
from_remote() {
	WHITTLE_REMOTE="http://127.0.0.1:$port" from "$1"
}
ok 'a new checkout and an empty store take it from a plain web server' in_new_checkout from_remote "$work/empty"
note "a new checkout, an empty store and a warm remote store: $(cat "$work/seconds") s"
ok '…in less than 30 s' below 30
ok '…nothing is built' fails grep -q ' built in ' "$work/said"
ok '…the same image' same_images "$built/images" "$work/new/output/images"
kill $reader

# Two at once: what takes minutes is there, the rest has to be built.
one=$work/one two=$work/two
tests/walk/tree.sh "$work/more" "$work/sources"
begin_small() {
	EXTERNAL="$work/more" configure "$1" qemu_x86_64_defconfig CONFIG_BOARD_NONE=y '# CONFIG_KERNEL_LINUX is not set' \
		CONFIG_PACKAGE_HELLO=y "CONFIG_SYSTEM_HOSTNAME=\"$$\""
}
in_one() {
	make -s O="$one" EXTERNAL="$work/more" STORE="$store" "$@"
}
ok 'two folders are configured' begin_small "$one"
ok '…alike' begin_small "$two"
take_some() {
	in_one PKG=toolchain step && in_one PKG=busybox step &&
		"$one/tools/bin/depot" -o "$one" -s "$store" export "$work/some" toolchain busybox &&
		"$one/tools/bin/depot" -o "$one" -s "$work/both" import "$work/some"
}
ok 'a store with the compiler and BusyBox' take_some
both() {
	make O="$one" EXTERNAL="$work/more" STORE="$work/both" >"$work/log.one" 2>&1 &
	first=$!
	make O="$two" EXTERNAL="$work/more" STORE="$work/both" >"$work/log.two" 2>&1 || return 1
	wait $first
}
ok 'two makes at once' both
sed -n 's/^\([^ ]*\)  *built in .*/\1/p' "$work/log.one" "$work/log.two" | sort >"$work/steps"
ok '…build each step once' sh -c 'test -s "$1" && test -z "$(uniq -d "$1")"' sh "$work/steps"
note "built by one of the two: $(tr '\n' ' ' <"$work/steps")"
ok '…and have the same image' same_images "$one/images" "$two/images"
put() { "$one/tools/bin/depot" -o "$one" -s "$work/both" place "$work/put" cpio rootfs; }
both_put() {
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
		rm -rf "$work/put"
		put &
		first=$!
		put && wait $first && same_images "$one/images" "$work/put" || return 1
	done
}
ok 'two makes put their images into one folder' both_put
done_testing
