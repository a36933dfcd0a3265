# Says hello; the test makes the archive and writes its hash here
version = 1.0
source  = https://hello.invalid/hello-$(version).tar.gz
sha256  = 0000000000000000000000000000000000000000000000000000000000000000
license = GPL-2.0-or-later
style   = make
depends = hello-data
