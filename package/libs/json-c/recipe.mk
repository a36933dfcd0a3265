# JSON for programs in C
version       = 0.18
source        = debian:json-c/json-c_$(version)+ds.orig.tar.xz
sha256        = f6439962c9622c1f9f4746d5b3daf5e0800c335281b048fab00159f2a29d7daa
license       = MIT
license-files = COPYING
cpe           = cpe:2.3:a:json-c:json-c:$(version)
url           = https://github.com/json-c/json-c/wiki
style         = cmake
configure-y  += -DBUILD_APPS=OFF -DBUILD_STATIC_LIBS=$(if $(style.shared),OFF,ON) -DDISABLE_WERROR=ON -DDISABLE_EXTRA_LIBS=ON
