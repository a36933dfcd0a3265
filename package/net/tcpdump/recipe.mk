# Shows what goes over the network
version       = 4.99.6
source        = https://www.tcpdump.org/release/tcpdump-$(version).tar.xz
sha256        = 40a8cefd45f0d2a06827e6658efb830d484868c449ad80f7efb33516af44f3da
license       = BSD-3-Clause
license-files = LICENSE
cpe           = cpe:2.3:a:tcpdump:tcpdump:$(version)
url           = https://www.tcpdump.org/
style         = autotools
depends       = libpcap
host-tools    = pkg-config
configure-y  += --without-crypto --without-smi --without-cap-ng --disable-local-libpcap

define test
tcpdump -i lo -c 2 -U -w pings icmp & pid=$$!
sleep 2
ping -c 1 -s 100 127.0.0.1
wait $$pid
tcpdump -n -r pings >said
grep '127.0.0.1 > 127.0.0.1: ICMP echo request, id [0-9]*, seq 0, length 108' said
grep 'ICMP echo reply' said
[ "$$(tcpdump -n -r pings 'icmp[icmptype] = icmp-echo' | wc -l)" = 1 ]
endef
