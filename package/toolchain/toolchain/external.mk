# A toolchain that is there already, with its C library
version    = external
license    = GPL-3.0-or-later WITH GCC-exception-3.1
files      = $(external.files) toolchain=$(or $(call text,$(CONFIG_TOOLCHAIN_EXTERNAL_PATH)),/no/folder/is/named)
include package/toolchain/toolchain/external/common.mk

define install
$(call external.take,/files/toolchain,$(call text,$(CONFIG_TOOLCHAIN_EXTERNAL_TUPLE)))
endef
