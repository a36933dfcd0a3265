# Lists USB devices
version       = 014
source        = https://mirrors.edge.kernel.org/pub/linux/utils/usb/usbutils/usbutils-$(version).tar.xz
sha256        = 3a079cfad60560227b67192482d7813bf96326fcbb66c04254839715f276fc69
license       = GPL-2.0-or-later AND (GPL-2.0-only OR GPL-3.0-only)
license-files = LICENSES/GPL-2.0-only.txt LICENSES/GPL-3.0-only.txt
url           = https://github.com/gregkh/usbutils
style         = autotools
depends       = libusb
host-tools    = pkg-config
files         = libudev.h
# The names of vendors would come from udev, which is not there: a device tells its own.
configure-y  += UDEV_CFLAGS=-I/files UDEV_LIBS=-lc
kernel-y     += USB

# The others are scripts for bash and Python.
define install
install -D lsusb /out/dest/usr/bin/lsusb
endef

define test
[ -d /sys/bus/usb/devices ] || { echo 'the kernel has no USB'; exit 77; }
ls /sys/bus/usb/devices/*/idVendor || { echo 'there is no USB device'; exit 77; }
lsusb >devices
[ "$$(wc -l <devices)" = "$$(ls /sys/bus/usb/devices/*/idVendor | wc -l)" ]
grep 'Bus 001 Device 001: ID 1d6b:0002' devices
lsusb -v -s 1:1 | grep 'bDeviceClass *9'
lsusb -t | grep 'Port 1:.*Class=.*M$$'
endef
