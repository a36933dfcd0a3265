# A toolchain that is there already, with its C library
version    = external
license    = GPL-3.0-or-later WITH GCC-exception-3.1
files      = external.sh=support/toolchain/external.sh names.sh=support/toolchain/names.sh wrapper.c=support/toolchain/wrapper.c \
	toolchain=$(or $(call text,$(CONFIG_TOOLCHAIN_EXTERNAL_PATH)),/no/folder/is/named)

define install
sh /files/external.sh -a $(arch) -l $(if $(CONFIG_LIBC_MUSL),musl,glibc) $(if $(CONFIG_TOOLCHAIN_HAS_CXX),-x) -k $(external.kernel) \
	/files/toolchain $(call text,$(CONFIG_TOOLCHAIN_EXTERNAL_TUPLE)) $(tuple) /out
PATH=/out/host/bin:$$PATH
endef

external.kernel = 6.12
