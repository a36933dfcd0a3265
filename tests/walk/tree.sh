#!/bin/sh
# Usage: tree.sh DIR SOURCES
# Makes DIR the external tree of tests/walk, with the hashes of its archives, which go to the folder SOURCES.
set -eu
[ $# -eq 2 ] || {
	echo "usage: tree.sh DIR SOURCES" >&2
	exit 100
}
cd "$(dirname "$0")"
mkdir -p "$1/package/walk"
cp package/walk/Config.in "$1/package/walk/"
for name in greet hello; do
	tar -c --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw \
		--transform "s|^src|$name-1|" -C "package/walk/$name" -f "$2/$name-1.tar" src
	sha=$(sha256sum "$2/$name-1.tar" | cut -c 1-64)
	mkdir -p "$1/package/walk/$name"
	sed "s/@SHA256@/$sha/" "package/walk/$name/recipe.mk" >"$1/package/walk/$name/recipe.mk"
done
