# The trees that people open: Whittle's own, and Linux where the comparison has unpacked it.
# shellcheck shell=sh disable=SC2154,SC2317

whittle() {
	srctree=$(realpath "$here/../../../..")
	start_with "$srctree/Config.in" 80 24 "srctree=$srctree"
	sees "Whittle" && sees "Target" || return 1
	keys / b u s y b o x
	sees "BUSYBOX" || return 1
	keys Enter
	lacks "Search names"
}
check "Whittle's tree: open, search, go there" whittle

linux() {
	tree=${XDG_CACHE_HOME:-$HOME/.cache}/whittle/oracle/tree/linux
	if [ ! -f "$tree/Kconfig" ]; then
		echo "# skipped: the comparison has not unpacked Linux here"
		return 0
	fi
	start_with "$tree/Kconfig" 100 30 "srctree=$tree" ARCH=x86 SRCARCH=x86 CC=gcc LD=ld RUSTC=false \
		PAHOLE=false BINDGEN=false KERNELVERSION=6.12
	sees_late "General setup" || return 1
	keys / s q u a s h f s
	sees_late "SQUASHFS" || return 1
	keys Escape q
	sees "before leaving?" && keys n && sees "code=0"
}
check "Linux's tree: open, search, leave" linux
