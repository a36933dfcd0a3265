# Sourced by the tests: builds what they run, with sanitizers, in O (default: output), unless the
# caller says where it is: ROOTFS, the program, and UNITS, the folder of the unit tests.
# shellcheck shell=sh disable=SC2154
unset MAKEFLAGS MAKELEVEL MFLAGS
if [ -z "${ROOTFS:-}" ] || [ -z "${UNITS:-}" ]; then
	case ${O:-output} in
	/*) out=${O:-output} ;;
	*) out=$here/../../../${O:-output} ;;
	esac
	mkdir -p "$out"
	out=$(cd "$out" && pwd)
	(
		flock 9
		make -s -C "$here/.." O="$(realpath --relative-to="$here/.." "$out")" sanitized units >&2
	) 9>"$out/.rootfs-test.lock"
	ROOTFS=${ROOTFS:-$out/tools/build/rootfs/san/rootfs}
	UNITS=${UNITS:-$out/tools/build/rootfs/test}
fi
