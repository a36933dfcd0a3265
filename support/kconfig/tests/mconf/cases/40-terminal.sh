# Terminals of all kinds.
# shellcheck shell=sh disable=SC2154,SC2317

resize() {
	start 80 24
	sees "Networking" || return 1
	tmux -L "$socket" resize-window -x 150 -y 50
	sees "Networking" && keys / && tmux -L "$socket" resize-window -x 60 -y 20 || return 1
	sees "Search names" || return 1
	tmux -L "$socket" resize-window -x 30 -y 8
	sees "too small" || return 1
	tmux -L "$socket" resize-window -x 250 -y 60
	sees "Search names" || return 1
	keys Escape
	sees "Networking"
}
check "resize at any time" resize

monochrome() {
	start 80 24 MENUCONFIG_COLOR=mono
	sees "Networking" || return 1
	tmux -L "$socket" capture-pane -ep >now
	! grep -q "$(printf '\033')\\[[0-9;]*[34][0-7]m" now
}
check "monochrome uses no colour" monochrome

themes() {
	for theme in classic bluetitle blackbg own nonsense; do
		start 80 24 "MENUCONFIG_COLOR=$theme"
		sees "Networking" || return 1
		tmux -L "$socket" capture-pane -ep >now
		grep -q "$(printf '\033')\\[[0-9;]*[34][0-7]m" now || return 1
	done
}
check "every theme has colours" themes

serial() {
	for term in vt100 vt220 linux screen; do
		start 80 24 "TERM=$term"
		sees "[ ] Networking" || return 1
		keys Down Space
		sees "[*] Networking" || return 1
	done
}
check "vt100, vt220, linux and screen work" serial

dumb() {
	start 80 24 TERM=dumb
	sees "can't move its cursor" && sees "code=111"
}
check "a dumb terminal is an error" dumb

no_terminal() {
	code=0
	"$mconf" "$here/tree/Kconfig" </dev/null >out 2>&1 || code=$?
	[ "$code" -eq 111 ] && grep -q "must be a terminal" out
}
check "no terminal is an error" no_terminal

plain_locale() {
	start 80 24 LC_ALL=C
	sees "Test of the menu  -  .config" && sees "> in  < out" || return 1
	keys z
	sees "Wireless - WLAN"
}
check "the C locale gets plain characters" plain_locale

# Usage: click COLUMN ROW  - as xterm's SGR mouse reports do it
click() {
	tmux -L "$socket" send-keys -l "$(printf '\033[<0;%d;%dM\033[<0;%d;%dm' "$1" "$2" "$1" "$2")"
}

mouse() {
	start 80 24 TERM=xterm-256color
	sees "Networking" || return 1
	click 12 4
	sees "CONFIG_NET = n" || return 1
	click 12 4
	sees "[*] Networking"
}
check "the mouse chooses and sets" mouse

wide() {
	start 200 50
	sees "Networking" || return 1
	keys Down
	sees "Lets the machine talk to others." && sees "│"
}
check "a wide window has the pane at the side" wide

unknown_keys() {
	start 80 24
	tmux -L "$socket" send-keys -l "$(printf '\033[B')"
	tmux -L "$socket" send-keys -l "$(printf '\033[99~')"
	tmux -L "$socket" send-keys -l "$(printf '\033[I')"
	tmux -L "$socket" send-keys -l "$(printf '\033OB')"
	keys y
	sees "<*> Checksums" && sees "[ ] Networking" && lacks "before leaving" || return 1
}
check "keys that the terminal's description lacks do no harm" unknown_keys

unicode() {
	start 80 24
	keys z
	sees "Wireless – WLAN"
}
check "prompts in UTF-8 are shown" unicode
