# What BusyBox init runs: inittab, mounts, network by DHCP, login on the console
version = 1
license = GPL-2.0-or-later
style   = script
files   = files

define install
mkdir -p /out/dest
cp -R /files/files/. /out/dest/
cd /out/dest
echo '$(call text,$(CONFIG_SYSTEM_HOSTNAME))' >etc/hostname
printf '%s\n' 'NAME=Whittle' 'ID=whittle' 'PRETTY_NAME=Whittle' >etc/os-release
ln -s /run/resolv.conf etc/resolv.conf
$(if $(CONFIG_SYSTEM_ROOT_CONSOLE),,sed -i 's| -l /usr/libexec/console-login||' etc/inittab)
$(if $(CONFIG_SYSTEM_ROOT_CONSOLE),,rm usr/libexec/console-login)
$(if $(CONFIG_SYSTEM_DHCP),,sed -i '/libexec.network/d' etc/inittab)
$(if $(CONFIG_SYSTEM_DHCP),,rm -r usr/libexec/network $(if $(CONFIG_PACKAGE_ROUTER),,usr/share/udhcpc))
$(if $(CONFIG_IMAGE_CPIO),ln -s sbin/init init)
endef
