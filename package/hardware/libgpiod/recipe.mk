# Reads, sets and watches GPIO lines
version       = 2.2.1
source        = https://mirrors.edge.kernel.org/pub/software/libs/libgpiod/libgpiod-$(version).tar.xz
sha256        = 0e948049c309b87c220fb24ee0d605d7cd5b72f22376e608470903fffa2d4b18
license       = LGPL-2.1-or-later AND GPL-2.0-or-later
license-files = LICENSES/LGPL-2.1-or-later.txt LICENSES/GPL-2.0-or-later.txt
url           = https://git.kernel.org/pub/scm/libs/libgpiod/libgpiod.git/
style         = autotools
host-tools    = pkg-config
configure-y  += $(if $(CONFIG_PACKAGE_LIBGPIOD),--enable-tools)
kernel-y     += GPIOLIB GPIO_CDEV

# All chips are found; where the kernel can play one (GPIO_SIM), a line is read, as it is pulled, and another is set.
define test
[ "$$(gpiodetect | wc -l)" = "$$(ls /sys/bus/gpio/devices | wc -l)" ]
mount -t configfs none /sys/kernel/config || true
[ -d /sys/kernel/config/gpio-sim ] || exit 0
chip=/sys/kernel/config/gpio-sim/board
mkdir -p $$chip/bank/line3
echo 8 >$$chip/bank/num_lines
echo button >$$chip/bank/line3/name
echo 1 >$$chip/live
lines=/sys/devices/platform/$$(cat $$chip/dev_name)/$$(cat $$chip/bank/chip_name)
gpiodetect | grep '(8 lines)'
gpioinfo | grep '"button".*input'
[ "$$(gpioget --numeric button)" = 0 ]
gpiomon -n 1 -F %e button >heard & pid=$$!
sleep 2
echo pull-up >$$lines/sim_gpio3/pull
wait $$pid
[ "$$(cat heard)" = 1 ]
[ "$$(gpioget --numeric button)" = 1 ]
gpioset -c "$$(cat $$chip/bank/chip_name)" 5=1 & pid=$$!
sleep 2
[ "$$(cat $$lines/sim_gpio5/value)" = 1 ]
kill $$pid
fails gpioget nothing
echo 0 >$$chip/live
endef
