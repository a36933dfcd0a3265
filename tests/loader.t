#!/bin/sh
# The recipe loader: what it renders, what it leaves alone, and what it says about mistakes.
set -eu
cd "$(dirname "$0")/.."
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
# shellcheck source=tests/tap.sh
. tests/tap.sh

# render TREE: runs the loader there; its messages are in $work/said.
render() {
	ln -sfn "$top/scripts" "$1/scripts"
	make -rR --no-print-directory -C "$1" -f scripts/build.mk O=O render >"$work/said" 2>&1
}

# Prints the folder's text files, to compare before and after.
listing() {
	find "$1" -type f -printf '%p %T@ %i\n' | sort
}

# Each case is a folder: a tree with O/include/config/auto.conf, and what is expected:
# `said`, or whole steps in `steps/` and `lines` (STEP:LINE) that must be there.
for case in tests/loader/*/; do
	case=${case%/}
	name=${case##*/}
	cp -R "$case" "$work/tree"
	mkdir -p "$work/tree/O/steps" "$work/tree/O/include/config"
	cp "$case/auto.conf" "$work/tree/O/include/config/auto.conf"
	status=0
	: >"$work/diff"
	render "$work/tree" || status=$?
	if [ -f "$case/said" ]; then
		grep -v '^make:\|^scripts/' "$work/said" >"$work/only" || :
		wrong=0
		diff "$case/said" "$work/only" >"$work/diff" || wrong=1
		[ "$status" -ne 0 ] || wrong=1
	else
		wrong=$status
		for step in "$case"/steps/*; do
			[ ! -f "$step" ] || diff "$step" "$work/tree/O/steps/${step##*/}" >>"$work/diff" || wrong=1
		done
		while IFS=: read -r step line; do
			grep -qxF -e "$line" "$work/tree/O/steps/$step" || {
				echo "missing in $step: $line" >>"$work/diff"
				wrong=1
			}
		done <"$case/lines"
	fi
	[ "$wrong" -eq 0 ] || sed 's/^/# /' "$work/said" "$work/diff"
	result "$wrong" "$name"
	rm -rf "$work/tree"
done

# Nothing is written the second time; a step that is gone is removed.
tests/loader/generate.sh 20 "$work/many"
render "$work/many" || sed 's/^/# /' "$work/said"
listing "$work/many/O" >"$work/before"
render "$work/many"
listing "$work/many/O" >"$work/after"
check 'a second render writes nothing' cmp -s "$work/before" "$work/after"
sed -i '/CONFIG_PACKAGE_P19=/d' "$work/many/O/include/config/auto.conf"
render "$work/many"
check 'the step of a package that is gone is removed' [ ! -e "$work/many/O/steps/p19" ]
check 'the others stay' [ -e "$work/many/O/steps/p18" ]

# 300 recipes: processor time and the best of three, because others may be using the machine.
tests/loader/generate.sh 300 "$work/300"
render "$work/300"
spent=$(for _ in 1 2 3; do
	# shellcheck disable=SC2016 # the inner shell expands it
	sh -c 'cd "$1" && make -rR -f scripts/build.mk O=O render >/dev/null && times' sh "$work/300" |
		awk 'NR == 2 { split($1, t, /[ms]/); split($2, s, /[ms]/); print int((t[1] + s[1]) * 60000 + (t[2] + s[2]) * 1000) }'
done | sort -n | head -n 1)
echo "# 300 recipes: $spent ms"
check 'rendering 300 recipes takes less than 0.2 s' [ "$spent" -lt 200 ]
done_testing
