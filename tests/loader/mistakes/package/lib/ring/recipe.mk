# A ring
version   = 1
license   = Zlib
style     = script
toolchain = no
depends   = zlib
