# Calculates with numbers of any size
version       = 6.3.0
source        = debian:gmp/gmp_$(version)+dfsg.orig.tar.xz
sha256        = bd2966e6d277f79328e894a5a9f3ba3fbf2ed2be81def5f48623e30c23fb1572
license       = LGPL-3.0-or-later OR GPL-2.0-or-later
license-files = COPYING.LESSERv3 COPYINGv2 COPYINGv3
cpe           = cpe:2.3:a:gmplib:gmp:$(version)
url           = https://gmplib.org/
style         = autotools
host-cc       = yes
# In C alone: the debugger does not calculate much.
configure-y  += --disable-assembly --disable-cxx

# The manual, whose licence is not Debian's, is not in its archive.
define prepare
mkdir doc
echo 'all install:' >doc/Makefile.in
endef
