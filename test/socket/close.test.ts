import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import {
  AF_INET,
  AF_UNIX,
  capabilities,
  close,
  dup,
  fromfd,
  SO_TYPE,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { run } from '../support/child.ts';
import { declare, outcome, thrown } from '../support/compare.ts';
import { guardFds, hasProcFd, openFds, openSockets } from '../support/fds.ts';
import { kernelBlocks, kernelFlags, linux, listener, O_CLOEXEC, own, tcpPair } from '../support/sockets.ts';

guardFds();

const bytes = Buffer.alloc(4);

/** Every method that asks the kernel, with arguments that are right. */
const calls: [name: string, call: (sock: Socket) => unknown][] = [
  ['accept', (s) => s.accept()],
  ['bind', (s) => s.bind(['127.0.0.1', 0])],
  ['connect', (s) => s.connect(['127.0.0.1', 9])],
  ['dup', (s) => s.dup()],
  ['get_inheritable', (s) => s.get_inheritable()],
  ['getpeername', (s) => s.getpeername()],
  ['getsockname', (s) => s.getsockname()],
  ['getsockopt', (s) => s.getsockopt(SOL_SOCKET, SO_TYPE)],
  ['getsockopt with a length', (s) => s.getsockopt(SOL_SOCKET, SO_TYPE, 4)],
  ['listen', (s) => s.listen()],
  ['recv', (s) => s.recv(1)],
  ['recv_into', (s) => s.recv_into(bytes)],
  ['recvfrom', (s) => s.recvfrom(1)],
  ['recvfrom_into', (s) => s.recvfrom_into(bytes)],
  ['send', (s) => s.send(bytes)],
  ['sendall', (s) => s.sendall(bytes)],
  ['sendto', (s) => s.sendto(bytes, ['127.0.0.1', 9])],
  ['set_inheritable', (s) => s.set_inheritable(true)],
  ['setblocking', (s) => s.setblocking(false)],
  ['setsockopt', (s) => s.setsockopt(SOL_SOCKET, 2, 1)],
  ['settimeout', (s) => s.settimeout(1)],
  ['shutdown', (s) => s.shutdown(2)],
];

describe.each([
  ['closed', (sock: Socket) => sock.close()],
  ['detached', (sock: Socket) => close(sock.detach())],
])('a socket that is %s', (_, end) => {
  it.each(calls)('is EBADF for %s', (_, call) => {
    for (const timeout of [null, 0, 5]) {
      const sock = socket();
      sock.settimeout(timeout);
      end(sock);
      const error = thrown(() => call(sock));
      expect(error).toMatchObject({ name: 'OSError', errno: 9, code: 'EBADF', strerror: 'Bad file descriptor' });
      expect(error.message).toMatch(/^\[Errno 9\] Bad file descriptor/);
    }
  });

  it('cannot reach the descriptor that has its number now', () => {
    const old = socket();
    const number = old.fileno();
    end(old);
    const fresh = own(socket(AF_INET, SOCK_DGRAM));
    // The system gives the lowest free number, so it is as a rule the same: the second close must not close it.
    old.close();
    expect(outcome(() => old.setsockopt(SOL_SOCKET, 2, 1)).errno).toBe(9);
    expect(fresh.getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_DGRAM);
    expect(fresh.getsockopt(SOL_SOCKET, 2)).toBe(0);
    if (linux) expect(fresh.fileno()).toBe(number);
  });

  it('can be closed again, and its number is -1', () => {
    const sock = socket();
    end(sock);
    expect(sock.close()).toBeUndefined();
    sock.close();
    sock[Symbol.dispose]();
    expect([sock.fileno(), sock.detach()]).toEqual([-1, -1]);
  });
});

describe('close', () => {
  it('ends the connection for the peer', () => {
    const [a, b] = tcpPair();
    a.close();
    expect(b.recv(1).length).toBe(0);
  });

  it('does not end it while a duplicate is open', () => {
    const [a, b] = tcpPair();
    const copy = own(a.dup());
    a.close();
    copy.sendall(Buffer.from('still here'));
    expect(String(b.recv(99))).toBe('still here');
  });

  it('comes at the end of a block with `using`, also by an exception', () => {
    let outer: Socket | undefined;
    const block = () => {
      using sock = socket();
      outer = sock;
      throw new RangeError('out');
    };
    expect(block).toThrow('out');
    expect(outer!.fileno()).toBe(-1);
  });

  it.runIf(hasProcFd)('leaves nothing open', () => {
    const before = openSockets();
    for (let i = 0; i < 1000; i++) {
      const [a, b] = socketpair();
      const copy = a.dup();
      for (const one of [a, b, copy]) one.close();
    }
    expect(openSockets()).toEqual(before);
  });
});

describe('detach', () => {
  it('gives the descriptor away, open', () => {
    const sock = socket(AF_INET, SOCK_DGRAM);
    const number = sock.fileno();
    const fd = own(sock.detach());
    expect([fd, sock.fileno()]).toEqual([number, -1]);
    sock.close();
    expect(own(socket({ fileno: fd })).type).toBe(SOCK_DGRAM);
  });
});

describe('dup', () => {
  it('is another number for the same socket', () => {
    const [a, b] = tcpPair();
    a.settimeout(3);
    const copy = own(a.dup());
    expect(copy.fileno()).not.toBe(a.fileno());
    expect([copy.family, copy.type, copy.proto, copy.gettimeout()]).toEqual([a.family, a.type, a.proto, 3]);
    expect([copy.getsockname(), copy.getpeername()]).toEqual([a.getsockname(), a.getpeername()]);
    expect(copy.get_inheritable()).toBe(false);
    copy.sendall(Buffer.from('x'));
    expect(String(b.recv(9))).toBe('x');
    copy.close();
    a.sendall(Buffer.from('y'));
    expect(String(b.recv(9))).toBe('y');
  });

  it('of the module takes a number and gives one that is not inherited', () => {
    const sock = own(socket());
    sock.set_inheritable(true);
    const fd = own(dup(sock.fileno()));
    expect(fd).not.toBe(sock.fileno());
    if (linux) expect(kernelFlags(fd) & O_CLOEXEC).toBe(O_CLOEXEC);
    sock.close();
    expect(own(socket({ fileno: fd })).type).toBe(SOCK_STREAM);
  });

  it('refuses what is no descriptor', () => {
    expect(thrown(() => dup(9999))).toMatchObject({ code: 'EBADF' });
    for (const value of ['1', null, 1.5, Number.NaN, undefined, {}])
      expect(() => dup(value as never)).toThrow(TypeError);
    expect(() => dup(2 ** 40)).toThrow(RangeError);
  });
});

describe('fromfd', () => {
  it('is a socket on a duplicate: the descriptor stays the caller’s', () => {
    const [a, b] = tcpPair();
    const copy = own(fromfd(a.fileno(), a.family, a.type));
    expect(copy.fileno()).not.toBe(a.fileno());
    expect([copy.family, copy.type, copy.proto]).toEqual([AF_INET, SOCK_STREAM, 0]);
    copy.close();
    a.sendall(Buffer.from('x'));
    expect(String(b.recv(9))).toBe('x');
    const named = own(fromfd(a.fileno(), AF_INET, SOCK_STREAM, { proto: 6 }));
    expect([named.proto, own(fromfd(a.fileno(), AF_INET, SOCK_STREAM, 6)).proto]).toEqual([6, 6]);
    expect(named.get_inheritable()).toBe(false);
  });

  it('refuses what is no descriptor, and leaves nothing open', () => {
    const before = hasProcFd ? openSockets() : null;
    expect(thrown(() => fromfd(9999, AF_INET, SOCK_STREAM))).toMatchObject({ code: 'EBADF' });
    expect(() => fromfd('0' as never, AF_INET, SOCK_STREAM)).toThrow(TypeError);
    const sock = own(socket());
    const attempts = [
      () => fromfd(sock.fileno(), 'x' as never, SOCK_STREAM),
      () => fromfd(sock.fileno(), AF_INET, 'x' as never),
      () => (fromfd as CallableFunction)(sock.fileno(), AF_INET),
      () => (fromfd as CallableFunction)(sock.fileno()),
      () => fromfd(sock.fileno(), AF_INET, SOCK_STREAM, { colour: 1 } as never),
    ];
    expect(attempts.map((attempt) => outcome(() => own(attempt())).error)).toEqual(attempts.map(() => 'TypeError'));
    sock.close();
    if (before) expect(openSockets()).toEqual(before);
  });
});

describe('close of the module', () => {
  it('closes a number', () => {
    const fd = socket().detach();
    expect(close(fd)).toBeUndefined();
    expect(thrown(() => close(fd))).toMatchObject({ name: 'OSError', code: 'EBADF', syscall: 'close' });
  });

  it.runIf(capabilities.fileDescriptors)('closes what is no socket too, as in Python', () => {
    const fd = openSync('/dev/null', 'r');
    close(fd);
    expect(() => fstatSync(fd)).toThrow('EBADF');
  });

  it('refuses what is no descriptor', () => {
    const wrong = ['1', null, 1.5, Number.NaN, undefined, {}] as never[];
    expect(wrong.map((value) => outcome(() => close(value)).error)).toEqual(wrong.map(() => 'TypeError'));
  });
});

describe('a negative descriptor', () =>
  declare([
    { py: 'dup(-1)', js: () => dup(-1), throws: 'OSError' },
    { py: 'close(-1)', js: () => close(-1), throws: 'OSError' },
    { py: 'fromfd(-1, AF_INET, SOCK_STREAM)', js: () => fromfd(-1, AF_INET, SOCK_STREAM), throws: 'OSError' },
  ]));

describe('inheritance', () => {
  it('is off at first, for every socket there is', () => {
    const server = listener();
    const client = own(socket());
    client.connect(server.getsockname());
    const conn = own(server.accept()[0]);
    const [a, b] = own(socketpair()) as [Socket, Socket];
    const all = [server, client, conn, a, b, own(a.dup()), own(fromfd(b.fileno(), AF_UNIX, SOCK_STREAM))];
    expect(all.map((sock) => sock.get_inheritable())).toEqual(all.map(() => false));
    if (linux) for (const sock of all) expect(kernelFlags(sock.fileno()) & O_CLOEXEC).toBe(O_CLOEXEC);
  });

  it('can be set, and the kernel knows', () => {
    const sock = own(socket());
    for (const value of [true, false, 1, 0]) {
      sock.set_inheritable(value);
      expect(sock.get_inheritable()).toBe(Boolean(value));
      if (linux) expect((kernelFlags(sock.fileno()) & O_CLOEXEC) === 0).toBe(Boolean(value));
    }
    expect(!linux || kernelBlocks(sock)).toBe(true);
  });

  it.runIf(hasProcFd)('reaches no child without it', async () => {
    const sock = own(socket());
    const inode = openFds().get(sock.fileno())!;
    const list = `console.log(require('fs').readdirSync('/proc/self/fd').map((n) => { try { return require('fs').readlinkSync('/proc/self/fd/' + n) } catch {} }).join(' '))`;
    expect((await run(process.execPath, ['-e', list]).ended).stdout).not.toContain(inode);
  });
});

it.runIf(capabilities.fileDescriptors)('a descriptor from elsewhere can be read and adopted at once', () => {
  const [a, b] = own(socketpair()) as [Socket, Socket];
  a.sendall(Buffer.from('by number'));
  const into = Buffer.alloc(9);
  // node:fs reads a socket as it reads a file.
  expect(readSync(b.fileno(), into)).toBe(9);
  expect(String(into)).toBe('by number');
  const fd = dup(b.fileno());
  closeSync(fd);
});
