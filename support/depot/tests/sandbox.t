#!/bin/sh
# A step sees what it declared and nothing else.
set -eu
. "$(dirname "$0")/lib.sh"

step lib <<'S'
script
mkdir -p /out/sysroot/usr/include /out/host/bin
echo '#define LIB 1' >/out/sysroot/usr/include/lib.h
printf '#!/bin/sh\necho from-host-part\n' >/out/host/bin/helper
chmod +x /out/host/bin/helper
S
step with <<'S'
depends lib host sysroot
script
grep LIB /sysroot/usr/include/lib.h >/out/target/lib
helper >>/out/target/lib
S
step without <<'S'
script
cat /sysroot/usr/include/lib.h
S
step half <<'S'
depends lib sysroot
script
test -e /sysroot/usr/include/lib.h
helper
S
ok "a declared dependency is seen" depot run with
ok "…with its host programs first in PATH" grep -q from-host-part "$("$DEPOT" -o o -s store path with target)/lib"
ok "a step that reads an undeclared dependency fails" run_fails without 'No such file'
ok "a part that was not named is not seen" run_fails half 'not found'

step header <<'S'
script
echo '#include <stdio.h>' >a.c
gcc -c a.c -o a.o
S
step library <<'S'
script
echo 'int main(void) { return 0; }' >a.c
gcc -nostartfiles -nodefaultlibs a.c -o a -lc
S
step hostcc <<'S'
kind host
script
printf '#include <stdio.h>\nint main(void) { return puts("hello") < 0; }\n' >a.c
gcc a.c -o a
./a >/out/host/hello
S
step tools <<'S'
script
perl -MPOSIX -e 'print POSIX::floor(2.5), "\n"' >/out/target/perl
python3 -c 'import zlib; print(zlib.crc32(b"x"))' >/out/target/python
echo 'a b' | gawk '{ print $2 }' >/out/target/awk
xz --version >/out/target/xz
S
if command -v gcc >/dev/null && command -v python3 >/dev/null && command -v gawk >/dev/null; then
	ok "a header of the build machine is not seen" run_fails header 'stdio.h: No such file'
	ok "a library of the build machine is not found by the linker" run_fails library 'cannot find -lc'
	ok "…but both are there for a host step" depot run hostcc
	ok "programs of the build machine still run" depot run tools
else
	skip "headers and libraries" "gcc, python3 or gawk is not here"
fi

step network <<'S'
script
exec 3<>/dev/tcp/127.0.0.1/1
S
sed -i 's|^exec.*|perl -MSocket -e '"'"'socket(S, PF_INET, SOCK_STREAM, 0) or die; connect(S, sockaddr_in(shift, inet_aton("127.0.0.1"))) or die "no network: $!\\n"'"'"' PORT|' o/steps/network
perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); bind(S, sockaddr_in(0, INADDR_LOOPBACK)); listen(S, 5);
	$| = 1; print((sockaddr_in(getsockname(S)))[0], "\n"); alarm 60; while (accept(C, S)) { close C }' >port &
server=$!
while [ ! -s port ]; do sleep 0.1; done
sed -i "s/PORT/$(cat port)/" o/steps/network
ok "the server on loopback answers outside" perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0); connect(S, sockaddr_in(shift, INADDR_LOOPBACK)) or die' "$(cat port)"
ok "a step that uses the network fails" run_fails network 'no network'
kill "$server"

step env <<'S'
env EXTRA a value
script
env | grep -v -e '^MAKEFLAGS=' -e '^JOBS=' | sort >/out/target/env
id -u >/out/target/uid
id -un >>/out/target/uid
hostname >>/out/target/uid
umask >>/out/target/uid
pwd >>/out/target/uid
ls -A /home/build /build >>/out/target/uid
S
export SECRET=1 LANG=de_DE.UTF-8 CFLAGS=-O0
ok "the environment is fixed" depot run env
cat >want <<'S'
EXTRA=a value
HOME=/home/build
LC_ALL=C
LOGNAME=build
PATH=/host/bin:/whittle/bin:/usr/bin:/usr/sbin
PWD=/build
SHELL=/bin/sh
SOURCE_DATE_EPOCH=1700000000
TERM=dumb
TMPDIR=/tmp
TZ=UTC
USER=build
S
content env target env >have
ok "…and holds only what it should" diff -u want have
printf '1000\nbuild\nwhittle\n0022\n/build\n/build:\n\n/home/build:\n' >want
content env target uid >have
ok "user, host name, umask, folder and home are fixed" diff -u want have

for where in /usr/x /sysroot/x /host/x /files/x /src/x /etc/x /whittle/bin/x /x; do
	step write <<S
script
if echo x >$where; then echo "could write $where"; else exit 3; fi
S
	ok "$where can't be written" run_fails write 'exit code 3'
done

step device <<'S'
script
mkfifo /out/target/pipe
S
ok "a result that is no file is an error" run_fails device 'target/pipe is neither'
step stray <<'S'
script
mkdir /out/image
S
ok "a result in no part is an error" run_fails stray '/out/image: only'

step one <<'S'
script
mkdir -p /out/sysroot/usr; echo 1 >/out/sysroot/usr/same; echo 1 >/out/sysroot/usr/other
S
step two <<'S'
script
mkdir -p /out/sysroot/usr; echo 1 >/out/sysroot/usr/same; echo 2 >/out/sysroot/usr/other
S
step both <<'S'
depends one sysroot
depends two sysroot
script
true
S
ok "two dependencies with different files at one path are an error" run_fails both \
	'/sysroot/usr/other comes from both (one and two|two and one)'
ok "…and nothing is left of it" no_entries store/tmp

# the job server: a make outside, a make inside, one pool of tokens
step jobs <<'S'
script
cat >Makefile <<'M'
all: a b c d
a b c d:
	@sleep 0.2; echo $@
M
make 2>&1 | tee /tmp/log
! grep -i 'jobserver unavailable' /tmp/log
echo "$MAKEFLAGS" >/out/target/flags
S
printf 'all:\n\t+@"%s" -C "%s" -o o -s store run jobs\n' "$DEPOT" "$T" >Makefile
ok "a build takes part in make's job server" quietly make -j2
ok "…through its descriptors" grep -q 'jobserver-auth' "$("$DEPOT" -o o -s store path jobs target)/flags"
# make 4.4 and newer: a fifo
step fifo <<'S'
script
echo "$MAKEFLAGS" >/out/target/flags
dd if=/whittle/jobserver of=token bs=1 count=1
[ "$(cat token)" = + ]
dd if=token of=/whittle/jobserver bs=1 conv=notrunc
S
mkfifo fifo
exec 9<>fifo
printf + >&9
MAKEFLAGS=" -j3 --jobserver-auth=fifo:$T/fifo"
export MAKEFLAGS
ok "the job server of newer makes is reached, too" depot run fifo
unset MAKEFLAGS
ok "…under the name that MAKEFLAGS says" grep -q -- '-j3 --jobserver-auth=fifo:/whittle/jobserver$' \
	"$("$DEPOT" -o o -s store path fifo target)/flags"
ok "…and the token is back" test "$(dd bs=1 count=1 <&9 2>/dev/null)" = +
exec 9<&-

# who runs it doesn't matter
step who <<'S'
script
id >/out/target/id; cat /etc/passwd /proc/self/uid_map /proc/self/setgroups >/out/target/ids || :
stat -c '%n %A %u %g' /build /out /out/* /files /tmp /sysroot /home/build >/out/target/stat
sed -i 's/  *[0-9]*  *1$//' /out/target/ids
umask >/out/target/umask; grep Cap /proc/self/status >/out/target/capabilities
! chown 0:0 /out/target/stat; ! mknod /tmp/null c 1 3
S
ok "as this user" depot run who
content who target ../manifest >one
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
	# the checkout may lie where only its owner can read
	mkdir user && cp "$DEPOT" user/depot && cp -r o user/o && rm -rf user/o/state user/o/logs && chmod -R a+rwX user && chmod 755 "$T"
	ok "as an ordinary user" quietly setpriv --reuid=65534 --regid=65534 --clear-groups \
		"$T/user/depot" -C user -o o -s "$T/user/store" run who
	cat "$("$DEPOT" -C user -o o -s "$T/user/store" path who target)/../manifest" >two
	ok "…gives the same bytes" diff -u one two
else
	skip "as an ordinary user" "the test is run by one"
fi
done_testing
