# A program that uses a library
version = 1
source  = https://example.invalid/hello-$(version).tar
sha256  = @SHA256@
license = MIT
style   = make
depends = greet
