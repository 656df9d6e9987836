"""What the servers in Python have in common."""
import os
import resource
import socket
import sys


def listen():
    """Listens on the Unix socket that the command line names, else on a free port of 127.0.0.1, and says so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    path = sys.argv[1] if len(sys.argv) > 1 else None
    listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET, socket.SOCK_STREAM)
    congestion = os.environ.get('BENCH_CONGESTION')
    if congestion and not path:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_CONGESTION, congestion.encode())
    listener.bind(path or ('127.0.0.1', 0))
    listener.listen(socket.SOMAXCONN)
    say(path or listener.getsockname()[1])
    return listener


def say(endpoint):
    print('listening', endpoint, flush=True)


def set_no_delay(sock):
    if sock.family == socket.AF_INET:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
