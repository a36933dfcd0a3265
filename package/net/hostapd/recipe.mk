# Makes an interface an access point for wireless networks
version       = 2.10
source        = debian:wpa/wpa_$(version).orig.tar.xz
sha256        = b39f85be9d8fd58adee1acae3735ec0a1f7bdc460fe3f6fd76a1d57e9ac910c6
license       = BSD-3-Clause
license-files = COPYING
cpe           = cpe:2.3:a:w1.fi:hostapd:$(version)
url           = https://w1.fi/hostapd/
style         = make
subdir        = hostapd
depends       = libnl
depends-$(CONFIG_PACKAGE_HOSTAPD_WPA3) += openssl
host-tools    = pkg-config
make-args     = EXTRA_CFLAGS="$$CPPFLAGS" BINDIR=/usr/sbin
kernel-y     += WLAN CFG80211 PACKET

hostapd.options = DRIVER_NL80211=y LIBNL32=y DRIVER_WIRED=y IEEE80211AC=y IEEE80211AX=y IEEE80211R=y EAP=y EAP_MD5=y EAP_MSCHAPV2=y EAP_TLS=y \
	EAP_PEAP=y EAP_TTLS=y EAP_GTC=y WPS=y ACS=y \
	$(if $(CONFIG_PACKAGE_HOSTAPD_WPA3),TLS=openssl SAE=y OWE=y SUITEB=y SUITEB192=y,TLS=internal INTERNAL_LIBTOMMATH=y INTERNAL_LIBTOMMATH_FAST=y)

define configure
printf 'CONFIG_%s\n' $(hostapd.options) >.config
endef

define services
$(if $(CONFIG_PACKAGE_HOSTAPD_START),hostapd command /usr/sbin/hostapd /etc/hostapd.conf
hostapd restart failure)
endef

# On a kernel that plays radios (MAC80211_HWSIM), the other one hears the network. On a pair of cables' ends (VETH), whoever wants in has
# to say who he is.
define test
printf '%s\n' interface=nothing driver=wired >none.conf
fails hostapd none.conf
ip link add end0 type veth peer name end1 || { echo 'there are neither radios nor cables'; exit 77; }
ip link set end0 up
ip link set end1 up
printf '%s\n' interface=end0 driver=wired ieee8021x=1 eapol_version=2 "ctrl_interface=$$PWD/door" eap_server=1 "eap_user_file=$$PWD/users" >wired.conf
echo '"gardener" MD5 "compost"' >users
hostapd wired.conf & pid=$$!
sleep 2
if command -v wpa_supplicant; then
	for password in weeds compost; do
		printf '%s\n' 'ap_scan=0' "ctrl_interface=$$PWD/ask" 'network={' 'key_mgmt=IEEE8021X' 'eap=MD5' 'identity="gardener"' \
			"password=\"$$password\"" 'eapol_flags=0' '}' >ask.conf
		wpa_supplicant -D wired -i end1 -c ask.conf & asks=$$!
		sleep 8
		wpa_cli -p "$$PWD/ask" -i end1 status >"$$password"
		kill $$asks
		wait $$asks || true
	done
	grep 'EAP state=SUCCESS' compost
	fails grep 'EAP state=SUCCESS' weeds
fi
hostapd_cli -p "$$PWD/door" -i end0 status | grep state=ENABLED
kill $$pid
wait $$pid || true
ip link del end0
if [ -d /sys/class/net/wlan1 ] && command -v iw; then
	printf '%s\n' interface=wlan0 ssid=meadow hw_mode=g channel=6 wpa=2 wpa_key_mgmt=WPA-PSK rsn_pairwise=CCMP wpa_passphrase=daisychain >ap.conf
	hostapd ap.conf & pid=$$!
	sleep 3
	ip link set wlan1 up
	iw dev wlan1 scan >heard
	grep 'SSID: meadow' heard
	grep 'Authentication suites: PSK' heard
	ip link set wlan1 down
	kill $$pid
fi
endef
