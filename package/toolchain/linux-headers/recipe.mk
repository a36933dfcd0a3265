# What the kernel tells programs: its headers, for the C library
version       = 6.12.107
source        = debian:linux/linux_$(version).orig.tar.xz
sha256        = efc76d3c78a5d65f42724118c437d11db1c9f6309a5f024ee9a8b1978fdc6919
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
