# Talks to USB devices
version       = 1.0.28
source        = https://github.com/libusb/libusb/releases/download/v$(version)/libusb-$(version).tar.bz2 debian:libusb-1.0
sha256        = 966bb0d231f94a474eaae2e67da5ec844d3527a1f386456394ff432580634b29
license       = LGPL-2.1-or-later
license-files = COPYING
cpe           = cpe:2.3:a:libusb:libusb:$(version)
url           = https://libusb.info/
style         = autotools
configure-y  += --disable-udev
