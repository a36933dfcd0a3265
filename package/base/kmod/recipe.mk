# Loads modules of the kernel
version       = 34.2
source        = https://mirrors.edge.kernel.org/pub/linux/utils/kernel/kmod/kmod-$(version).tar.xz
sha256        = 012d16e2099115486d8aa9f2c2a23d058d3d0cad83113a60512647d25d3869e8
license       = LGPL-2.1-or-later AND GPL-2.0-or-later
license-files = COPYING tools/COPYING
cpe           = cpe:2.3:a:kernel:kmod:$(version)
url           = https://github.com/kmod-project/kmod
style         = meson
configure-y  += -Dopenssl=disabled -Dzlib=disabled -Dmanpages=false -Dbashcompletiondir=no -Dfishcompletiondir=no -Dzshcompletiondir=no \
	-Dxz=disabled -Dzstd=disabled

# A folder of modules of another kernel, which has this one built in; and a card that this kernel does not have before.
define test
mkdir -p lib/modules/1.0/kernel
echo kernel/drivers/inside.ko >lib/modules/1.0/modules.builtin
: >lib/modules/1.0/modules.order
depmod -b "$$PWD" 1.0
modprobe -d "$$PWD" -S 1.0 inside
fails modprobe -d "$$PWD" -S 1.0 nowhere
[ "$$(modinfo -b "$$PWD" -k 1.0 -n inside)" = '(builtin)' ]
modinfo dummy || { echo 'there is no module'; exit 77; }
[ ! -d /sys/class/net/dummy0 ]
modprobe dummy
lsmod | grep '^dummy '
[ -d /sys/class/net/dummy0 ]
modprobe -r dummy
[ ! -d /sys/class/net/dummy0 ]
endef
