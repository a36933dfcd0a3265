# Time zones, those that are chosen
version       = 2026c
source        = debian:tzdata/tzdata_$(version).orig.tar.gz
sha256        = e4a178a4477f3d0ea77cc31828ff72aa38feff8d61aa13e7e99e142e9d902be4
license       = LicenseRef-public-domain
license-files = LICENSE
url           = https://www.iana.org/time-zones
style         = script
toolchain     = no
host-tools    = zic tar

tzdata.sources = africa antarctica asia australasia europe northamerica southamerica etcetera backward
tzdata.local = $(call text,$(CONFIG_PACKAGE_TZDATA_LOCAL))
tzdata.zones = $(call text,$(CONFIG_PACKAGE_TZDATA_ZONES)) $(tzdata.local)

# The archive has no folder around its files.
define prepare
tar -x -f /src/tzdata_$(version).orig.tar.gz
endef

define build
zic -b slim -d /build/zones $(tzdata.sources)
endef

define install
mkdir -p /out/dest/usr/share/zoneinfo /out/dest/etc
cd /build/zones
for zone in $(if $(filter all,$(tzdata.zones)),$$(find . -type f),$(tzdata.zones)); do
	[ -f "$$zone" ] || { echo "there is no time zone $$zone" >&2; exit 1; }
	install -D -m 644 "$$zone" "/out/dest/usr/share/zoneinfo/$$zone"
done
$(if $(tzdata.local),ln -s '../usr/share/zoneinfo/$(tzdata.local)' /out/dest/etc/localtime)
endef

# In winter and in summer; and what the clock shows by itself.
define test
$(if $(tzdata.local),[ "$$(date -d @1767225600 +%z)" = "$$(TZ=:/usr/share/zoneinfo/$(tzdata.local) date -d @1767225600 +%z)" ])
[ -f /usr/share/zoneinfo/Europe/Berlin ] || { echo 'Europe/Berlin is not in the image'; exit 77; }
[ "$$(TZ=:Europe/Berlin date -d @1767225600 '+%z %H:%M')" = '+0100 01:00' ]
[ "$$(TZ=:Europe/Berlin date -d @1782864000 '+%z %H:%M')" = '+0200 02:00' ]
endef
