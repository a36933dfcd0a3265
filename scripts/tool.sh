#!/bin/sh
# Usage: tool.sh NAME O STORE COMMAND…
# Makes our own programs of support/NAME in O/tools/bin: from the store when they were built there before from
# the same sources by the same compiler, else by COMMAND, and then keeps them in the store. What COMMAND
# says is in O/NAME.log.
set -eu
[ $# -ge 4 ] || {
	echo "usage: tool.sh NAME O STORE COMMAND…" >&2
	exit 100
}
name=$1 bin=$2/tools/bin log=$2/$1.log
store=${3:-${WHITTLE_STORE:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/whittle}}/tools
shift 3
case $name in
kconfig) programs='conf mconf' ;;
*) programs=$name ;;
esac

key=$({
	sha256sum support/"$name"/*.[ch] support/"$name"/Makefile support/lib/*.[ch] support/tool.mk
	"${CC:-cc}" --version | head -n 1
	pkg-config --modversion libarchive libcrypto libcurl libelf libzstd ncursesw || :
	echo "${CC-} ${CFLAGS-} ${CPPFLAGS-} ${LDFLAGS-}"
} 2>/dev/null | sha256sum | cut -c 1-64)
kept=$store/$key

# Two makes in one folder come one after the other.
exec 9<"$bin"
flock 9

# Programs that do not start here (a library is gone) are as good as none.
starts() {
	for program in $programs; do
		"$1/$program" -h >/dev/null 2>&1 || [ $? -eq 100 ] || return 1
	done
}
if [ -d "$kept" ] && starts "$kept"; then
	for program in $programs; do
		cp "$kept/$program" "$bin/$program.new"
		mv "$bin/$program.new" "$bin/$program"
	done
	touch -c "$kept" 2>/dev/null || :
	exit 0
fi
echo "  tool    $programs"
if [ -n "${V-}" ]; then
	"$@"
else
	"$@" >"$log" 2>&1 || {
		tail -n 30 "$log" >&2
		echo "make: support/$name did not build; \`make quickstart\` installs what it needs" >&2
		exit 1
	}
fi

# A store that can't be written is no trouble here.
new=$store/$key.$$
if mkdir -p "$new" 2>/dev/null; then
	for program in $programs; do
		cp "$bin/$program" "$new/"
	done
	mv -T "$new" "$kept" 2>/dev/null || rm -rf "$new"
fi
