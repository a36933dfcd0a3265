# What hello depends on: built without a compiler
version   = 1
license   = GPL-2.0-or-later
style     = script
toolchain = no

define install
mkdir -p /out/dest/usr/share
echo data >/out/dest/usr/share/hello-data
endef
