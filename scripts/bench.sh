#!/bin/sh
# Usage: bench.sh [STORE [no]]
# Prints what everyday work costs, as ratios to a make that does nothing, and the sizes; with `no`, without a build
# from an empty store. Needs a built configuration with a board that runs here.
set -eu
cd "$(dirname "$0")/.."
out=$(realpath -m "${O:-output}")
store=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/whittle}
[ -f "$out/images/rootfs.mtree" ] || {
	echo "make bench: build something first: make" >&2
	exit 1
}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
unset MAKEFLAGS MAKELEVEL MFLAGS O
printf 'all: ;\n' >"$work/empty.mk"

# timed COMMAND…: milliseconds of wall time, then of processor time of it and its children
timed() {
	begin=$(date +%s%N)
	cpu=$(sh -c '"$@" >/dev/null 2>&1; times' sh "$@" | awk 'NR == 2 {
		split($1, u, /[ms]/); split($2, s, /[ms]/); print int((u[1] + s[1]) * 60000 + (u[2] + s[2]) * 1000) }')
	echo "$((($(date +%s%N) - begin) / 1000000)) $cpu"
}
# median N COMMAND…: of N runs, by wall time
median() {
	runs=$1
	shift
	i=0
	while [ "$i" -lt "$runs" ]; do
		timed "$@"
		i=$((i + 1))
	done | sort -n | sed -n "$(((runs + 1) / 2))p"
}
row() {
	awk -v name="$1" -v took="$2" -v unit="$unit" 'BEGIN {
		split(took, t, " "); printf "%-34s %10d ms %13s %8.0f ×\n", name, t[1], t[2] == "" ? "" : t[2] " ms", t[1] / unit }'
}

with() { make O="$work/o" STORE="$1"; }
fresh() {
	rm -rf "$work/o"
	mkdir -p "$work/o"
	cp "$out/.config" "$work/o/.config"
}
warm() {
	fresh
	with "$store"
}
# The host's name is another each time, so that it is in no store.
one_package() {
	named=$((named + 1))
	sed -i '/^CONFIG_SYSTEM_HOSTNAME=/d' "$work/o/.config"
	echo "CONFIG_SYSTEM_HOSTNAME=\"bench$$-$named\"" >>"$work/o/.config"
	with "$store"
}
named=0

unit=$(median 15 make -f "$work/empty.mk" | cut -d ' ' -f 1)
printf '%-34s %13s %13s %10s\n' '' wall processor ratio
row 'make of an empty makefile' "$(median 15 make -f "$work/empty.mk")"
row 'make with nothing to do' "$(median 15 make O="$out" STORE="$store")"
with "$store" >/dev/null 2>&1 || warm >/dev/null 2>&1
for name in warm one_package; do
	i=0
	while [ "$i" -lt 3 ]; do
		begin=$(date +%s%N)
		$name >/dev/null 2>&1
		echo "$((($(date +%s%N) - begin) / 1000000))"
		i=$((i + 1))
	done >"$work/$name"
done
row 'images from a warm store' "$(sort -n "$work/warm" | sed -n 2p)"
row 'one package changed (skeleton)' "$(sort -n "$work/one_package" | sed -n 2p)"

if [ "${2-}" != no ]; then
	# What the sandbox runs is not counted as make's children, so it is the whole machine's processors that are
	# looked at. What the machine has least of while it runs is the peak.
	busy() { awk '$1 == "cpu" { print $2 + $3 + $4 + $7 + $8, $2 + $3 + $4 + $5 + $6 + $7 + $8 }' /proc/stat; }
	free() { awk '$1 == "MemAvailable:" { print $2 }' /proc/meminfo; }
	before=$(free)
	(while :; do free; sleep 1; done >"$work/free") &
	watcher=$!
	mkdir "$work/sources"
	ln -s "$store"/sources/* "$work/sources/"
	fresh
	export WHITTLE_DL_DIR="$work/sources"
	ticks=$(busy)
	full=$(timed make O="$work/o" STORE="$work/store")
	ticks="$ticks $(busy)"
	kill "$watcher"
	row 'everything, from an empty store' "${full% *}"
	least=$(sort -n "$work/free" | head -n 1)
	echo "$ticks" | awk -v cpus="$(nproc)" -v hertz="$(getconf CLK_TCK)" -v mb=$(((before - least) / 1024)) '{
		printf "  processors of the machine busy: %.0f s, %.0f %% of %d; memory at most %d MB more than before\n",
			($3 - $1) / hertz, 100 * ($3 - $1) / ($4 - $2), cpus, mb }'
	cmp -s "$out/images/rootfs.mtree" "$work/o/images/rootfs.mtree" || echo '  the image is NOT the one in O'
fi

echo
machines='q35 microvm'
run=$(scripts/board.sh "$out/.config")/run && [ -x "$run" ] || machines=
for machine in $machines; do
	for i in 1 2 3; do MACHINE=$machine scripts/boot-time.exp "$run" "$out/images"; done | sort -n | sed -n 2p |
		awk -v m=$machine -v unit="$unit" '{ printf "boot to login, %-8s %21.1f s %27.0f ×\n", m, $1 / 1000, $1 / unit }'
	# One instruction is one nanosecond of the guest's clock; waiting counts, too.
	ACCEL=tcg MACHINE=$machine scripts/boot-time.exp "$run" "$out/images" -icount shift=0,sleep=off |
		awk '{ printf "  instructions until the shell (waiting counted as such): %.0f million\n", $2 * 1000 }'
done
echo
(cd "$out/images" && find . -type f ! -name .placed -printf '%10s bytes  %P\n' | sort -k 3)
