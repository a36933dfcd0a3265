# Gets and sends by URL
version       = 8.14.1
source        = https://curl.se/download/curl-$(version).tar.gz
sha256        = 6766ada7101d292b42b8b15681120acd68effa4a9660935853cf6d61f0d984d4
license       = curl
license-files = COPYING
cpe           = cpe:2.3:a:haxx:curl:$(version)
url           = https://curl.se/
style         = autotools
depends-$(CONFIG_PACKAGE_CURL_MBEDTLS) += mbedtls
depends-$(CONFIG_PACKAGE_CURL_OPENSSL) += openssl
depends-$(CONFIG_PACKAGE_CURL_ZLIB)    += zlib
host-tools    = pkg-config perl
configure-y  += --disable-manual --disable-ldap --disable-ldaps --disable-rtsp --disable-dict --disable-telnet --disable-gopher --disable-smb \
	--disable-ipfs --disable-ntlm --disable-aws --disable-tls-srp --disable-libcurl-option --without-libpsl --without-brotli --without-zstd \
	--without-libidn2 --without-nghttp2 --with$(if $(CONFIG_PACKAGE_CURL_ZLIB),,out)-zlib --without-ca-path --with-ca-bundle=/etc/ssl/cert.pem \
	$(or $(if $(CONFIG_PACKAGE_CURL_MBEDTLS),--with-mbedtls=/sysroot/usr),$(if $(CONFIG_PACKAGE_CURL_OPENSSL),--with-openssl),--without-ssl)

# The other program is a script around it.
define install
make DESTDIR=/out/dest install
rm /out/dest/usr/bin/wcurl
$(style.tidy)
endef

# Files by themselves; by HTTP and HTTPS where the image has a server.
define test
seq 5000 >numbers
curl -s -r 0-9 "file://$$PWD/numbers" >some
[ "$$(cat some)" = "$$(seq 5)" ]
curl -s -T numbers "file://$$PWD/copy"
cmp numbers copy
fails curl -s "file://$$PWD/nothing"
fails curl -s -m 5 http://127.0.0.1:8097/
if command -v httpd; then
	mkdir cgi-bin
	printf '#!/bin/sh\nprintf "Status: 302 Found\\r\\nLocation: /cgi-bin/tell\\r\\n\\r\\n"\n' >cgi-bin/go
	printf '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\n"\necho "$$REQUEST_METHOD $$HTTP_REFERER"; cat\n' >cgi-bin/tell
	chmod +x cgi-bin/*
	httpd -f -p 127.0.0.1:8096 -h "$$PWD" & pid=$$!
	sleep 2
	curl -s -m 20 http://127.0.0.1:8096/numbers | cmp - numbers
	[ "$$(curl -s -m 20 -d 'a=1' -e me http://127.0.0.1:8096/cgi-bin/tell)" = "$$(printf 'POST me\na=1')" ]
	curl -s -m 20 -L http://127.0.0.1:8096/cgi-bin/go | grep GET
	fails curl -s -f http://127.0.0.1:8096/nothing
	kill $$pid
fi
if command -v openssl && curl -V | grep https; then
	openssl req -x509 -newkey rsa:2048 -noenc -keyout key -out cert -subj /CN=localhost -addext subjectAltName=DNS:localhost -days 3650
	openssl s_server -accept 127.0.0.1:8445 -cert cert -key key -WWW & pid=$$!
	sleep 3
	curl -s -m 20 --cacert cert https://localhost:8445/numbers | cmp - numbers
	fails curl -s -m 20 https://localhost:8445/numbers
	kill $$pid
fi
endef
