# Joins wireless networks, and wired ones that want to know who is there
version       = 2.10
source        = debian:wpa/wpa_$(version).orig.tar.xz
sha256        = b39f85be9d8fd58adee1acae3735ec0a1f7bdc460fe3f6fd76a1d57e9ac910c6
license       = BSD-3-Clause
license-files = COPYING
cpe           = cpe:2.3:a:w1.fi:wpa_supplicant:$(version)
url           = https://w1.fi/wpa_supplicant/
style         = make
subdir        = wpa_supplicant
depends       = libnl
depends-$(CONFIG_PACKAGE_WPA_SUPPLICANT_WPA3) += openssl
host-tools    = pkg-config
make-args     = EXTRA_CFLAGS="$$CPPFLAGS" BINDIR=/usr/sbin
kernel-y     += WLAN CFG80211 PACKET

wpa_supplicant.options = DRIVER_NL80211=y LIBNL32=y DRIVER_WIRED=y CTRL_IFACE=y BACKEND=file IEEE8021X_EAPOL=y EAP_MD5=y EAP_MSCHAPV2=y \
	EAP_TLS=y EAP_PEAP=y EAP_TTLS=y EAP_GTC=y WPS=y IEEE80211R=y BGSCAN_SIMPLE=y \
	$(if $(CONFIG_PACKAGE_WPA_SUPPLICANT_WPA3),TLS=openssl SAE=y OWE=y SUITEB=y SUITEB192=y,TLS=internal INTERNAL_LIBTOMMATH=y INTERNAL_LIBTOMMATH_FAST=y)

define configure
printf 'CONFIG_%s\n' $(wpa_supplicant.options) >.config
endef

define install
make $(make.vars) DESTDIR=/out/dest $(make-args) install
mkdir -p /out/dest/etc
printf '%s\n' '# wpa_passphrase NAME PASSWORD prints what is to be added for a network.' 'ctrl_interface=/run/wpa_supplicant' 'update_config=1' \
	>/out/dest/etc/wpa_supplicant.conf
endef

define services
$(if $(call text,$(CONFIG_PACKAGE_WPA_SUPPLICANT_INTERFACE)),wpa_supplicant command /usr/sbin/wpa_supplicant -c /etc/wpa_supplicant.conf -i $(call text,$(CONFIG_PACKAGE_WPA_SUPPLICANT_INTERFACE)))
endef

# The key of IEEE 802.11's own example. On a kernel that plays radios (MAC80211_HWSIM), who knows the password is let in.
define test
wpa_passphrase IEEE password | grep 'psk=f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e'
[ -d /sys/class/net/wlan1 ] && command -v hostapd || { echo 'there are no two radios, or there is no hostapd'; exit 77; }
printf '%s\n' interface=wlan0 ssid=meadow hw_mode=g channel=1 wpa=2 wpa_key_mgmt=WPA-PSK rsn_pairwise=CCMP wpa_passphrase=daisychain >ap.conf
hostapd ap.conf & ap=$$!
for password in thistledown daisychain; do
	{ echo "ctrl_interface=$$PWD/door"; wpa_passphrase meadow "$$password"; } >join.conf
	wpa_supplicant -i wlan1 -c join.conf & pid=$$!
	sleep 10
	wpa_cli -p "$$PWD/door" -i wlan1 status >"$$password"
	kill $$pid
	wait $$pid || true
done
kill $$ap
grep wpa_state=COMPLETED daisychain
grep key_mgmt=WPA2-PSK daisychain
fails grep wpa_state=COMPLETED thistledown
endef
