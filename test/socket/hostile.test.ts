import { runInNewContext } from 'node:vm';
import * as s from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardFds, hasProcFd, leaked, openSockets } from '../support/fds.ts';
import { own, tcpPair } from '../support/sockets.ts';

// What no well-meaning program does: classes, addresses and buffers that turn against the call that uses them.

guardFds();

const detach = (bytes: Uint8Array) => void structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });

describe('a subclass', () => {
  class Forgetful extends s.Socket {
    constructor() {
      super(s.AF_INET, s.SOCK_STREAM);
    }
  }

  it.skipIf(!hasProcFd)('that does not hand its arguments on cannot be duplicated, and leaks nothing', () => {
    const sock = own(new Forgetful());
    const before = openSockets();
    expect(() => sock.dup()).toThrow(/^dup\(\): the constructor of Forgetful must hand its arguments on/);
    expect(leaked(before)).toEqual([]);
  });

  it('that does is duplicated as what it is', () => {
    class Named extends s.Socket {}
    const sock = own(new Named(s.AF_INET, s.SOCK_DGRAM));
    expect(own(sock.dup())).toBeInstanceOf(Named);
  });
});

describe('code of the caller that runs in a call', () => {
  it('may detach what sendto was given, which is not sent as nothing then', () => {
    const sock = own(s.socket(s.AF_INET, s.SOCK_DGRAM));
    sock.bind(['127.0.0.1', 0]);
    sock.setblocking(false);
    const data = Uint8Array.of(1, 2, 3);
    const host = {
      get packed() {
        detach(data);
        return Uint8Array.of(127, 0, 0, 1);
      },
    };
    expect(() => sock.sendto(data, [host, sock.getsockname()[1]])).toThrow(s.BufferError);
    expect(() => sock.recv(10)).toThrow(s.BlockingIOError);
  });

  it('may close the socket, which is EBADF', () => {
    const address: [string, number] = ['', 1];
    Object.defineProperty(address, 0, { get: () => sock.close() ?? '127.0.0.1' });
    const sock = own(s.socket());
    expect(() => sock.connect(address)).toThrow('[Errno 9] Bad file descriptor');
    const [a] = s.socketpair().map(own);
    expect(() =>
      a!.recv_into(new Uint8Array(5), {
        get nbytes() {
          a!.close();
          return 3;
        },
      }),
    ).toThrow('[Errno 9] Bad file descriptor');
  });
});

describe('memory', () => {
  it.each([12, 2000, 100_000])('of others does not come with MSG_TRUNC on a stream, whatever the size: %d', (size) => {
    const [client, server] = tcpPair();
    client.sendall(new Uint8Array(size).fill(7));
    expect(server.recv(size, s.MSG_WAITALL)).toHaveLength(size);
    client.sendall(new Uint8Array(10).fill(8));
    expect([...server.recv(size, s.MSG_TRUNC)]).not.toContain(7);
    client.sendall(new Uint8Array(10).fill(9));
    expect([...server.recvfrom(size, s.MSG_TRUNC)[0]].filter((byte) => byte !== 0)).toEqual([]);
  });

  it.each(['ArrayBuffer', 'SharedArrayBuffer', 'Uint8Array', 'Float64Array'])(
    'of another realm, as %s, is memory like any other',
    (kind) => {
      const [a] = s.socketpair().map(own);
      expect(a!.send(runInNewContext(`new ${kind}(8)`))).toBe(kind === 'Float64Array' ? 64 : 8);
    },
  );

  it('of more bytes than an int counts can be sent and received into', () => {
    const [a, b] = s.socketpair().map(own) as [s.Socket, s.Socket];
    const huge = new Uint8Array(2 ** 31 + 10); // Its pages are never touched.
    a.setblocking(false);
    expect(() => a.sendall(huge)).toThrow(s.BlockingIOError);
    expect(() => a.sendall(huge)).toThrow(s.BlockingIOError);
    a.settimeout(60);
    b.send(Uint8Array.of(5));
    expect(a.recv_into(huge, 0, s.MSG_PEEK)).toBe(1);
    expect(a.recvfrom_into(huge)[0]).toBe(1);
    expect(() => a.setsockopt(s.SOL_SOCKET, s.SO_KEEPALIVE, huge)).toThrow('[Errno 22] Invalid argument');
  });
});

it('refuses a Unix path with half a surrogate pair, as Python does', () => {
  const sock = own(s.socket(s.AF_UNIX));
  onTestFinished(() => sock.close());
  expect(() => sock.bind('\ud800')).toThrow(RangeError);
  expect(() => sock.connect('a\udc00b')).toThrow('connect(): AF_UNIX path cannot be encoded: "a\\udc00b"');
});

it('asks for an interface whose index is no int', () => {
  expect(() => s.if_indextoname(0xffffffff)).toThrow(s.OSError);
});
