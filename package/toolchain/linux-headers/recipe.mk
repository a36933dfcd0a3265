# What the kernel tells programs: its headers, for the C library
include linux/source.mk
license       = GPL-2.0-only WITH Linux-syscall-note
license-files = COPYING
style         = script
kind          = host
parts         = sysroot
unpack        = */Makefile */Kbuild */COPYING */include/* */scripts/* */arch/$(linux.srcarch)/*

define build
make ARCH=$(kernel-arch) headers
endef

define install
mkdir -p /out/sysroot/usr
cp -R usr/include /out/sysroot/usr/include
find /out/sysroot ! -type d ! -name '*.h' -delete
endef
