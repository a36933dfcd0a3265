# Takes JSON apart, and puts it together
version       = 1.7.1
source        = https://github.com/jqlang/jq/archive/refs/tags/jq-$(version)/jq-$(version).tar.gz
sha256        = fc75b1824aba7a954ef0886371d951c3bf4b6e0a921d1aefc553f309702d6ed1
license       = MIT AND ICU
license-files = COPYING src/decNumber/ICU-license.html
cpe           = cpe:2.3:a:jqlang:jq:$(version)
url           = https://jqlang.org/
style         = autotools
autoreconf    = yes
depends       = oniguruma
# Its library is in the program: linked with it, it would look for it where it was built.
configure-y  += --disable-shared --enable-static --with-oniguruma=/sysroot/usr

# git would be asked for the version, and the program would keep configure's options, with folders of the build.
define prepare
sed -i 's|\./config.status --config|echo|' Makefile.am
printf '#!/bin/sh\nprintf $(version)\n' >scripts/version
$(autotools-prepare)
endef

define test
cat >house.json <<'END'
{"rooms": [{"name": "cellar", "t": 14.5}, {"name": "roof", "t": 31}, {"name": "Küche", "t": 21.25}]}
END
[ "$$(jq -r '[.rooms[] | select(.t > 20) | .name] | join(" ")' house.json)" = 'roof Küche' ]
[ "$$(jq -c '.rooms | map({(.name): (.t * 2)}) | add' house.json)" = '{"cellar":29,"roof":62,"Küche":42.5}' ]
[ "$$(jq -r '.rooms[].name | select(test("^[a-z]{4}$$"))' house.json)" = roof ]
echo '{"rooms": [' | fails jq .
endef
