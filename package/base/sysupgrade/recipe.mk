# Writes another system from an update file to flash
version = 1
license = GPL-2.0-or-later
style   = script
files   = files

define install
mkdir -p /out/dest
cp -R /files/files/. /out/dest/
sed -i "s|^board='' kind=''|board=$(board-name) kind=flash|" /out/dest/usr/sbin/sysupgrade
endef
