#!/bin/sh
# Usage: check-packages.sh O MAKE [NAME…]
# Builds the packages that the menu has, or these, one after the other, for the target that O's .config chooses, in a
# folder of its own, and prints a table: built or failed, seconds, kilobytes in the image, whether there is a test for
# the target. A package that is taken from the store takes no time. Fails when one did not build.
set -eu
[ $# -ge 2 ] || {
	echo "usage: check-packages.sh O MAKE [NAME...]" >&2
	exit 100
}
config=$1/.config o=$1/check-packages make=$2
shift 2

symbol() {
	echo "PACKAGE_$1" | tr 'a-z.+-' 'A-Z___'
}
menu() {
	for file in package/*/*/Config.in; do
		name=$(basename "$(dirname "$file")")
		! sed -n "/^config $(symbol "$name")\$/,/^config /p" "$file" | grep -q '^	bool "' || echo "$name"
	done
}
[ $# -gt 0 ] || {
	# shellcheck disable=SC2046 # names
	set -- $(menu)
}

mkdir -p "$o/log"
for name; do
	echo "CONFIG_$(symbol "$name")"
done >"$o/symbols"
{
	sed 's/.*/^&=|^# & is not set$/' "$o/symbols" | grep -Evf - "$config" || :
	sed 's/$/=y/' "$o/symbols"
} >"$o/.config"
"$make" -s O="$o" olddefconfig >/dev/null

failed=0
printf '%-20s %-8s %8s %10s %s\n' package result seconds kilobytes test
for name; do
	result=built size=-
	begin=$(date +%s)
	if ! grep -q "^CONFIG_$(symbol "$name")=y" "$o/.config"; then
		result=not-here
	elif "$make" -s O="$o" step PKG="$name" >"$o/log/$name" 2>&1 </dev/null; then
		size=$(du -sk "$("$o/tools/bin/depot" -o "$o" path "$name" target)" | cut -f 1)
	else
		result=failed failed=$((failed + 1))
	fi
	! grep -q '^define test$' package/*/"$name"/recipe.mk && test=no || test=yes
	printf '%-20s %-8s %8d %10s %s\n' "$name" $result $(($(date +%s) - begin)) "$size" $test
done
[ $failed -eq 0 ] || {
	echo "$failed failed; what they said is in $o/log" >&2
	exit 1
}
