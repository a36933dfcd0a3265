# Regular expressions
version       = 6.9.9
source        = https://github.com/kkos/oniguruma/archive/refs/tags/v$(version)/oniguruma-$(version).tar.gz debian:libonig
sha256        = 001aa1202e78448f4c0bf1a48c76e556876b36f16d92ce3207eccfd61d99f2a0
license       = BSD-2-Clause
license-files = COPYING
cpe           = cpe:2.3:a:oniguruma_project:oniguruma:$(version)
url           = https://github.com/kkos/oniguruma
style         = autotools
autoreconf    = yes
configure-y  += --enable-posix-api=no
