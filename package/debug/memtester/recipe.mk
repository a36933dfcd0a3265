# Tests memory for faults
version       = 4.7.1
source        = https://pyropus.ca/software/memtester/old-versions/memtester-$(version).tar.gz
sha256        = e427de663f7bd22d1ebee8af12506a852c010bd4fcbca1e0e6b02972d298b5bb
license       = GPL-2.0-only
license-files = COPYING
url           = https://pyropus.ca/software/memtester/
style         = make

# Its Makefile takes the compiler from two files, and knows no DESTDIR.
define configure
echo "$$CC $$CPPFLAGS $$CFLAGS -c" >conf-cc
echo "$$CC $$LDFLAGS" >conf-ld
endef

define install
install -D memtester /out/dest/usr/bin/memtester
endef

# Each of its patterns finds good memory good; memory that can't be had is no good memory.
define test
memtester 256K 1 >said
tr '\b' '\n' <said | grep -E 'ok$$|FAILURE' >found
[ "$$(grep -c 'ok$$' found)" -ge 15 ]
fails grep FAILURE found
fails memtester 0 1
fails memtester -p 1000 -d /dev/null 256K 1
endef
