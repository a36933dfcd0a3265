# Runs a program where it sees only some files, users and processes
version       = 0.12.0
source        = https://github.com/containers/bubblewrap/releases/download/v$(version)/bubblewrap-$(version).tar.xz
sha256        = 9760d007363e3abba7c747489910f9f82d9fca53ba3bd3282e396fa3c97a3314
license       = LGPL-2.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:projectatomic:bubblewrap:$(version)
url           = https://github.com/containers/bubblewrap
style         = meson
depends       = libcap
# For PATH_MAX, which glibc brings by other headers.
cflags        = -include limits.h
configure-y  += -Dselinux=disabled -Dman=disabled -Dtests=false -Dbash_completion=disabled -Dzsh_completion=disabled
kernel-y     += NAMESPACES USER_NS PID_NS NET_NS IPC_NS UTS_NS

# From an initramfs itself, the kernel lets nobody go to another root; from something mounted it does.
define test
mkdir room
mount --rbind / room
echo hidden >room/tmp/secret
chroot room bwrap --ro-bind /bin /bin --ro-bind /lib /lib --ro-bind-try /lib64 /lib64 --ro-bind /usr /usr --proc /proc --dev /dev --tmpfs /tmp --unshare-pid --unshare-net \
	--unshare-ipc --unshare-uts /bin/sh -c 'ls /tmp/secret; ls -d /proc/[0-9]* | wc -l; ls /sys/class/net /etc' >seen 2>&1 || true
chroot room bwrap --ro-bind / / /bin/sh -c 'cat /tmp/secret; echo x >/etc/written' >other 2>&1 || true
umount -l room
cat seen other
grep 'secret: No such file' seen
grep '^[1-5]$$' seen
grep 'etc: No such file' seen
grep hidden other
grep 'Read-only' other
endef
