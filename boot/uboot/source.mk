# The source of U-Boot, and of its programs for the running system
version = 2025.01
source  = https://ftp.denx.de/pub/u-boot/u-boot-$(version).tar.bz2 debian:u-boot
sha256  = cdef7d507c93f1bbd9f015ea9bc21fa074268481405501945abc6f854d5b686f
