"""Echoes datagrams, or sends 64 of 1,400 bytes to whoever sends one: one datagram a call."""
import os
import selectors
import socket
import sys

from listen import say

is_bulk = len(sys.argv) > 1 and sys.argv[1] == 'bulk'
datagram = bytes(i & 0xff for i in range(1400))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('127.0.0.1', 0))
sock.setblocking(False)
buffer = bytearray(65536)
view = memoryview(buffer)


def serve():
    for _ in range(64):  # Then whatever else is registered has its turn.
        try:
            length, address = sock.recvfrom_into(buffer)
        except BlockingIOError:
            return
        if is_bulk:
            for _ in range(64):
                sock.sendto(datagram, address)
        else:
            sock.sendto(view[:length], address)


def end_with_input():
    if not os.read(0, 64):
        sys.exit()


selector = selectors.DefaultSelector()
selector.register(sock, selectors.EVENT_READ, serve)
selector.register(0, selectors.EVENT_READ, end_with_input)
say(sock.getsockname()[1])
while True:
    for key, _ in selector.select():
        key.data()
