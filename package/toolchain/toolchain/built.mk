# The compiler that was built from source, with its C library
version    = 14.2.0
license    = GPL-3.0-or-later WITH GCC-exception-3.1
depends-y += gcc:host
files      = $(external.files)
include package/toolchain/toolchain/external/common.mk

define install
$(call external.take,/dep/gcc/host/cross,$(tuple))
endef
