#!/bin/sh
# Renders services for BusyBox init: a line in inittab for each, and its table for /usr/libexec/service.
# Usage: services.sh INITTAB OUT TABLE…
# OUT gets etc/inittab and etc/services/NAME. A table has lines "NAME KEY VALUE…"; the manual, recipes.md, says which
# keys there are. What is wrong ends the step.
set -eu

[ $# -ge 3 ] || {
	echo "usage: services.sh INITTAB OUT TABLE..." >&2
	exit 100
}
inittab=$1 out=$2
shift 2

wrong() {
	echo "services: $table: $name: $*" >&2
	exit 1
}

mkdir -p "$out/etc/services"
for table; do
	while read -r name key value; do
		case $name in '' | '#'*) continue ;; esac
		[ -n "$value" ] || wrong "\`$key\` says nothing"
		case $key in
		command) case $value in /*) ;; *) wrong "the command '$value' does not begin with /" ;; esac ;;
		restart) case $value in always | failure | never) ;; *) wrong "restart '$value': always, failure or never" ;; esac ;;
		state) case $value in /*) ;; *) wrong "the folder '$value' does not begin with /" ;; esac ;;
		user | after | ready) ;;
		*) wrong "unknown word '$key': command, user, after, ready, restart or state" ;;
		esac
		echo "$key $value" >>"$out/etc/services/$name"
	done <"$table"
done

cp "$inittab" "$out/etc/inittab"
chmod u+w "$out/etc/inittab"
echo '# Services of packages; /etc/services says how they run.' >>"$out/etc/inittab"
for file in "$out"/etc/services/*; do
	name=${file##*/} table=services
	[ "$(grep -c '^command ' "$file")" = 1 ] || wrong 'needs one `command`'
	for other in $(sed -n 's/^after //p' "$file"); do
		[ "$other" = network ] || [ -f "$out/etc/services/$other" ] || wrong "comes after '$other', which is not in the image"
	done
	action=respawn
	! grep -qE '^restart (never|failure)$' "$file" || action=once
	echo "::$action:/usr/libexec/service $name" >>"$out/etc/inittab"
done
