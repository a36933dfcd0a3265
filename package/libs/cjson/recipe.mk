# JSON for programs in C, in one file
version       = 1.7.18
source        = https://github.com/DaveGamble/cJSON/archive/refs/tags/v$(version)/cJSON-$(version).tar.gz debian:cjson
sha256        = 3aa806844a03442c00769b83e99970be70fbef03735ff898f4811dd03b9f5ee5
license       = MIT
license-files = LICENSE
cpe           = cpe:2.3:a:davegamble:cjson:$(version)
url           = https://github.com/DaveGamble/cJSON
style         = cmake
configure-y  += -DENABLE_CJSON_TEST=OFF -DENABLE_CUSTOM_COMPILER_FLAGS=OFF -DENABLE_CJSON_UTILS=ON
