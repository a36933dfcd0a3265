# Web server, and proxy for others
version       = 1.26.3
source        = https://nginx.org/download/nginx-$(version).tar.gz
sha256        = 69ee2b237744036e61d24b836668aad3040dda461fe6f570f1787eab570c75aa
license       = BSD-2-Clause
license-files = LICENSE
cpe           = cpe:2.3:a:f5:nginx:$(version)
url           = https://nginx.org/
style         = make
depends-$(CONFIG_PACKAGE_NGINX_REWRITE) += pcre2
depends-$(CONFIG_PACKAGE_NGINX_GZIP)    += zlib
depends-$(CONFIG_PACKAGE_NGINX_TLS)     += openssl
kernel-y     += INET

# A configure of its own, which runs what it compiles. What it wants to know of Linux is so; sizes of types are read from the program.
define prepare
sed -i 's|if /bin/sh -c $$NGX_AUTOTEST |if true |' auto/feature
sed -i 's|if $$NGX_AUTOTEST |if $(if $(CONFIG_TARGET_BIG_ENDIAN),false,true) |' auto/endianness
sed -i -e 's|printf("%d", (int) sizeof($$ngx_type));|static volatile char sized[sizeof($$ngx_type)]; sized[0] = 0;|' \
	-e 's|ngx_size=`$$NGX_AUTOTEST`|ngx_size=$$(($$($$NM -S $$NGX_AUTOTEST \| sed -n "s/^[0-9a-f]* \\([0-9a-f]*\\) b sized.*/0x\\1/p")))|' auto/types/sizeof
endef

define configure
./configure --crossbuild=Linux::$(arch) --with-cc="$$CC" --with-cc-opt="$$CPPFLAGS $$CFLAGS" --with-ld-opt="$$LDFLAGS" --prefix=/usr \
	--sbin-path=/usr/sbin/nginx --conf-path=/etc/nginx/nginx.conf --pid-path=/run/nginx.pid --lock-path=/run/nginx.lock --error-log-path=stderr \
	--http-log-path=/dev/null --http-client-body-temp-path=/var/lib/nginx/body --http-proxy-temp-path=/var/lib/nginx/proxy \
	--http-fastcgi-temp-path=/var/lib/nginx/fastcgi --user=nginx --group=nginx --without-http_uwsgi_module --without-http_scgi_module \
	$(if $(CONFIG_PACKAGE_NGINX_REWRITE),,--without-pcre --without-http_rewrite_module) \
	$(if $(CONFIG_PACKAGE_NGINX_GZIP),--with-http_gunzip_module --with-http_gzip_static_module,--without-http_gzip_module) \
	$(if $(CONFIG_PACKAGE_NGINX_TLS),--with-http_ssl_module --with-http_v2_module)
sed -i 's|^#define NGX_CONFIGURE .*|#define NGX_CONFIGURE ""|' objs/ngx_auto_config.h
endef

define install
install -D objs/nginx /out/dest/usr/sbin/nginx
mkdir -p /out/dest/etc/nginx/conf.d /out/dest/srv/www
install -m 644 conf/mime.types conf/fastcgi_params /out/dest/etc/nginx/
printf '%s\n' 'user nginx;' 'daemon off;' 'events {' '}' 'http {' '	include mime.types;' \
	'	# Only this machine is served, until a file in conf.d says where to listen.' '	server {' \
	'		listen 127.0.0.1:80;' '		root /srv/www;' '	}' '	include conf.d/*.conf;' '}' >/out/dest/etc/nginx/nginx.conf
endef

define users
group nginx 466
user nginx 466 nginx /srv/www /bin/false
endef

define services
nginx command /usr/sbin/nginx
nginx state /var/lib/nginx 0700 nginx nginx
endef

# It serves a file and a part of it, and passes requests on.
define test
/usr/libexec/service nginx ready
mkdir www
seq 1000 >www/numbers
chmod -R a+rX www /tmp/test
cat >test.conf <<END
daemon off;
pid $$PWD/pid;
events {
}
http {
	server {
		listen 127.0.0.1:8087;
		root $$PWD/www;
	}
	server {
		listen 127.0.0.1:8088;
		location /other/ {
			proxy_pass http://127.0.0.1:8087/;
		}
	}
}
END
nginx -t -c "$$PWD/test.conf"
nginx -c "$$PWD/test.conf" & pid=$$!
sleep 3
wget -q -O - http://127.0.0.1:8087/numbers | cmp - www/numbers
wget -q -O - http://127.0.0.1:8088/other/numbers | cmp - www/numbers
printf 'GET /numbers HTTP/1.0\r\nRange: bytes=2-3\r\n\r\n' | nc 127.0.0.1 8087 >some
grep '206 Partial' some
[ "$$(tail -n 1 some)" = 2 ]
fails wget -q -O - http://127.0.0.1:8088/numbers
kill $$pid
endef
