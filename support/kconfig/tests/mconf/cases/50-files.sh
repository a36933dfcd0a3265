# Files that can't be read or written.
# shellcheck shell=sh disable=SC2154,SC2317

save_elsewhere() {
	start 80 24
	keys Down y s
	sees "Write the configuration to this file" || return 1
	keys C-u o t h e r Enter
	sees "Saved to other" && grep -qx CONFIG_NET=y "$work/other"
}
check "save asks for the name" save_elsewhere

load() {
	printf 'CONFIG_NET=y\nCONFIG_SPEED=77\n' >"$work/mine"
	start 80 24
	sees "[ ] Networking" || return 1
	keys l C-u m i n e Enter
	sees "[*] Networking" || return 1
	keys u
	sees "[ ] Networking"
}
check "load takes another file, and undo takes that back" load

load_missing() {
	start 80 24
	keys Down y l C-u g o n e Enter
	sees "there is no such file" || return 1
	keys Enter
	sees "[*] Networking"
}
check "loading a file that is not there changes nothing" load_missing

bad_lines() {
	printf 'CONFIG_NET=y\nCONFIG_SPEED=abc\n' >"$work/.config"
	start 80 24
	sees "Noticed while reading" && sees "SPEED" || return 1
	keys Enter
	sees "[*] Networking"
}
check "bad lines of the configuration are told" bad_lines

# The configuration is where nothing can be written: a full file system if this user may mount one, else a folder
# that is a file.
unwritable() {
	printf 'x' >"$work/file"
	start 80 24 "KCONFIG_CONFIG=$work/file/.config"
	keys Down y q
	sees "before leaving?" || return 1
	keys y
	sees "could not be written" && sees "still here" || return 1
	keys Enter
	sees "[*] Networking"
}
check "a write that fails says so and stays" unwritable

full_disk() {
	mkdir -p "$work/full"
	mount -t tmpfs -o size=16k tmpfs "$work/full" 2>/dev/null || return 0
	printf '# CONFIG_NET is not set\n' >"$work/full/.config"
	dd if=/dev/zero of="$work/full/filler" bs=4k count=8 2>/dev/null || :
	start 80 24 "KCONFIG_CONFIG=$work/full/.config"
	keys Down y q
	sees "before leaving?" && keys y
	result=0
	sees "could not be written" && grep -q "NET is not set" "$work/full/.config" || result=1
	tmux -L "$socket" kill-server
	umount "$work/full"
	return "$result"
}
check "a full disk keeps the old file" full_disk

hangup() {
	start 80 24
	keys Down y
	sees "[*] Networking" || return 1
	tmux -L "$socket" kill-server
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		[ -e "$work/.config.unsaved" ] && break
		sleep 0.1
	done
	grep -qx CONFIG_NET=y "$work/.config.unsaved"
}
check "a line that goes down loses nothing" hangup

# In the background of a terminal that it must not read, every read fails at once.
no_more_input() {
	start 80 24 "TERM=screen sh -c 'trap \"\" TTIN TTOU; set -m; \"\$0\" \"\$1\" & wait \$!; exit \$?'"
	sees "code=129"
}
check "the end of input ends the program" no_more_input

broken_tree() {
	printf 'config A\n\tbool "A"\n\tnonsense here\n' >"$work/broken"
	code=0
	"$mconf" "$work/broken" >out 2>&1 || code=$?
	[ "$code" -eq 1 ] && grep -q 'broken:3' out
}
check "an error of the tree is told with its place" broken_tree

usage() {
	code=0
	"$mconf" >out 2>&1 || code=$?
	[ "$code" -eq 100 ] && "$mconf" --help | grep -q dialect
}
check "wrong usage" usage
