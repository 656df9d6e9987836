import {
  AF_INET,
  AF_UNIX,
  capabilities,
  EAGAIN,
  getdefaulttimeout,
  SOCK_DGRAM,
  type Socket,
  setdefaulttimeout,
  socket,
  socketpair,
} from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { declare, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { kernelBlocks, linux, listener, own, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

afterEach(() => setdefaulttimeout(null));

/** What a socket says of its mode, and what the kernel says. */
function mode(sock: Socket): unknown[] {
  return [sock.gettimeout(), sock.timeout, sock.getblocking(), kernelBlocks(sock)];
}

const modeInPython = `
def mode(s): return [s.gettimeout(), s.timeout, s.getblocking(), os.get_blocking(s.fileno())]
def after(*steps):
    with socket() as s:
        for name, value in steps: getattr(s, name)(value)
        return mode(s)
def initial(value):
    setdefaulttimeout(value)
    try:
        with socket() as s: return [getdefaulttimeout(), *mode(s)]
    finally: setdefaulttimeout(None)
def accepted(server_timeout, default=None):
    with socket() as server, socket() as client:
        server.bind(('127.0.0.1', 0)); server.listen()
        server.settimeout(server_timeout)
        client.connect(server.getsockname())
        setdefaulttimeout(default)
        with server.accept()[0] as conn:
            setdefaulttimeout(None)
            return mode(conn)
def duplicated(timeout):
    with socket() as s:
        s.settimeout(timeout)
        with s.dup() as t: return mode(t)
def made(default, how):
    setdefaulttimeout(default)
    try:
        a, b = socketpair()
        with a, b:
            if how == 'pair': return mode(a)
            a.setblocking(True)
            with fromfd(a.fileno(), AF_UNIX, SOCK_STREAM) as c: return mode(c)
    finally: setdefaulttimeout(None)
`;

type Step = ['settimeout' | 'setblocking', unknown];

function after(...steps: Step[]): unknown[] {
  using sock = socket();
  for (const [name, value] of steps) (sock[name] as (value: unknown) => void)(value);
  return mode(sock);
}

function initial(value: number | null): unknown[] {
  setdefaulttimeout(value);
  using sock = socket();
  setdefaulttimeout(null);
  return [value, ...mode(sock)];
}

function accepted(timeout: number | null, initially: number | null = null): unknown[] {
  using server = listener();
  server.settimeout(timeout);
  using client = socket();
  client.connect(server.getsockname());
  setdefaulttimeout(initially);
  using conn = server.accept()[0];
  setdefaulttimeout(null);
  return mode(conn);
}

function duplicated(timeout: number | null): unknown[] {
  using sock = socket();
  sock.settimeout(timeout);
  using copy = sock.dup();
  return mode(copy);
}

describe.runIf(linux)('the mode', () =>
  declare(
    [
      { py: 'after()', js: () => after(), gives: [null, null, true, true] },
      { py: 'after(("settimeout", None))', js: () => after(['settimeout', null]), gives: [null, null, true, true] },
      { py: 'after(("settimeout", 0))', js: () => after(['settimeout', 0]), gives: [0, 0, false, false] },
      { py: 'after(("settimeout", -0.0))', js: () => after(['settimeout', -0]), gives: [0, 0, false, false] },
      { py: 'after(("settimeout", 5))', js: () => after(['settimeout', 5]), gives: [5, 5, true, false] },
      { py: 'after(("settimeout", 2.5))', js: () => after(['settimeout', 2.5]), gives: [2.5, 2.5, true, false] },
      { py: 'after(("settimeout", 1e-9))', js: () => after(['settimeout', 1e-9]), gives: [1e-9, 1e-9, true, false] },
      { py: 'after(("settimeout", True))', js: () => after(['settimeout', true]), gives: [1, 1, true, false] },
      { py: 'after(("settimeout", 1e6))', js: () => after(['settimeout', 1e6]), gives: [1e6, 1e6, true, false] },
      { py: 'after(("setblocking", False))', js: () => after(['setblocking', false]), gives: [0, 0, false, false] },
      { py: 'after(("setblocking", 0))', js: () => after(['setblocking', 0]), gives: [0, 0, false, false] },
      { py: 'after(("setblocking", True))', js: () => after(['setblocking', true]), gives: [null, null, true, true] },
      { py: 'after(("setblocking", 7))', js: () => after(['setblocking', 7]), gives: [null, null, true, true] },
      { py: 'after(("setblocking", None))', js: () => after(['setblocking', null]), gives: [0, 0, false, false] },
      {
        py: 'after(("settimeout", 0), ("settimeout", 3), ("settimeout", None))',
        js: () => after(['settimeout', 0], ['settimeout', 3], ['settimeout', null]),
        gives: [null, null, true, true],
      },
      {
        py: 'after(("settimeout", 3), ("setblocking", True))',
        js: () => after(['settimeout', 3], ['setblocking', true]),
        gives: [null, null, true, true],
      },
      {
        py: 'after(("settimeout", 3), ("setblocking", False))',
        js: () => after(['settimeout', 3], ['setblocking', false]),
        gives: [0, 0, false, false],
      },
      { py: 'initial(None)', js: () => initial(null), gives: [null, null, null, true, true] },
      { py: 'initial(0)', js: () => initial(0), gives: [0, 0, 0, false, false] },
      { py: 'initial(4.5)', js: () => initial(4.5), gives: [4.5, 4.5, 4.5, true, false] },
      { py: 'accepted(None)', js: () => accepted(null), gives: [null, null, true, true] },
      { py: 'accepted(5)', js: () => accepted(5), gives: [null, null, true, true] },
      { py: 'accepted(5, 2)', js: () => accepted(5, 2), gives: [2, 2, true, false] },
      { py: 'accepted(None, 0)', js: () => accepted(null, 0), gives: [0, 0, false, false] },
      { py: 'accepted(5, 0)', js: () => accepted(5, 0), gives: [0, 0, false, false] },
      { py: 'duplicated(None)', js: () => duplicated(null), gives: [null, null, true, true] },
      { py: 'duplicated(0)', js: () => duplicated(0), gives: [0, 0, false, false] },
      { py: 'duplicated(3)', js: () => duplicated(3), gives: [3, 3, true, false] },
      { py: 'made(3, "pair")', js: () => paired(3), gives: [3, 3, true, false] },
      { py: 'made(0, "pair")', js: () => paired(0), gives: [0, 0, false, false] },
    ],
    modeInPython,
  ),
);

function paired(initially: number | null): unknown[] {
  setdefaulttimeout(initially);
  const [a, b] = socketpair();
  setdefaulttimeout(null);
  b.close();
  using sock = a;
  return mode(sock);
}

it.runIf(linux)('accept on a socket that does not wait gives one that does, unless the default says otherwise', () => {
  const server = listener();
  server.setblocking(false);
  const client = own(socket());
  client.connect(server.getsockname());
  // Over loopback the connection is there once connect() has returned.
  expect(mode(own(server.accept()[0]))).toEqual([null, null, true, true]);
});

describe('setdefaulttimeout', () =>
  declare([
    { py: 'getdefaulttimeout()', js: () => getdefaulttimeout(), gives: null },
    { py: 'setdefaulttimeout(-1)', js: () => setdefaulttimeout(-1), throws: 'RangeError' },
    { py: 'setdefaulttimeout(float("nan"))', js: () => setdefaulttimeout(Number.NaN), throws: 'RangeError' },
    { py: 'setdefaulttimeout(1e30)', js: () => setdefaulttimeout(1e30), throws: 'RangeError' },
    { py: 'setdefaulttimeout("x")', js: () => setdefaulttimeout('x' as never), throws: 'TypeError' },
    {
      py: '[setdefaulttimeout(1.5), getdefaulttimeout()]',
      js: () => [setdefaulttimeout(1.5), getdefaulttimeout()],
      gives: [undefined, 1.5],
    },
    {
      py: '[setdefaulttimeout(0), getdefaulttimeout()]',
      js: () => [setdefaulttimeout(0), getdefaulttimeout()],
      gives: [undefined, 0],
    },
    {
      py: '[setdefaulttimeout(None), getdefaulttimeout()]',
      js: () => [setdefaulttimeout(null), getdefaulttimeout()],
      gives: [undefined, null],
    },
  ]));

it('the default time-out is of its thread', async () => {
  setdefaulttimeout(7);
  const theirs = inThread(({ socket }) => {
    const before = socket.getdefaulttimeout();
    socket.setdefaulttimeout(1);
    return before;
  });
  expect(await theirs).toBe(null);
  expect(getdefaulttimeout()).toBe(7);
});

describe('a time-out', () => {
  /** Runs a call that must time out, and says for how many milliseconds it waited. */
  function elapsed(call: () => unknown, syscall: string): number {
    const started = performance.now();
    const error = thrown(call);
    const time = performance.now() - started;
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT', errno: 110, syscall });
    expect(error.message).toMatch(/^timed out/);
    return time;
  }

  it.each<[name: string, call: (sock: Socket) => unknown]>([
    ['recv', (sock) => sock.recv(10)],
    ['recv_into', (sock) => sock.recv_into(Buffer.alloc(10))],
    ['recvfrom', (sock) => sock.recvfrom(10)],
    ['recvfrom_into', (sock) => sock.recvfrom_into(Buffer.alloc(10))],
  ])('of %s holds, and not a moment less', (name, call) => {
    const sock = udp();
    sock.settimeout(0.05);
    expect(elapsed(() => call(sock), name.replace('_into', ''))).toBeGreaterThanOrEqual(49);
  });

  it('of accept holds', () => {
    const server = listener();
    server.settimeout(0.05);
    expect(elapsed(() => server.accept(), 'accept')).toBeGreaterThanOrEqual(49);
  });

  it('of send holds where there is no room', () => {
    const [a] = own(socketpair()) as [Socket, Socket];
    a.setblocking(false);
    expect(
      thrown(() => {
        for (;;) a.send(Buffer.alloc(4096));
      }).name,
    ).toBe('BlockingIOError');
    a.settimeout(0.05);
    expect(elapsed(() => a.send(Buffer.alloc(1)), 'send')).toBeGreaterThanOrEqual(49);
    expect(elapsed(() => a.sendall(Buffer.alloc(1)), 'send')).toBeGreaterThanOrEqual(49);
  });

  it('of less than a millisecond waits, and ends', () => {
    const sock = udp();
    sock.settimeout(1e-9);
    elapsed(() => sock.recv(1), 'recv');
  });

  it('does not hold up what is there', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    b.settimeout(1000);
    a.sendall(Buffer.from('x'));
    expect(String(b.recv(10))).toBe('x');
  });

  it('leaves the socket as it was', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    b.settimeout(0.01);
    elapsed(() => b.recv(1), 'recv');
    a.sendall(Buffer.from('x'));
    expect(String(b.recv(10))).toBe('x');
  });

  it.runIf(capabilities.fileDescriptors)('ends early when what it waits for comes', async () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    b.settimeout(15);
    const sender = inThread(({ socket: { socket } }, fd) => {
      const sock = socket({ fileno: fd });
      sock.sendall(Buffer.from('late'));
      sock.close();
    }, a.detach());
    expect(String(b.recv(10))).toBe('late');
    await sender;
  });
});

describe('a socket that does not wait', () => {
  it.each<[name: string, call: (sock: Socket) => unknown]>([
    ['recv', (sock) => sock.recv(10)],
    ['recv', (sock) => sock.recv_into(Buffer.alloc(10))],
    ['recvfrom', (sock) => sock.recvfrom(10)],
    ['recvfrom', (sock) => sock.recvfrom_into(Buffer.alloc(10))],
  ])('throws BlockingIOError: %s', (name, call) => {
    const sock = udp();
    sock.setblocking(false);
    const error = thrown(() => call(sock));
    expect(error).toMatchObject({ name: 'BlockingIOError', errno: EAGAIN, code: 'EAGAIN', syscall: name });
    expect(error.message).toMatch(/^\[Errno \d+\] Resource temporarily unavailable/);
  });

  it('throws BlockingIOError: accept', () => {
    const server = listener();
    server.setblocking(false);
    expect(thrown(() => server.accept())).toMatchObject({ name: 'BlockingIOError', syscall: 'accept' });
  });
});

it('a socket without end to its waiting waits in the kernel until a thread sends', async () => {
  const [a, b] = own([socket(AF_INET, SOCK_DGRAM), socket(AF_INET, SOCK_DGRAM)]) as [Socket, Socket];
  for (const sock of [a, b]) sock.bind(['127.0.0.1', 0]);
  const sender = inThread(({ socket: { socket, AF_INET, SOCK_DGRAM } }, address) => {
    const sock = socket(AF_INET, SOCK_DGRAM);
    sock.sendto(Buffer.from('from a thread'), address);
    sock.close();
  }, b.getsockname());
  expect(String(b.recv(100))).toBe('from a thread');
  await sender;
});

it.runIf(capabilities.unixDatagrams)('the family does not matter', () => {
  const sock = own(socket(AF_UNIX, SOCK_DGRAM));
  sock.settimeout(0.01);
  expect(thrown(() => sock.recv(1)).name).toBe('TimeoutError');
});
