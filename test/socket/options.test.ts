import {
  AF_INET,
  AF_UNIX,
  capabilities,
  INADDR_ANY,
  IP_MULTICAST_LOOP,
  IP_MULTICAST_TTL,
  IP_TTL,
  IPPROTO_IP,
  IPPROTO_TCP,
  SO_ACCEPTCONN,
  SO_BINDTODEVICE,
  SO_BROADCAST,
  SO_DOMAIN,
  SO_ERROR,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_PEERCRED,
  SO_PROTOCOL,
  SO_RCVBUF,
  SO_RCVTIMEO,
  SO_REUSEADDR,
  SO_SNDBUF,
  SO_TYPE,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
  TCP_CONGESTION,
  TCP_INFO,
  TCP_KEEPIDLE,
  TCP_NODELAY,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, outcome, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { evaluate, python } from '../support/python.ts';
import { linux, listener, own, tcpPair } from '../support/sockets.ts';

guardFds();

/** C ints in native order. */
const ints = (...values: number[]): Buffer => Buffer.from(new Int32Array(values).buffer);

describe('an option that is an int', () => {
  it('is set and read', () => {
    const sock = own(socket());
    for (const [level, option] of [
      [SOL_SOCKET, SO_REUSEADDR],
      [SOL_SOCKET, SO_KEEPALIVE],
      [IPPROTO_TCP, TCP_NODELAY],
    ] as const) {
      expect(sock.getsockopt(level, option)).toBe(0);
      expect(sock.setsockopt(level, option, 1)).toBeUndefined();
      expect(sock.getsockopt(level, option)).toBe(1);
      sock.setsockopt(level, option, false);
      expect(sock.getsockopt(level, option)).toBe(0);
      sock.setsockopt(level, option, true);
      expect(sock.getsockopt(level, option)).toBe(1);
    }
  });

  it('may be written as its bytes, and read as them', () => {
    const sock = own(socket());
    sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, ints(1));
    expect(sock.getsockopt(SOL_SOCKET, SO_KEEPALIVE)).toBe(1);
    sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, new Int32Array([0]));
    expect(sock.getsockopt(SOL_SOCKET, SO_KEEPALIVE, 4)).toEqual(ints(0));
    const memory = ints(9, 1, 9);
    sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, new DataView(memory.buffer, memory.byteOffset + 4, 4));
    expect(sock.getsockopt(SOL_SOCKET, SO_KEEPALIVE)).toBe(1);
  });

  it('may be read where it says what the socket is', () => {
    const server = listener();
    expect(server.getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_STREAM);
    expect(server.getsockopt(SOL_SOCKET, SO_ERROR)).toBe(0);
    if (linux) {
      expect(server.getsockopt(SOL_SOCKET, SO_DOMAIN)).toBe(AF_INET);
      expect(server.getsockopt(SOL_SOCKET, SO_PROTOCOL)).toBe(IPPROTO_TCP);
    }
    expect(server.getsockopt(SOL_SOCKET, SO_ACCEPTCONN)).toBe(1);
  });

  it.runIf(capabilities.allOptions)('may be negative', () => {
    const sock = own(socket());
    const error = thrown(() => sock.setsockopt(IPPROTO_IP, IP_TTL, -7));
    expect(error).toMatchObject({ code: 'EINVAL', syscall: 'setsockopt' });
    sock.setsockopt(IPPROTO_IP, IP_TTL, -1); // ip(7): the default again
    expect(sock.getsockopt(IPPROTO_IP, IP_TTL)).toBe(64);
  });

  it.runIf(linux)('SO_RCVBUF and SO_SNDBUF come back doubled', () => {
    const sock = own(socket());
    // socket(7): the kernel doubles the value, for its bookkeeping, and gives the doubled value back.
    for (const option of [SO_RCVBUF, SO_SNDBUF]) {
      sock.setsockopt(SOL_SOCKET, option, 8192);
      expect(sock.getsockopt(SOL_SOCKET, option)).toBe(16_384);
    }
  });
});

describe('an option that is bytes', () => {
  it('struct linger, and what it does', () => {
    const [a, b] = tcpPair();
    a.setsockopt(SOL_SOCKET, SO_LINGER, ints(1, 0));
    expect(a.getsockopt(SOL_SOCKET, SO_LINGER, 8)).toEqual(ints(1, 0));
    a.close();
    expect(thrown(() => b.recv(1)).name).toBe('ConnectionResetError');
  });

  it('IP_MULTICAST_TTL is a byte or an int', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    sock.setsockopt(IPPROTO_IP, IP_MULTICAST_TTL, Buffer.from([7]));
    expect(sock.getsockopt(IPPROTO_IP, IP_MULTICAST_TTL)).toBe(7);
    sock.setsockopt(IPPROTO_IP, IP_MULTICAST_TTL, 20);
    expect(sock.getsockopt(IPPROTO_IP, IP_MULTICAST_TTL, 1)).toEqual(Buffer.from([20]));
    sock.setsockopt(IPPROTO_IP, IP_MULTICAST_LOOP, new Uint8Array([0]));
    expect(sock.getsockopt(IPPROTO_IP, IP_MULTICAST_LOOP)).toBe(0);
  });

  it.runIf(linux)('struct timeval', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    const time = Buffer.from(new BigInt64Array([0n, 20_000n]).buffer);
    sock.setsockopt(SOL_SOCKET, SO_RCVTIMEO, time);
    expect(sock.getsockopt(SOL_SOCKET, SO_RCVTIMEO, 16)).toEqual(time);
    // The time-out is the kernel's, and its answer EAGAIN: on a socket that waits, Python shows that as it is.
    sock.bind(['127.0.0.1', 0]);
    expect(thrown(() => sock.recv(1))).toMatchObject({ name: 'BlockingIOError', code: 'EAGAIN' });
  });

  it.runIf(linux && capabilities.allOptions)('text: TCP_CONGESTION', () => {
    const sock = own(socket());
    const name = String(sock.getsockopt(IPPROTO_TCP, TCP_CONGESTION, 16)).replace(/\0.*$/, '');
    expect(name).toMatch(/^[a-z]+$/);
    sock.setsockopt(IPPROTO_TCP, TCP_CONGESTION, Buffer.from(name));
  });

  it.runIf(linux && capabilities.allOptions)('the credentials of the peer', () => {
    const [a] = own(socketpair()) as [Socket, Socket];
    const credentials = a.getsockopt(SOL_SOCKET, SO_PEERCRED, 12);
    expect(credentials).toEqual(ints(process.pid, process.getuid!(), process.getgid!()));
  });

  it('is a Buffer of its own', () => {
    const sock = own(socket());
    const first = sock.getsockopt(SOL_SOCKET, SO_LINGER, 8);
    sock.setsockopt(SOL_SOCKET, SO_LINGER, ints(1, 9));
    expect([first, sock.getsockopt(SOL_SOCKET, SO_LINGER, 8)]).toEqual([ints(0, 0), ints(1, 9)]);
    expect(Buffer.isBuffer(first)).toBe(true);
  });
});

describe.runIf(linux)('null with a length', () => {
  it('is a null pointer, as in Python', () => {
    const call = (length: number) => outcome(() => own(socket()).setsockopt(SOL_SOCKET, SO_REUSEADDR, null, length));
    // The kernel refuses to read an int there.
    expect(call(4)).toMatchObject({ errno: 14 });
    expect(call(0)).toMatchObject({ errno: 22 });
    // SO_BINDTODEVICE with no name unbinds.
    if (capabilities.allOptions) own(socket()).setsockopt(SOL_SOCKET, SO_BINDTODEVICE, null, 0);
  });
});

describe.runIf(linux)('every case ends as in Python', () => {
  const t = (): Socket => own(socket());
  declare(
    [
      ...[1, 2, 3, 4, 5, 8, 1023, 1024].map((length) => ({
        py: `t().getsockopt(SOL_SOCKET, SO_KEEPALIVE, ${length})`,
        js: () => t().getsockopt(SOL_SOCKET, SO_KEEPALIVE, length),
        gives: Buffer.alloc(Math.min(length, 4)),
      })),
      {
        py: 't().getsockopt(SOL_SOCKET, SO_KEEPALIVE, 0)',
        js: () => t().getsockopt(SOL_SOCKET, SO_KEEPALIVE, 0),
        gives: 0,
      },
      {
        py: 't().getsockopt(SOL_SOCKET, SO_KEEPALIVE, 1025)',
        js: () => t().getsockopt(SOL_SOCKET, SO_KEEPALIVE, 1025),
        throws: 'OSError',
      },
      {
        py: 't().getsockopt(SOL_SOCKET, SO_KEEPALIVE, -1)',
        js: () => t().getsockopt(SOL_SOCKET, SO_KEEPALIVE, -1),
        throws: 'OSError',
      },
      { py: 't().getsockopt(SOL_SOCKET, 9999)', js: () => t().getsockopt(SOL_SOCKET, 9999), throws: 'OSError' },
      { py: 't().getsockopt(9999, 1, 8)', js: () => t().getsockopt(9999, 1, 8), throws: 'OSError' },
      { py: 't().getsockopt(-1, -1)', js: () => t().getsockopt(-1, -1), throws: 'OSError' },
      { py: 't().setsockopt(SOL_SOCKET, 9999, 1)', js: () => t().setsockopt(SOL_SOCKET, 9999, 1), throws: 'OSError' },
      {
        py: 't().setsockopt(SOL_SOCKET, SO_KEEPALIVE, b"")',
        js: () => t().setsockopt(SOL_SOCKET, SO_KEEPALIVE, Buffer.alloc(0)),
        throws: 'OSError',
      },
      {
        py: 't().setsockopt(SOL_SOCKET, SO_KEEPALIVE, b"\\1\\0")',
        js: () => t().setsockopt(SOL_SOCKET, SO_KEEPALIVE, Buffer.from([1, 0])),
        throws: 'OSError',
      },
      {
        py: 't().setsockopt(SOL_SOCKET, SO_KEEPALIVE, -2**31)',
        js: () => t().setsockopt(SOL_SOCKET, SO_KEEPALIVE, -(2 ** 31)),
        gives: null,
      },
      {
        py: 't().setsockopt(IPPROTO_TCP, TCP_KEEPIDLE, 0)',
        js: () => t().setsockopt(IPPROTO_TCP, TCP_KEEPIDLE, 0),
        throws: 'OSError',
      },
      {
        py: 't().setsockopt(SOL_SOCKET, SO_BROADCAST, True)',
        js: () => t().setsockopt(SOL_SOCKET, SO_BROADCAST, true),
        gives: null,
      },
      ...(capabilities.allOptions
        ? [
            {
              py: 'len(t().getsockopt(IPPROTO_TCP, TCP_INFO, 104))',
              js: () => t().getsockopt(IPPROTO_TCP, TCP_INFO, 104).length,
              gives: 104,
            },
          ]
        : []),
      {
        py: 't().setsockopt(SOL_SOCKET, SO_KEEPALIVE, None, 4)',
        js: () => t().setsockopt(SOL_SOCKET, SO_KEEPALIVE, null, 4),
        throws: 'OSError',
      },
      {
        py: 'socket(AF_UNIX).setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)',
        js: () => own(socket(AF_UNIX)).setsockopt(IPPROTO_TCP, TCP_NODELAY, 1),
        throws: 'OSError',
      },
    ],
    't = socket',
  );

  it('an int or a length that C has no room for is a RangeError, where CPython has errors by accident', () => {
    expect(() => t().setsockopt(SOL_SOCKET, SO_KEEPALIVE, 2 ** 31)).toThrow(RangeError);
    expect(() => t().setsockopt(SOL_SOCKET, SO_KEEPALIVE, null, -1)).toThrow(RangeError);
  });

  it('a length that is out of range carries an errno', () => {
    const error = thrown(() => own(socket()).getsockopt(SOL_SOCKET, SO_KEEPALIVE, 1025));
    expect(error).toMatchObject({ name: 'OSError', code: 'EINVAL', message: /^getsockopt buflen out of range/ });
  });

  it.skipIf(!python || !capabilities.allOptions)(
    'every option of SOL_SOCKET on a new socket has the value of Python',
    () => {
      const options = Array.from({ length: 80 }, (_, i) => i + 1);
      const theirs = evaluate(options.map((option) => `socket().getsockopt(SOL_SOCKET, ${option})`));
      const ours = options.map((option) => outcome(() => own(socket()).getsockopt(SOL_SOCKET, option)));
      // SO_INCOMING_CPU and SO_INCOMING_NAPI_ID tell of the machine, SO_MEMINFO and SO_COOKIE of the one socket.
      const comparable = ({ value, errno }: { value?: unknown; errno?: number | null }, i: number) =>
        [49, 55, 56, 57].includes(options[i]!) ? i : [options[i], value, errno ?? null];
      expect(ours.map(comparable)).toEqual(theirs.map(comparable));
    },
  );
});

it('INADDR_ANY is a number', () => expect(INADDR_ANY).toBe(0));
