# Small SSH server and client
version       = 2025.89
source        = https://example.org/dropbear-$(version).tar.bz2
sha256        = 0d1f7ca711cfc336dc8a85e672cab9cfd8223a02fe2da0a4a7aeb58c9e113634
license       = MIT
style         = autotools
depends-$(CONFIG_PACKAGE_DROPBEAR_ZLIB) += zlib
depends-$(CONFIG_PACKAGE_DROPBEAR_OTHER) += toolchain:debug
