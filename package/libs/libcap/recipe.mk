# Capabilities: a part of root's rights, for programs that need no more
version       = 2.75
source        = https://mirrors.edge.kernel.org/pub/linux/libs/security/linux-privs/libcap2/libcap-$(version).tar.xz debian:libcap2
sha256        = de4e7e064c9ba451d5234dd46e897d7c71c96a9ebf9a0c445bc04f4742d83632
license       = BSD-3-Clause OR GPL-2.0-only
license-files = License
cpe           = cpe:2.3:a:libcap_project:libcap:$(version)
url           = https://sites.google.com/site/fullycapable/
style         = make
host-cc       = yes
make-args     = -C libcap lib=lib PTHREADS=no USE_GPERF=no SHARED=$(if $(style.shared),yes,no) BUILD_CC=gcc BUILD_CFLAGS=-Iinclude OBJCOPY="$$OBJCOPY" \
	COPTS="$$CFLAGS" LDFLAGS="$$LDFLAGS"
