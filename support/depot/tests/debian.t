#!/bin/sh
# `depot pin` and `depot add`, against a small archive of Debian's shape. Needs DEPOT.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/program.sh"
. "$here/../../../tests/tap.sh"
tmp=$(mktemp -d)
# shellcheck disable=SC2034 # tap.sh shows it
log=$tmp/log
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$tmp"' EXIT

depot()
{
	rc=0
	"$DEPOT" -C "$tmp" -o out -s "$tmp/store" "$@" >"$tmp/log" 2>&1 || rc=$?
}

said() { grep -qxF -e "$1" "$tmp/log"; }
mentions() { grep -qF -e "$1" "$tmp/log"; }
wrote() { grep -qxF -e "$2" "$tmp/package/$1"; }

# entry FILE…: lines of Checksums-Sha256
entry()
{
	for file in "$@"; do
		(cd "$pool" && printf ' %s %s %s\n' "$(sha256sum "$file" | cut -d ' ' -f 1)" "$(wc -c <"$file")" "$file")
	done
}

pool=$tmp/www/pool/main/t/thing
dists=$tmp/www/dists/trixie
mkdir -p "$pool" "$dists/main/source" "$tmp/up/thing-1.2" "$tmp/debian" "$tmp/out"
printf 'project()\n' >"$tmp/up/thing-1.2/meson.build"
printf 'all:\n' >"$tmp/up/thing-1.2/Makefile"
printf 'Permission is hereby granted, free of charge, to any\nThe above copyright notice and\n' \
	>"$tmp/up/thing-1.2/LICENSE"
tar -C "$tmp/up" -czf "$pool/thing_1.2.orig.tar.gz" thing-1.2
printf 'version=4\nhttp://127.0.0.1:9/down/ thing-([0-9.]+)\\.tar\\.gz\n' >"$tmp/debian/watch"
printf 'Source: thing\n\nPackage: thing\nDescription: makes things\n more\n' >"$tmp/debian/control"
tar -C "$tmp" -cJf "$pool/thing_1.2-3.debian.tar.xz" debian
printf 'Files-Excluded: x\n' >"$tmp/debian/copyright"
tar -C "$tmp" -cJf "$pool/thing_1.1-1.debian.tar.xz" debian
{
	printf 'Package: thing\nVersion: 1.2-3\nDirectory: pool/main/t/thing\nHomepage: http://h.example/\nChecksums-Sha256:\n'
	entry thing_1.2.orig.tar.gz thing_1.2-3.debian.tar.xz
	printf '\nPackage: less\nVersion: 1.1-1\nDirectory: pool/main/t/thing\nChecksums-Sha256:\n'
	entry thing_1.2.orig.tar.gz thing_1.1-1.debian.tar.xz
} | xz >"$dists/main/source/Sources.xz"
sha=$(sha256sum "$pool/thing_1.2.orig.tar.gz" | cut -d ' ' -f 1)
"$here/server.py" "$tmp/www" "$tmp/port" "$tmp/requests" 2>"$tmp/server.log" &
server=$!
while [ ! -f "$tmp/port" ]; do sleep 0.1; done
WHITTLE_DEBIAN_MIRROR=http://127.0.0.1:$(cat "$tmp/port")/ok
export WHITTLE_DEBIAN_MIRROR
unset WHITTLE_OFFLINE WHITTLE_DL_DIR WHITTLE_MIRRORS http_proxy https_proxy ALL_PROXY || :

printf 'SHA256:\n %s 1 main/source/Sources.xz\n' "$(sha256sum "$dists/main/source/Sources.xz" | cut -d ' ' -f 1)" \
	>"$dists/InRelease"
depot pin thing
if [ -f /usr/share/keyrings/debian-archive-keyring.gpg ] && command -v gpgv >/dev/null; then
	check 'an index that Debian did not sign is refused' mentions 'its signature is wrong'
	check '… and not kept' [ -z "$(find "$tmp/store/cache" -name '*Sources*')" ]
else
	check 'an index that can not be checked is used with a warning' mentions 'is not checked'
	check '…' true
fi
# what follows needs an index that is accepted: one that was fetched within a day is
mkdir -p "$tmp/store/cache"
cp "$dists/main/source/Sources.xz" "$tmp/store/cache/debian-trixie-Sources.xz"
depot pin thing
check 'pin: version' said 'version       = 1.2'
check 'pin: place by debian/watch' said 'source        = http://127.0.0.1:9/down/thing-1.2.tar.gz'
check 'pin: that it was not checked' mentions 'a guess that was not checked'
check 'pin: hash' said "sha256        = $sha"
check 'pin: a fresh index is not fetched again' [ "$(grep -c Sources.xz "$tmp/requests")" -le 1 ]
depot pin less
check 'pin: files left out: only from Debian' said 'source        = debian:less/thing_1.2.orig.tar.gz'
depot pin other
check 'pin: no such package: the answer is no' [ "$rc" = 1 ]
check '… and says so' mentions 'no source package of this name'
depot add thing tools
check 'add' [ "$rc" = 0 ]
check '… a comment on top' wrote tools/thing/recipe.mk '# makes things'
check '… the place with $(version)' \
	wrote tools/thing/recipe.mk 'source        = http://127.0.0.1:9/down/thing-$(version).tar.gz'
check '… the style' wrote tools/thing/recipe.mk 'style         = meson'
check '… the licence' wrote tools/thing/recipe.mk 'license       = MIT'
check '… the menu entry' wrote tools/thing/Config.in 'config PACKAGE_THING'
check '… the category' wrote tools/Config.in 'source "package/tools/*/Config.in"'
echo mine >"$tmp/package/tools/thing/recipe.mk"
depot add thing tools
check 'add: what is there is left alone' wrote tools/thing/recipe.mk mine
depot add ../thing
check 'add: no path' [ "$rc" = 100 ]
done_testing
