# Edits what a person types, and remembers it
version       = 8.2
source        = https://ftp.gnu.org/gnu/readline/readline-$(version).tar.gz
sha256        = 3feb7171f16a84ee82ca18a36d7b9be109a52c04f492a053331d7d1095007c35
license       = GPL-3.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:gnu:readline:$(version)
url           = https://tiswww.case.edu/php/chet/readline/rltop.html
style         = autotools
depends       = ncurses
configure-y  += --with-curses --with-shared-termcap-library --disable-install-examples

# Its libraries would have an RPATH.
define prepare
sed -i 's/-Wl,-rpath,$$(libdir) //' support/shobj-conf
endef
