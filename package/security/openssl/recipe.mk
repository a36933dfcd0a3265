# TLS and cryptography, all of it
version       = 3.5.7
source        = https://github.com/openssl/openssl/releases/download/openssl-$(version)/openssl-$(version).tar.gz
sha256        = a8c0d28a529ca480f9f36cf5792e2cd21984552a3c8e4aa11a24aa31aeac98e8
license       = Apache-2.0
license-files = LICENSE.txt
cpe           = cpe:2.3:a:openssl:openssl:$(version)
url           = https://openssl-library.org/
style         = make
host-tools    = perl

openssl.target.x86_64 = linux-x86_64
openssl.target.i386 = linux-x86
openssl.target.aarch64 = linux-aarch64
openssl.target.arm = linux-armv4
openssl.target.riscv64 = linux64-riscv64
openssl.target.mips = linux-mips32
openssl.target.mipsel = linux-mips32

# The library would keep the compiler's flags, and with them folders of the build.
define prepare
sed -i 's/^my $$cflags = .*/my $$cflags = "";/' util/mkbuildinf.pl
endef

define configure
./Configure $(openssl.target.$(arch)) --prefix=/usr --libdir=lib --openssldir=/etc/ssl $(if $(style.shared),shared,no-shared) \
	no-tests no-docs no-engine no-module no-ssl3 no-comp $(if $(CONFIG_PACKAGE_OPENSSL),,no-apps)
endef

define install
make DESTDIR=/out/dest install_sw $(if $(CONFIG_PACKAGE_OPENSSL),install_ssldirs)
rm -rf /out/dest/usr/bin/c_rehash /out/dest/etc/ssl/misc /out/dest/etc/ssl/*.dist
endef

# An authority signs a server's key; who trusts the authority reads what the server says, others don't.
define test
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout ca.key -out ca.pem -subj /CN=authority -days 3650
openssl req -newkey rsa:2048 -noenc -keyout server.key -out server.csr -subj /CN=localhost
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 3650 -out server.pem
openssl verify -CAfile ca.pem server.pem
fails openssl verify server.pem
echo 'only for you' >page
openssl s_server -accept 127.0.0.1:8443 -cert server.pem -key server.key -HTTP -tls1_3 & pid=$$!
sleep 3
{ printf 'GET /page HTTP/1.0\r\n\r\n'; sleep 2; } | openssl s_client -connect 127.0.0.1:8443 -CAfile ca.pem -verify_return_error >said
grep 'only for you' said
grep 'TLSv1.3' said
fails openssl s_client -connect 127.0.0.1:8443 -verify_return_error </dev/null
kill $$pid
seq 10000 >numbers
openssl enc -aes-256-cbc -pbkdf2 -pass pass:secret -in numbers -out hidden
openssl enc -d -aes-256-cbc -pbkdf2 -pass pass:secret -in hidden | cmp - numbers
[ "$$(openssl dgst -sha256 -r numbers | cut -d ' ' -f 1)" = "$$(sha256sum numbers | cut -d ' ' -f 1)" ]
endef
