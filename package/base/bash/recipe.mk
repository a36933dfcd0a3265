# GNU's shell, beside the small one of BusyBox
version       = 5.2.37
source        = debian:bash/bash_$(version).orig.tar.xz
sha256        = 370704c9c859f4060b7df19055e43bb9b5fa09d887699cf6ba87885c5485d36a
license       = GPL-3.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:gnu:bash:$(version)
url           = https://www.gnu.org/software/bash/
style         = autotools
host-cc       = yes
depends       = readline
# What can only be found out by running a program; and there need not be a /dev/fd, where /proc has the same.
env           = bash_cv_job_control_missing=present bash_cv_sys_named_pipes=present bash_cv_printf_a_format=yes bash_cv_getcwd_malloc=yes \
	bash_cv_dev_fd=whacky bash_cv_dev_stdin=absent
configure-y  += --bindir=/bin --without-bash-malloc --with-installed-readline=/sysroot/usr --with-curses
# The target's headers would be the build machine's as well, for the programs that run there.
make-args     = RL_INCLUDEDIR=.

define install
make DESTDIR=/out/dest install
rm -r /out/dest/bin/bashbug /out/dest/usr/lib/bash
endef

define test
cat >sums.bash <<'END'
declare -A lines
while IFS=, read -r place count; do
	((lines[$$place] += count))
done < <(printf '%s\n' roof,3 cellar,4 roof,5)
words=("$${!lines[@]}")
[[ $${#words[@]} == 2 && $${lines[roof]} =~ ^8$$ ]] && echo "$${lines[cellar]} $${lines[roof]:0:1}"
END
[ "$$(bash sums.bash)" = '4 8' ]
# It edits: Ctrl-A goes to the beginning of the line.
printf 'kept >edited\001echo \nexit\n' >keys
TERM=vt100 bash --norc -i <keys
grep '^kept$$' edited
endef
