# Reads XML
version       = 2.8.3
source        = debian:expat/expat_$(version).orig.tar.gz
sha256        = 533659a16e0184035a99fd8e783f1ad61a887a7bf8586a8681740b9d7ed42389
license       = MIT
license-files = COPYING
cpe           = cpe:2.3:a:libexpat_project:libexpat:$(version)
url           = https://libexpat.github.io/
style         = cmake
subdir        = expat
configure-y  += -DEXPAT_BUILD_TOOLS=OFF -DEXPAT_BUILD_EXAMPLES=OFF -DEXPAT_BUILD_TESTS=OFF -DEXPAT_BUILD_DOCS=OFF \
	-DEXPAT_SHARED_LIBS=$(if $(style.shared),ON,OFF)
