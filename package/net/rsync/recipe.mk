# Copies folders to other machines, only what has changed
version       = 3.4.1
source        = debian:rsync/rsync_$(version)+ds1.orig.tar.xz
sha256        = bb9e2dda7e79d9639bc04bdafff6bb0b06a606ed915358b574696384215c9e5c
license       = GPL-3.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:samba:rsync:$(version)
url           = https://rsync.samba.org/
style         = autotools
depends       = popt zlib
configure-y  += --without-included-popt --without-included-zlib --disable-openssl --disable-xxhash --disable-zstd --disable-lz4 \
	--disable-md2man --disable-acl-support --disable-debug
kernel-y     += INET

# Debian's archive is without the copies of zlib and popt, but configure asks for their folders.
define prepare
mkdir zlib popt
touch zlib/dummy.in popt/dummy.in
endef

# The other program is a script for bash.
define install
make DESTDIR=/out/dest install
rm /out/dest/usr/bin/rsync-ssl
endef

# Changes one file of three: it alone goes to the server.
define test
mkdir -p here/deep there
seq 20000 >here/numbers
seq 300 >here/deep/few
ln -s numbers here/link
printf 'uid = root\ngid = root\nuse chroot = no\nmunge symlinks = no\n[files]\npath = %s/there\nread only = no\n' "$$PWD" >rsyncd.conf
rsync --daemon --no-detach --address=127.0.0.1 --port=8730 --config=rsyncd.conf & pid=$$!
sleep 2
rsync -az here/ rsync://127.0.0.1:8730/files/
diff -r here there
[ "$$(readlink there/link)" = numbers ]
echo more >>here/deep/few
rsync -aiz here/ rsync://127.0.0.1:8730/files/ >said
[ "$$(grep -c '^<f' said)" = 1 ]
grep deep/few said
rm here/numbers
rsync -a --delete rsync://127.0.0.1:8730/files/ back/
rsync -a --delete here/ back/
diff -r here back
kill $$pid
endef
