# Filters what a program may ask the kernel for
version       = 2.6.0
source        = https://github.com/seccomp/libseccomp/releases/download/v$(version)/libseccomp-$(version).tar.gz
sha256        = 83b6085232d1588c379dc9b9cae47bb37407cf262e6e74993c61ba72d2a784dc
license       = LGPL-2.1-only
license-files = LICENSE
cpe           = cpe:2.3:a:libseccomp_project:libseccomp:$(version)
url           = https://github.com/seccomp/libseccomp
style         = autotools
# The archive has what gperf would make.
configure-y  += GPERF=false
kernel-y     += SECCOMP SECCOMP_FILTER

# Its program is for those who write filters.
define install
make DESTDIR=/out/dest install
rm /out/dest/usr/bin/scmp_sys_resolver
endef
