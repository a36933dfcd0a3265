#!/bin/sh
# Each command that a user can type does what its line in `make help` says.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
top=$PWD
# shellcheck source=tests/commands/terminal.sh
. tests/commands/terminal.sh
trap 'terminal kill-server 2>/dev/null || :; [ -z "${server-}" ] || kill "$server"; clean_up' EXIT

o=$work/o
m() { make -s O="$o" STORE="$store" "$@"; }
# says RC PATTERN COMMAND…: the command ends with this code and prints a line like this
says() {
	rc=$1 pattern=$2
	shift 2
	code=0
	"$@" >"$work/words" 2>&1 </dev/null || code=$?
	if [ "$code" -ne "$rc" ] || ! grep -Eq -e "$pattern" "$work/words"; then
		echo "ended with $code, not $rc, or did not say: $pattern"
		cat "$work/words"
		return 1
	fi
}
line() { grep -Fqx -e "$1" "$2"; }
depot() { "$o/tools/bin/depot" -o "$o" -s "$store" "$@"; }

# ---- help, list --------------------------------------------------------------------------------

helps() {
	make -s help >"$work/help"
	for target in $(sed -n 's/\\$//; /^\.PHONY:/,/^$/p' Makefile | sed 's/^\.PHONY://'); do
		grep -q "^  make $target  *[^ ]" "$work/help" || { echo "no help for $target"; return 1; }
	done
}
ok 'help has a line for every command' helps
ok 'list names the boards' says 0 'make qemu_x86_64_defconfig' make -s list

# ---- Nothing is configured ---------------------------------------------------------------------

for command in all linux-menuconfig busybox-menuconfig source 'step PKG=busybox' 'show-step PKG=busybox' \
	'why PKG=busybox' 'shell PKG=busybox' 'gdb PKG=busybox' run; do
	# shellcheck disable=SC2086 # words of a command
	ok "$command without a configuration says how to begin" says 2 'start with `make qemu_x86_64_defconfig`' m $command
done
ok 'size without an image says how to get one' says 2 'there is no image in .*: make' m size
ok 'flash without a disk says how to find one' says 2 'DEV=/dev/.*lsblk' m flash
ok 'flash without a disk image says how to get one' says 2 'no disk image in .*: choose it' m flash DEV=/dev/null
ok 'a defconfig that does not exist: list is named' says 2 'there is no nothing_defconfig; `make list`' m nothing_defconfig
ok 'a command about a package, without one' says 2 'PKG=name' m why

# ---- Configuration -----------------------------------------------------------------------------

ok 'NAME_defconfig' m qemu_x86_64_defconfig
ok '…configures the board' line CONFIG_BOARD_QEMU_X86_64=y "$o/.config"
cp "$o/.config" "$work/config"
sed -i '/SYSTEM_HOSTNAME/d' "$o/.config"
ok 'olddefconfig' m olddefconfig
ok '…takes the default of what was missing' diff "$work/config" "$o/.config"
ok 'savedefconfig' m savedefconfig
cp "$o/defconfig" "$work/defconfig"
printf '%s\n' 'CONFIG_SYSTEM_HOSTNAME="thing"' 'CONFIG_IMAGE_TAR=y' >>"$o/.config"
m olddefconfig >/dev/null 2>&1
ok 'savedefconfig after two changes' m savedefconfig
ok '…writes these two lines more' test "$(diff "$work/defconfig" "$o/defconfig" | grep '^[<>]' | sort | tr '\n' ' ')" = \
	'> CONFIG_IMAGE_TAR=y > CONFIG_SYSTEM_HOSTNAME="thing" '
mkdir -p "$work/round/configs"
cp "$o/defconfig" "$work/round/configs/round_defconfig"
ok '…from which the same configuration comes' make -s O="$work/o2" EXTERNAL="$work/round" round_defconfig
ok '…in full' diff "$o/.config" "$work/o2/.config"

starts "make -s O='$o' menuconfig"
ok 'menuconfig opens' shows 'Target  --->'
ok '…an option is found and set' sets IMAGE_TAR n
ok '…saved on leaving' ends
ok '…and is in .config' line '# CONFIG_IMAGE_TAR is not set' "$o/.config"

# ---- The menus of the trees --------------------------------------------------------------------

# tree_menu NAME SYMBOL SYMBOL2: set one, save a fragment, use it, set another, save again.
tree_menu() {
	ok "$1-savefragment before any change says so" says 2 "make $1-menuconfig" m "$1-savefragment"
	starts "make -s O='$o' STORE='$store' $1-menuconfig"
	ok "$1-menuconfig opens" shows 'Settings  --->|General setup  --->' 400
	ok '…an option is set' sets "$2" y
	ok '…and saved' ends 400
	ok '…the change is shown' shows "^ *CONFIG_$2=y"
	ok "$1-savefragment" m "$1-savefragment" FILE="$work/$1.config"
	ok '…writes exactly that' test "$(cat "$work/$1.config")" = "CONFIG_$2=y"
	upper=$(printf %s "$1" | tr '[:lower:]' '[:upper:]')
	sed -i "/^CONFIG_${upper}_FRAGMENTS=/d" "$o/.config"
	echo "CONFIG_${upper}_FRAGMENTS=\"$work/$1.config\"" >>"$o/.config"
	m olddefconfig >/dev/null 2>&1
	ok '…the fragment is used' m step PKG="$1-config"
	built=$(depot path "$1-config" host)/config/$1
	ok '…and takes effect' line "CONFIG_$2=y" "$built"
	ok '…what is built is what the menu showed' diff "$o/menu/$1/config" "$built"
}
tree_menu busybox FACTOR
echo '# mine' >>"$work/busybox.config"
starts "make -s O='$o' STORE='$store' busybox-menuconfig"
ok 'busybox-menuconfig opens again' shows 'Settings  --->' 400
ok '…with the fragment' sets HOSTID y
ok '…another option is saved' ends 400
ok 'busybox-savefragment to the same file' m busybox-savefragment FILE="$work/busybox.config"
ok '…adds it' test "$(tr '\n' ' ' <"$work/busybox.config")" = 'CONFIG_FACTOR=y # mine CONFIG_HOSTID=y '
tree_menu linux IKCONFIG
# The kernel and BusyBox of the other tests are the unchanged ones.
ok 'the configuration without fragments' m qemu_x86_64_defconfig

# ---- Looking closer ----------------------------------------------------------------------------

ok 'make, from the store' m
ok 'show-step prints the step' says 0 '^make CROSS_COMPILE=x86_64-whittle-linux-musl-' m show-step PKG=busybox
ok '…of a package that is misspelt: the nearest' says 2 "did you mean 'busybox'" m show-step PKG=busibox
ok 'why: up to date' says 0 'busybox: is up to date' m why PKG=busybox
sed -i '/CONFIG_BUILD_STACK_PROTECTOR/d' "$o/.config"
echo '# CONFIG_BUILD_STACK_PROTECTOR is not set' >>"$o/.config"
m olddefconfig >/dev/null 2>&1
ok 'why: an option changed' says 0 'fstack-protector-strong' m why PKG=busybox
m qemu_x86_64_defconfig >/dev/null && m
in_shell() {
	printf '%s\n' 'pwd' 'ls /dep /src' 'ls /sysroot/usr/include/stdio.h' '$CC -dumpmachine' 'ls -d /home/*' |
		m shell PKG=busybox >"$work/words" 2>&1
}
ok 'shell takes commands' in_shell
cp "$work/words" "$work/said"
ok '…in /build, with the sources and dependencies, and no more' said ' \$ /build$' 'toolchain' 'busybox-1.37.0.tar.bz2' \
	'/sysroot/usr/include/stdio.h' '-linux-' '/home/build'
ok 'check with no test is an error' says 2 'nothing would be tested' m check TESTS=
ok 'size' says 0 ' busybox$' m size
ok '…counts as the manifest does' says 0 "^$(awk -F 'size=' '/type=file/ { split($2, s, " "); n += s[1] } END { print n }' \
	"$o/images/rootfs.mtree") bytes" m size

if command -v gdb >/dev/null; then
	with_gdb() {
		printf '%s\n' 'info line ls_main' 'list ls_main' | m gdb PKG=busybox >"$work/words" 2>&1
	}
	ok 'gdb' with_gdb
	cp "$work/words" "$work/said"
	ok '…finds symbols, lines and sources' said '^(\(gdb\) )?Line [0-9]+ of "coreutils/ls.c"' '	int ls_main\('
else
	skip 'gdb' 'gdb is missing: apt-get install gdb'
fi

# ---- Our programs, and where things go ---------------------------------------------------------

ok 'tools' make -s O="$work/t" STORE="$store" tools
ok '…are there' test -x "$work/t/tools/bin/conf" -a -x "$work/t/tools/bin/mconf" -a -x "$work/t/tools/bin/depot"
checkout "$work/tree"
cd "$work/tree"
mkdir -p ../beside
ok 'O=DIR, relative' make -s O=../beside/o STORE="$store" qemu_x86_64_defconfig
ok '…builds there' make -s O=../beside/o STORE="$store"
ok '…the same image' cmp "$o/images/rootfs.cpio.zst" ../beside/o/images/rootfs.cpio.zst
ok '…and nothing else' test ! -e output
cd "$top"

ok 'distclean' make -s O="$work/beside/o" distclean
ok '…removes O' test ! -e "$work/beside/o"
mkdir "$work/precious"
ok 'distclean of another folder is refused' says 2 'is no output folder' make -s O="$work/precious" distclean
ok '…and of the checkout' sh -c 'cd "$1" && ! make -s O=. distclean && [ -f Makefile ]' sh "$work/tree"

# ---- Packages, boards and formats from outside; sources; a person's own tree --------------------

ext=$work/ext
cp -R tests/commands/external "$ext"
cp -R "$ext/hello" "$work/hello-1.0"
mkdir "$work/dl"
tar -c -z -f "$work/dl/hello-1.0.tar.gz" -C "$work" hello-1.0
sed -i "s/^sha256 .*/sha256 = $(sha256sum "$work/dl/hello-1.0.tar.gz" | cut -c 1-64)/" "$ext"/package/misc/*/recipe.mk
export WHITTLE_DL_DIR="$work/dl"
e() { m EXTERNAL="$ext" "$@"; }

ok 'EXTERNAL: list has its boards' says 0 'make thing_defconfig' e list
ok '…a defconfig of it' e thing_defconfig
ok '…with its board' line CONFIG_BOARD_ACME_THING=y "$o/.config"
ok '…its package' line CONFIG_PACKAGE_HELLO=y "$o/.config"
ok '…is built' e
ok '…the package is in the image' grep -q '^\./usr/bin/hello ' "$o/images/rootfs.mtree"
ok '…the overlay of the board' grep -q '^\./etc/thing ' "$o/images/rootfs.mtree"
ok '…and the format writes its image' grep -q '/usr/bin/hello' "$o/images/rootfs.list"
ok 'run uses the program of the board' says 0 '^the thing runs .*images' e run
ok 'pending nothing: make again says nothing' says 0 '^$' sh -c 'make -s O="$1" STORE="$2" EXTERNAL="$3"; echo' sh "$o" "$store" "$ext"

sources
ln -s "$work/dl/hello-1.0.tar.gz" "$work/sources/$(sha256sum "$work/dl/hello-1.0.tar.gz" | cut -c 1-64)"
mkdir "$work/www"
ln -s "$work/sources" "$work/www/sources"
python3 support/depot/tests/server.py "$work/www" "$work/port" >/dev/null 2>&1 &
server=$!
while [ ! -s "$work/port" ]; do sleep 0.1; done
url=http://127.0.0.1:$(cat "$work/port")/ok
# shellcheck disable=SC2086 # words of a command
s() { env -u WHITTLE_DL_DIR "$1" make -s O="$o" STORE="$work/s" EXTERNAL="$ext" $2; }
ok 'source, into an empty store' s WHITTLE_MIRRORS="$url/sources" source
missing() {
	awk '$1 == "source" { print $3 }' "$o"/steps/* | while read -r sha; do [ -f "$work/s/sources/$sha" ] || echo "$sha"; done
}
ok '…has everything that the steps name' test -z "$(missing)"
ok '…then it builds offline' s WHITTLE_OFFLINE=1 'step PKG=hello-data'

cp -R "$work/hello-1.0" "$work/mine"
own() {
	V=1 WHITTLE_REMOTE="$url" WHITTLE_REMOTE_MODE=rw OVERRIDE_hello="$work/mine" \
		make O="$o" STORE="$store" EXTERNAL="$ext" step PKG=hello >"$work/words" 2>&1 || { cat "$work/words"; return 1; }
	grep -o ' -c -o [a-z]*\.o' "$work/words" | sed 's/.* //' | sort | tr '\n' ' ' >"$work/compiled"
}
# sent: whether the artefact that was made from the own tree is in the remote store
sent() {
	key=$(OVERRIDE_hello=$work/mine depot path hello target)
	key=${key%/target}
	find "$work/www/ac" -name "${key##*/}"
}
compiled() { [ "$(cat "$work/compiled")" = "$1" ] || { cat "$work/compiled" "$work/words"; return 1; }; }
ok 'OVERRIDE_hello=DIR builds from there' own
ok '…everything at first' compiled 'hello.o text.o '
sed -i 's/Hello/Good morning/' "$work/mine/text.c"
ok '…after an edit' own
ok '…only the edited file' compiled 'text.o '
ok '…with the change in it' grep -q 'Good morning' "$(OVERRIDE_hello=$work/mine depot path hello target)/usr/bin/hello"
gone() {
	echo 'int extra;' >"$work/mine/extra.c" && own && [ -f "$kept/extra.c" ] || return 1
	# with an edit, as what was built before comes from the store
	rm "$work/mine/extra.c" && echo 'int more;' >>"$work/mine/text.c" && own && [ -f "$kept/text.c" ] && [ -f "$kept/text.o" ] && [ ! -e "$kept/extra.c" ]
}
kept=$o/override/hello/src
ok '…a file that is removed there is gone from the kept folder, too' gone
ok 'send leaves out what was made from it: hello and the images' says 2 '^6 of 9 artefacts' env WHITTLE_REMOTE="$url" WHITTLE_REMOTE_MODE=rw OVERRIDE_hello="$work/mine" \
	make -s O="$o" STORE="$store" EXTERNAL="$ext" send
ok '…the result was never sent to the remote store' test -d "$work/www/ac" -a -z "$(sent)"
ok '…without OVERRIDE the archive counts again' e step PKG=hello
ok '…as before' fails grep -q 'Good morning' "$(depot path hello target)/usr/bin/hello"

# ---- Debian's index ----------------------------------------------------------------------------

if m pin PKG=zlib >"$work/pin" 2>&1; then
	cp "$work/pin" "$work/said"
	ok 'pin prints version, place and hash' said '^version  *= 1\.' '^source  *= .*zlib' '^sha256  *= [0-9a-f]{64}$'
	cd "$work/tree"
	ok 'add begins a recipe' make -s O="$o" STORE="$store" add PKG=picocom
	ok '…with its menu entry' test -s package/misc/picocom/recipe.mk -a -s package/misc/picocom/Config.in
	cd "$top"
else
	skip 'pin, add' "Debian's index can't be had: $(tail -n 1 "$work/pin")"
fi
done_testing
