# Runs containers, as the OCI describes them
version       = 1.21
source        = https://github.com/containers/crun/releases/download/$(version)/crun-$(version).tar.gz
sha256        = 4bfb700e764a4804a4de3ecf07753f4c391005356d60356df65d80ae0914c486
license       = GPL-2.0-or-later AND LGPL-2.1-or-later
license-files = COPYING COPYING.libcrun
cpe           = cpe:2.3:a:crun_project:crun:$(version)
url           = https://github.com/containers/crun
style         = autotools
depends       = libcap libseccomp
host-tools    = pkg-config python3
# Nobody else uses its library.
configure-y  += --disable-shared --enable-static --disable-systemd --disable-criu --enable-embedded-yajl
kernel-y     += NAMESPACES USER_NS PID_NS NET_NS IPC_NS UTS_NS CGROUPS CGROUP_PIDS MEMCG SECCOMP SECCOMP_FILTER BPF_SYSCALL CGROUP_BPF

define install
install -D crun /out/dest/usr/bin/crun
endef

# A container of this system's own files, which it can't change, with processes and a name of its own.
define test
mkdir -p rootfs
mount -t cgroup2 none /sys/fs/cgroup || mountpoint -q /sys/fs/cgroup || { echo 'the kernel has no cgroups'; exit 77; }
mount -o bind / rootfs
crun spec
sed -i -e 's/"terminal": true/"terminal": false/' \
	-e 's|^\([[:space:]]*\)"sh"|\1"sh", "-c", "read pid rest </proc/self/stat; echo $$pid; hostname; echo x >/etc/written \|\| echo refused"|' config.json
crun --cgroup-manager=cgroupfs run --no-pivot room >said 2>&1 || { cat said; exit 1; }
cat said
[ "$$(sed -n '1p' said)" = 1 ]
[ "$$(sed -n '2p' said)" = crun ]
grep refused said
[ ! -e /etc/written ]
sed -i 's|"read pid.*"|"sleep 60"|' config.json
crun --cgroup-manager=cgroupfs run --no-pivot --detach room
crun list | grep 'room.*running'
crun kill room KILL
sleep 1
crun delete room
umount rootfs
endef
