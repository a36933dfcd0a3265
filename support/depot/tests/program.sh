# Sets DEPOT, the program to test, to one built with sanitizers, unless it is set. Sourced by the tests, which
# have set `here` to this folder.
# shellcheck shell=sh

if [ -z "${DEPOT:-}" ]; then
	depot_top=$(cd "${here:?}/../../.." && pwd)
	case ${O:-output} in
	/*) depot_o=${O:-output} ;;
	*) depot_o=$depot_top/${O:-output} ;;
	esac
	mkdir -p "$depot_o"
	(
		# several tests may start at once
		flock 9
		cd "$depot_top/support/depot" || exit 111
		# without the flags of a make that runs us
		unset MAKEFLAGS MAKELEVEL MFLAGS
		make -s O="$(realpath --relative-to=. "$depot_o")" sanitized >&2
	) 9>"$depot_o/.depot-test.lock"
	DEPOT=$depot_o/tools/build/depot/san/depot
fi
export DEPOT
