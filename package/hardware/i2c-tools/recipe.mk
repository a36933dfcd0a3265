# Looks at devices on I2C buses
version       = 4.4
source        = https://mirrors.edge.kernel.org/pub/software/utils/i2c-tools/i2c-tools-$(version).tar.xz
sha256        = 8b15f0a880ab87280c40cfd7235cfff28134bf14d5646c07518b1ff6642a2473
license       = GPL-2.0-or-later AND LGPL-2.1-or-later
license-files = COPYING COPYING.LGPL
url           = https://i2c.wiki.kernel.org/
style         = make
# The others are scripts for Perl.
make-args     = SRCDIRS='include lib tools' LDFLAGS="$$LDFLAGS" BUILD_STATIC_LIB=$(if $(style.shared),0,1) BUILD_DYNAMIC_LIB=$(if $(style.shared),1,0)
kernel-y     += I2C I2C_CHARDEV

define test
i2cdetect -l >buses
[ "$$(ls /sys/class/i2c-dev | wc -l)" -eq "$$(wc -l <buses)" ]
fails i2cget -y 99 0x50 0
endef
