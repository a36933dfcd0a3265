# Calculates with fractions of any precision
version       = 4.2.2
source        = https://www.mpfr.org/mpfr-$(version)/mpfr-$(version).tar.xz debian:mpfr4
sha256        = b67ba0383ef7e8a8563734e2e889ef5ec3c3b898a01d00fa0a6869ad81c6ce01
license       = LGPL-3.0-or-later
license-files = COPYING.LESSER
cpe           = cpe:2.3:a:mpfr:gnu_mpfr:$(version)
url           = https://www.mpfr.org/
style         = autotools
depends       = gmp
