# Shows processes and what they use, as it changes
version       = 3.4.1
source        = https://github.com/htop-dev/htop/archive/refs/tags/$(version)/htop-$(version).tar.gz
sha256        = af9ec878f831b7c27d33e775c668ec79d569aa781861c995a0fbadc1bdb666cf
license       = GPL-2.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:htop:htop:$(version)
url           = https://htop.dev/
style         = autotools
autoreconf    = yes
depends       = ncurses
host-tools    = pkg-config
configure-y  += --enable-unicode --disable-capabilities --disable-delayacct --disable-sensors --disable-unwind --disable-hwloc

define test
sleep 4711 & pid=$$!
{ sleep 4; printf q; } | TERM=vt100 htop -d 5 -C -p "$$pid" >seen
kill $$pid
grep -a 'Load average' seen
grep -a 'sleep 4711' seen
endef
