# Compression that is both fast and good
version       = 1.5.7
source        = debian:libzstd/libzstd_$(version)+dfsg.orig.tar.xz
sha256        = 0c092ef267edce57ba7f3f2645c861f72eaf5e76273c6c3632869423464b90a5
license       = BSD-3-Clause OR GPL-2.0-only
license-files = LICENSE COPYING
cpe           = cpe:2.3:a:facebook:zstandard:$(version)
url           = https://facebook.github.io/zstd/
style         = cmake
subdir        = build/cmake
configure-y  += -DZSTD_BUILD_STATIC=$(if $(style.shared),OFF,ON) -DZSTD_BUILD_SHARED=$(if $(style.shared),ON,OFF) \
	-DZSTD_PROGRAMS_LINK_SHARED=$(if $(style.shared),ON,OFF) -DZSTD_LEGACY_SUPPORT=OFF \
	-DZSTD_BUILD_PROGRAMS=$(if $(CONFIG_PACKAGE_ZSTD),ON,OFF)

# C++ is only for what tests it.
define prepare
cd build/cmake
sed -i '/^ *CXX #/d' CMakeLists.txt
sed -i '/include(CheckCXXCompilerFlag)/d; s/if (_CXX)/if (FALSE)/' CMakeModules/AddZstdCompilationFlags.cmake
endef

define test
seq 100000 >numbers
zstd -12 -T2 numbers
[ "$$(wc -c <numbers.zst)" -lt 200000 ]
zstd -t numbers.zst
zstd -d -c numbers.zst | cmp - numbers
head -c 1000 numbers.zst >broken.zst
fails zstd -t broken.zst
endef
