#!/usr/bin/python3
# Usage: ntp.py ADDRESS
# A server of the time for one network, for the test: it answers each question (RFC 5905) with this machine's clock.
import socket
import struct
import sys
import time

SINCE_1900 = 2208988800


def stamp():
    now = time.time() + SINCE_1900
    return struct.pack('!II', int(now), int(now % 1 * 2**32))


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 123))
while True:
    question, peer = server.recvfrom(1024)
    received = stamp()
    if len(question) < 48 or question[0] & 7 != 3:
        continue
    # version 4, server; stratum 1; asked as often; a microsecond exact; no delay; its name; then four times
    head = struct.pack('!BBbbII4s', 4 << 3 | 4, 1, question[2], -20, 0, 0, b'TEST')
    server.sendto(head + received + question[40:48] + received + stamp(), peer)
