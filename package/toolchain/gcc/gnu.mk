# glibc, and the library of crypt() that it had once, built with the compiler that is being built
source     += debian:glibc/glibc_$(glibc.version).orig.tar.xz \
	debian:libxcrypt/libxcrypt_$(crypt.version).orig.tar.xz
sha256     += f24aa441021121a79266f0d75242706cab8843a47901fefe74527491807f1998 \
	6a275a356622c64ba9f693892215dbb399c003a7a4afeed9c4c74070eaab20f4
license    += LGPL-2.1-or-later
host-tools += autoconf automake bison gawk libtoolize perl pkg-config python3

glibc.version = 2.41
crypt.version = 4.4.38
libc.archive  = glibc_$(glibc.version).orig.tar.xz
libc.glibc    = --with-glibc-version=$(glibc.version)

# Debian's archive has no manual.
define libc.headers
sed -i 's/ manual / /' /build/libc/Makeconfig
mkdir -p /build/obj-libc
cd /build/obj-libc
$(libc.configure)
make install-headers install_root=/build/sysroot
# made at the end of a build, and only named until then
mkdir -p /build/sysroot/usr/include/gnu
: >/build/sysroot/usr/include/gnu/stubs.h
endef

define libc.configure
CC='$(gcc.new)' CXX= AR=$(tuple)-ar NM=$(tuple)-nm CFLAGS='-O2 -g -pipe -ffile-prefix-map=/build=/usr/src/glibc' \
	libc_cv_slibdir=/usr/lib libc_cv_rtlddir=/usr/lib \
	/build/libc/configure --build=x86_64-pc-linux-gnu --host=$(tuple) --prefix=/usr --libdir=/usr/lib \
	--with-headers=/build/sysroot/usr/include --disable-werror --disable-nscd --disable-timezone-tools --without-selinux \
	--enable-bind-now --enable-stack-protector=strong
endef

# Its static programs are linked with a library of the exception handler, which is part of libgcc until there is a shared one.
define libc.build
ln -s libgcc.a /build/obj/gcc/libgcc_eh.a
cd /build/obj-libc
make
make install install_root=/build/sysroot
rm /build/obj/gcc/libgcc_eh.a
$(crypt.build)
cd /build/sysroot
rm -rf etc sbin var usr/bin usr/libexec usr/sbin usr/share usr/lib/audit usr/lib/gconv
endef

define crypt.build
mkdir -p /build/crypt
cd /build/crypt
bsdtar -x --strip-components 1 -f /src/libxcrypt_$(crypt.version).orig.tar.xz
autoreconf -f -i
CC='$(gcc.new)' AR=$(tuple)-ar NM=$(tuple)-nm RANLIB=$(tuple)-ranlib CFLAGS='-O2 -g -pipe -ffile-prefix-map=/build=/usr/src/libxcrypt' \
	./configure --build=x86_64-pc-linux-gnu --host=$(tuple) --prefix=/usr --enable-hashes=all --enable-obsolete-api=glibc \
	--disable-werror --disable-failure-tokens
make
make install DESTDIR=/build/sysroot
find /build/sysroot -name '*.la' -delete
endef
