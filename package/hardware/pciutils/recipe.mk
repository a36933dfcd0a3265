# Lists and sets up PCI devices
version       = 3.13.0
source        = https://mirrors.edge.kernel.org/pub/software/utils/pciutils/pciutils-$(version).tar.gz
sha256        = a03c88a0aab709b1697ca1753766f443e78297f84c7bcd80a82c1422edd7cb42
license       = GPL-2.0-or-later
license-files = COPYING
url           = https://mj.ucw.cz/sw/pciutils/
style         = make
make-args     = OPT="$$CFLAGS" LDFLAGS="$$LDFLAGS" HOST=$(arch)-linux RELEASE= STRIP= IDSDIR=/usr/share/misc ZLIB=no DNS=no LIBKMOD=no HWDB=no
kernel-y     += PCI

define install
make $(make-args) PREFIX=/usr DESTDIR=/out/dest install
rm /out/dest/usr/sbin/update-pciids
$(if $(CONFIG_PACKAGE_PCIUTILS_NAMES),,rm /out/dest/usr/share/misc/pci.ids)
endef

define test
device=$$(ls /sys/bus/pci/devices | head -n 1)
[ -n "$$device" ] || { echo 'there is no PCI device'; exit 77; }
[ "$$(lspci -n | wc -l)" = "$$(ls /sys/bus/pci/devices | wc -l)" ]
[ "0x$$(setpci -s "$$device" VENDOR_ID)" = "$$(cat /sys/bus/pci/devices/$$device/vendor)" ]
lspci -n -s "$$device" | grep "$$(sed 's/^0x//' /sys/bus/pci/devices/$$device/vendor):"
lspci -v -s "$$device" | grep Flags
endef
