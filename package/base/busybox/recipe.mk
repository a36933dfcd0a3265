# The usual small programs, in one
version       = 1.37.0
source        = https://busybox.net/downloads/busybox-$(version).tar.bz2
sha256        = 3311dff32e746499f4df0d5df04d7eb396382d7e108bb9250e7b519b837043a4
license       = GPL-2.0-only
license-files = LICENSE
cpe           = cpe:2.3:a:busybox:busybox:$(version)
url           = https://busybox.net/
style         = kconfig
host-cc       = yes
config-env    = KCONFIG_NOTIMESTAMP=1
make-args     = CROSS_COMPILE=$(tuple)- SKIP_STRIP=y
fragments     = core shell files text system net
fragments-$(CONFIG_BUILD_STATIC)   += static
fragments-$(CONFIG_BUILD_PIE)      += pie
fragments-$(CONFIG_BUSYBOX_HTTPD)  += httpd
fragments-$(and $(CONFIG_PACKAGE_SYSUPGRADE),$(CONFIG_PACKAGE_OVERLAY_FLASH)) += flash
fragments-$(CONFIG_BUSYBOX_NTPD)   += ntpd
yields        = *

# The tree's Config.in files are made from its sources.
define prepare
sh scripts/gen_build_files.sh . .
endef

# By its own name, as other packages may have taken a program's place.
define test
[ "$$(busybox sh -c 'f() { local n=$$1; [ $$n -le 1 ] && echo 1 || echo $$((n * $$(f $$((n - 1))))); }; f 10')" = 3628800 ]
mkdir house copy
busybox seq 20000 >house/numbers
busybox ln -s numbers house/link
busybox tar -c -z -f house.tgz house
busybox tar -x -z -f house.tgz -C copy
busybox cmp house/numbers copy/house/numbers
[ "$$(busybox readlink copy/house/link)" = numbers ]
fails busybox cmp house/numbers house.tgz
[ "$$(busybox sha256sum house/numbers | busybox cut -d ' ' -f 1)" = f6351f5ead9a700e34275480b3856ea738122a7c57bdeb744a631251c069587a ]
[ "$$(busybox awk '$$1 % 7 == 0 {n += $$1} END {print n}' house/numbers)" = 28578571 ]
[ "$$(busybox sed -n '/^1[1-3]$$/s/1/x/p' house/numbers | busybox sort -r | busybox xargs)" = 'x3 x2 x1' ]
[ "$$(busybox find . -name 'num*' -size +10 | busybox sort | busybox tr '\n' ' ')" = './copy/house/numbers ./house/numbers ' ]
busybox mkdir there
busybox mount -t tmpfs -o size=1m pool there
fails busybox dd if=/dev/zero of=there/much bs=64k count=32
busybox df -k there | busybox grep '^pool *1024 *1024 *0 100%'
busybox umount there
busybox ping -c 2 -q 127.0.0.1 | busybox grep '2 packets received'
busybox ps | busybox grep '^ *1 root '
endef
