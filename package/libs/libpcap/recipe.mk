# Reads packets from network interfaces
version       = 1.10.5
source        = https://www.tcpdump.org/release/libpcap-$(version).tar.xz
sha256        = 84fa89ac6d303028c1c5b754abff77224f45eca0a94eb1a34ff0aa9ceece3925
license       = BSD-3-Clause
license-files = LICENSE
cpe           = cpe:2.3:a:tcpdump:libpcap:$(version)
url           = https://www.tcpdump.org/
style         = autotools
configure-y  += --with-pcap=linux --without-libnl --disable-usb --disable-bluetooth --disable-dbus --disable-rdma
kernel-y     += PACKET
