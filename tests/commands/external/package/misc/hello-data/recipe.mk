# What hello depends on: built without a compiler
version   = 1.0
source    = https://hello.invalid/hello-$(version).tar.gz
sha256    = 0000000000000000000000000000000000000000000000000000000000000000
license   = GPL-2.0-or-later
style     = script
toolchain = no

define install
mkdir -p /out/dest/usr/share
cp text.c /out/dest/usr/share/hello-data
endef
