# MQTT: messages between devices, by topic
version       = 2.0.21
source        = https://mosquitto.org/files/source/mosquitto-$(version).tar.gz
sha256        = 551daff96cd0675faf888f8881536177934424ecc45924fecf94cffe207f6e81
license       = EPL-2.0 OR BSD-3-Clause
license-files = LICENSE.txt epl-v20 edl-v10
cpe           = cpe:2.3:a:eclipse:mosquitto:$(version)
url           = https://mosquitto.org/
style         = cmake
depends       = cjson
configure-y  += -DWITH_TLS=OFF -DWITH_LIB_CPP=OFF -DDOCUMENTATION=OFF -DWITH_PLUGINS=OFF -DWITH_APPS=OFF

# No C++; the library is what the menu says, rather than always shared; options of TLS are not checked where there is none.
define prepare
sed -i 's/^project(mosquitto)/project(mosquitto C)/' CMakeLists.txt
sed -i 's/libmosquitto SHARED/libmosquitto/' lib/CMakeLists.txt
sed -i '/Check for missing TLS/,/^\t}$$/d' src/conf.c
endef

# Without a listener, only this machine is served.
define install
make DESTDIR=/out/dest install
rm -r /out/dest/etc/mosquitto
mkdir -p /out/dest/etc/mosquitto/conf.d
printf '%s\n' '# Only this machine is served, until a file in conf.d says otherwise: listener 1883' \
	'user mosquitto' 'persistence true' 'persistence_location /var/lib/mosquitto/' 'include_dir /etc/mosquitto/conf.d' \
	>/out/dest/etc/mosquitto/mosquitto.conf
endef

define users
group mosquitto 463
user mosquitto 463 mosquitto /var/lib/mosquitto /bin/false
endef

define services
mosquitto command /usr/sbin/mosquitto -c /etc/mosquitto/mosquitto.conf
mosquitto state /var/lib/mosquitto 0700 mosquitto mosquitto
endef

define test
/usr/libexec/service mosquitto ready
mosquitto_sub -h 127.0.0.1 -W 20 -C 1 -t 'house/+/temperature' -F '%t %p' >heard & pid=$$!
sleep 2
mosquitto_pub -h 127.0.0.1 -t house/roof/rain -m no
mosquitto_pub -h 127.0.0.1 -t house/cellar/temperature -m 14.5
wait $$pid
[ "$$(cat heard)" = 'house/cellar/temperature 14.5' ]
endef
