# What a test prints: a line of TAP for each check. Sourced by all tests that are shell scripts.
# shellcheck shell=sh
count=0

# result STATUS NAME [LOG]: the line of one check, 0 is well; else the end of LOG goes with it.
result() {
	count=$((count + 1))
	[ "$1" -ne 0 ] || {
		echo "ok $count - $2"
		return 0
	}
	echo "not ok $count - $2"
	[ ! -f "${3-}" ] || tail -n 60 "$3" | sed 's/^/# /'
}
# check NAME COMMAND…: the command succeeds; a failure shows what is in $log.
check() {
	check_name=$1
	shift
	check_status=0
	"$@" || check_status=1
	result $check_status "$check_name" "${log-}"
}
fails() {
	! "$@"
}
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}
skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}
# note WORDS: a line for the reader of the log.
note() {
	echo "# $*"
}
done_testing() {
	echo "1..$count"
}
