# glibc, the build machine's own
version       = distribution
license       = LGPL-2.1-or-later GPL-3.0-or-later WITH GCC-exception-3.1
host-tools    = $(distribution.tools) $(distribution)-g++ cpio$(distribution.atomic:%= %)
files         = $(distribution.files) glibc.sh=support/toolchain/glibc.sh $(foreach p,$(distribution.glibc),$(p).list=/var/lib/dpkg/info/$(p).list \
	$(p).md5sums=/var/lib/dpkg/info/$(p).md5sums)

define install
sh /files/distribution.sh $(tuple) /usr/bin/$(distribution)- /out/host gnu
PATH=/out/host/bin:$$PATH
sh /files/glibc.sh /files $(distribution) /out/host /out/sysroot /out/dest
cp -R /dep/linux-headers/sysroot/usr/include/. /out/sysroot/usr/include/$(distribution.atomic:%=$(newline)cp % /out/sysroot/usr/lib/)
endef
