#!/bin/sh
# The remote store, against a web server that fails on purpose. Needs DEPOT, the program to test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/program.sh"
. "$here/../../../tests/tap.sh"
tmp=$(mktemp -d)
# shellcheck disable=SC2034 # tap.sh shows it
log=$tmp/log
server=
trap '[ -z "$server" ] || kill "$server"; chmod -R u+w "$tmp"; rm -rf "$tmp"' EXIT

# depot STORE MODE [ARGUMENT…]: run `depot` with that store and kind of server
depot()
{
	store=$1 mode=$2
	shift 2
	WHITTLE_STORE=$tmp/$store WHITTLE_REMOTE=$url/$mode WHITTLE_TIMEOUT=1 \
		"$DEPOT" -C "$tmp" -o out "$@" >"$tmp/log" 2>&1
}

fresh()
{
	chmod -R u+w "$tmp/$1" 2>/dev/null || :
	rm -rf "${tmp:?}/$1" "$tmp/out/state" "$tmp/out/remote-off" "$tmp/out/remote-readonly"
}

said() { grep -q -e "$1" "$tmp/log"; }
requests() { grep -c "^$1 " "$tmp/requests" || :; }

mkdir -p "$tmp/www" "$tmp/out/steps"
"$here/server.py" "$tmp/www" "$tmp/port" "$tmp/requests" 2>"$tmp/server.log" &
server=$!
while [ ! -f "$tmp/port" ]; do sleep 0.1; done
url=http://127.0.0.1:$(cat "$tmp/port")

cat >"$tmp/out/steps/thing" <<'STEP'
step thing
kind target
version 1
script
mkdir -p /out/target/bin /out/target/empty /out/debug
echo hello >/out/target/bin/a
chmod 755 /out/target/bin/a
ln /out/target/bin/a /out/target/bin/b
ln -s a /out/target/bin/c
printf x >"/out/target/$(printf 'bl\303\244nk \377')"
head -c 300000 /dev/zero >/out/debug/zero
STEP

depot one e404 run thing
check 'a server that knows nothing is no trouble' said 'built in'
check 'read-only: nothing is sent' [ "$(requests PUT)" = 0 ]

fresh one
WHITTLE_REMOTE_MODE=rw
export WHITTLE_REMOTE_MODE
depot one dav run thing
key=$(basename "$tmp/one/artefacts"/*)
check 'a WebDAV server is filled' [ -f "$tmp/www/ac/$key" ]
blobs=$(find "$tmp/www/cas" -type f | wc -l)
fresh one
before=$(requests 'PUT /ok/cas/.*')
depot one ok run thing
check 'taken from there, not built' said 'from the remote store'
check '… and not sent again' [ "$(requests 'PUT /ok/cas/.*')" = "$before" ]
WHITTLE_REMOTE_MODE=ro
fresh two
fresh three
depot two ok run thing
depot three e404 run thing
check 'same manifest as when built' \
	cmp "$tmp/two/artefacts/$key/manifest" "$tmp/three/artefacts/$key/manifest"
cat >"$tmp/out/steps/user" <<'STEP'
step user
kind target
version 1
depends thing target host
script
ls -d /dep/thing/host
cp /dep/thing/target/bin/a /out/target/
STEP
check 'a part of it that is empty is a folder all the same, for what needs it' depot two ok run user
rm "$tmp/out/steps/user"
check 'its log came along' cmp "$tmp/one/artefacts/$key/log.zst" "$tmp/two/artefacts/$key/log.zst"

for bad in wrong short e500 stall auth; do
	fresh two
	depot two $bad run thing
	check "server says $bad: built here" said 'built in'
	check "… with one warning" [ "$(grep -c '^warning: remote store' "$tmp/log")" = 1 ]
done

# a blob that is gone, and one with other bytes under its name
fresh two
blob=$(find "$tmp/www/cas" -type f -size +200c | head -n 1)
mv "$blob" "$tmp/blob"
depot two ok run thing
check 'a blob is gone: built here' said 'built in'
echo damaged >"$blob"
fresh two
depot two ok run thing
check 'a blob is damaged: built here' said 'built in'
mv "$tmp/blob" "$blob"

# what was built before there was a remote store
rm -rf "$tmp/www/ac" "$tmp/www/cas"
WHITTLE_REMOTE_MODE=rw
depot one ok send thing
check 'send: what is in the store goes to the server' [ -e "$tmp/www/ac/$key" ]
check '… and is counted' said '^1 of 1 artefacts are in the remote store'
flock "$tmp/one/locks/$key" sleep 1 &
sleep 0.3
depot one ok send thing
check '… once nobody else works on it' said 'thing: another build has it, waiting'
fresh two
depot two ok run thing
check '… where others find it' said 'from the remote store'
WHITTLE_REMOTE_MODE=ro
refused() { ! depot "$@"; }
check 'send without the right to write is an error' refused one ok send thing

# an override is nobody else's business
fresh one
rm -rf "$tmp/www/ac" "$tmp/www/cas"
mkdir "$tmp/mine"
sed "/^version/a override $tmp/mine" "$tmp/out/steps/thing" >"$tmp/steps.new"
mv "$tmp/steps.new" "$tmp/out/steps/thing"
WHITTLE_REMOTE_MODE=rw
depot one ok run thing
check 'an override is never sent' [ ! -e "$tmp/www/ac" ]
check "(blobs seen: $blobs)" [ "$blobs" -ge 3 ]
done_testing
