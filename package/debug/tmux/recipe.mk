# Several terminals in one, which go on when nobody looks
version       = 3.5a
source        = https://github.com/tmux/tmux/releases/download/$(version)/tmux-$(version).tar.gz
sha256        = 16216bd0877170dfcc64157085ba9013610b12b082548c7c9542cc0103198951
license       = ISC
license-files = COPYING
cpe           = cpe:2.3:a:tmux_project:tmux:$(version)
url           = https://github.com/tmux/tmux/wiki
style         = autotools
in-tree       = yes
depends       = libevent ncurses
depends-$(CONFIG_LIBC_GLIBC) += locale
host-tools    = pkg-config
configure-y  += --disable-utf8proc
kernel-y     += UNIX UNIX98_PTYS

# The terminal goes on without a client, and shows what was typed.
define test
export TERM=vt100
tmux -S door new-session -d -x 80 -y 24 -s work sh
tmux -S door split-window -t work 'echo second; sleep 60'
tmux -S door send-keys -t work.0 'echo $$((6 * 7)) >answer; echo shown | tr a-z A-Z' Enter
sleep 3
[ "$$(cat answer)" = 42 ]
tmux -S door capture-pane -p -t work.0 | grep SHOWN
tmux -S door capture-pane -p -t work.1 | grep second
tmux -S door kill-server
endef
