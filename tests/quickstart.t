#!/bin/sh
# quickstart asks before it installs, unless it may not be asked; then it configures, builds and boots. The programs that
# would change this machine are stand-ins that write down how they were called.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

mkdir "$work/bin"
# stand_in NAME LINE…: a program that writes down its call, then does LINE…
stand_in() {
	name=$1
	shift
	{
		echo '#!/bin/sh'
		echo "echo $name \"\$*\" >>'$work/calls'"
		printf '%s\n' "$@"
	} >"$work/bin/$name"
	chmod +x "$work/bin/$name"
}
# shellcheck disable=SC2016 # the stand-in's
stand_in dpkg-query 'for name; do :; done' '[ "$name" = expect ] || [ "$name" = tmux ] || [ "$name" = ovmf ] || echo "install ok installed"'
stand_in sudo
stand_in apt-get
stand_in make
stand_in id 'echo 1000'
called() { grep -Fqx -e "$1" "$work/calls"; }
never() { ! grep -q "$1" "$work/calls"; }
# quickstart ANSWER: what a person types
quickstart() {
	: >"$work/calls"
	echo "$1" | CI='' O="$work/o" PATH="$work/bin:$PATH" scripts/quickstart.sh make
}
install='sudo env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends expect tmux'

ok 'n ends it' fails quickstart n
ok '…it said what is missing, and asked' said '^These packages are missing: expect tmux' 'Install them with sudo apt-get\? \[Y/n\]'
ok '…nothing was installed, nothing built' never '^sudo\|^apt-get\|^make'
ok 'Enter goes on' quickstart ''
ok '…with the packages that are missing' called "$install"
ok '…then it configures' called 'make qemu_x86_64_defconfig'
ok '…builds and boots' grep -A 1 -Fx 'make ' "$work/calls"
ok '…in that order' called 'make run'
mkdir -p "$work/o"
: >"$work/o/.config"
ok 'what is configured stays' quickstart y
ok '…and is not configured again' never 'defconfig'
stand_in id 'echo 0'
ok 'root is not asked' quickstart n
ok '…and needs no sudo' called 'apt-get install -q -y --no-install-recommends expect tmux'
stand_in id 'echo 1000'
rm "$work/bin/sudo"
if PATH="$work/bin:/usr/bin:/bin" command -v sudo >/dev/null; then
	skip 'without sudo it says what to do as root' 'there is a sudo on this machine'
else
	ok 'without sudo it says what to do as root' fails quickstart y
	ok '…with the packages' said 'as root: apt-get install --no-install-recommends expect tmux'
fi
done_testing
