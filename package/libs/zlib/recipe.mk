# Compression as in gzip and PNG
version       = 1.3.1
source        = debian:zlib/zlib_1.3.dfsg+really1.3.1.orig.tar.gz
sha256        = 60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb
license       = Zlib
license-files = LICENSE
cpe           = cpe:2.3:a:zlib:zlib:$(version)
url           = https://zlib.net/
style         = make

define configure
./configure --prefix=$(style.prefix) $(if $(style.shared),,--static)
endef
