#!/bin/sh
# Downloads, against a web server that fails on purpose. Needs DEPOT, the program to test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/program.sh"
. "$here/../../../tests/tap.sh"
tmp=$(mktemp -d)
# shellcheck disable=SC2034 # tap.sh shows it
log=$tmp/log
server=
trap '[ -z "$server" ] || kill "$server"; umount "$tmp/small" 2>/dev/null || :; rm -rf "$tmp"' EXIT

# step FILE SHA PLACE…: the step that the next tests fetch for
step()
{
	printf 'step a\nkind target\nversion 1.0\nsource %s\nscript\ntrue\n' "$*" >"$tmp/out/steps/a"
}

# fetch [MODE…]: with an empty store, from these kinds of server in turn
fetch()
{
	rm -rf "$tmp/store"
	again "$@"
}

again()
{
	places=
	for mode in "$@"; do places="$places $url/$mode/a-1.0.tar.gz"; done
	[ $# = 0 ] || step a-1.0.tar.gz "$sha$places"
	rc=0
	WHITTLE_STORE=$tmp/store "$DEPOT" -C "$tmp" -o out fetch a >"$tmp/log" 2>&1 || rc=$?
}

good() { [ "$rc" = 0 ] && cmp -s "$tmp/www/a-1.0.tar.gz" "$tmp/store/sources/$sha"; }
bad() { [ "$rc" != 0 ] && [ ! -e "$tmp/store/sources/$sha" ]; }
said() { grep -q -e "$1" "$tmp/log"; }
asked() { grep -c -e "$1" "$tmp/requests" || :; }

mkdir -p "$tmp/www/pool/main/a/afile" "$tmp/www/pool/main/liba/libafile" "$tmp/out/steps" "$tmp/dl"
head -c 300000 /dev/urandom >"$tmp/www/a-1.0.tar.gz"
sha=$(sha256sum "$tmp/www/a-1.0.tar.gz" | cut -d ' ' -f 1)
cp "$tmp/www/a-1.0.tar.gz" "$tmp/www/pool/main/a/afile/afile_1.0.orig.tar.gz"
cp "$tmp/www/a-1.0.tar.gz" "$tmp/www/pool/main/liba/libafile/other.tar.gz"
"$here/server.py" "$tmp/www" "$tmp/port" "$tmp/requests" 2>"$tmp/server.log" &
server=$!
while [ ! -f "$tmp/port" ]; do sleep 0.1; done
url=http://127.0.0.1:$(cat "$tmp/port")
export WHITTLE_TIMEOUT=1
unset WHITTLE_DL_DIR WHITTLE_MIRRORS WHITTLE_OFFLINE http_proxy https_proxy ALL_PROXY || :
# no mirror of this machine is to be asked
APT_CONFIG=$tmp/apt.conf
export APT_CONFIG
printf 'Dir::Etc "%s/apt";\nDir::Etc::sourcelist "list";\nDir::Etc::sourceparts "parts";\n' \
	"$tmp" >"$APT_CONFIG"
mkdir -p "$tmp/apt/parts"

if [ "$(id -u)" = 0 ] && mkdir "$tmp/small" && mount -t tmpfs -o size=200k none "$tmp/small" 2>/dev/null
then small=; else small='needs the right to mount a tmpfs'; fi

for mode in ok norange cut flaky move; do
	fetch $mode
	check "server that is $mode" good
done
fetch ok
check 'nothing half-written is left' [ "$(ls "$tmp/store/sources")" = "$sha" ]
before=$(asked .)
again ok
check 'what is here is not asked for' [ "$(asked .)" = "$before" ]
fetch cut
check 'a cut download is continued' [ "$(asked 'cut.* bytes=[1-9]')" -ge 1 ]

fetch wrong
check 'wrong hash: an error' bad
check '… names the hash expected' said "expected $sha"
check '… and the one found' said 'found    [0-9a-f]\{64\}$'
check '… the file is set aside' [ -s "$tmp/store/sources/a-1.0.tar.gz.bad" ]
fetch short
check 'truncated: an error' bad
fetch e404
check '404: an error' bad
check '… that says so' said '404 (not there)'
fetch e500
check '500: an error, after three tries' bad
fetch stall
check 'a server that sends nothing: an error' bad
check '… that says so' said 'too slow'
fetch local
check 'a server can not make it read local files' bad
fetch wrong e404 ok
check 'the next place is tried' good

# a part of another run, or of another file
rm -rf "$tmp/store"
mkdir -p "$tmp/store/sources"
head -c 1000 "$tmp/www/a-1.0.tar.gz" >"$tmp/store/sources/$sha.part"
again ok
check 'a part of a killed run is continued' good
check '… where it ended' [ "$(asked 'bytes=1000-')" = 1 ]
rm -rf "$tmp/store"
mkdir -p "$tmp/store/sources"
head -c 1000 /dev/zero >"$tmp/store/sources/$sha.part"
again ok
check 'a damaged part is fetched again' good
rm -rf "$tmp/store"
mkdir -p "$tmp/store/sources"
cp "$tmp/www/a-1.0.tar.gz" "$tmp/store/sources/$sha.part"
again e404
check 'a part that is whole needs no server' good

step a-1.0.tar.gz "$sha" http://no-such-host.invalid/a http://no-such-host.invalid/b "$url/ok/a-1.0.tar.gz"
fetch
check 'a host that does not exist' good

step a-1.0.tar.gz - "$url/ok/a-1.0.tar.gz"
fetch
check 'no hash in the recipe: an error that says it' said "sha256 = $sha"
again ok
check '… and the download is not lost' [ "$(tail -n 1 "$tmp/requests")" = "GET /ok/a-1.0.tar.gz -" ]

step a-1.0.tar.gz "$sha"
WHITTLE_MIRRORS="$url/e404 $url/ok/"
export WHITTLE_MIRRORS
fetch
check 'a mirror' good
unset WHITTLE_MIRRORS

cp "$tmp/www/a-1.0.tar.gz" "$tmp/dl/a-1.0.tar.gz"
WHITTLE_DL_DIR=$tmp/dl
export WHITTLE_DL_DIR
fetch
check 'the download folder' [ "$rc" = 0 ]
echo wrong >"$tmp/dl/a-1.0.tar.gz"
fetch ok
check 'a wrong file there is said and left alone' said 'not the right file'
export WHITTLE_OFFLINE=1
fetch ok
check '…also without a network' said 'not the right file'
unset WHITTLE_OFFLINE
rm "$tmp/dl/a-1.0.tar.gz"
fetch ok
check 'a download is copied there' cmp -s "$tmp/dl/a-1.0.tar.gz" "$tmp/www/a-1.0.tar.gz"
rm "$tmp/dl/a-1.0.tar.gz"
unset WHITTLE_DL_DIR

step a-1.0.tar.gz "$sha" debian:afile
echo "deb $url/ok trixie main" >"$tmp/apt/list"
fetch
check "debian: from apt's mirror, under Debian's name" good
step a-1.0.tar.gz "$sha" debian:libafile/other.tar.gz
fetch
check 'debian: with a file' good
rm "$tmp/apt/list"
fetch
check 'no mirror: an error that says so' said 'no Debian mirror'

# what is left of downloads: gone after a week
fetch wrong
cp "$tmp/www/a-1.0.tar.gz" "$tmp/store/sources/$sha.part"
WHITTLE_STORE=$tmp/store "$DEPOT" -C "$tmp" -o out gc --size 1G >"$tmp/log" 2>&1
check 'gc keeps what may be continued' [ -e "$tmp/store/sources/$sha.part" ]
touch -d '8 days ago' "$tmp/store/sources/$sha.part" "$tmp/store/sources/a-1.0.tar.gz.bad"
WHITTLE_STORE=$tmp/store "$DEPOT" -C "$tmp" -o out gc --size 1G >"$tmp/log" 2>&1
check '… for a week' [ -z "$(ls "$tmp/store/sources")" ]

WHITTLE_OFFLINE=1
export WHITTLE_OFFLINE
before=$(asked .)
fetch ok
check 'offline: an error that says so' said 'WHITTLE_OFFLINE'
check '… and no request' [ "$(asked .)" = "$before" ]
unset WHITTLE_OFFLINE

if [ -z "$small" ]; then
	step a-1.0.tar.gz "$sha" "$url/ok/a-1.0.tar.gz"
	rc=0
	WHITTLE_STORE=$tmp/small "$DEPOT" -C "$tmp" -o out fetch a >"$tmp/log" 2>&1 || rc=$?
	check 'a full disk: an error' said 'No space left'
	check '… and its space is given back' [ -z "$(ls "$tmp/small/sources")" ]
else
	skip "a full disk" "$small"
	skip "…" "$small"
fi
done_testing
