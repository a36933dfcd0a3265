# C and C++ compiler for the target, built from source together with the C library
version       = 14.2.0
source        = debian:gcc-14/gcc-14_$(version).orig.tar.gz
sha256        = e162a5ef3f0077ecae598c6556908d2ab80841532df3398072a96a6df6e6aa29
license       = GPL-3.0-or-later WITH GCC-exception-3.1
license-files = COPYING3
style         = script
kind          = host
depends       = binutils:host linux-headers:sysroot
host-tools    = g++ make $(gcc.libraries)
include package/toolchain/gcc/$(call text,$(CONFIG_TOOLCHAIN_LIBC)).mk

# The libraries for long numbers are linked in, so that the compiler runs where they are not installed.
gcc.libraries = $(foreach l,gmp mpfr mpc,/usr/lib/x86_64-linux-gnu/lib$(l).a)

# What the compiler makes code for when no option says so. A processor is called as GCC calls it: -mcpu on ARM and RISC-V, -march
# on x86 and MIPS. Before Cortex, ARM's Thumb can't do all that C needs.
gcc.cpu = $(call text,$(CONFIG_TOOLCHAIN_BUILT_CPU))
gcc.float = --with-float=$(if $(CONFIG_TOOLCHAIN_FLOAT_SOFT),soft,hard)
gcc.mips = --with-abi=32 --with-arch=$(or $(gcc.cpu),mips32r2) --with-lxc1-sxc1=no $(gcc.float) $(if $(CONFIG_TOOLCHAIN_FLOAT_SOFT),,--with-fp-32=xx)
configure-$(CONFIG_TARGET_X86_64)  += $(if $(gcc.cpu),--with-arch=$(gcc.cpu))
configure-$(CONFIG_TARGET_I386)    += --with-arch=$(or $(gcc.cpu),i686)
configure-$(CONFIG_TARGET_AARCH64) += $(if $(gcc.cpu),--with-cpu=$(gcc.cpu))
configure-$(CONFIG_TARGET_ARM)     += $(gcc.float) $(if $(filter arm%,$(gcc.cpu)),,--with-mode=thumb) \
	$(if $(gcc.cpu),--with-cpu=$(gcc.cpu),--with-arch=armv7-a $(if $(CONFIG_TOOLCHAIN_FLOAT_SOFT),,--with-fpu=vfpv3-d16))
configure-$(CONFIG_TARGET_RISCV64) += --with-abi=lp64d $(if $(gcc.cpu),--with-cpu=$(gcc.cpu),--with-arch=rv64gc)
configure-$(CONFIG_TARGET_MIPS)    += $(gcc.mips)
configure-$(CONFIG_TARGET_MIPSEL)  += $(gcc.mips)

# The compiler as it lies in its build folder, for the C library.
gcc.new = /build/obj/gcc/xgcc -B/build/obj/gcc/ --sysroot=/build/sysroot

# Debian's archive has no manual, out of which a part is checked while the compiler is built.
define prepare
mkdir -p gcc /build/libc /build/static /build/sysroot/usr
bsdtar -x -C gcc --strip-components 1 --exclude '*/testsuite/*.*/*' --exclude '*/libstdc++-v3/testsuite/*/*' -f gcc-$(version)-dfsg.tar.xz
sed -i 's/^s-tm-texi:.*/s-tm-texi:\n\ttouch $$@\ns-tm-texi-checked:/' gcc/gcc/Makefile.in
bsdtar -x -C /build/libc --strip-components 1 -f /src/$(libc.archive)
ln -s $(gcc.libraries) /build/static/
cp -R /dep/linux-headers/sysroot/usr/include /build/sysroot/usr/include
PATH=/host/cross/bin:$$PATH
unset CC CXX CFLAGS CXXFLAGS CPPFLAGS LDFLAGS
endef

# First the compiler proper, then what it needs of itself to build the C library, then the C library, then the rest. The C library's
# limits.h is not there yet when the compiler's own asks whether there is one.
define build
mkdir -p /build/obj
cd /build/obj
../src/gcc/configure --build=x86_64-pc-linux-gnu --target=$(tuple) --prefix=/host/cross \
	--with-sysroot=/host/cross/$(tuple)/sysroot --with-build-sysroot=/build/sysroot \
	--with-gmp-include=/usr/include --with-gmp-lib=/build/static --with-mpfr-include=/usr/include --with-mpfr-lib=/build/static \
	--with-mpc-include=/usr/include --with-mpc-lib=/build/static --without-isl --without-zstd \
	--enable-languages=c,c++ --enable-default-pie --enable-initfini-array $(libc.glibc) \
	--disable-multilib --disable-bootstrap --disable-nls --disable-werror --disable-fixincludes --disable-libsanitizer --disable-libssp \
	--disable-libgomp --disable-libquadmath --disable-libvtv --disable-libitm --disable-libstdcxx-pch $(configure-y) \
	CFLAGS='-O2 -pipe' CXXFLAGS='-O2 -pipe' CFLAGS_FOR_TARGET='$(gcc.target-cflags)' CXXFLAGS_FOR_TARGET='$(gcc.target-cflags)' \
	MAKEINFO=missing
make all-gcc LIMITS_H_TEST=true
$(libc.headers)
cd /build/obj
make all-target-libgcc enable_shared=no
$(libc.build)
cd /build/obj
rm -rf $(tuple)/libgcc
make
endef

gcc.target-cflags = -O2 -g -pipe -ffile-prefix-map=/build=/usr/src/gcc

# Shared libraries keep their symbols' names for those who link with them.
define install
cd /build/obj
make DESTDIR=/out/dest install
cd /out/dest/host/cross
rm -rf bin/*-lto-dump share $(tuple)/share lib/gcc/*/*/install-tools libexec/gcc/*/*/install-tools lib/gcc/*/*/plugin lib/lib*cc1* include
find bin libexec -type f ! -name '*.la' -exec strip {} +
cp -R /host/cross/. .
cp -R /build/sysroot $(tuple)/sysroot
find $(tuple) lib -name '*.a' $(libc.archives:%=%$(space))-exec $(tuple)-strip -D -g {} +
endef
