version = 1
license = none
style = script
toolchain = no
parts = host sysroot
