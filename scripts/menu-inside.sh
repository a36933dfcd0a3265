#!/bin/sh
# Usage: menu-inside.sh NAME
# The part of menu.sh in the sandbox. /build holds src/ (the tree), before (the configuration as it is
# built), config (the person's) and changes (lines of config that give it when they are laid over before).
set -eu
[ $# -eq 1 ] || {
	echo "usage: menu-inside.sh NAME" >&2
	exit 100
}
name=$1
if [ ! -d src ]; then
	# shellcheck disable=SC1091 # the step's script, in this shell for the variables that it exports
	. /whittle/script >log 2>&1
	{ set +x; } 2>/dev/null
	cd /build
	export -p >exports
	cp "/out/host/config/$name" before
	touch changes
fi
# shellcheck source=/dev/null
. ./exports
cd src
root=Kconfig
[ -f $root ] || root=Config.in
base=${KCONFIG_BASE:-/files/base}

# answer CONFIG ARGUMENT…: conf on that file, silently
answer() {
	KCONFIG_CONFIG=$1
	export KCONFIG_CONFIG
	shift
	/whittle/bin/conf --probe-cache=/build/probes "$@" >/build/log 2>&1 || { cat /build/log >&2; exit 1; }
}
# built FRAGMENT TO: what the step makes of its base, its fragments and this one
built() {
	if [ -f "$base" ]; then
		answer "$2" --defconfig="$base" "$root"
		answer "$2" --merge "$root" "$2" /build/all.config "$1"
	else
		cat /build/all.config "$1" >/build/all.new
		KCONFIG_ALLCONFIG=/build/all.new answer "$2" --allnoconfig "$root"
	fi
}
# compare A B: lines of B that are not in A
compare() {
	awk -f /build/changes.awk "$1" "$2"
}

cat /build/before /build/changes >/build/config
answer /build/config --olddefconfig "$root"
LC_ALL=C.UTF-8 KCONFIG_CONFIG=/build/config /whittle/bin/mconf --probe-cache /build/probes "$root"

# What a person chose, without what follows from that: the short forms have only this.
answer /build/before --savedefconfig=/build/before.short "$root"
answer /build/config --savedefconfig=/build/config.short "$root"
{ compare /build/before.short /build/config.short; compare /build/config.short /build/before.short; } >/build/chosen
awk -v only=/build/chosen -f /build/changes.awk /build/before /build/config >/build/changes

# The menu turns on what is on by default, the step does not: such lines are needed, too.
for _ in 1 2 3; do
	built /build/changes /build/after
	compare /build/after /build/config >/build/more
	[ -s /build/more ] || break
	cat /build/more >>/build/changes
done
