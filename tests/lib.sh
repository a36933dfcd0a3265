# For tests of the whole tree: TAP lines, a folder to work in, and builds in it. Sourced from the top folder.
# shellcheck shell=sh disable=SC2034

work=$(mktemp -d "${TMPDIR:-/tmp}/whittle.XXXXXX")
clean_up() { chmod -R u+w "$work" 2>/dev/null || :; rm -rf "$work"; }
trap clean_up EXIT
trap 'exit 130' INT TERM
# shellcheck source=tests/tap.sh
. tests/tap.sh

# What a make around us, or a person, has set would be seen by the builds.
unset MAKEFLAGS MAKELEVEL MFLAGS V PKG EXTERNAL WHITTLE_AGAIN WHITTLE_REMOTE WHITTLE_REMOTE_MODE WHITTLE_VIEW
out=$(realpath -m "${O:-output}")
unset O

# The person's own store, and its twin: what was built a second time, elsewhere and by another user. On a
# new machine both are empty. Nothing is ever taken from one into the other.
store=${STORE:-${WHITTLE_STORE:-${XDG_CACHE_HOME:-$HOME/.cache}/whittle}}
twin=$store-twin
unset STORE WHITTLE_STORE

# ok NAME COMMAND…: a check that the command succeeds; what it said is shown when it does not, and is kept for `said`.
ok() {
	ok_name=$1
	shift
	ok_result=0
	"$@" >"$work/now" 2>&1 || ok_result=1
	result $ok_result "$ok_name" "$work/now"
	[ "$1" = said ] || mv "$work/now" "$work/said"
}
# said PATTERN…: the last command under `ok` that was not this one printed a line for each.
said() {
	for pattern; do
		grep -Eq -e "$pattern" "$work/said" || {
			echo "not said: $pattern"
			cat "$work/said"
			return 1
		}
	done
}
# board_folder NAME: the folder of a configuration's board, from its symbol.
board_folder() {
	scripts/board.sh "configs/$1_defconfig" || :
}
# board_qemu NAME: the program that its `run` starts.
board_qemu() {
	sed -n "s/^qemu='\{0,1\}\([^ ']*\).*/\1/p" "$(board_folder "$1")/run"
}
# boots_as_flashed NAME: whether its `run` starts all that a person would write to it, the boot loader included.
boots_as_flashed() {
	[ -x "$(board_folder "$1")/run" ] && ! grep -Eq "^disk=.*-kernel (Image|zImage)" "$(board_folder "$1")/run"
}

# checkout DIR: the files of this tree as a person would have them, with what is not committed yet.
checkout() {
	mkdir -p "$1"
	git ls-files -z --cached --others --exclude-standard |
		tar -c --null --ignore-failed-read -T - 2>/dev/null | tar -x -C "$1"
}

# sources: makes $work/sources with what the person's store has downloaded, for stores that begin empty.
sources() {
	mkdir -p "$work/sources"
	for file in "$store"/sources/*; do
		case ${file##*/} in
		*.part | *.bad) ;;
		*) [ ! -f "$file" ] || ln -sf "$file" "$work/sources/" ;;
		esac
	done
}

# listing DIR…: every file with its size and times, to compare before and after.
listing() {
	find "$@" -printf '%p %y %s %T@ %C@ %i\n' | sort
}

# milliseconds COMMAND…: processor time and wall time, the best of nine runs. On an idle machine both are the same for
# what does one thing after the other; on a busy one only the first says something about the command.
milliseconds() {
	for _ in 1 2 3 4 5 6 7 8 9; do
		begin=$(date +%s%N)
		# shellcheck disable=SC2016 # the inner shell's
		spent=$(sh -c '"$@" >/dev/null 2>&1 </dev/null; times' sh "$@" | awk 'NR == 2 {
			split($1, u, /[ms]/); split($2, s, /[ms]/); print int((u[1] + s[1]) * 60000 + (u[2] + s[2]) * 1000) }')
		echo "$spent $((($(date +%s%N) - begin) / 1000000))"
	done | sort -n | head -n 1
}

# configure O NAME_defconfig [LINE…]: start from it, then set these lines of .config.
configure() {
	folder=$1 defconfig=$2
	shift 2
	make -s O="$folder" "$defconfig" >/dev/null && [ $# -eq 0 ] || {
		printf '%s\n' "$@" >>"$folder/.config"
		make -s O="$folder" olddefconfig
	} >/dev/null
}

# build_board NAME: the images of configs/NAME_defconfig as a person has them, in O/check/NAME, from the person's store; by the compiler
# TOOLCHAIN, if that is set.
build_board() {
	configure "$out/check/$1" "$1_defconfig" ${TOOLCHAIN:+"CONFIG_TOOLCHAIN_$TOOLCHAIN=y"} && make -s O="$out/check/$1" STORE="$store"
}

# A root filesystem of each kind that a kernel can boot from, and a tar.
every_image='CONFIG_IMAGE_CPIO=y CONFIG_IMAGE_SQUASHFS=y CONFIG_IMAGE_EXT4=y CONFIG_IMAGE_TAR=y'

# built NAME: the images of configs/NAME_defconfig, of every kind, from the person's store; they stay in O/check/NAME
# for other tests, several of which may come at once. Sets `built` to that folder.
built() {
	built=$out/check/$1
	mkdir -p "$built"
	# shellcheck disable=SC2086 # one word a line
	configure "$work/wanted-$1" "$1_defconfig" $every_image && (
		exec 9<"$built"
		flock 9
		cmp -s "$work/wanted-$1/.config" "$built/.config" || {
			cp "$work/wanted-$1/.config" "$built/.config.new"
			mv "$built/.config.new" "$built/.config"
		}
		make -s O="$built" STORE="$store" 9<&-
	)
}

# elsewhere COMMAND…: what the twin is built with: another user, umask, locale, time zone, home and number of jobs.
elsewhere() (
	umask 077
	mkdir -p "$work/another home"
	export HOME="$work/another home" LC_ALL=C.UTF-8 TZ=Asia/Tokyo USER=somebody LOGNAME=somebody WHITTLE_DL_DIR="$work/sources"
	unset XDG_CACHE_HOME
	exec unshare --user --map-user=4242 --map-group=4243 "$@"
)

# records DIR: what is in a store, a line an artefact: its key and the hashes of its parts.
records() {
	for file in "$1"/artefacts/*/record; do
		awk '$1 == "key" { key = $2 } $1 == "step" { name = $2 } $1 == "part" { parts = parts " " $2 "=" $3 }
			END { print key, name parts }' "$file"
	done | sort
}

# twins: every step that is in the person's store and in the twin has the same content in both.
twins() {
	records "$store" >"$work/records"
	records "$twin" >"$work/records.twin"
	join -j 1 -o 1.2 "$work/records" "$work/records.twin" >"$work/both"
	comm -12 "$work/records" "$work/records.twin" | cut -d ' ' -f 2 >"$work/equal"
	echo "in both stores: $(wc -l <"$work/both"), equal: $(wc -l <"$work/equal")"
	[ -s "$work/both" ] && diff "$work/both" "$work/equal"
}

# same_images A B: the same files with the same bytes.
same_images() {
	diff -rq -x .placed "$1" "$2"
}
