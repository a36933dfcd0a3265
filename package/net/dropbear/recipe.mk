# Small SSH server and client
version       = 2025.89
source        = https://matt.ucc.asn.au/dropbear/releases/dropbear-$(version).tar.bz2
sha256        = 0d1f7ca711cfc336dc8a85e672cab9cfd8223a02fe2da0a4a7aeb58c9e113634
license       = MIT
license-files = LICENSE
cpe           = cpe:2.3:a:dropbear_ssh_project:dropbear_ssh:$(version)
url           = https://matt.ucc.asn.au/dropbear/dropbear.html
style         = autotools
depends-$(CONFIG_PACKAGE_DROPBEAR_ZLIB) += zlib
files         = $(dropbear.keys:%=root.keys=%)
configure-y  += --disable-harden $(if $(CONFIG_PACKAGE_DROPBEAR_ZLIB),,--disable-zlib)
# One program with four names: most of it is the same in all.
make-args     = PROGRAMS='dropbear dbclient dropbearkey scp' MULTI=1
kernel-y     += INET UNIX98_PTYS

dropbear.keys = $(call text,$(CONFIG_PACKAGE_DROPBEAR_ROOT_KEYS))

define install
make DESTDIR=/out/dest $(make-args) install
$(if $(dropbear.keys),install -D -m 600 /files/root.keys /out/dest/root/.ssh/authorized_keys)
endef

define permissions
$(if $(dropbear.keys),dir /root/.ssh 0700 root root)
$(if $(dropbear.keys),file /root/.ssh/authorized_keys 0600 root root)
endef

# -s: nobody logs in with a password.
define services
dropbear command /usr/sbin/dropbear -F -s -R
dropbear state /etc/dropbear 0700
endef

define test
dropbearkey -t ed25519 -f /tmp/user.key
dropbearkey -t ed25519 -f /tmp/host.key
mkdir -p /tmp/home/.ssh
dropbearkey -y -f /tmp/user.key | grep '^ssh-ed25519' >/tmp/home/.ssh/authorized_keys
chmod -R go= /tmp/home
sed 's|^\(root:.*\):/root:|\1:/tmp/home:|' /etc/passwd >/tmp/passwd
mount -o bind /tmp/passwd /etc/passwd
dropbear -F -E -s -r /tmp/host.key -p 127.0.0.1:2222 & pid=$$!
sleep 3
result=$$(echo through | dbclient -y -y -i /tmp/user.key -p 2222 root@127.0.0.1 'echo in; cat')
mv /tmp/home/.ssh/authorized_keys /tmp/home/.ssh/nobody
fails dbclient -y -y -i /tmp/user.key -p 2222 root@127.0.0.1 true </dev/null
kill $$pid
umount /etc/passwd
[ "$$result" = "$$(printf 'in\nthrough')" ]
endef
