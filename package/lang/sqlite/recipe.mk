# A database in a file, with SQL
version       = 3.46.1
source        = debian:sqlite3/sqlite3_$(version).orig.tar.xz
sha256        = d0cdd2ece271b29e7ce18095745d892517ee26d0f270065b3a25c2e9eb11639c
license       = blessing
license-files = LICENSE.md
cpe           = cpe:2.3:a:sqlite:sqlite:$(version)
url           = https://www.sqlite.org/
style         = autotools
host-cc       = yes
host-tools    = tclsh
configure-y  += --disable-tcl --disable-readline --enable-fts5 --enable-rtree

# By itself, the shell would hold a second copy of the library.
define build
make libsqlite3.la
$(if $(CONFIG_PACKAGE_SQLITE),make shell.c
$$CC $$CPPFLAGS $$CFLAGS -I. -o sqlite3 shell.c $$LDFLAGS -L.libs -lsqlite3 -lm)
endef

define install
make DESTDIR=/out/dest lib_install
install -D -m 644 -t /out/dest/usr/include sqlite3.h $(style.src)/src/sqlite3ext.h
install -D -m 644 -t /out/dest/usr/lib/pkgconfig sqlite3.pc
$(if $(CONFIG_PACKAGE_SQLITE),install -D sqlite3 /out/dest/usr/bin/sqlite3)
endef

define test
sqlite3 house.db <<'END'
CREATE TABLE rooms (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE readings (room REFERENCES rooms, t REAL);
INSERT INTO rooms VALUES (1, 'cellar'), (2, 'roof');
INSERT INTO readings VALUES (1, 14), (1, 15), (2, 31);
CREATE VIRTUAL TABLE notes USING fts5(text);
INSERT INTO notes VALUES ('the cellar is damp'), ('the roof leaks');
END
[ "$$(sqlite3 house.db 'SELECT name, avg(t) FROM rooms JOIN readings ON room = id GROUP BY id')" = "$$(printf 'cellar|14.5\nroof|31.0')" ]
[ "$$(sqlite3 house.db "SELECT text FROM notes WHERE notes MATCH 'damp'")" = 'the cellar is damp' ]
fails sqlite3 house.db "BEGIN; DELETE FROM readings; INSERT INTO rooms VALUES (3, 'roof'); COMMIT"
[ "$$(sqlite3 house.db 'SELECT count(*) FROM readings; PRAGMA integrity_check')" = "$$(printf '3\nok')" ]
endef
