# Shows and sets up wireless interfaces
version       = 6.17
source        = https://mirrors.edge.kernel.org/pub/software/network/iw/iw-$(version).tar.xz
sha256        = 7d182e498289ab39b257da6780d562e415377107f50358ee5b55b8cfe40b1e33
license       = ISC
license-files = COPYING
url           = https://wireless.docs.kernel.org/en/latest/en/users/documentation/iw.html
style         = make
depends       = libnl
host-tools    = pkg-config
kernel-y     += WLAN CFG80211

# One radio hears what the other is told to be: kernels for tests play them (MAC80211_HWSIM).
define test
[ -d /sys/class/ieee80211 ] || { echo 'the kernel has no wireless networks'; exit 77; }
iw list >radios
[ "$$(grep -c ^Wiphy radios)" = "$$(ls /sys/class/ieee80211 | wc -l)" ]
fails iw dev nothing info
[ -d /sys/class/net/wlan1 ] || { echo 'there are no two radios'; exit 77; }
iw dev wlan0 set type ibss
iw dev wlan0 info | grep 'type IBSS'
ip link set wlan0 up
ip link set wlan1 up
iw dev wlan0 ibss join meadow 2412
for n in $$(seq 15); do
	sleep 2
	iw dev wlan1 scan >heard
	! grep 'SSID: meadow' heard || break
done
grep 'SSID: meadow' heard
iw dev wlan0 ibss leave
ip link set wlan0 down
ip link set wlan1 down
iw dev wlan0 set type managed
endef
