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
modprobe i2c-stub chip_addr=0x50 || { echo 'there is no chip, and the kernel has none to play'; exit 77; }
bus=$$(i2cdetect -l | sed -n 's/^i2c-\([0-9]*\).*SMBus stub.*/\1/p')
i2cset -y "$$bus" 0x50 3 0x2a
i2cset -y "$$bus" 0x50 8 0xbeef w
[ "$$(i2cget -y "$$bus" 0x50 3)" = 0x2a ]
[ "$$(i2cget -y "$$bus" 0x50 8 w)" = 0xbeef ]
i2cdump -y -r 0-15 "$$bus" 0x50 b | grep '^00: 00 00 00 2a 00 00 00 00 ef 00'
i2cdetect -y "$$bus" | grep '^50: 50 -- --'
fails i2cget -y "$$bus" 0x51 0
rmmod i2c-stub
endef
