#!/bin/sh
# What recipes' services become: a line of inittab, and a table for /usr/libexec/service; what is said about mistakes.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
log=$work/said
echo '::sysinit:/etc/init.d/start' >"$work/inittab"

# services LINE…: renders a table of these lines
services() {
	rm -rf "$work/out"
	printf '%s\n' "$@" >"$work/package"
	sh fs/services/services.sh "$work/inittab" "$work/out" "$work/package" >"$work/said" 2>&1
}
# refused PATTERN LINE…: it ends with an error that says so
refused() {
	pattern=$1
	shift
	! services "$@" && grep -q "$pattern" "$work/said"
}
has() {
	grep -qxF -e "$2" "$work/out/etc/$1"
}

check 'a table of two services' services 'web command /usr/sbin/web -f' '' '# words' 'web after db' \
	'db command /usr/bin/db' 'db restart failure' 'db state /var/lib/db 0700 db db'
check '…what init starts stays' has inittab '::sysinit:/etc/init.d/start'
check '…the one is started again by init' has inittab '::respawn:/usr/libexec/service web'
check '…the other, which ends well, is not' has inittab '::once:/usr/libexec/service db'
check '…each has its own table' has services/db 'state /var/lib/db 0700 db db'
check '…and nothing of the other one' [ "$(wc -l <"$work/out/etc/services/web")" = 2 ]
check 'an unknown word' refused "unknown word 'restrat'" 'a command /bin/a' 'a restrat never'
check 'an unknown restart' refused "restart 'often'" 'a command /bin/a' 'a restart often'
check 'a command without a path' refused "does not begin with /" 'a command a'
check 'no command' refused 'needs one `command`' 'a after network'
check 'after something that is not there' refused "comes after 'b', which is not in the image" 'a command /bin/a' 'a after b'

# The program that runs them, with its folders here, and a su that changes nobody.
mkdir -p "$work/bin" "$work/etc"
sed "s|/etc/services|$work/etc|g; s|/run/log|$work/log|g" package/base/skeleton/files/usr/libexec/service >"$work/service"
printf '%s\n' '#!/bin/sh' 'echo "$3"' 'exec sh -c "$5"' >"$work/bin/su"
chmod +x "$work/bin/su"
# serves NAME LINE…: runs a service with this table
serves() {
	name=$1
	shift
	printf '%s\n' "$@" >"$work/etc/$name"
	PATH="$work/bin:$PATH" sh "$work/service" "$name"
	[ "$(cat "$work/log/$name")" = "$wanted" ]
}
wanted="it's \$here"
check 'a command with quotes' serves quotes "command /bin/echo \"it's\" '\$here'"
wanted="nobody
it's \$here"
check '…as another user' serves user "command /bin/echo \"it's\" '\$here'" 'user nobody'
done_testing
