import { createHash, randomBytes } from 'node:crypto';
import {
  capabilities,
  EAGAIN,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_WAITALL,
  SHUT_WR,
  SOL_SOCKET,
  type Socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { own, tcpPair } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

/** Receives exactly `size` bytes, `step` at a time. */
function recvExactly(sock: Socket, size: number, step = size): Buffer {
  const parts: Buffer[] = [];
  for (let left = size; left > 0; ) {
    const part = sock.recv(Math.min(step, left));
    if (part.length === 0) break;
    left -= part.length;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const SIZES = [1, 1023, 1024, 1025, 4095, 4096, 4097, 65_535, 65_536, 65_537, 1 << 20];

describe('recv', () => {
  it('gives a Buffer of what is there, at most as much as was asked for', () => {
    const [a, b] = tcpPair();
    expect(a.send(Buffer.from('hello'))).toBe(5);
    const first = b.recv(3);
    expect(Buffer.isBuffer(first)).toBe(true);
    expect(String(first)).toBe('hel');
    expect(String(b.recv(1024))).toBe('lo');
  });

  it('of 0 bytes is empty at once', () => {
    const [a, b] = tcpPair();
    a.sendall(Buffer.from('x'));
    b.recv(1, MSG_PEEK);
    expect(b.recv(0)).toEqual(Buffer.alloc(0));
    expect(String(b.recv(10))).toBe('x');
  });

  it('is empty at the end of the stream, again and again', () => {
    const [a, b] = tcpPair();
    a.sendall(Buffer.from('end'));
    a.shutdown(SHUT_WR);
    expect(String(b.recv(10))).toBe('end');
    for (let i = 0; i < 3; i++) expect(b.recv(10).length).toBe(0);
    b.sendall(Buffer.from('still open'));
    expect(String(a.recv(100))).toBe('still open');
  });

  it.each(SIZES)('of %i bytes, all of them there', (size) => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    // What does not fit the buffers of the kernel cannot be there at once.
    const fits = Math.min(size, 64 << 10);
    const message = randomBytes(fits);
    a.sendall(message);
    expect(b.recv(fits, MSG_WAITALL | MSG_PEEK).equals(message)).toBe(true);
    const whole = b.recv(size);
    expect([whole.length, whole.equals(message)]).toEqual([fits, true]);
  });

  it.runIf(capabilities.fileDescriptors).each(SIZES)('in steps of %i bytes joins to the message', async (step) => {
    const [a, b] = tcpPair();
    const size = step < 100 ? 2000 : step * 2 + 3;
    const sender = inThread(
      ({ socket: { socket } }, fd, size) => {
        const sock = socket({ fileno: fd });
        sock.sendall(Buffer.alloc(size, 'abcdefg'));
        sock.close();
      },
      a.detach(),
      size,
    );
    expect(recvExactly(b, size, step).equals(Buffer.alloc(size, 'abcdefg'))).toBe(true);
    expect(b.recv(1).length).toBe(0);
    await sender;
  });

  it('never touches a buffer again that it gave away', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    const kept: { data: Buffer; hash: string }[] = [];
    const digest = (data: Buffer) => createHash('sha1').update(data).digest('hex');
    for (let round = 0; round < 40; round++)
      for (const size of [1, 7, 1000, 1024, 1025, 4096, 5000, 40_000]) {
        const message = randomBytes(size);
        a.sendall(message);
        // Asked for more than comes, for as much, and for a large block that stays nearly empty.
        const data = b.recv([size, size + 1, 1 << 16, 1 << 20][round % 4]!);
        kept.push({ data, hash: digest(message.subarray(0, data.length)) });
        expect(data.length).toBe(size);
      }
    for (const { data, hash } of kept) expect(digest(data)).toBe(hash);
    // Nor do two of them share memory: writing one changes no other.
    for (const { data } of kept.filter((_, i) => i % 3 === 0)) data.fill(0);
    for (const { data, hash } of kept.filter((_, i) => i % 3 !== 0)) expect(digest(data)).toBe(hash);
  });

  it('does not show old memory behind what it gives', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    for (const size of [10, 1024, 3000, 100_000]) {
      a.sendall(Buffer.from('tiny'));
      expect(String(b.recv(size))).toBe('tiny');
    }
  });
});

describe('flags', () => {
  it('MSG_PEEK leaves the bytes', () => {
    const [a, b] = tcpPair();
    a.sendall(Buffer.from('peek'));
    for (const size of [1, 4, 2000, 5000]) expect(String(b.recv(size, MSG_PEEK))).toBe('peek'.slice(0, size));
    const into = Buffer.alloc(4);
    expect(b.recv_into(into, 2, MSG_PEEK)).toBe(2);
    expect(b.recvfrom(10, MSG_PEEK)[0].toString()).toBe('peek');
    expect(String(b.recv(10))).toBe('peek');
  });

  it('MSG_DONTWAIT does not wait, on a socket that does', () => {
    const [a, b] = tcpPair();
    const error = thrown(() => b.recv(10, MSG_DONTWAIT));
    expect(error).toMatchObject({ name: 'BlockingIOError', errno: EAGAIN, code: 'EAGAIN', syscall: 'recv' });
    expect(error.message).toMatch(/^\[Errno 11\] Resource temporarily unavailable/);
    expect(thrown(() => b.recv_into(Buffer.alloc(1), { flags: MSG_DONTWAIT })).name).toBe('BlockingIOError');
    expect(b.getblocking()).toBe(true);
    a.sendall(Buffer.from('x'));
    expect(String(b.recv(1))).toBe('x');
    expect(String(b.recv(0, MSG_DONTWAIT))).toBe('');
  });

  it.runIf(capabilities.fileDescriptors)('MSG_WAITALL waits for all of it', async () => {
    const [a, b] = tcpPair();
    const sender = inThread(({ socket: { socket } }, fd) => {
      const sock = socket({ fileno: fd });
      for (const part of ['abc', 'def', 'ghi']) sock.sendall(Buffer.from(part));
      sock.close();
    }, a.detach());
    expect(String(b.recv(9, MSG_WAITALL))).toBe('abcdefghi');
    expect(b.recv(9, MSG_WAITALL).length).toBe(0);
    await sender;
  });
});

describe('send', () => {
  it('says how much went, which is less than all where there is no room', () => {
    const [a] = tcpPair();
    a.setblocking(false);
    const big = Buffer.alloc(32 << 20);
    const sent = a.send(big);
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(big.length);
    const error = thrown(() => {
      for (;;) a.send(big);
    });
    expect(error).toMatchObject({ name: 'BlockingIOError', syscall: 'send' });
  });

  it('of nothing sends nothing', () => {
    const [a, b] = tcpPair();
    expect(a.send(Buffer.alloc(0))).toBe(0);
    a.sendall(new Uint8Array(0));
    a.sendall(Buffer.from('z'));
    expect(String(b.recv(10))).toBe('z');
  });

  it.each([
    ['Uint8Array', new Uint8Array([104, 105])],
    ['Uint16Array', new Uint16Array(new Uint8Array([104, 105]).buffer)],
    ['DataView', new DataView(new Uint8Array([0, 104, 105, 0]).buffer, 1, 2)],
    ['ArrayBuffer', new Uint8Array([104, 105]).buffer],
    ['subarray', Buffer.from('..hi..').subarray(2, 4)],
    ['SharedArrayBuffer', shared('hi')],
    ['view of a SharedArrayBuffer', new Uint8Array(shared('.hi.'), 1, 2)],
  ])('takes a %s', (_, data) => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    expect(a.send(data)).toBe(2);
    a.sendall(data);
    expect(b.recv(10, MSG_WAITALL | MSG_PEEK).length).toBe(4);
    expect(String(b.recv(10))).toBe('hihi');
  });

  it('to a peer that is gone is BrokenPipeError, and no signal ends the process', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    b.close();
    const error = thrown(() => a.send(Buffer.from('x')));
    expect(error).toMatchObject({ name: 'BrokenPipeError', code: 'EPIPE', syscall: 'send' });
    expect(thrown(() => a.sendall(Buffer.from('x')))).toMatchObject({ code: 'EPIPE' });
  });

  it('after the peer reset the connection is ConnectionResetError', () => {
    const [a, b] = tcpPair();
    b.setsockopt(SOL_SOCKET, 13, Buffer.from(new Int32Array([1, 0]).buffer)); // SO_LINGER of 0 seconds: close() resets
    b.close();
    expect(thrown(() => a.recv(10))).toMatchObject({ name: 'ConnectionResetError', code: 'ECONNRESET' });
  });
});

/** Text as shared memory. */
function shared(text: string): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(text.length);
  new Uint8Array(memory).set(Buffer.from(text));
  return memory;
}
