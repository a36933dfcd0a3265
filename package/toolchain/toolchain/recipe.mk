# C compiler, C library and binary tools for the target: from the build machine's cross compiler, or another one
style         = script
kind          = target
parts         = host sysroot
toolchain     = no
host-cc       = yes
depends-$(CONFIG_TOOLCHAIN_DISTRIBUTION) = linux-headers:sysroot
include package/toolchain/toolchain/$(if $(CONFIG_TOOLCHAIN_DISTRIBUTION),$(call text,$(CONFIG_TOOLCHAIN_LIBC)),$(if $(CONFIG_TOOLCHAIN_BUILT),built,external)).mk
