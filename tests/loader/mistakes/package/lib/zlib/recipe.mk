# Compression
version   = 1
license   = Zlib
style     = script
toolchain = no
depends   = ring
