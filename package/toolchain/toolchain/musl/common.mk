# musl, wherever it is built: on top of the distribution's compiler, or with a compiler of ours
musl.version = 1.2.5
musl.source  = https://musl.libc.org/releases/musl-$(musl.version).tar.gz debian:musl
musl.sha256  = a9a118bbe84d8764da0ea0d28b3ab3fae8477fc7e4085d90102b8596fc7c75e4
musl.files   = iconv.patch=package/toolchain/toolchain/musl/iconv.patch $(if $(CONFIG_TARGET_I386),stack-check.c=package/toolchain/toolchain/musl/stack-check.c)

# Position-independent code for 32-bit x86 calls a hidden function of its own program when the stack
# is damaged; there is no place for it in a shared libc, so the start files bring it.
# $(call musl.stack-check,COMPILER,SYSROOT)
define musl.stack-check

$(1) -Os -c -fPIC -o stack-check.o /files/stack-check.c
$(tuple)-ld -r -o crti.o $(2)/usr/lib/crti.o stack-check.o
mv crti.o $(2)/usr/lib/crti.o
endef
