# Compression that takes its time and saves much
version       = 5.8.1
source        = https://github.com/tukaani-project/xz/releases/download/v$(version)/xz-$(version).tar.xz debian:xz-utils
sha256        = 0b54f79df85912504de0b14aec7971e3f964491af1812d83447005807513cd9e
license       = 0BSD
license-files = COPYING COPYING.0BSD
cpe           = cpe:2.3:a:tukaani:xz:$(version)
url           = https://tukaani.org/xz/
style         = autotools
configure-y  += --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-lzma-links --disable-scripts \
	$(if $(CONFIG_PACKAGE_XZ),,--disable-xz)

define test
seq 100000 >numbers
xz -3 -k numbers
[ "$$(wc -c <numbers.xz)" -lt 60000 ]
xz -t numbers.xz
xz -d -c numbers.xz | cmp - numbers
head -c 1000 numbers.xz >broken.xz
fails xz -t broken.xz
endef
