# The usual small programs, in one: another one than BusyBox
version       = 0.8.9
source        = debian:toybox/toybox_$(version)+dfsg.orig.tar.xz
sha256        = 16fb5967531e88ca33b8c9142376987617ebe52e34e2b3f3a779603674b7d07c
license       = 0BSD
license-files = LICENSE
cpe           = cpe:2.3:a:landley:toybox:$(version)
url           = https://landley.net/toybox/
style         = kconfig
host-cc       = yes
host-tools    = bash
config-base   = toybox.config
make-args     = CROSS_COMPILE= HOSTCC=gcc NOSTRIP=1
yields        = bash can-utils e2fsprogs i2c-tools iproute2 kmod libgpiod mmc-utils mtd-utils pciutils rsync usbutils util-linux

# Its menu is made from its sources, and reads them by bare names.
define prepare
sed -i 's|^source \(generated/.*\)|source "\1"|' Config.in
bash scripts/genconfig.sh
endef

# Its scripts want the names bare again, and a line for the programs that can't be chosen, too.
define build
$(kconfig.apply)
sed -i 's|^source "\(.*\)"|source \1|' Config.in
sed -n 's/^config //p' Config.in generated/Config.* | while read -r name; do
	grep -q "CONFIG_$$name[= ]" .config || echo "# CONFIG_$$name is not set"
done >others
cat .config others >all
mv -f all .config
$(kconfig.make) toybox
endef

define install
PREFIX=/out/dest HOSTCC=gcc bash scripts/install.sh --long --symlink --force
endef

define test
[ "$$(basename "$$(readlink -f "$$(command -v factor)")")" = toybox ]
[ "$$(toybox factor 2026)" = '2026: 2 1013' ]
mkdir house
seq 100 >house/numbers
ln -s numbers house/link
toybox tar -c -z -f house.tgz house
mkdir copy
toybox tar -x -z -f house.tgz -C copy
toybox cmp house/numbers copy/house/numbers
[ "$$(toybox readlink copy/house/link)" = numbers ]
toybox file "$$(readlink -f "$$(command -v toybox)")" | grep '^[^ ]*: ELF'
[ "$$(toybox sed -n '/^1[1-3]$$/s/1/x/p' house/numbers | toybox xargs)" = 'x1 x2 x3' ]
fails toybox cmp house/numbers house.tgz
endef
