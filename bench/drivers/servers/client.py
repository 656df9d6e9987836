"""A client whose calls block: native/client_blocking.c does the same."""
import json
import socket
import sys
import time

port, seconds = int(sys.argv[1]), float(sys.argv[2])
sock = socket.create_connection(('127.0.0.1', port))
sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
request = bytearray(range(64))
reply = bytearray(64)
count = 0


def exchange():
    global count
    count += 1
    request[0:4] = count.to_bytes(4, 'little')
    sock.sendall(request)
    received = sock.recv_into(reply)
    while received < 64:
        length = sock.recv_into(memoryview(reply)[received:])
        if length == 0:
            raise EOFError('the server closed the connection')
        received += length
    if reply != request:
        raise ValueError('wrong bytes')


def run(seconds):
    ops = 0
    start = time.perf_counter()
    end = start + seconds
    while time.perf_counter() < end:
        for _ in range(16):
            exchange()
        ops += 16
    return ops, time.perf_counter() - start


run(seconds / 4 if seconds > 1 else 0.25)
print('warm', flush=True)
sys.stdin.readline()
ops, took = run(seconds)
print(json.dumps({'ops': ops, 'seconds': took, 'errors': 0}), flush=True)
sys.stdin.read()
