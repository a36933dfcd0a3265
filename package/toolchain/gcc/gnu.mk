# glibc, built with the compiler that is being built
include package/toolchain/gcc/glibc.mk
source     += $(glibc.source)
sha256     += $(glibc.sha256)
license    += LGPL-2.1-or-later
host-tools += bison gawk perl python3

libc.archive  = $(glibc.archive)
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

# The compiler is asked where the programs for object files are.
define libc.configure
CC='$(gcc.new) -B/host/cross/$(tuple)/bin/' CXX=false libc_cv_cxx_link_ok=no AR=$(tuple)-ar NM=$(tuple)-nm CFLAGS='-O2 -g -pipe -ffile-prefix-map=/build=/usr/src/glibc' \
	libc_cv_slibdir=/usr/lib libc_cv_rtlddir=/usr/lib \
	/build/libc/configure --build=x86_64-pc-linux-gnu --host=$(tuple) --prefix=/usr --libdir=/usr/lib \
	--with-headers=/build/sysroot/usr/include --disable-werror --disable-nscd --disable-timezone-tools --without-selinux \
	--enable-bind-now --enable-stack-protector=strong
endef

# Programs are linked with libraries of the exception handler, which is part of libgcc until there is a shared one.
define libc.build
for library in libgcc_eh.a libgcc_s.a; do ln -s libgcc.a "/build/obj/gcc/$$library"; done
cd /build/obj-libc
make
make install install_root=/build/sysroot
rm /build/obj/gcc/libgcc_eh.a /build/obj/gcc/libgcc_s.a
cd /build/sysroot
rm -rf etc sbin var usr/bin usr/libexec usr/sbin usr/share usr/lib/audit usr/lib/gconv
endef

# Some are texts for the linker.
libc.archives = -size +1k
