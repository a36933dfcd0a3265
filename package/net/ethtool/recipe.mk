# Settings and counters of network cards
version       = 6.1
source        = https://mirrors.edge.kernel.org/pub/software/network/ethtool/ethtool-$(version).tar.xz
sha256        = c41fc881ffa5a40432d2dd829eb44c64a49dee482e716baacf9262c64daa8f90
license       = GPL-2.0-only
license-files = COPYING LICENSE
url           = https://www.kernel.org/pub/software/network/ethtool/
style         = autotools
cflags        = -D_GNU_SOURCE
configure-y  += --disable-netlink

define test
card=$$(ls -d /sys/class/net/e*/device | head -n 1 | cut -d / -f 5)
ethtool -i "$$card" | grep 'driver: virtio_net'
ethtool -k "$$card" | grep generic-receive-offload
endef
