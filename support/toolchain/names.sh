# What belongs to a toolchain. Sourced by the programs beside it.
# shellcheck shell=sh disable=SC2034

# Programs that look at object files only need no wrapper.
programs='addr2line ar as c++filt nm objcopy objdump ranlib readelf size strings strip gcc-ar gcc-nm gcc-ranlib'
# What programs need at run time: the C library and the compiler's own libraries, as far as a toolchain has them.
libraries='libc.so libc.so.6 libm.so.6 libpthread.so.0 librt.so.1 libdl.so.2 libutil.so.1 libresolv.so.2 libcrypt.so.1 libgcc_s.so.1
	libstdc++.so.6 libatomic.so.1'
