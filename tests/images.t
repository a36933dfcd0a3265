#!/bin/sh
# Every image format: byte for byte the same from another folder, store, umask, locale, time zone and
# user, and what is read back from it has the names, owners, modes and devices of the manifest.
set -eu
cd "$(dirname "$0")/.."
top=$(pwd)
unset MAKEFLAGS MAKELEVEL MFLAGS V
out=${O:-output}
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# shellcheck source=tests/tap.sh
. tests/tap.sh
images='rootfs cpio tar squashfs ext4 erofs'
tools='host-squashfs-tools host-e2fsprogs host-erofs-utils'

is() {
	printf '%s\n' "expected: $2" "got: $3" >"$work/differs"
	wrong=0
	[ "$2" = "$3" ] || wrong=1
	result $wrong "$1" "$work/differs"
}
# has NAME FILE PATTERN…: each pattern matches a line
has() {
	name=$1 file=$2
	shift 2
	for pattern; do
		grep -qaE -- "$pattern" "$file" || {
			result 1 "$name: $pattern" "$file"
			return
		}
	done
	result 0 "$name"
}

make -s O="$out" tools >&2
mkdir -p "$work/tools"
cp "$out/tools/bin/depot" "$out/tools/bin/rootfs" "$work/tools"
PATH=$work/tools:$PATH

# configuration DIR: the text of a configuration, and the steps of it
configuration() {
	mkdir -p "$1/include/config" "$1/steps"
	cat >"$1/include/config/auto.conf" <<-'END'
		CONFIG_TARGET_ARCH="x86_64"
		CONFIG_TARGET_TUPLE="x86_64-whittle-linux-musl"
		CONFIG_PACKAGE_ODDITIES=y
		CONFIG_SYSTEM_OVERLAYS=""
		CONFIG_SYSTEM_TABLES=""
		CONFIG_IMAGE_CPIO=y
		CONFIG_IMAGE_CPIO_ZSTD=y
		CONFIG_IMAGE_TAR=y
		CONFIG_IMAGE_TAR_XZ=y
		CONFIG_IMAGE_SQUASHFS=y
		CONFIG_IMAGE_SQUASHFS_ZSTD=y
		CONFIG_IMAGE_SQUASHFS_BLOCK=128
		CONFIG_IMAGE_EXT4=y
		CONFIG_IMAGE_EXT4_SIZE=""
		CONFIG_IMAGE_EXT4_MARGIN=20
		CONFIG_IMAGE_EXT4_LABEL="rootfs"
		CONFIG_IMAGE_EXT4_UUID="77686974-746c-4e65-8000-726f6f746673"
		CONFIG_IMAGE_EXT4_JOURNAL=y
		CONFIG_IMAGE_EROFS=y
		CONFIG_IMAGE_EROFS_LZ4=y
		CONFIG_IMAGE_EROFS_UUID="77686974-746c-4e65-8000-65726f667300"
	END
	make -s -rR -f scripts/build.mk O="$1" EXTERNAL=tests/images render >&2
}

# The image tools come from the person's own store, where they are kept from run to run.
configuration "$work/a"
# shellcheck disable=SC2086 # names
{
	depot -o "$work/a" run $tools >&2
	depot -o "$work/a" export "$work/tools.archive" $tools >&2
}

# build O STORE: all images into O/images
build() {
	# shellcheck disable=SC2086 # names
	depot -o "$1" -s "$2" import "$work/tools.archive" &&
		depot -o "$1" -s "$2" run $images &&
		depot -o "$1" -s "$2" place "$1/images" $images
}
build "$work/a" "$work/store" >&2

b=$work/a-much-longer-name-in-another/folder
configuration "$b"
cp "$work/tools.archive" "$b"
(
	umask 077
	TZ=Asia/Tokyo LC_ALL=C.UTF-8 HOME=/nonexistent
	export TZ LC_ALL HOME
	build "$b" "$b/store"
) >&2
for file in "$work/a/images"/*; do
	name=$(basename "$file")
	is "$name is the same again" "$(sha256sum <"$b/images/$name")" "$(sha256sum <"$file")"
done

# As somebody else, when there is somebody to be.
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null &&
	setpriv --reuid=65534 --regid=65534 --clear-groups test -r "$top/Makefile" -a -x "$(dirname "$work")"; then
	c=$work/c
	configuration "$c"
	chmod 755 "$work"
	chmod 644 "$work/tools.archive"
	chown -R 65534:65534 "$c"
	if setpriv --reuid=65534 --regid=65534 --clear-groups bwrap --ro-bind / / true 2>/dev/null; then
		# shellcheck disable=SC2016,SC2086 # the inner shell's; names
		setpriv --reuid=65534 --regid=65534 --clear-groups sh -euc '
			top=$1 work=$2
			shift 2
			cd "$top"
			depot -o "$work/c" -s "$work/c/store" import "$work/tools.archive"
			depot -o "$work/c" -s "$work/c/store" run "$@"
			depot -o "$work/c" -s "$work/c/store" place "$work/c/images" "$@"
			' images "$top" "$work" $images >&2
		same=yes
		for file in "$work/a/images"/*; do
			cmp -s "$file" "$c/images/$(basename "$file")" || same="$file differs"
		done
		is 'all of them are the same for an ordinary user' "$same" yes
	else
		skip 'all of them are the same for an ordinary user' 'no user namespaces for ordinary users here'
	fi
else
	skip 'all of them are the same for an ordinary user' 'not root, or the checkout is not readable for others'
fi

# ---- What is read back -----------------------------------------------------------------------

cd "$work/a/images"
squashfs=$(depot -C "$top" -o "$work/a" -s "$work/store" path host-squashfs-tools host)/bin
erofs=$(depot -C "$top" -o "$work/a" -s "$work/store" path host-erofs-utils host)/bin
LC_ALL=C TZ=UTC
export LC_ALL TZ

zstd -dcq rootfs.cpio.zst >"$work/cpio"
bsdtar -tvf "$work/cpio" >"$work/cpio.txt"
has 'cpio: owners, modes, devices and names' "$work/cpio.txt" \
	'^-rwsr-xr-x +2 0 +33 .* usr/bin/first' '^-rwsr-xr-x +2 0 +33 .* usr/bin/second' \
	'^crw--w---- .* 0 +5 +4,9 .* dev/tty9' '^brw-rw---- .* 0 +6 +253,1000 .* dev/disk' '^prw------- .* dev/initctl' \
	'^drwxr-x--- .* 33 +33 .* var/www' '^drwxrwxrwt .* tmp' 'odd/with blank' 'odd/line\\nend' 'odd/not UTF-8 \\377\\376' \
	'^lrwxrwxrwx .* bin -> usr/bin' '^drwxr-xr-x .* srv/empty'
bsdtar -tvf rootfs.tar.xz >"$work/tar.txt"
has 'tar: owners, modes, devices and names' "$work/tar.txt" \
	'^-rwsr-xr-x .* root +www .* ./usr/bin/first' '^hrwsr-xr-x .* ./usr/bin/second link to ./usr/bin/first' \
	'^crw--w---- .* root +tty +4,9 ' '^brw-rw---- .* root +disk +253,1000 ' '^prw------- ' 'odd/with blank' \
	'odd/line\\nend' 'odd/not UTF-8 \\377\\376' '^drwxr-x--- .* www +www .* ./var/www/'
"$squashfs/unsquashfs" -lln rootfs.squashfs >"$work/squashfs.txt" 2>&1
# unsquashfs -lln shows numbers above 255 wrongly (12541 is 253 and the upper bits of 1000).
has 'squashfs: owners, modes, devices and names' "$work/squashfs.txt" \
	'^drwxr-xr-x 0/0 .* 2023-11-14 22:13 squashfs-root$' '^-rwsr-xr-x 0/33 .*/usr/bin/first' \
	'^crw--w---- 0/5 +4, +9 ' '^brw-rw---- 0/6 +(253,1000|12541,232) ' '^prw------- ' 'odd/with blank' 'odd/not UTF-8' \
	'^drwxr-x--- 33/33 .*/var/www'
for path in / /usr/bin /usr/share/odd /dev /var; do
	debugfs -R "ls -l $path" rootfs.ext4 2>/dev/null
done >"$work/ext4.txt"
for path in /dev/tty9 /dev/disk; do
	debugfs -R "stat $path" rootfs.ext4 2>/dev/null
done >>"$work/ext4.txt"
has 'ext4: owners, modes, devices and names' "$work/ext4.txt" \
	' 104755 \(1\) +0 +33 .* first' ' 40750 \(2\) +33 +33 .* www' ' 10600 \(5\) .* initctl' \
	'major/minor number: 04:09' 'major/minor number: 253:1000' 'odd|with blank' 'not UTF-8' '41777 .* tmp'
e2fsck -f -n rootfs.ext4 >"$work/fsck.txt" 2>&1 && code=0 || code=$?
is 'ext4: e2fsck finds nothing' "$code" 0
"$erofs/fsck.erofs" rootfs.erofs >"$work/fsck.txt" 2>&1 && code=0 || code=$?
is 'EROFS: fsck.erofs finds nothing' "$code" 0
for path in /usr/bin/first /dev/tty9 /var/www /usr/share/odd; do
	"$erofs/dump.erofs" --path="$path" --ls rootfs.erofs
done >"$work/erofs.txt" 2>&1
has 'EROFS: owners, modes and names' "$work/erofs.txt" \
	'^Uid: 0 +Gid: 33 +Access: 4?0?755' '^Uid: 0 +Gid: 5 +Access: 0620' '^Uid: 33 +Gid: 33 +Access: 0750' 'with blank' 'not UTF-8'

# The same bytes in each: a file of 300000, one of zeroes, one with a name that is no text.
mkdir "$work/x"
bsdtar -xf rootfs.tar.xz -C "$work/x" './usr/share/odd/*' && cat "$work/x/usr/share/odd"/[lhn]* | sha256sum >"$work/tar.sum"
(cd "$work/x" && rm -rf usr && bsdtar -xf "$work/cpio" 'usr/share/odd/*') && cat "$work/x/usr/share/odd"/[lhn]* | sha256sum >"$work/cpio.sum"
"$squashfs/unsquashfs" -q -n -no -d "$work/s" rootfs.squashfs usr/share/odd >/dev/null 2>&1 || :
cat "$work/s/usr/share/odd"/[lhn]* | sha256sum >"$work/squashfs.sum"
mkdir "$work/e"
debugfs -R "rdump /usr/share/odd $work/e" rootfs.ext4 >/dev/null 2>&1 || :
cat "$work/e/odd"/[lhn]* | sha256sum >"$work/ext4.sum"
"$erofs/fsck.erofs" --extract="$work/f" rootfs.erofs >/dev/null 2>&1 || :
cat "$work/f/usr/share/odd"/[lhn]* | sha256sum >"$work/erofs.sum"
for format in cpio squashfs ext4 erofs; do
	is "$format: the files have their bytes" "$(cat "$work/$format.sum")" "$(cat "$work/tar.sum")"
done
done_testing
