# Small and fast web server
version       = 1.4.79
source        = https://download.lighttpd.net/lighttpd/releases-1.4.x/lighttpd-$(version).tar.xz
sha256        = 3b29a625b3ad88702d1fea4f5f42bb7d87488f2e4efc977d7f185329ca6084bd
license       = BSD-3-Clause
license-files = COPYING
cpe           = cpe:2.3:a:lighttpd:lighttpd:$(version)
url           = https://www.lighttpd.net/
style         = meson
host-cc       = yes
depends-$(CONFIG_PACKAGE_LIGHTTPD_PCRE2) += pcre2
depends-$(CONFIG_PACKAGE_LIGHTTPD_TLS)   += mbedtls
depends-$(CONFIG_PACKAGE_LIGHTTPD_ZLIB)  += zlib
configure-y  += -Dbuild_static=$(if $(style.shared),false,true) -Dwith_pcre=disabled \
	-Dwith_pcre2=$(if $(CONFIG_PACKAGE_LIGHTTPD_PCRE2),true,false) -Dwith_mbedtls=$(if $(CONFIG_PACKAGE_LIGHTTPD_TLS),true,false) \
	-Dwith_zlib=$(if $(CONFIG_PACKAGE_LIGHTTPD_ZLIB),enabled,disabled)

define install
DESTDIR=/out/dest meson install --no-rebuild
mkdir -p /out/dest/etc/lighttpd/conf.d /out/dest/srv/www
printf '%s\n' '# Only this machine is served, until a file in conf.d says: server.bind := "*"' \
	'server.document-root = "/srv/www"' 'server.bind = "127.0.0.1"' 'server.port = 80' 'server.username = "lighttpd"' \
	'server.groupname = "lighttpd"' 'server.upload-dirs = ( "/tmp" )' 'index-file.names = ( "index.html" )' 'include "/usr/share/lighttpd/mime.conf"' \
	'include "/etc/lighttpd/conf.d/*.conf"' >/out/dest/etc/lighttpd/lighttpd.conf
install -D -m 644 $(style.src)/doc/config/conf.d/mime.conf /out/dest/usr/share/lighttpd/mime.conf
endef

define users
group lighttpd 460
user lighttpd 460 lighttpd /srv/www /bin/false
endef

define services
lighttpd command /usr/sbin/lighttpd -D -f /etc/lighttpd/lighttpd.conf
endef

define test
/usr/libexec/service lighttpd ready
mkdir www
echo 'good morning' >www/index.html
printf '#!/bin/sh\necho\necho "asked for $$QUERY_STRING"\n' >www/ask.cgi
chmod +x www/ask.cgi
printf '%s\n' "server.document-root = \"$$PWD/www\"" 'server.bind = "127.0.0.1"' 'server.port = 8098' 'server.modules = ("mod_cgi")' \
	'cgi.assign = (".cgi" => "")' 'index-file.names = ("index.html")' >test.conf
lighttpd -D -f test.conf & pid=$$!
sleep 3
wget -q -O - http://127.0.0.1:8098/ | grep 'good morning'
wget -q -O - 'http://127.0.0.1:8098/ask.cgi?a=1' | grep 'asked for a=1'
fails wget -q -O - http://127.0.0.1:8098/nothing
kill $$pid
endef
