#!/bin/sh
# Usage: quickstart.sh [MAKE]
# Installs the Debian packages that are missing (asks first, unless CI=true or root), configures
# qemu_x86_64 when nothing is configured, builds, and boots the image on this console.
set -eu
cd "$(dirname "$0")/.."
make=${1:-make}
out=${O:-output}

missing=$(sed '1d; /^#/,$d' scripts/packages-debian.txt | while read -r name; do
	dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf '%s ' "$name"
done)
if [ -n "$missing" ]; then
	command -v apt-get >/dev/null || {
		echo "quickstart: this is no Debian; install the counterparts of: $missing" >&2
		exit 1
	}
	as=
	echo "These packages are missing: $missing"
	if [ "$(id -u)" -ne 0 ]; then
		as=sudo
		command -v sudo >/dev/null || {
			echo "quickstart: without sudo, as root: apt-get install --no-install-recommends $missing" >&2
			exit 1
		}
		if [ "${CI-}" != true ]; then
			printf 'Install them with sudo apt-get? [Y/n] '
			read -r answer
			case $answer in
			[nN]*) exit 1 ;;
			esac
		fi
	fi
	$as apt-get update -q
	# shellcheck disable=SC2086 # one word a package
	$as env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
fi
[ -f "$out/.config" ] || "$make" qemu_x86_64_defconfig
"$make"
exec "$make" run
