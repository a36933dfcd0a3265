# The build machine's cross compiler and C library, for the toolchain's recipe.

# The compiler proper is no program that a path leads to; its version is how the compiler is called.
distribution.version = $(lastword $(subst -, ,$(notdir $(realpath /usr/bin/$(distribution)-gcc))))
distribution.cc1 = $(wildcard $(foreach d,lib/gcc libexec/gcc lib/gcc-cross libexec/gcc-cross,\
	/usr/$(d)/$(distribution)/$(distribution.version)/cc1))
distribution.tools = $(distribution)-gcc $(distribution)-as $(distribution)-ld $(distribution)-ar $(distribution)-objcopy \
	$(distribution)-strip $(distribution.cc1)
# GCC before 14 calls a library of its own for atomic bytes on RISC-V, and names it whenever there are threads.
distribution.atomic = $(if $(CONFIG_TARGET_RISCV64),$(addsuffix libatomic.a,$(dir $(distribution.cc1))))
distribution.files = distribution.sh=support/toolchain/distribution.sh names.sh=support/toolchain/names.sh wrapper.c=support/toolchain/wrapper.c

# The lists of files of Debian's packages of glibc for it: those of the machine's own architecture have it behind a colon, those for
# cross compilers in their names.
distribution.arch = $(call text,$(CONFIG_TOOLCHAIN_DISTRIBUTION_ARCH))
distribution.packages = libc6 libc6-dev libcrypt1 libcrypt-dev libgcc-s1 libstdc++6 libstdc++-$(distribution.version)-dev
distribution.glibc = $(patsubst /var/lib/dpkg/info/%.list,%,$(wildcard $(foreach p,$(distribution.packages),\
	/var/lib/dpkg/info/$(p):$(distribution.arch).list /var/lib/dpkg/info/$(p)-$(distribution.arch)-cross.list)))
