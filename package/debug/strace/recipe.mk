# Shows a program's system calls
version       = 6.1
source        = https://github.com/strace/strace/releases/download/v$(version)/strace-$(version).tar.xz
sha256        = 2579e9cec37dbb786f6ea0bebd15f40dd561ef2bde2a2a2ecdce5963b01859fd
license       = LGPL-2.1-or-later
license-files = COPYING LGPL-2.1-or-later
cpe           = cpe:2.3:a:strace_project:strace:$(version)
url           = https://strace.io/
style         = autotools
host-cc       = yes
in-tree       = yes
configure-y  += --enable-mpers=no --enable-bundled=yes --disable-gcc-Werror --without-libdw --without-libunwind --without-libiberty --without-libselinux

# One merges traces, with Perl.
define install
make DESTDIR=/out/dest install
rm /out/dest/usr/bin/strace-log-merge
endef

define test
echo gold >found
strace -f -o trace sh -c 'cat found missing; echo treasure'
grep 'open.*"found", O_RDONLY.*) = [0-9]' trace
grep 'open.*"missing", .*ENOENT (No such file or directory)' trace
grep 'write(1, "treasure\\n", 9)' trace
grep 'exited with 1' trace
strace -c -o counts ls / >/dev/null
grep getdents64 counts
sleep 60 & pid=$$!
sleep 1
strace -o joined -p $$pid & tracer=$$!
sleep 1
kill $$pid
wait $$tracer || true
grep 'SIGTERM' joined
endef
