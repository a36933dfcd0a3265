# The names of all files
version = 1
license = GPL-2.0-or-later
style   = image

define build
sed -n 's|^\.\(/[^ ]*\) .*type=file.*|\1|p' /dep/rootfs/images/rootfs.mtree >/out/images/rootfs.list
endef
