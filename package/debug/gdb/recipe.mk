# Watches a program while it runs: from another machine, or from this one
version       = 16.3
source        = debian:gdb/gdb_$(version).orig.tar.xz
sha256        = 99c11713693d81d5463733c29333f2c06c358b730c911b2438a849b26ca4b6b6
license       = GPL-3.0-or-later AND LGPL-3.0-or-later
license-files = COPYING3 COPYING3.LIB
cpe           = cpe:2.3:a:gnu:gdb:$(version)
url           = https://www.sourceware.org/gdb/
style         = autotools
host-cc       = yes
depends-$(CONFIG_PACKAGE_GDB_HERE) += expat gmp mpfr ncurses readline zlib
configure-y  += --disable-shared --enable-static --enable-gdbserver --disable-inprocess-agent --disable-binutils --disable-gas --disable-ld --disable-gold \
	--disable-gprof --disable-gprofng --disable-sim --disable-werror $(if $(CONFIG_PACKAGE_GDB_HERE),$(gdb.here),--disable-gdb --without-gmp --without-mpfr)

gdb.here = --with-system-readline --with-system-zlib --with-expat --with-curses --enable-tui --without-python --without-guile \
	--without-babeltrace --without-intel-pt --without-lzma --without-xxhash --without-zstd --without-debuginfod --disable-source-highlight

define build
make MAKEINFO=true all-gdbserver $(if $(CONFIG_PACKAGE_GDB_HERE),all-gdb)
endef

define install
install -D gdbserver/gdbserver /out/dest/usr/bin/gdbserver
$(if $(CONFIG_PACKAGE_GDB_HERE),install -D gdb/gdb /out/dest/usr/bin/gdb)
endef

# What gdb would say, in its own words: why does it stand still, stop where the program begins (behind the dynamic linker), go
# on from there to the end; and in another one that runs already, let it go.
define test
say() {
	sum=$$(printf %s "$$1" | od -An -v -t u1 | awk '{for (i = 1; i <= NF; i++) n += $$i} END {print n % 256}')
	printf '+$$%s#%02x' "$$1" "$$sum"
	sleep 2
}
gdbserver --once 127.0.0.1:2159 /bin/sh -c 'exit 7' & pid=$$!
sleep 3
child=$$(pgrep -P $$pid)
begin=$$(od -An -v -w16 -t x8 /proc/$$child/auxv | sed -n 's/^ *0*9 *0*//p')
case $$(uname -m) in
x86_64) size=1 ;;
*) size=4 ;;
esac
{
	say qSupported:swbreak+
	say '?'
	say "Z0,$$begin,$$size"
	say c
	say "z0,$$begin,$$size"
	say c
} | nc 127.0.0.1 2159 >said
cat said
wait $$pid || true
tr '#' '\n' <said | sed -n 's/^[0-9a-f]*+*[$$]//; s/^\(T05swbreak\|T05\|OK\|W07\).*/\1/p' | tr '\n' ' ' | grep 'T05 OK T05swbreak OK W07'
sleep 60 & runs=$$!
gdbserver --once --attach 127.0.0.1:2160 $$runs & pid=$$!
sleep 3
grep 'State:.t' /proc/$$runs/status
{
	say '?'
	say "D"
} | nc 127.0.0.1 2160
wait $$pid || true
grep 'State:.S' /proc/$$runs/status
kill $$runs
$(if $(CONFIG_PACKAGE_GDB_HERE),gdb -nx -batch -ex 'set breakpoint pending on' -ex 'break chdir' -ex run -ex backtrace -ex 'finish' -ex continue \
	--args /bin/sh -c 'cd /tmp; exit 7' >said 2>&1
cat said
grep '^Breakpoint 1.*chdir' said
grep '^#1 ' said
grep 'exited with code 07' said)
endef
