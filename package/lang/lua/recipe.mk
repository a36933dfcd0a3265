# A small language for programs and by itself
version       = 5.4.7
source        = https://www.lua.org/ftp/lua-$(version).tar.gz debian:lua5.4
sha256        = 9fbf5e28ef86c69858f6d3d34eccc32e911c1a28b4120ff3e84aaa70cfbf1e30
license       = MIT
license-files = doc/readme.html
cpe           = cpe:2.3:a:lua:lua:$(version)
url           = https://www.lua.org/
style         = make
make-args     = PLAT=linux AR="$$AR rcu" MYCFLAGS="$$CPPFLAGS $$CFLAGS" MYLDFLAGS="$$LDFLAGS"
install-args  = INSTALL_TOP=/out/dest/usr TO_BIN=lua

define prepare
sed -i 's|/usr/local/|/usr/|' src/luaconf.h
endef

define test
cat >/tmp/primes.lua <<'END'
local found = {}
for n = 2, 50 do
	local prime = true
	for _, p in ipairs(found) do if n % p == 0 then prime = false end end
	if prime then found[#found + 1] = n end
end
print(table.concat(found, " "))
END
[ "$$(lua /tmp/primes.lua)" = '2 3 5 7 11 13 17 19 23 29 31 37 41 43 47' ]
endef
