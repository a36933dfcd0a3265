# For the tests of depot: a temporary top folder, store and steps, and TAP output. Sourced, not run.
# shellcheck shell=sh

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=program.sh
. "$here/program.sh"
# shellcheck source=tests/tap.sh
. "$here/../../../tests/tap.sh"
DEPOT=$(realpath "$DEPOT")
T=$(mktemp -d "${TMPDIR:-/tmp}/depot.XXXXXX")
trap 'chmod -R u+w "$T" 2>/dev/null; rm -rf "$T"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$T/o/steps"
cd "$T" || exit 111
export WHITTLE_OFFLINE=1
unset MAKEFLAGS MAKELEVEL MFLAGS WHITTLE_AGAIN WHITTLE_REMOTE_MODE WHITTLE_STORE WHITTLE_REMOTE WHITTLE_DL_DIR WHITTLE_MIRRORS WHITTLE_VIEW V

depot() {
	quietly "$DEPOT" -C "$T" -o o -s "$T/store" "$@"
}

# quietly COMMAND…: its output goes where `said` looks
quietly() {
	"$@" >"$T/stdout" 2>"$T/stderr" </dev/null
}

# no_entries FOLDER…: all of them are empty
no_entries() {
	test -z "$(find "$@" -mindepth 1 -print -quit)"
}

# same_image: the image is the one that was built first
same_image() {
	cmp want "$("$DEPOT" -C "$T" -o o -s "$T/store" path image images)/disk.img"
}

# step NAME < facts and script: the lines `step` and `kind target` come by themselves
step() {
	{
		echo "step $1"
		cat
	} >"$T/o/steps/$1"
}

# ok NAME COMMAND…: a test that the command succeeds; shows what depot said when it doesn't
ok() {
	ok_name=$1
	shift
	ok_result=0
	"$@" || ok_result=1
	cat "$T/stdout" "$T/stderr" >"$T/said" 2>/dev/null || :
	result $ok_result "$ok_name" "$T/said"
}

# exits CODE COMMAND…: the command ends with this exit code
exits() {
	want_code=$1
	shift
	code=0
	"$@" || code=$?
	[ "$code" = "$want_code" ]
}

# said REGEX: did depot's last run say this?
said() {
	cat "$T/stdout" "$T/stderr" | grep -Eq -- "$1"
}

# run_fails NAME REGEX: the step fails, and this is said
run_fails() {
	if depot run "$1"; then
		return 1
	fi
	said "$2"
}

# pending NAME WANTED…: exactly these steps need work
pending() {
	depot pending "$1" || return 1
	shift
	[ "$(tr '\n' ' ' <"$T/stdout")" = "${*}${1:+ }" ]
}

# content NAME PART FILE: prints a file of an artefact
content() {
	cat "$("$DEPOT" -C "$T" -o o -s "$T/store" path "$1" "$2")/$3"
}

bwrap --unshare-all --ro-bind / / --proc /proc true 2>/dev/null ||
	skip_all "this machine has no bubblewrap or no user namespaces"
