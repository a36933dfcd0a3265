# Searching and reading.
# shellcheck shell=sh disable=SC2154,SC2317

search() {
	start 80 24
	keys / u s b
	sees "BUS_USB [=n]" && sees "USB" && sees "Bus" || return 1
	keys Enter
	sees "( ) USB" && sees "› Devices › Bus"
}
check "search shows what is found while typing, and Enter goes there" search

misspelt() {
	start 80 24
	keys / n e t w r o k i n g
	sees "NET [=n]" && sees "Networking"
}
check "search forgives a misspelt word" misspelt

help_text() {
	start 80 24
	keys / i n t e r n e t
	sees "INET [=n]" || return 1
	keys Enter
	sees "TCP/IP  (needs NET)" && sees "all shown"
}
check "search looks into help, and shows the hidden entry it goes to" help_text

several_words() {
	start 80 24
	keys / n a m e Space m a c h i n e
	sees "NAME [=whittle]" && sees "1 found"
}
check "several words must all occur" several_words

number_keys() {
	start 80 24
	keys / t w o Tab
	sees "1 EXTRA_TWO" || return 1
	keys 1
	sees "Two more"
}
check "number keys jump to what was found" number_keys

page() {
	start 80 24
	keys z Down Down '?'
	sees "CONFIG_INET = n" && sees "Depends on" && sees "NET [=n]" && sees "tree/Kconfig:14" || return 1
	keys PageDown PageDown
	sees "Selects" && sees "CRC = n" && sees "What depends on it" && sees "WIFI = n" || return 1
	keys 1
	sees "Networking" && sees "Top level"
}
check "the page of an entry tells all, and its number keys jump" page

reading_on() {
	start 80 24
	keys z Down Down '?' Tab Right
	sees "CONFIG_NET = n" || return 1
	keys Left
	sees "CONFIG_INET = n" || return 1
	keys Escape
	sees "Top level"
}
check "links are read and come back" reading_on

nothing() {
	start 80 24
	keys / q q q q q
	sees "Nothing found." || return 1
	keys Enter Escape
	sees "Top level"
}
check "a search that finds nothing says so" nothing

pane_links() {
	start 130 30
	keys z Down Down
	sees "1  NET = n  Networking" || return 1
	keys 3
	sees "CONFIG_CRC = n" && sees "Checksums"
}
check "number keys go to the links of the pane" pane_links

best_first() {
	start 80 24
	keys / e x t r a
	sees "EXTRA_TWO" || return 1
	# The entry of just that name, then those that begin with it.
	[ "$(grep -no 'EXTRA[_A-Z]*' now | sed 's/^[0-9]*://' | head -n 1)" = EXTRA ]
}
check "the best is found first" best_first

pane() {
	printf 'CONFIG_NET=y\nCONFIG_INET=y\n' >"$work/.config"
	start 130 50
	keys Down Down
	sees "CONFIG_INET = y" && sees "The protocols of the Internet." && sees ":14" && sees "CRC = y" || return 1
	keys Down
	sees "CONFIG_CRC = y" && sees "Selected by" && sees "INET"
}
check "the pane tells value, place, help, what selects and what is selected" pane
