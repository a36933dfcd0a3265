# Asks disks how they are
version       = 7.4
source        = debian:smartmontools/smartmontools_$(version).orig.tar.xz
sha256        = 0b509b802d7c34aa1d3ceba21bf57169fddcc76badff33655dbc5d09f48e3e56
license       = GPL-2.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:smartmontools:smartmontools:$(version)
url           = https://www.smartmontools.org/
style         = autotools
configure-y  += --without-nvme-devicescan --without-libcap-ng --without-libsystemd --without-selinux --without-gnupg --without-systemdsystemunitdir \
	--without-initscriptdir --with-update-smart-drivedb=no --with-smartdscriptdir=/usr/libexec --without-smartdplugindir

# smartd's script sends mail.
define install
make DESTDIR=/out/dest install
rm -rf /out/dest/usr/libexec
endef

# QEMU's disks know how warm they are.
define test
[ -b /dev/sda ] || { echo 'there is no disk'; exit 77; }
smartctl -H /dev/sda | grep 'self-assessment test result: PASSED'
smartctl -A /dev/sda >said || true
cat said
grep '^ *9 Power_On_Hours ' said
[ "$$(awk '$$1 == 190 {print $$2, $$10}' said)" = 'Airflow_Temperature_Cel 31' ]
fails smartctl -H /dev/nothing
[ -c /dev/nvme0 ] || exit 0
[ "$$(smartctl -i /dev/nvme0 | sed -n 's/^Serial Number: *//p')" = "$$(tr -d ' ' </sys/class/nvme/nvme0/serial)" ]
smartctl -j -A /dev/nvme0 | grep '"temperature"'
endef
