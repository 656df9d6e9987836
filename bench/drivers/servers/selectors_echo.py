"""An echo server on Python's selectors, with the system calls of the one on berkeley's."""
import os
import selectors
import sys

from listen import listen, set_no_delay

selector = selectors.DefaultSelector()


class Connection:
    __slots__ = ('sock', 'rest')

    def __init__(self, sock):
        self.sock = sock
        self.rest = None

    def serve(self):
        try:
            if self.rest is None:
                self.echo()
            else:
                self.send_rest()
        except BlockingIOError:
            pass
        except OSError:
            self.close()  # The peer is gone: a reset, a broken pipe.

    def echo(self):
        data = self.sock.recv(65536)
        if not data:
            self.close()
            return
        sent = self.send_some(data)
        if sent < len(data):
            self.rest = memoryview(data)[sent:]
            selector.modify(self.sock, selectors.EVENT_WRITE, self.serve)

    def send_rest(self):
        self.rest = self.rest[self.send_some(self.rest):]
        if not self.rest:
            self.rest = None
            selector.modify(self.sock, selectors.EVENT_READ, self.serve)

    def send_some(self, data):
        try:
            return self.sock.send(data)
        except BlockingIOError:
            return 0

    def close(self):
        selector.unregister(self.sock)
        self.sock.close()


def accept():
    try:
        sock, _ = listener.accept()
    except BlockingIOError:
        return
    sock.setblocking(False)
    set_no_delay(sock)
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
