# Compression
version   = 1
license   = Zlib
style     = script
files = a.txt
define install
cp /files/a.txt /out/dest/
endef
