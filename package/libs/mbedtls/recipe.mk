# TLS and cryptography, small
version       = 3.6.6
source        = https://github.com/Mbed-TLS/mbedtls/releases/download/mbedtls-$(version)/mbedtls-$(version).tar.bz2
sha256        = 8fb65fae8dcae5840f793c0a334860a411f884cc537ea290ce1c52bb64ca007a
license       = Apache-2.0 OR GPL-2.0-or-later
license-files = LICENSE
cpe           = cpe:2.3:a:arm:mbed_tls:$(version)
url           = https://www.trustedfirmware.org/projects/mbed-tls/
style         = cmake
host-tools    = python3 perl
configure-y  += -DENABLE_PROGRAMS=OFF -DENABLE_TESTING=OFF -DGEN_FILES=OFF -DUSE_STATIC_MBEDTLS_LIBRARY=$(if $(style.shared),OFF,ON) \
	-DUSE_SHARED_MBEDTLS_LIBRARY=$(if $(style.shared),ON,OFF)
