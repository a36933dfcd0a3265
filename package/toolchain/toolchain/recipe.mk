# C compiler, C library and binary tools for the target, from the build machine's cross compiler
version       = 1.2.5
source        = https://musl.libc.org/releases/musl-$(version).tar.gz debian:musl
sha256        = a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4
license       = MIT
license-files = COPYRIGHT
style         = script
kind          = target
parts         = host sysroot
toolchain     = no
host-cc       = yes
depends       = linux-headers
