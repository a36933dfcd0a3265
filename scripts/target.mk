# What the menu says about the target, in the words that recipes and styles use.

arch := $(call text,$(CONFIG_TARGET_ARCH))
tuple := $(call text,$(CONFIG_TOOLCHAIN_TUPLE))
distribution := $(call text,$(CONFIG_TOOLCHAIN_DISTRIBUTION_TUPLE))
kernel-arch := $(call text,$(CONFIG_KERNEL_ARCH))
board.name = $(lastword $(subst /board/, ,/$(1:%/Config.in=%)))
board-dir := $(patsubst %/,%,$(dir $(firstword $(foreach d,$(call load.glob,board/*/*/Config.in),\
	$(if $(filter y,$(CONFIG_BOARD_$(call upper,$(subst /,-,$(call board.name,$(d)))))),$(d))))))
board-name := $(lastword $(subst /board/, ,/$(board-dir)))

# Flags for everything that is compiled for the target. What hardens is the same in all styles;
# what is the same for all recipes is worked out once.
target.cflags-first := $(call text,$(CONFIG_BUILD_OPTIMIZE_FLAG)) -g -pipe
target.cflags-last := $(strip $(if $(CONFIG_BUILD_STACK_PROTECTOR),-fstack-protector-strong) \
	$(if $(CONFIG_BUILD_PIE),,-fno-pie) $(call text,$(CONFIG_TARGET_FLAGS)))
# The distribution's libgcc has atomic operations that choose their instructions with the help of its glibc. Styles of a tree with a
# menu leave them out: BusyBox has no threads.
target.cflags-atomics := $(if $(and $(CONFIG_TARGET_AARCH64),$(CONFIG_LIBC_MUSL),$(CONFIG_TOOLCHAIN_DISTRIBUTION)),-mno-outline-atomics)
target.cflags = $(strip $(target.cflags-first) $(if $(filter kconfig%,$(style)),,$(target.cflags-atomics)) \
	-ffile-prefix-map=/build/src=/usr/src/$(name) -ffile-prefix-map=/build=/usr/src/$(name) \
	$(target.cflags-last) $(cflags) $(cflags-y))
target.cppflags := $(if $(CONFIG_BUILD_FORTIFY),-D_FORTIFY_SOURCE=2)
target.ldflags-all := $(strip -Wl,--as-needed -Wl,-z,noexecstack -Wl,--build-id=sha1 \
	$(if $(CONFIG_BUILD_RELRO),-Wl$(comma)-z$(comma)relro -Wl$(comma)-z$(comma)now) \
	$(if $(CONFIG_BUILD_PIE),,-no-pie) $(if $(CONFIG_BUILD_STATIC),-static))
target.ldflags = $(strip $(target.ldflags-all) $(ldflags) $(ldflags-y))

# Programs of the build machine run from /host, with their libraries beside them.
host.cflags = $(strip -O2 -pipe -ffile-prefix-map=/build=/usr/src/$(name) -I/host/include $(cflags) $(cflags-y))
host.ldflags = $(strip -L/host/lib -Wl,-rpath,/host/lib $(ldflags) $(ldflags-y))

style.for-host = $(filter host,$(kind))
style.cflags = $(if $(style.for-host),$(host.cflags),$(target.cflags))
style.ldflags = $(if $(style.for-host),$(host.ldflags),$(target.ldflags))
style.cppflags = $(if $(style.for-host),,$(target.cppflags))
style.cross = $(if $(style.for-host),,$(tuple)-)
style.prefix = $(if $(style.for-host),/host,/usr)
style.etc = $(if $(style.for-host),/host/etc,/etc)
style.var = $(if $(style.for-host),/host/var,/var)
style.in-tree = $(or $(filter yes,$(in-tree)),$(filter make kconfig kconfig-config script,$(style)))
style.dir = $(if $(style.in-tree),$(style.src),/build/obj)
style.src = /build/src$(addprefix /,$(subdir))
style.shared = $(if $(CONFIG_BUILD_STATIC),$(style.for-host),yes)

# The compiler's variables that most build systems take from the environment.
define style.env-target :=
env CC $(tuple)-gcc
env CXX $(tuple)-g++
env AR $(tuple)-ar
env NM $(tuple)-nm
env RANLIB $(tuple)-ranlib
env STRIP $(tuple)-strip
env OBJCOPY $(tuple)-objcopy
env READELF $(tuple)-readelf
env PKG_CONFIG_LIBDIR /sysroot/usr/lib/pkgconfig:/sysroot/usr/share/pkgconfig
env PKG_CONFIG_SYSROOT_DIR /sysroot
endef
define style.env-host :=
env CC gcc
env CXX g++
env PKG_CONFIG_PATH /host/lib/pkgconfig:/host/share/pkgconfig
endef
define style.env-flags
env CFLAGS $(style.cflags)
env CXXFLAGS $(style.cflags)
env CPPFLAGS $(style.cppflags)
env LDFLAGS $(style.ldflags)
endef
style.env-compile = $(if $(style.for-host),$(style.env-host),$(style.env-target))$(newline)$(style.env-flags)
style.env :=

# Scripts that say how to build with a library are of no use in an image; .pc files say the same.
style.tidy := rm -f /out/dest/usr/bin/*-config
