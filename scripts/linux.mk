# What the recipe of the kernel has to know about architectures, and its Kconfig files about the compiler.

linux.srcarch = $(patsubst x86_64,x86,$(patsubst i386,x86,$(kernel-arch)))
linux.image-x86 := bzImage
linux.image-arm64 := Image
linux.image-arm := zImage
linux.image-riscv := Image
linux.image-mips := uImage.lzma
linux.image = $(linux.image-$(linux.srcarch))
linux.dtbs = $(addsuffix .dtb,$(call text,$(CONFIG_LINUX_DTBS)))

# The kernel's Makefile exports these to conf; version is the recipe's. What may be installed or not (pahole, Rust) is not there.
linux.env = srctree=. ARCH=$(kernel-arch) SRCARCH=$(linux.srcarch) KERNELVERSION=$(version) CC=$(tuple)-gcc LD=$(tuple)-ld \
	AR=$(tuple)-ar NM=$(tuple)-nm OBJCOPY=$(tuple)-objcopy HOSTCC=gcc HOSTCXX=g++ PAHOLE=false RUSTC=false BINDGEN=false \
	CC_VERSION_TEXT="$$($(tuple)-gcc --version | head -n 1)"
