# Shows, sends and records what goes over a CAN bus
version       = 2023.03
source        = debian:can-utils/can-utils_$(version).orig.tar.xz
sha256        = 9748ccf74684825a04773f3edecbcd4a3cddf12ad88c2e14bb9d3adb289f4117
license       = GPL-2.0-only OR BSD-3-Clause
license-files = LICENSES/GPL-2.0-only.txt LICENSES/BSD-3-Clause
url           = https://github.com/linux-can/can-utils
style         = make
make-args     = LDFLAGS="$$LDFLAGS"
kernel-y     += CAN CAN_RAW CAN_BCM CAN_GW CAN_ISOTP CAN_J1939 CAN_DEV CAN_VCAN

define test
ip link add can0 type vcan
ip link set can0 up
candump -n 1 -L can0 >/tmp/can.log & pid=$$!
sleep 1
cansend can0 123#DEADBEEF
wait $$pid
grep '123#DEADBEEF' /tmp/can.log
endef
