# The locale C.UTF-8 for glibc
include package/toolchain/gcc/glibc.mk
version       = $(glibc.version)
source        = $(glibc.source)
sha256        = $(glibc.sha256)
license       = LGPL-2.1-or-later
license-files = COPYING.LIB
url           = https://www.gnu.org/software/libc/
style         = script
toolchain     = no
host-tools    = localedef
files         = locale.sh

# The build machine's glibc may be older than the one whose data this is: the form of these files is the same from 2.35 on.
define build
I18NPATH=$$PWD/localedata localedef --no-archive --$(if $(CONFIG_TARGET_MIPS),big,little)-endian -i C -f UTF-8 /build/C.utf8
endef

define install
mkdir -p /out/dest/usr/lib/locale
cp -R /build/C.utf8 /out/dest/usr/lib/locale/
install -D -m 644 /files/locale.sh /out/dest/etc/profile.d/locale.sh
endef

# A shell that counts characters by the locale.
define test
. /etc/profile
[ "$$LANG" = C.UTF-8 ]
command -v bash >/dev/null || { echo 'bash is not in the image'; exit 77; }
bash -c 'word=$$(printf "\\303\\244"); [ "$${#word}" = 1 ]'
LC_ALL=C bash -c 'word=$$(printf "\\303\\244"); [ "$${#word}" = 2 ]'
endef
