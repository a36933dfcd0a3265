# The usual small programs, in one
version       = 1.37.0
source        = https://busybox.net/downloads/busybox-$(version).tar.bz2
sha256        = 3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4
license       = GPL-2.0-only
license-files = LICENSE
cpe           = cpe:2.3:a:busybox:busybox:$(version)
url           = https://busybox.net/
style         = kconfig
host-cc       = yes
config-env    = KCONFIG_NOTIMESTAMP=1
make-args     = CROSS_COMPILE=$(tuple)- SKIP_STRIP=y
fragments     = core shell files text system net
fragments-$(CONFIG_BUILD_STATIC)   += static
fragments-$(CONFIG_BUILD_PIE)      += pie
fragments-$(CONFIG_BUSYBOX_HTTPD)  += httpd
fragments-$(and $(CONFIG_PACKAGE_SYSUPGRADE),$(CONFIG_PACKAGE_OVERLAY_FLASH)) += flash
fragments-$(CONFIG_BUSYBOX_NTPD)   += ntpd
yields        = *

# The tree's Config.in files are made from its sources.
define prepare
sh scripts/gen_build_files.sh . .
endef
