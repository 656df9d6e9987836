import { createHash, randomBytes } from 'node:crypto';
import {
  AF_INET,
  capabilities,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SO_RCVBUF,
  SO_SNDBUF,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { listener, own, tcpPair } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

describe('sendall', () => {
  it.runIf(capabilities.fileDescriptors)('sends 10 MB to a slow peer that blocks', async () => {
    const [a, b] = tcpPair();
    a.setsockopt(SOL_SOCKET, SO_SNDBUF, 16 << 10);
    b.setsockopt(SOL_SOCKET, SO_RCVBUF, 16 << 10);
    const message = randomBytes(10_000_000);
    const reader = inThread(
      ({ socket: { socket } }, fd, hash) => {
        const sock = socket({ fileno: fd });
        const digest = process.getBuiltinModule('node:crypto').createHash(hash);
        let size = 0;
        for (let data = sock.recv(50_000); data.length > 0; data = sock.recv(50_000)) {
          size += data.length;
          digest.update(data);
        }
        sock.close();
        return [size, digest.digest('hex')];
      },
      b.detach(),
      'sha1',
    );
    a.sendall(message);
    a.shutdown(SHUT_WR);
    expect(await reader).toEqual([message.length, createHash('sha1').update(message).digest('hex')]);
  });

  it.runIf(capabilities.fileDescriptors)(
    'has one time-out for the whole, however often a little of it goes',
    async () => {
      const [a, b] = tcpPair();
      a.setsockopt(SOL_SOCKET, SO_SNDBUF, 4 << 10);
      a.settimeout(0.4);
      // The peer takes a little every 50 ms: a time-out of each send alone would never run out.
      const reader = inThread(({ socket: { socket } }, fd) => {
        const sock = socket({ fileno: fd });
        const pause = new Int32Array(new SharedArrayBuffer(4));
        const into = Buffer.alloc(64 << 10);
        while (sock.recv_into(into) > 0) Atomics.wait(pause, 0, 0, 50);
        sock.close();
      }, b.detach());
      const started = performance.now();
      const error = thrown(() => a.sendall(Buffer.alloc(64 << 20)));
      const elapsed = performance.now() - started;
      expect(error).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
      expect(error.message).toMatch(/^timed out/);
      expect(elapsed).toBeGreaterThan(390);
      a.close();
      await reader;
    },
  );

  it('on a socket that does not wait throws once there is no room', () => {
    const [a] = tcpPair();
    a.setblocking(false);
    expect(thrown(() => a.sendall(Buffer.alloc(64 << 20)))).toMatchObject({ name: 'BlockingIOError' });
  });
});

describe('shutdown', () => {
  it('ends one direction or both', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    a.shutdown(SHUT_WR);
    expect(b.recv(1).length).toBe(0);
    expect(thrown(() => a.send(Buffer.from('x'))).code).toBe('EPIPE');
    b.shutdown(SHUT_RD);
    b.shutdown(SHUT_RDWR);
    expect(a.recv(1).length).toBe(0);
  });

  it('of what is not connected is ENOTCONN', () => {
    const error = thrown(() => own(socket()).shutdown(SHUT_WR));
    expect(error).toMatchObject({ name: 'OSError', code: 'ENOTCONN', syscall: 'shutdown' });
    expect(error.message).toMatch(/^\[Errno 107\] Transport endpoint is not connected/);
  });

  it('of a direction that is none is EINVAL', () => {
    const [a] = own(socketpair()) as [Socket, Socket];
    expect(thrown(() => a.shutdown(99)).code).toBe('EINVAL');
  });
});

describe('accept', () => {
  it('gives the connections in order, each with the address of its other end', () => {
    const server = listener(AF_INET, 5);
    const clients = [1, 2, 3].map(() => {
      const client = own(socket());
      client.connect(server.getsockname());
      return client;
    });
    for (const client of clients) {
      const [conn, address] = server.accept();
      own(conn);
      expect(address).toEqual(client.getsockname());
      expect(conn.getpeername()).toEqual(client.getsockname());
      expect(conn.getsockname()).toEqual(server.getsockname());
      expect([conn.family, conn.type, conn.proto]).toEqual([server.family, server.type, server.proto]);
      expect(conn.get_inheritable()).toBe(false);
    }
  });

  it('on what does not listen is EINVAL', () => {
    expect(thrown(() => own(socket()).accept())).toMatchObject({ code: 'EINVAL', syscall: 'accept' });
  });

  it('waits for the client that a thread is', async () => {
    const server = listener();
    const client = inThread(({ socket: { socket } }, address) => {
      const sock = socket();
      sock.connect(address);
      sock.sendall(Buffer.from('from the thread'));
      const reply = String(sock.recv(100));
      sock.close();
      return reply;
    }, server.getsockname());
    const conn = own(server.accept()[0]);
    expect(String(conn.recv(100))).toBe('from the thread');
    conn.sendall(Buffer.from('reply'));
    expect(await client).toBe('reply');
  });

  it('listens with a negative backlog as Python does', () => {
    const server = own(socket());
    server.bind(['127.0.0.1', 0]);
    server.listen(-1);
    own(socket()).connect(server.getsockname());
    own(server.accept()[0]);
  });
});
