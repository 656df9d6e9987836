"""An echo server with a thread for each connection: Python's socketserver."""
import os
import socket
import socketserver
import threading

from listen import say, set_no_delay


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        set_no_delay(self.request)
        try:
            while data := self.request.recv(65536):
                self.request.sendall(data)
        except OSError:
            pass  # The peer is gone: a reset, a broken pipe.


class Server(socketserver.ThreadingTCPServer):
    request_queue_size = socket.SOMAXCONN
    daemon_threads = True


def end_with_input():
    while os.read(0, 64):
        pass
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
with Server(('127.0.0.1', 0), Echo) as server:
    say(server.server_address[1])
    server.serve_forever()
