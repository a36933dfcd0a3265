# P
version = 1
license = none
style = script
kernel-y = INET NR=4
