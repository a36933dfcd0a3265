# A terminal for programs that draw on it, in tmux. Sourced after tests/lib.sh.
# shellcheck shell=sh disable=SC2154 # work is lib.sh's

terminal=whittle-$$
terminal() { tmux -L "$terminal" -f /dev/null "$@"; }
screen() { terminal capture-pane -p 2>/dev/null; }

# starts COMMAND: in a new terminal; where it ended is said there
starts() {
	if terminal has-session 2>/dev/null; then
		terminal respawn-pane -k "$1; echo \"ended: \$?\"; exec sleep 3600"
	else
		terminal new-session -d -x 100 -y 40 "$1; echo \"ended: \$?\"; exec sleep 3600"
	fi
}
# shows PATTERN [SECONDS]: waits until the terminal does
shows() {
	for _ in $(seq 1 $((${2:-60} * 5))); do
		screen >"$work/screen" || :
		! grep -Eq -e "$1" "$work/screen" || return 0
		! grep -q '^ended: ' "$work/screen" || break
		sleep 0.2
	done
	echo "the terminal never showed: $1"
	screen
	return 1
}
keys() {
	terminal send-keys "$@"
	sleep 0.3
}
# sets SYMBOL KEY: in a menu that is open
sets() {
	keys / && shows 'Search names' && keys C-u && keys -l "CONFIG_$1" && shows "^ *$1 \\[=" && keys Enter &&
		shows "CONFIG_$1 = " && keys "$2" && shows "CONFIG_$1 = $2"
}
# ends: saves and leaves the menu
ends() {
	keys s && shows 'Write the configuration' && keys Enter && keys q && shows 'ended: 0' "${1:-120}"
}
