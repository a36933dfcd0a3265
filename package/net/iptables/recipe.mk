# Firewall and address translation, by the kernel's older tables
version       = 1.8.11
source        = https://www.netfilter.org/projects/iptables/files/iptables-$(version).tar.xz
sha256        = d87303d55ef8c92bcad4dd3f978b26d272013642b029425775f5bad1009fe7b2
license       = GPL-2.0-or-later
license-files = COPYING
cpe           = cpe:2.3:a:netfilter:iptables:$(version)
url           = https://www.netfilter.org/projects/iptables/
style         = autotools
host-tools    = pkg-config
# The extensions are parts of the program: as files of their own they take several times the space.
configure-y  += --disable-shared --enable-static --disable-nftables --disable-connlabel --disable-libnfnetlink --disable-devel --with-xt-lock-name=/run/xtables.lock \
	$(if $(CONFIG_PACKAGE_IPTABLES_IPV6),,--disable-ipv6)
kernel-y     += INET NETFILTER NETFILTER_ADVANCED NF_CONNTRACK NF_NAT NETFILTER_XTABLES IP_NF_IPTABLES IP_NF_FILTER IP_NF_NAT \
	IP_NF_MANGLE IP_NF_TARGET_REJECT IP_NF_TARGET_MASQUERADE NETFILTER_XT_MARK NETFILTER_XT_CONNMARK NETFILTER_XT_NAT \
	NETFILTER_XT_TARGET_MASQUERADE NETFILTER_XT_TARGET_REDIRECT NETFILTER_XT_TARGET_LOG NETFILTER_XT_TARGET_TCPMSS \
	NETFILTER_XT_MATCH_CONNTRACK NETFILTER_XT_MATCH_STATE NETFILTER_XT_MATCH_LIMIT NETFILTER_XT_MATCH_MULTIPORT \
	NETFILTER_XT_MATCH_COMMENT NF_LOG_SYSLOG $(if $(CONFIG_PACKAGE_IPTABLES_IPV6),IPV6 IP6_NF_IPTABLES IP6_NF_FILTER IP6_NF_MANGLE IP6_NF_TARGET_REJECT)

# These want bash.
define install
make DESTDIR=/out/dest install
rm -rf /out/dest/usr/sbin/iptables-apply /out/dest/usr/sbin/ip6tables-apply /out/dest/usr/lib /out/dest/usr/include
endef

define test
trap 'iptables -F; iptables -t nat -F' EXIT
iptables -A INPUT -p icmp --icmp-type echo-request -m limit --limit 1/hour --limit-burst 1 -j ACCEPT
iptables -A INPUT -p icmp --icmp-type echo-request -j DROP
ping -c 1 -W 2 127.0.0.1
fails ping -c 1 -W 2 127.0.0.1
iptables-save >rules
iptables -F INPUT
ping -c 1 -W 2 127.0.0.1
iptables-restore <rules
ping -c 1 -W 2 127.0.0.1
fails ping -c 1 -W 2 127.0.0.1
iptables -F INPUT
ip address add 192.0.2.2/32 dev lo
ip route add 192.0.2.9 dev lo src 192.0.2.2
iptables -t nat -A OUTPUT -d 192.0.2.9 -j DNAT --to-destination 192.0.2.2
iptables -A INPUT -d 192.0.2.2 -p icmp -m state --state NEW,ESTABLISHED -j ACCEPT
iptables -A INPUT -d 192.0.2.2 -j REJECT
ping -c 1 -W 2 192.0.2.9
ip address del 192.0.2.2/32 dev lo
endef
