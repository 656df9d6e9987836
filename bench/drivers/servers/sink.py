"""Reads all that comes, and says at the end how many bytes that was."""
import os
import selectors
import sys

from listen import listen

selector = selectors.DefaultSelector()


class Connection:
    def __init__(self, sock):
        self.sock = sock
        self.count = 0

    def serve(self):
        try:
            data = self.sock.recv(65536)
        except BlockingIOError:
            return
        self.count += len(data)
        if not data:
            selector.unregister(self.sock)
            self.sock.send(str(self.count).encode())
            self.sock.close()


def accept():
    sock, _ = listener.accept()
    sock.setblocking(False)
    selector.register(sock, selectors.EVENT_READ, Connection(sock).serve)


def end_with_input():
    if not os.read(0, 64):
        sys.exit()


listener = listen()
listener.setblocking(False)
selector.register(listener, selectors.EVENT_READ, accept)
selector.register(0, selectors.EVENT_READ, end_with_input)
while True:
    for key, _ in selector.select():
        key.data()
