# Regular expressions as in Perl
version       = 10.46
source        = https://github.com/PCRE2Project/pcre2/releases/download/pcre2-$(version)/pcre2-$(version).tar.gz
sha256        = 8d28d7f2c3b970c3a4bf3776bcbb5adfc923183ce74bc8df1ebaad8c1985bd07
license       = BSD-3-Clause
license-files = LICENCE.md
cpe           = cpe:2.3:a:pcre:pcre2:$(version)
url           = https://github.com/PCRE2Project/pcre2
style         = cmake
configure-y  += -DPCRE2_BUILD_PCRE2GREP=OFF -DPCRE2_BUILD_TESTS=OFF -DBUILD_STATIC_LIBS=$(if $(style.shared),OFF,ON)

define install
make DESTDIR=/out/dest install
$(style.tidy)
endef
