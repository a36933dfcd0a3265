#!/usr/bin/python3
# Usage: pppoe.py CARD USER PASSWORD
# A provider's end of PPPoE (RFC 2516) on CARD, for one subscriber, as the test needs it: PAP (RFC 1334), IPCP (RFC 1332) with name servers
# (RFC 1877), and the packets passed on to a TUN device `ppp`. The subscriber is 203.0.113.50, the provider and name server 203.0.113.1.
# Prints a line for each who logs in or is refused.
import fcntl
import os
import select
import socket
import struct
import sys

DISCOVERY, SESSION = 0x8863, 0x8864
IP, IPCP, LCP, PAP = 0x0021, 0x8021, 0xC021, 0xC023
REQUEST, ACK, NAK, REJECT, END, END_ACK, PROTOCOL_REJECT, ECHO, ECHO_REPLY = 1, 2, 3, 4, 5, 6, 8, 9, 10
OURS, THEIRS = socket.inet_aton('203.0.113.1'), socket.inet_aton('203.0.113.50')

card, user, password = sys.argv[1], sys.argv[2].encode(), sys.argv[3].encode()
ether = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
ether.bind((card, 0))
mac = ether.getsockname()[4]
tun = os.open('/dev/net/tun', os.O_RDWR)
fcntl.ioctl(tun, 0x400454CA, struct.pack('16sH22x', b'ppp', 0x1001))  # TUNSETIFF: IFF_TUN, IFF_NO_PI
peer = None  # the subscriber's address on the wire, while there is a session
sessions = 0
welcome = False  # the password was right


def send(to, kind, code, session, payload):
    head = to + mac + struct.pack('!HBBHH', kind, 0x11, code, session, len(payload))
    ether.send(head + payload)


def ppp(protocol, payload):
    send(peer, SESSION, 0, sessions, struct.pack('!H', protocol) + payload)


def control(protocol, code, number, data=b''):
    ppp(protocol, struct.pack('!BBH', code, number, len(data) + 4) + data)


def options(data):
    while len(data) >= 2 and 2 <= data[1] <= len(data):
        yield data[0], data[2:data[1]]
        data = data[data[1]:]


def option(kind, value):
    return struct.pack('!BB', kind, len(value) + 2) + value


def discovery(source, code, data):
    global peer, sessions, welcome
    tags = b''
    while len(data) >= 4:
        kind, length = struct.unpack('!HH', data[:4])
        if kind == 0x0103:  # the subscriber's mark, which comes back
            tags += data[:4 + length]
        data = data[4 + length:]
    name = struct.pack('!HH', 0x0102, 4) + b'test' + struct.pack('!HH', 0x0101, 0)
    if code == 0x09:
        send(source, DISCOVERY, 0x07, 0, name + tags)
    elif code == 0x19:
        peer, welcome, sessions = source, False, sessions + 1
        send(source, DISCOVERY, 0x65, sessions, name + tags)
    elif code == 0xA7 and source == peer:
        peer = None


def lcp(code, number, data):
    if code == REQUEST:
        control(LCP, ACK, number, data)
        # what is asked before the other end is ready would be lost
        control(LCP, REQUEST, 1, option(3, struct.pack('!H', PAP)))
    elif code == ECHO:
        control(LCP, ECHO_REPLY, number, bytes(4) + data[4:])
    elif code == END:
        control(LCP, END_ACK, number)


def pap(code, number, data):
    global welcome
    if code != REQUEST:
        return
    name, rest = data[1:1 + data[0]], data[1 + data[0]:]
    welcome = name == user and rest[1:1 + rest[0]] == password
    print('welcome' if welcome else 'refused', name.decode(), flush=True)
    control(PAP, ACK if welcome else NAK, number, b'\0')
    if welcome:
        control(IPCP, REQUEST, 1, option(3, OURS))


def ipcp(code, number, data):
    if code != REQUEST or not welcome:
        return
    wanted = {3: THEIRS, 129: OURS, 131: OURS}  # address, first and second name server
    asked = list(options(data))
    unknown = b''.join(option(k, v) for k, v in asked if k not in wanted)
    other = b''.join(option(k, wanted[k]) for k, v in asked if k in wanted and v != wanted[k])
    if unknown:
        control(IPCP, REJECT, number, unknown)
    else:
        control(IPCP, NAK if other else ACK, number, other or data)


def session(data):
    protocol, payload = struct.unpack('!H', data[:2])[0], data[2:]
    if protocol == IP:
        if welcome:
            os.write(tun, payload)
        return
    code, number, length = struct.unpack('!BBH', payload[:4])
    known = {LCP: lcp, PAP: pap, IPCP: ipcp}
    if protocol in known:
        known[protocol](code, number, payload[4:length])
    else:
        control(LCP, PROTOCOL_REJECT, number, data)


while True:
    ready = select.select([ether, tun], [], [])[0]
    if tun in ready:
        packet = os.read(tun, 2048)
        if peer and welcome:
            ppp(IP, packet)
    if ether in ready:
        frame = ether.recv(2048)
        kind, _, code, number, length = struct.unpack('!HBBHH', frame[12:20].ljust(8, b'\0'))
        data = frame[20:20 + length]
        if kind == DISCOVERY:
            discovery(frame[6:12], code, data)
        elif kind == SESSION and frame[6:12] == peer and number == sessions and len(data) >= 6:
            session(data)
