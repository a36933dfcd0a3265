# Compression that is very fast
version       = 1.10.0
source        = https://github.com/lz4/lz4/releases/download/v$(version)/lz4-$(version).tar.gz
sha256        = 537512904744b35e232912055ccf8ec66d768639ff3abe5788d90d792ec5f48b
license       = BSD-2-Clause AND GPL-2.0-or-later
license-files = lib/LICENSE programs/COPYING
cpe           = cpe:2.3:a:lz4_project:lz4:$(version)
url           = https://lz4.org/
style         = cmake
subdir        = build/cmake
configure-y  += -DBUILD_STATIC_LIBS=$(if $(style.shared),OFF,ON) -DLZ4_BUILD_CLI=$(if $(CONFIG_PACKAGE_LZ4),ON,OFF)

define test
seq 100000 >numbers
lz4 -9 numbers numbers.lz4
[ "$$(wc -c <numbers.lz4)" -lt 400000 ]
lz4 -t numbers.lz4
lz4 -d -c numbers.lz4 | cmp - numbers
head -c 1000 numbers.lz4 >broken.lz4
fails lz4 -t broken.lz4
endef
