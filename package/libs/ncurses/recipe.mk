# Draws on terminals; with what it must know about a few of them
version       = 6.5+20250216
source        = debian:ncurses/ncurses_$(version).orig.tar.gz
sha256        = b37baafa436e7133bb12a185cb8f60e1599b1947e9f0181c76f3190acf28b6eb
license       = MIT-open-group
license-files = COPYING
cpe           = cpe:2.3:a:gnu:ncurses:6.5
url           = https://invisible-island.net/ncurses/
style         = autotools
host-cc       = yes
host-tools    = tic pkg-config
configure-y  += --with-build-cc=gcc --with-tic-path=/usr/bin/tic --with$(if $(style.shared),,out)-shared --without-debug \
	--without-ada --without-cxx --without-cxx-binding --without-tests --without-manpages --without-progs \
	--enable-widec --enable-overwrite --enable-pc-files --with-pkg-config-libdir=/usr/lib/pkgconfig \
	--disable-db-install --disable-stripping --disable-root-environ

# Programs that are not told about wide characters find the same library.
define install
make DESTDIR=/out/dest install
for name in ncurses form menu panel; do
	ln -s "lib$${name}w.$(if $(style.shared),so,a)" "/out/dest/usr/lib/lib$$name.$(if $(style.shared),so,a)"
	ln -s "$${name}w.pc" "/out/dest/usr/lib/pkgconfig/$$name.pc"
done
mkdir -p /out/dest/usr/share/terminfo
tic -x -e ansi,dumb,linux,screen,screen-256color,tmux,tmux-256color,vt100,vt102,vt220,xterm,xterm-256color \
	-o /out/dest/usr/share/terminfo $(style.src)/misc/terminfo.src
$(style.tidy)
endef
