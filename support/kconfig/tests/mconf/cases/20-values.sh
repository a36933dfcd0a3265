# Numbers, strings, choices; errors in place.
# shellcheck shell=sh disable=SC2154,SC2317

devices() {
	start 80 24
	keys End Right
	sees "(10) Speed"
}

range() {
	devices || return 1
	keys Down Enter
	sees "from 1 to 100" || return 1
	keys C-u 5 0 0
	sees "500 is not between 1 and 100" || return 1
	keys Enter
	sees "500 is not between" || return 1
	keys BSpace Enter
	sees "(50) Speed"
}
check "an integer out of its range is refused in place" range

not_a_number() {
	devices || return 1
	keys Down Down Enter C-u x y z
	sees '"xyz" is not a hexadecimal number' || return 1
	keys C-u 0 x 2 a Enter
	sees "(0x2a) Address"
}
check "a hexadecimal number is checked" not_a_number

string() {
	devices || return 1
	keys Down Down Down Enter Home B i g - End Left BSpace ü Enter
	sees "(Big-whittüe) Name of the machine"
}
check "a string is edited with the keys of a line" string

choice() {
	devices || return 1
	sees "Bus (PCI)  --->" || return 1
	keys Down Down Down Down Enter
	sees "(X) PCI" && sees "( ) USB" || return 1
	keys Down Space
	sees "(X) USB" || return 1
	keys Left
	sees "Bus (USB)  --->"
}
check "a choice is made" choice

locked() {
	start 80 24
	keys Down y Down y Down
	sees "Checksums" || return 1
	keys n
	sees "selected by INET"
}
check "what can't be set says why" locked

undo_redo() {
	start 80 24
	keys Down y Down y
	sees "<*> TCP/IP" || return 1
	keys u
	sees "undo: INET = y" && sees "< > TCP/IP" || return 1
	keys u
	sees "[ ] Networking" || return 1
	keys u
	sees "nothing to undo" || return 1
	keys r r
	sees "<*> TCP/IP" && sees "-*- Checksums"
}
check "undo and redo" undo_redo

changes() {
	start 80 24
	keys Down y Down y c
	sees "Set by you" && sees "NET: n → y" && sees "INET: n → y" && sees "Changed with it" && sees "CRC: n → y"
}
check "changes are listed, asked for and consequences" changes

differences() {
	start 80 24
	keys Down y d
	sees "What differs from the defaults" && sees "NET: n → y" && lacks "QUIET"
}
check "differences from the defaults are listed" differences

hidden() {
	start 80 24
	sees "Networking" && lacks "TCP/IP" || return 1
	keys z
	sees "TCP/IP  (needs NET)" || return 1
	keys Down Down y
	sees "INET can't be y: needs NET"
}
check "hidden entries are shown with the reason" hidden

fix() {
	start 80 24
	keys z Down Down Down w
	sees "These changes do it:" && sees "NET: n → y" && sees "QUIET: y → n" && sees "RADIO: n → y" || return 1
	keys Enter
	sees "[*] Wireless" || return 1
	keys u
	sees "- - Wireless" && sees "[ ] Networking"
}
check "the smallest set of changes is shown and applied, and undone at once" fix

drop() {
	start 80 24
	keys z Down Down w
	sees "NET: n → y" || return 1
	keys d
	sees "[ ] Networking" && lacks "1 changed"
}
check "the set of changes is dropped" drop

against_defconfig() {
	printf 'CONFIG_NET=y\nCONFIG_SPEED=20\n' >"$work/mine_defconfig"
	options="--defconfig $work/mine_defconfig"
	start 80 24
	# shellcheck disable=SC2034 # run's
	options=''
	keys Down y d
	sees "What differs from" && sees "SPEED: 20 → 10" && lacks "NET: n"
}
check "differences from a defconfig are listed" against_defconfig
