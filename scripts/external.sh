#!/bin/sh
# Usage: external.sh O DIR…
# Writes O/external/{board,package,fs}.in: sources for the menus of external trees. Files that
# would not change keep their time stamp.
set -eu
[ $# -ge 1 ] || {
	echo "usage: external.sh O DIR…" >&2
	exit 100
}
out=$1/external
shift
mkdir -p "$out"

write() {
	new=$(
		for dir; do
			case $dir in
			/*) ;;
			*) dir=./$dir ;;
			esac
			printf 'source "%s/%s"\n' "$dir" "$glob"
		done
	)
	[ -f "$file" ] && [ "$new" = "$(cat "$file")" ] && return 0
	printf '%s\n' "$new" >"$file.tmp"
	mv "$file.tmp" "$file"
}

for dir; do
	[ -d "$dir" ] || {
		echo "EXTERNAL: there is no folder $dir" >&2
		exit 1
	}
done
file=$out/board.in glob='board/*/*/Config.in'
write "$@"
file=$out/package.in glob='package/*/Config.in'
write "$@"
file=$out/fs.in glob='fs/*/Config.in'
write "$@"
