# What people know from menuconfig.
# shellcheck shell=sh disable=SC2154,SC2317

arrows_and_space() {
	start 80 24
	sees "[ ] Networking" || return 1
	keys Down Space
	sees "[*] Networking" && sees "< > TCP/IP"
}
check "Space sets, and what depends on it appears" arrows_and_space

letters() {
	start 80 24
	sees "[ ] Networking" || return 1
	keys y Down y Down m
	sees "<M> TCP/IP" || return 1
	sees "{M} Checksums" || return 1
	keys n
	sees "< > TCP/IP"
}
check "y, m and n set values; what is selected is marked" letters

menus() {
	start 80 24
	sees "Devices  --->" || return 1
	keys End Right
	sees "› Devices" && sees "*** Things with wires ***" && sees "(10) Speed" || return 1
	keys Escape
	sees "Top level" || return 1
	keys Enter
	sees "(10) Speed" || return 1
	keys Left
	sees "Top level"
}
check "right and Enter go in, left and Esc go out" menus

escape_twice() {
	start 80 24
	keys End Right
	sees "(10) Speed" || return 1
	keys y Down Down Down Down Down y Right
	sees "One more" || return 1
	tmux -L "$socket" send-keys Escape Escape
	sees "› Devices" && sees "Extras" && lacks "One more"
}
check "Esc Esc goes out once" escape_twice

buttons() {
	start 80 24
	sees "<Select>" && sees "<Exit>" && sees "<Help>" && sees "<Save>" && sees "<Load>" || return 1
	keys Down Tab Tab Enter
	sees "Lets the machine talk to others." && sees "Defined"
}
check "Tab and Enter take a button" buttons

every_key_is_shown() {
	start 80 24
	for key in "search" "help" "why" "hidden" "undo" "redo" "changes" "diff" "info" "save" "load" "quit" "F1 keys"; do
		sees "$key" || return 1
	done
}
check "every key is shown at the bottom" every_key_is_shown

save_and_leave() {
	start 80 24
	keys Down y q
	sees "before leaving?" || return 1
	keys Enter
	sees "code=0" && grep -qx CONFIG_NET=y "$work/.config"
}
check "leaving unsaved asks, and saves" save_and_leave

leave_without() {
	start 80 24
	keys Down y q
	sees "before leaving?" || return 1
	keys n
	sees "code=0" && sees "was not saved" && [ ! -e "$work/.config" ]
}
check "leaving without saving writes nothing" leave_without

leave_cancel() {
	start 80 24
	keys Down y q
	sees "before leaving?" || return 1
	keys Escape
	sees "[*] Networking" && sees "1 changed"
}
check "Esc stays" leave_cancel
