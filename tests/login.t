#!/bin/sh
# What boots machines for the other tests, against a console that is played: nothing it types is run.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh

command -v expect >/dev/null || skip_all 'expect is missing: apt-get install expect'

# shellcheck disable=SC2016 # the machine's own
# console NAME STATUS LINE…: a machine that prints these lines, asks for a name again when it gets none, and ends every command with STATUS.
console() {
	name=$work/$1 status=$2
	shift 2
	{
		printf '#!/bin/sh\n'
		for line; do printf "printf '%%b' '%s'\n" "$line"; done
		printf 'while read -r typed && [ -z "$typed" ]; do printf "\\nwhittle login: "; done\n'
		printf 'while printf "~# " && read -r typed && [ "$typed" != poweroff ]; do printf "MARKER=%s\\n"; done\n' "$status"
		printf 'echo "reboot: Power down"\n'
	} >"$name"
}
boots() {
	BOOT_SECONDS=${2:-40} tests/boot/login.exp "$1" sh "$work/$1"
}
console plain 0 'Run /init as init process\n' 'whittle login: '
ok 'a machine that says what it should' boots plain
console broken 0 'Run /sbin/init as init process\n' 'whittle lo[    6.1] eth0: Link is Up\n' 'gin: '
ok 'a message of the kernel in the middle of the prompt' boots broken
console firmware 0 'login: '
ok 'a kernel that does not say what it starts' boots firmware
console fails 1 'Run /init as init process\n' 'whittle login: '
ok 'commands that fail' fails boots fails
ok '…fail the test' said '^not ok - fails lets root in'
console panics 0 'Run /init as init process\n' 'Kernel panic - not syncing\n'
ok 'a panic' fails boots panics
ok '…is said' said '^# the kernel panicked'
console silent 0 'Run /init as init process\n' 'hello\n'
sed -i 's/whittle login/nothing/' "$work/silent"
ok 'a machine that asks for nobody' fails boots silent 3
ok '…is given up' said '^# no login prompt within 3 s' '#   .*hello'
done_testing
