# Makes and unpacks squashfs images
version = 4.6.1
source = https://github.com/plougher/squashfs-tools/archive/refs/tags/$(version)/squashfs-tools-$(version).tar.gz
sha256 = 94201754b36121a9f022a190c75f718441df15402df32c2b520ca331a107511c
license = GPL-2.0-or-later
license-files = COPYING
style = make
in-tree = yes
subdir = squashfs-tools
make-args = CONFIG=1 GZIP_SUPPORT=1 LZ4_SUPPORT=1 LZO_SUPPORT=0 XZ_SUPPORT=1 ZSTD_SUPPORT=1 \
	COMP_DEFAULT=zstd XATTR_SUPPORT=1 REPRODUCIBLE_DEFAULT=1

define install
install -D -t /out/dest$(style.prefix)/bin mksquashfs unsquashfs
ln -s mksquashfs /out/dest$(style.prefix)/bin/sqfstar
endef
