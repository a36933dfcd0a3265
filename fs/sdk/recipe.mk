# The toolchain with the libraries of the chosen packages, to build programs with outside the tree
version    = 1
license    = GPL-2.0-or-later
style      = script
kind       = image
depends    = toolchain $(patsubst %,%:sysroot,$(filter-out linux,$(load.packages)))
host-tools = zstd
files      = make-sdk README

define build
mkdir -p /out/images
$(if $(CONFIG_TOOLCHAIN_EXTERNAL),echo 'sdk: an external toolchain can be taken along as it is' >&2; exit 1)
sh /files/make-sdk $(tuple) $(if $(CONFIG_TOOLCHAIN_BUILT),built,/usr/bin/$(distribution)-) $(if $(CONFIG_LIBC_MUSL),musl,gnu) /files/README /out/images/sdk-$(tuple).tar.zst
endef
