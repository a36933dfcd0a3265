# Checks that a toolchain in a folder of its own fits the menu, and takes it over.
external.files = external.sh=support/toolchain/external.sh names.sh=support/toolchain/names.sh wrapper.c=support/toolchain/wrapper.c

# The newest kernel whose headers its C library may have been built for
external.kernel = 6.12

# $(call external.take,FOLDER,TUPLE)
define external.take
sh /files/external.sh -a $(arch) -l $(if $(CONFIG_LIBC_MUSL),musl,glibc) $(if $(CONFIG_TOOLCHAIN_HAS_CXX),-x) -k $(external.kernel) \
	$(if $(CONFIG_TOOLCHAIN_FLOAT_SOFT),-s) $(1) $(2) $(tuple) /out
PATH=/out/host/bin:$$PATH
endef
