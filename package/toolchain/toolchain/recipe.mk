# C compiler, C library and binary tools for the target, from the build machine's cross compiler
style         = script
kind          = target
parts         = host sysroot
toolchain     = no
host-cc       = yes
depends       = linux-headers:sysroot
host-tools    = $(distribution)-gcc $(distribution)-as $(distribution)-ld $(distribution)-ar $(distribution)-objcopy \
	$(distribution)-strip $(distribution.cc1)
files         = distribution.sh=support/toolchain/distribution.sh wrapper.c=support/toolchain/wrapper.c
include package/toolchain/toolchain/$(call text,$(CONFIG_TOOLCHAIN_LIBC)).mk
