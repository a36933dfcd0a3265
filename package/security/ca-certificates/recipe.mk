# The certificate authorities that Mozilla trusts for web servers
version       = 20250419
source        = debian:ca-certificates/ca-certificates_$(version).tar.xz
sha256        = 33b44ef78653ecd3f0f2f13e5bba6be466be2e7da72182f737912b81798ba5d2
license       = MPL-2.0
license-files = debian/copyright
url           = https://www.mozilla.org/projects/security/certs/
style         = script
toolchain     = no
host-tools    = perl
files         = bundle.pl

define install
mkdir -p /out/dest/etc/ssl/certs
perl /files/bundle.pl <mozilla/certdata.txt >/out/dest/etc/ssl/certs/ca-certificates.crt
ln -s certs/ca-certificates.crt /out/dest/etc/ssl/cert.pem
endef

define test
count=$$(grep -c 'BEGIN CERTIFICATE' /etc/ssl/cert.pem)
grep 'ISRG Root X1' /etc/ssl/cert.pem
command -v openssl || exit 0
openssl storeutl -noout -certs /etc/ssl/cert.pem | grep "^Total found: $$count"
sed -n '/ISRG Root X1/,/END CERTIFICATE/p' /etc/ssl/cert.pem >root.pem
openssl verify -no_check_time root.pem
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -keyout key -out own.pem -subj /CN=stranger -days 10
fails openssl verify -no_check_time own.pem
endef
