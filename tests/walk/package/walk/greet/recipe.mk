# A library that greets, and a program with it
version = 1
source  = https://example.invalid/greet-$(version).tar
sha256  = @SHA256@
license = MIT
style   = make
