# Makes and checks EROFS images
version = 1.8.6
source = https://git.kernel.org/pub/scm/linux/kernel/git/xiang/erofs-utils.git/snapshot/erofs-utils-$(version).tar.gz
sha256 = 5b221dc3fd6d151425b30534ede46fb7a90dc233a8659cba0372796b0a066547
license = GPL-2.0-or-later
license-files = COPYING LICENSES/GPL-2.0
style = autotools
autoreconf = yes
configure-y += --enable-lz4 --disable-lzma --with-libzstd --without-zlib --without-libdeflate \
	--without-selinux --without-uuid --disable-fuse --disable-multithreading
