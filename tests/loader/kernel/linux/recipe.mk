# L
version = 6
license = none
style = kconfig
config-target = bzImage
