import { openSync } from 'node:fs';
import * as berkeley from 'berkeley';
import {
  AF_INET,
  AF_INET6,
  AF_UNIX,
  capabilities,
  close,
  dup,
  IPPROTO_TCP,
  IPPROTO_UDP,
  OSError,
  SO_PROTOCOL,
  SO_TYPE,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  SocketType,
  setdefaulttimeout,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { declare, outcome, thrown } from '../support/compare.ts';
import { ipv6, kernelBlocks, kernelFlags, linux, listener, O_CLOEXEC, own } from '../support/sockets.ts';

/** What a socket says of itself. */
function facts(sock: Socket): unknown[] {
  const result = [sock.family, sock.type, sock.proto, sock.gettimeout(), sock.getblocking()];
  sock.close();
  return result;
}

const factsInPython = `
def facts(s):
    with s: return [s.family, s.type, s.proto, s.gettimeout(), s.getblocking()]
`;

describe('socket()', () => {
  it('is a factory: no new, and what it makes is a Socket', () => {
    const sock = own(socket());
    expect(sock).toBeInstanceOf(Socket);
    expect(Socket).toBe(SocketType);
    expect(own(new Socket(AF_INET, SOCK_DGRAM))).toBeInstanceOf(Socket);
    expect(own(berkeley.socket.socket())).toBeInstanceOf(Socket);
  });

  it('can be extended, and accept() gives a plain Socket', () => {
    class Mine extends Socket {
      readonly label = 'mine';
    }
    const server = own(new Mine(AF_INET, SOCK_STREAM));
    expect([server.label, server.family, server.type]).toEqual(['mine', AF_INET, SOCK_STREAM]);
    server.bind(['127.0.0.1', 0]);
    server.listen();
    const client = own(socket());
    client.connect(server.getsockname());
    const conn = own(server.accept()[0]);
    expect(conn).toBeInstanceOf(Socket);
    expect(conn).not.toBeInstanceOf(Mine);
  });

  describe('arguments', () =>
    declare(
      [
        { py: 'facts(socket())', js: () => facts(socket()), gives: [AF_INET, SOCK_STREAM, 0, null, true] },
        {
          py: 'facts(socket(AF_INET, SOCK_DGRAM))',
          js: () => facts(socket(AF_INET, SOCK_DGRAM)),
          gives: [AF_INET, SOCK_DGRAM, 0, null, true],
        },
        {
          py: 'facts(socket(-1, -1, -1))',
          js: () => facts(socket(-1, -1, -1)),
          gives: [AF_INET, SOCK_STREAM, 0, null, true],
        },
        {
          py: 'facts(socket(AF_INET, SOCK_STREAM, 6))',
          js: () => facts(socket(AF_INET, SOCK_STREAM, 6)),
          gives: [AF_INET, SOCK_STREAM, 6, null, true],
        },
        {
          py: 'facts(socket(type=SOCK_DGRAM))',
          js: () => facts(socket({ type: SOCK_DGRAM })),
          gives: [AF_INET, SOCK_DGRAM, 0, null, true],
        },
        ...(capabilities.unixDatagrams
          ? [
              {
                py: 'facts(socket(AF_UNIX, type=SOCK_DGRAM))',
                js: () => facts(socket(AF_UNIX, { type: SOCK_DGRAM })),
                gives: [AF_UNIX, SOCK_DGRAM, 0, null, true],
              },
            ]
          : []),
        {
          py: 'facts(socket(AF_INET, SOCK_DGRAM, proto=17))',
          js: () => facts(socket(AF_INET, SOCK_DGRAM, { proto: 17 })),
          gives: [AF_INET, SOCK_DGRAM, 17, null, true],
        },
        {
          py: 'facts(socket(family=AF_UNIX, type=SOCK_STREAM, proto=0, fileno=None))',
          js: () => facts(socket({ family: AF_UNIX, type: SOCK_STREAM, proto: 0, fileno: null })),
          gives: [AF_UNIX, SOCK_STREAM, 0, null, true],
        },
        {
          py: 'facts(socket(AF_INET, SOCK_STREAM, 0, None))',
          js: () => facts(socket(AF_INET, SOCK_STREAM, 0, null)),
          gives: [AF_INET, SOCK_STREAM, 0, null, true],
        },
        { py: 'socket(9999)', js: () => socket(9999), throws: 'OSError' },
        { py: 'socket(AF_INET, 77)', js: () => socket(AF_INET, 77), throws: 'OSError' },
        { py: 'socket(AF_INET, SOCK_STREAM, 17)', js: () => socket(AF_INET, SOCK_STREAM, 17), throws: 'OSError' },
        { py: 'socket(AF_INET, SOCK_STREAM, 9999)', js: () => socket(AF_INET, SOCK_STREAM, 9999), throws: 'OSError' },
        { py: 'socket(AF_UNIX, SOCK_STREAM, 99)', js: () => socket(AF_UNIX, SOCK_STREAM, 99), throws: 'OSError' },
        { py: 'socket(-2)', js: () => socket(-2), throws: 'OSError' },
        { py: 'socket("AF_INET")', js: () => socket('AF_INET' as never), throws: 'TypeError' },
        { py: 'socket(AF_INET, "x")', js: () => socket(AF_INET, 'x' as never), throws: 'TypeError' },
        { py: 'socket(1.5)', js: () => socket(1.5), throws: 'TypeError' },
        { py: 'socket(float("nan"))', js: () => socket(Number.NaN), throws: 'TypeError' },
        { py: 'socket(2**40)', js: () => socket(2 ** 40), throws: 'RangeError' },
        {
          py: 'socket(AF_INET, SOCK_STREAM, -2**40)',
          js: () => socket(AF_INET, SOCK_STREAM, -(2 ** 40)),
          throws: 'RangeError',
        },
        {
          py: 'socket(family=AF_INET, colour=1)',
          js: () => socket({ family: AF_INET, colour: 1 } as never),
          throws: 'TypeError',
        },
        { py: 'socket(AF_INET, family=AF_INET)', js: () => socket(AF_INET, { family: AF_INET }), throws: 'TypeError' },
        {
          py: 'socket(AF_INET, SOCK_STREAM, 0, None, 5)',
          js: () => (socket as CallableFunction)(AF_INET, SOCK_STREAM, 0, null, 5),
          throws: 'TypeError',
        },
        { py: 'socket(fileno=-1)', js: () => socket({ fileno: -1 }), throws: 'RangeError' },
        { py: 'socket(fileno=-5)', js: () => socket({ fileno: -5 }), throws: 'RangeError' },
        {
          py: 'socket(AF_INET, SOCK_STREAM, 0, -1)',
          js: () => socket(AF_INET, SOCK_STREAM, 0, -1),
          throws: 'RangeError',
        },
        { py: 'socket(fileno=1.5)', js: () => socket({ fileno: 1.5 }), throws: 'TypeError' },
        { py: 'socket(fileno="0")', js: () => socket({ fileno: '0' as never }), throws: 'TypeError' },
        { py: 'socket(fileno=9999)', js: () => socket({ fileno: 9999 }), throws: 'OSError' },
        {
          py: 'socket(AF_INET, SOCK_STREAM, 0, 9999)',
          js: () => socket(AF_INET, SOCK_STREAM, 0, 9999),
          throws: 'OSError',
        },
      ],
      factsInPython,
    ));

  it('refuses a descriptor that is no C int, which CPython cuts to one', () => {
    expect(() => socket({ fileno: 2 ** 40 })).toThrow(RangeError);
  });

  it('refuses null for a number, as Python refuses None', () => {
    expect(outcome(() => own(socket(null as never))).error).toBe('TypeError');
    expect(outcome(() => own(socket(AF_INET, null as never))).error).toBe('TypeError');
  });

  it('says which errno and call it was', () => {
    expect(thrown(() => socket(9999))).toMatchObject({ code: 'EAFNOSUPPORT', syscall: 'socket' });
    expect(thrown(() => socket(AF_INET, SOCK_STREAM, IPPROTO_UDP))).toMatchObject({ code: 'EPROTONOSUPPORT' });
    expect(thrown(() => socket({ fileno: 9999 }))).toMatchObject({ code: 'EBADF' });
  });

  it.runIf(linux)('is close-on-exec', () => {
    const sock = own(socket());
    expect(kernelFlags(sock.fileno()) & O_CLOEXEC).toBe(O_CLOEXEC);
    expect(sock.get_inheritable()).toBe(false);
  });

  it.runIf(linux)('takes SOCK_NONBLOCK and SOCK_CLOEXEC, and `type` is without them', () => {
    const sock = own(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC));
    expect([sock.type, sock.timeout, sock.getblocking()]).toEqual([SOCK_STREAM, 0, false]);
    expect(kernelBlocks(sock)).toBe(false);
  });

  it('starts with the default time-out', () => {
    setdefaulttimeout(2.5);
    onTestFinished(() => setdefaulttimeout(null));
    expect(facts(socket())).toEqual([AF_INET, SOCK_STREAM, 0, 2.5, true]);
    setdefaulttimeout(0);
    expect(facts(socket())).toEqual([AF_INET, SOCK_STREAM, 0, 0, false]);
  });
});

describe.runIf(linux)('adopting a descriptor', () => {
  it.each<[what: string, family: number, type: number, proto: number]>([
    ['stream', AF_INET, SOCK_STREAM, IPPROTO_TCP],
    ['datagram', AF_INET, SOCK_DGRAM, IPPROTO_UDP],
    ['Unix stream', AF_UNIX, SOCK_STREAM, 0],
    ...(capabilities.allFamilies
      ? [['Unix seqpacket', AF_UNIX, SOCK_SEQPACKET, 0] as [string, number, number, number]]
      : []),
  ])('finds out what it is: %s', (_, family, type, proto) => {
    const fd = socket(family, type).detach();
    const sock = own(socket({ fileno: fd }));
    expect([sock.family, sock.type, sock.proto, sock.fileno()]).toEqual([family, type, proto, fd]);
  });

  it.skipIf(!ipv6)('finds out what it is: IPv6', () => {
    const sock = own(socket({ fileno: socket(AF_INET6, SOCK_DGRAM).detach() }));
    expect([sock.family, sock.type, sock.proto]).toEqual([AF_INET6, SOCK_DGRAM, IPPROTO_UDP]);
  });

  it('takes the word of the caller for what is given', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM, 0, socket(AF_UNIX, SOCK_STREAM).detach()));
    expect([sock.family, sock.type, sock.proto]).toEqual([AF_INET, SOCK_DGRAM, 0]);
  });

  it('finds out only what is not given', () => {
    const sock = own(socket(-1, SOCK_DGRAM, -1, socket(AF_INET, SOCK_STREAM).detach()));
    expect([sock.family, sock.type, sock.proto]).toEqual([AF_INET, SOCK_DGRAM, IPPROTO_TCP]);
    const [a, b] = own(socketpair());
    expect([b.family, b.type]).toEqual([AF_UNIX, SOCK_STREAM]);
    const adopted = own(socket(AF_UNIX, { fileno: a.detach() }));
    expect([adopted.family, adopted.type, adopted.proto]).toEqual([AF_UNIX, SOCK_STREAM, 0]);
  });

  it('owns the descriptor: close() closes it', () => {
    const fd = socket().detach();
    socket({ fileno: fd }).close();
    expect(thrown(() => close(fd))).toMatchObject({ code: 'EBADF' });
  });

  it.runIf(capabilities.fileDescriptors)('does not own it when it throws', () => {
    const file = openSync('/dev/null', 'r');
    expect(thrown(() => socket({ fileno: file }))).toMatchObject({ code: 'ENOTSOCK', name: 'OSError' });
    close(file);
    const fd = own(socket().detach());
    expect(() => socket({ fileno: fd, family: 'x' as never })).toThrow(TypeError);
    const sock = own(socket({ fileno: fd }));
    expect(sock.getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_STREAM);
    expect(sock.getsockopt(SOL_SOCKET, SO_PROTOCOL)).toBe(IPPROTO_TCP);
  });

  it('works as a socket: a listener adopted from its number accepts', () => {
    const original = listener();
    const name = original.getsockname();
    const server = own(socket({ fileno: original.detach() }));
    expect(server.getsockname()).toEqual(name);
    own(socket()).connect(name);
    own(server.accept()[0]);
    expect(original.fileno()).toBe(-1);
  });

  describe('leaves the mode of the descriptor as Python does', () =>
    declare(
      [
        { py: 'adopted(False)', js: () => adopted(false), gives: [null, true, true] },
        { py: 'adopted(True)', js: () => adopted(true), gives: [null, true, false] },
        { py: 'adopted(True, 5)', js: () => adopted(true, 5), gives: [5, true, false] },
        { py: 'adopted(False, 5)', js: () => adopted(false, 5), gives: [5, true, false] },
        { py: 'adopted(False, 0)', js: () => adopted(false, 0), gives: [0, false, false] },
      ],
      `
def adopted(nonblocking, default=None):
    s = socket()
    s.setblocking(not nonblocking)
    setdefaulttimeout(default)
    with socket(fileno=s.detach()) as s:
        setdefaulttimeout(None)
        return [s.gettimeout(), s.getblocking(), os.get_blocking(s.fileno())]
`,
    ));

  function adopted(nonblocking: boolean, initial: number | null = null): unknown[] {
    const original = socket();
    original.setblocking(!nonblocking);
    setdefaulttimeout(initial);
    using sock = socket({ fileno: original.detach() });
    setdefaulttimeout(null);
    return [sock.gettimeout(), sock.getblocking(), kernelBlocks(sock)];
  }

  it('of a duplicate shares the file, not the number', () => {
    const original = own(socket());
    const copy = own(socket({ fileno: dup(original.fileno()) }));
    expect(copy.fileno()).not.toBe(original.fileno());
    original.close();
    expect(copy.getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_STREAM);
    expect(outcome(() => original.getsockopt(SOL_SOCKET, SO_TYPE)).error).toBe(OSError.name);
  });
});
