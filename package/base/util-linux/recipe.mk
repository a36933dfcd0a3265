# The usual programs for disks, mounts and processes, in full
version       = 2.41.5
source        = https://mirrors.edge.kernel.org/pub/linux/utils/util-linux/v2.41/util-linux-$(version).tar.xz
sha256        = f586e35d320ff537aab3ffeca37e9ecd482ccbe013590db4429a414d8aa6a728
license       = GPL-2.0-or-later AND LGPL-2.1-or-later AND BSD-3-Clause AND GPL-3.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:kernel:util-linux:$(version)
url           = https://github.com/util-linux/util-linux
style         = autotools
host-tools    = pkg-config
configure-y  += --bindir=/usr/bin --sbindir=/usr/sbin --libdir=/usr/lib --disable-asciidoc --disable-poman --disable-bash-completion \
	--disable-makeinstall-chown --disable-makeinstall-setuid --disable-liblastlog2 --disable-pam-lastlog2 --without-python --without-ncurses \
	--without-ncursesw --without-tinfo --without-readline --without-systemd --without-udev --without-cap-ng --without-econf
# Many programs have no option of their own; the hooks would make links to some that are not there.
make-args     = usrbin_exec_PROGRAMS='$(util-linux.bin)' usrsbin_exec_PROGRAMS='$(util-linux.sbin)' bin_PROGRAMS= sbin_PROGRAMS= \
	usrlib_exec_LTLIBRARIES='$(util-linux.libs:%=lib%.la)' pkgconfig_DATA='$(foreach l,$(util-linux.libs),lib$l/$l.pc)' \
	dist_usrbin_exec_SCRIPTS= dist_usrsbin_exec_SCRIPTS= getoptexample_DATA= dist_getoptexample_DATA= \
	INSTALL_EXEC_HOOKS=
# What it links again there takes libraries that another job is about to replace.
install-args  = -j1

util-linux.disks     = $(CONFIG_PACKAGE_UTIL_LINUX_DISKS)
util-linux.mount     = $(CONFIG_PACKAGE_UTIL_LINUX_MOUNT)
util-linux.processes = $(CONFIG_PACKAGE_UTIL_LINUX_PROCESSES)
util-linux.machine   = $(CONFIG_PACKAGE_UTIL_LINUX_MACHINE)
util-linux.text      = $(CONFIG_PACKAGE_UTIL_LINUX_TEXT)
util-linux.bin = $(strip $(if $(util-linux.disks),lsblk) $(if $(util-linux.mount),mount umount findmnt mountpoint) \
	$(if $(util-linux.processes),unshare nsenter lsns taskset chrt ionice prlimit renice choom flock setsid lslocks lsipc) \
	$(if $(util-linux.machine),lscpu lsmem lsirq dmesg wdctl) \
	$(if $(util-linux.text),hexdump column rev look rename getopt script scriptreplay logger uuidgen mcookie))
util-linux.sbin = $(strip $(if $(util-linux.disks),fdisk sfdisk addpart delpart partx resizepart wipefs blkid blockdev blkdiscard fstrim fsck \
	losetup mkswap swaplabel) $(if $(util-linux.mount),swapon swapoff) $(if $(util-linux.machine),hwclock rtcwake rfkill zramctl))
util-linux.libs = blkid uuid $(if $(util-linux.disks)$(util-linux.mount)$(util-linux.processes),mount) $(if $(util-linux.disks),fdisk) \
	$(if $(util-linux.bin),smartcols)

define test
if [ -n '$(CONFIG_PACKAGE_UTIL_LINUX_DISKS)' ]; then
	truncate -s 64M disk
	printf '%s\n' 'label: gpt' 'size=8M, name=boot' 'name=root' | sfdisk disk
	[ "$$(sfdisk --part-label disk 2)" = root ]
	sfdisk -J disk | grep '"size": 16384'
	[ "$$(partx -g -o SECTORS --nr 1 disk)" -eq 16384 ]
	truncate -s 8M swap
	mkswap -L pond swap
	[ "$$(blkid -p -o value -s LABEL swap)" = pond ]
	wipefs -a swap
	fails blkid -p swap
fi
if [ -n '$(CONFIG_PACKAGE_UTIL_LINUX_MOUNT)' ]; then
	mkdir here
	mount -t tmpfs -o size=1M,X-mount.mkdir pool there
	[ "$$(findmnt -n -o FSTYPE,SOURCE there)" = 'tmpfs pool' ]
	mount --bind there here
	echo fish >here/in
	[ "$$(cat there/in)" = fish ]
	umount here there
	fails mountpoint -q there
fi
if [ -n '$(CONFIG_PACKAGE_UTIL_LINUX_PROCESSES)' ]; then
	chrt --idle 0 sleep 60 & pid=$$!
	sleep 1
	chrt -p "$$pid" | grep 'policy: SCHED_IDLE'
	[ "$$(taskset -c -p "$$pid" | sed 's/.*: //')" = "$$(sed -n 's/^Cpus_allowed_list:[[:space:]]*//p' /proc/$$pid/status)" ]
	kill $$pid
	flock lock sleep 5 & sleep 1
	fails flock -n lock true
	lslocks -n -o COMMAND,TYPE | grep 'flock *FLOCK'
	[ "$$(prlimit --nofile=77 sh -c 'ulimit -n')" = 77 ]
fi
if [ -n '$(CONFIG_PACKAGE_UTIL_LINUX_MACHINE)' ]; then
	[ "$$(lscpu -p=CPU | grep -c '^[0-9]')" = "$$(grep -c ^processor /proc/cpuinfo)" ]
	dmesg --level=info,notice -x | grep 'kern *:'
fi
if [ -n '$(CONFIG_PACKAGE_UTIL_LINUX_TEXT)' ]; then
	[ "$$(printf 'a,b\nccc,d\n' | column -t -s , -o '|')" = "$$(printf 'a  |b\nccc|d')" ]
	[ "$$(printf AB | hexdump -e '2/1 "%02x."')" = 41.42. ]
	uuidgen -s -n @dns -N example.com | grep '^cfbff0d1-9375-5685-968c-48ce8b15ae17$$'
fi
endef
