# Where glibc comes from, whatever is made of it
glibc.version = 2.41
glibc.archive = glibc_$(glibc.version).orig.tar.xz
glibc.source  = debian:glibc/$(glibc.archive)
glibc.sha256  = f24aa441021121a79266f0d75242706cab8843a47901fefe74527491807f1998
