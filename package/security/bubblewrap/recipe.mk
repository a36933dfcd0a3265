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

define test
echo hidden >secret
bwrap --ro-bind /bin /bin --ro-bind /lib /lib --ro-bind /usr /usr --proc /proc --dev /dev --tmpfs /tmp --unshare-all \
	/bin/sh -c 'ls "$$0"; ls -d /proc/[0-9]* | wc -l' "$$PWD/secret" >seen 2>&1
grep 'secret: No such file' seen
[ "$$(tail -n 1 seen)" -lt 6 ]
! bwrap --ro-bind / / /bin/sh -c 'echo x >/etc/written'
endef
