#!/bin/sh
# Every command of README.md and docs/ works as it stands there, each page in a fresh checkout in which qemu_x86_64
# was built. The files that a page tells to write are written.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
top=$PWD

export CI=true HOME="$work/home" WHITTLE_STORE="$store"
mkdir -p "$HOME"

# reason COMMAND: why it is not run; fails when it is
reason() {
	while IFS='	' read -r pattern words; do
		# shellcheck disable=SC2254 # a pattern
		case $1 in
		$pattern)
			echo "$words"
			return 0
			;;
		esac
	done <"$top/tests/manual/skip.txt"
	case $1 in
	*'make gdb'*) command -v gdb >/dev/null || echo 'gdb is missing: apt-get install gdb' ;;
	*PKG=picocom*) [ -n "$debian" ] || echo "Debian's index, or the source, can't be had here" ;;
	esac | grep .
}

# prepare DIR: what the reader of a page has done before
prepare() {
	checkout "$1" && cd "$1" && make -s qemu_x86_64_defconfig && make -s
}

# small STORE: with what the page's configuration needs, for commands that look at all of a store, or remove from it
small() {
	mkdir -p "$1/artefacts" "$1/sources"
	for step in output/steps/*; do
		artefact=$(output/tools/bin/depot path "${step##*/}" target)
		[ -d "$1/artefacts/$(basename "${artefact%/target}")" ] || cp -a "${artefact%/target}" "$1/artefacts/"
	done
}

try() {
	timeout 1800 sh -euc "$1" </dev/null
}

# commands FILE: runs each line
commands() {
	while IFS= read -r command <&3; do
		shown=$(printf %s "$command" | sed 's/  *#.*//')
		if why=$(reason "$shown"); then
			skip "$page: $shown" "$why"
		else
			ok "$page: $shown" try "$command"
		fi
	done 3<"$1"
}

# write FILE: the file that a block shows
write() {
	path=$(head -n 1 "$1")
	mkdir -p "$(dirname "$path")"
	sed 1d "$1" >"$path"
}

prepare "$work/first" >/dev/null 2>&1 || :
debian=
! { make pin PKG=picocom && make add PKG=picocom; } >"$work/words" 2>&1 || debian=yes
cd "$top"

for page in ${PAGES:-README.md docs/*.md}; do
	blocks=$work/blocks/$page
	mkdir -p "$blocks"
	awk -v dir="$blocks" -f tests/manual/blocks.awk "$page"
	[ -n "$(ls "$blocks")" ] || continue
	ok "$page: a fresh checkout" prepare "$work/pages/$page"
	cd "$work/pages/$page"
	if grep -Eq 'depot (gc|verify)' "$top/$page"; then
		small "$work/small"
		export WHITTLE_STORE="$work/small"
	fi
	for block in "$blocks"/*; do
		case $block in
		*.run) commands "$block" ;;
		*) ok "$page: write $(head -n 1 "$block")" write "$block" ;;
		esac
	done
	export WHITTLE_STORE="$store"
	cd "$top"
done

# A link of the manual leads somewhere.
links() {
	for file in README.md docs/*.md; do
		grep -o '](\([^)#:]*\)[#)]' "$file" | sed 's/^](//; s/[#)]$//' | while read -r to; do
			[ -z "$to" ] || [ -e "$(dirname "$file")/$to" ] || echo "$file: $to"
		done
	done
}
ok 'links of the manual lead somewhere' test -z "$(links)"
done_testing
