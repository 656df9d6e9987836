import { AF_INET, AF_INET6, MSG_WAITALL, SOCK_DGRAM, type Socket, socket } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, outcome, row, thrown } from '../support/compare.ts';
import { guardFds, openSockets } from '../support/fds.ts';
import { linux, own, tcpPair } from '../support/sockets.ts';

guardFds();

// A closed socket tells when an argument is looked at: what reaches a system call, or comes near it, is EBADF.
// Its family is what it is told, so that a kernel without IPv6 will do.
function closed(family: number): Socket {
  const sock = socket(family, SOCK_DGRAM, 0, socket(AF_INET, SOCK_DGRAM).detach());
  sock.close();
  return sock;
}

const s = closed(AF_INET);
const s6 = closed(AF_INET6);
const setup = `
s, s6, u = [socket(f, SOCK_DGRAM, 0, socket().detach()) for f in (AF_INET, AF_INET6, AF_UNIX)]
for each in s, s6, u: each.close()
`;

/** Any value, for a parameter that is typed otherwise. */
// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

// biome-ignore lint/suspicious/noExplicitAny: likewise
const bad = s as any;

const bytes = Buffer.alloc(4);
const here = ['127.0.0.1', 7] as const;

describe('receiving', () =>
  declare(
    [
      row('s.recv(-1)', () => s.recv(-1), 'RangeError'),
      row('s.recv("x")', () => bad.recv('x'), 'TypeError'),
      row('s.recv(1.5)', () => s.recv(1.5), 'TypeError'),
      row('s.recv(float("nan"))', () => s.recv(Number.NaN), 'TypeError'),
      row('s.recv()', () => bad.recv(), 'TypeError'),
      row('s.recv(None)', () => bad.recv(null), 'TypeError'),
      row('s.recv(b"")', () => bad.recv(bytes), 'TypeError'),
      row('s.recv(1, "x")', () => bad.recv(1, 'x'), 'TypeError'),
      row('s.recv(1, 1.5)', () => s.recv(1, 1.5), 'TypeError'),
      row('s.recv(1, 2**40)', () => s.recv(1, 2 ** 40), 'RangeError'),
      row('s.recvfrom(-1)', () => s.recvfrom(-1), 'RangeError'),
      row('s.recvfrom("x")', () => bad.recvfrom('x'), 'TypeError'),
      row('s.recvfrom()', () => bad.recvfrom(), 'TypeError'),
      row('s.recvfrom(1, "x")', () => bad.recvfrom(1, 'x'), 'TypeError'),
      row('s.recv_into("x")', () => bad.recv_into('x'), 'TypeError'),
      row('s.recv_into(None)', () => bad.recv_into(null), 'TypeError'),
      row('s.recv_into(5)', () => bad.recv_into(5), 'TypeError'),
      row('s.recv_into([1, 2])', () => bad.recv_into([1, 2]), 'TypeError'),
      row('s.recv_into()', () => bad.recv_into(), 'TypeError'),
      row('s.recv_into(bytearray(4), -1)', () => s.recv_into(bytes, -1), 'RangeError'),
      row('s.recv_into(bytearray(4), 5)', () => s.recv_into(bytes, 5), 'RangeError'),
      row('s.recv_into(bytearray(4), nbytes=5)', () => s.recv_into(bytes, { nbytes: 5 }), 'RangeError'),
      row('s.recv_into(bytearray(4), 1.5)', () => s.recv_into(bytes, 1.5), 'TypeError'),
      row('s.recv_into(bytearray(4), "1")', () => bad.recv_into(bytes, '1'), 'TypeError'),
      row('s.recv_into(bytearray(4), 4, "x")', () => bad.recv_into(bytes, 4, 'x'), 'TypeError'),
      row('s.recv_into(bytearray(4), flags="x")', () => s.recv_into(bytes, { flags: any('x') }), 'TypeError'),
      row('s.recv_into(bytearray(4), 1, nbytes=1)', () => bad.recv_into(bytes, 1, { nbytes: 1 }), 'TypeError'),
      row('s.recvfrom_into("x")', () => bad.recvfrom_into('x'), 'TypeError'),
      row('s.recvfrom_into(bytearray(4), -1)', () => s.recvfrom_into(bytes, -1), 'RangeError'),
      row('s.recvfrom_into(bytearray(4), 5)', () => s.recvfrom_into(bytes, 5), 'RangeError'),
      row('s.recvfrom_into(bytearray(4), 1.5)', () => s.recvfrom_into(bytes, 1.5), 'TypeError'),
      row('s.recvfrom_into(bytearray(4), flags="x")', () => s.recvfrom_into(bytes, { flags: any('x') }), 'TypeError'),
    ],
    setup,
  ));

describe('sending', () =>
  declare(
    [
      row('s.send("x")', () => bad.send('x'), 'TypeError'),
      row('s.send(None)', () => bad.send(null), 'TypeError'),
      row('s.send()', () => bad.send(), 'TypeError'),
      row('s.send(5)', () => bad.send(5), 'TypeError'),
      row('s.send([1])', () => bad.send([1]), 'TypeError'),
      row('s.send(b"", "x")', () => bad.send(bytes, 'x'), 'TypeError'),
      row('s.send(b"", 1.5)', () => s.send(bytes, 1.5), 'TypeError'),
      row('s.send(b"", 2**40)', () => s.send(bytes, 2 ** 40), 'RangeError'),
      row('s.sendall("x")', () => bad.sendall('x'), 'TypeError'),
      row('s.sendall(5)', () => bad.sendall(5), 'TypeError'),
      row('s.sendall(b"", "x")', () => bad.sendall(bytes, 'x'), 'TypeError'),
      row('s.sendto(b"x")', () => bad.sendto(bytes), 'TypeError'),
      row('s.sendto()', () => bad.sendto(), 'TypeError'),
      row('s.sendto("x", ("127.0.0.1", 7))', () => bad.sendto('x', here), 'TypeError'),
      row('s.sendto(b"x", ("127.0.0.1", 7), 0)', () => bad.sendto(bytes, here, 0), 'TypeError'),
      row('s.sendto(b"x", ("127.0.0.1", 70000))', () => s.sendto(bytes, ['127.0.0.1', 70000]), 'RangeError'),
      row('s.sendto(b"x", ("127.0.0.1", -1))', () => s.sendto(bytes, ['127.0.0.1', -1]), 'RangeError'),
      row('s.sendto(b"x", "x", ("127.0.0.1", 7))', () => bad.sendto(bytes, 'x', here), 'TypeError'),
      row('s.sendto(b"x", 1.5, ("127.0.0.1", 7))', () => s.sendto(bytes, 1.5, here), 'TypeError'),
      row('s.sendto(b"x", 0, ("127.0.0.1", 7), 4)', () => bad.sendto(bytes, 0, here, 4), 'TypeError'),
      row('s.sendto(b"x", None)', () => bad.sendto(bytes, null), 'TypeError'),
      row('s.sendto(b"x", 5)', () => bad.sendto(bytes, 5), 'TypeError'),
    ],
    setup,
  ));

describe('null, where Python takes an int and not None', () =>
  declare(
    [
      row('s.recv(1, None)', () => bad.recv(1, null), 'TypeError'),
      row('s.recvfrom(1, None)', () => bad.recvfrom(1, null), 'TypeError'),
      row('s.recv_into(bytearray(4), None)', () => bad.recv_into(bytes, null), 'TypeError'),
      row('s.recv_into(bytearray(4), 1, None)', () => bad.recv_into(bytes, 1, null), 'TypeError'),
      row('s.send(b"", None)', () => bad.send(bytes, null), 'TypeError'),
      row('s.sendall(b"", None)', () => bad.sendall(bytes, null), 'TypeError'),
      row('s.sendto(b"", None, ("127.0.0.1", 7))', () => bad.sendto(bytes, null, here), 'TypeError'),
      row('s.getsockopt(1, 2, None)', () => bad.getsockopt(1, 2, null), 'TypeError'),
      row('s.listen(None)', () => bad.listen(null), 'TypeError'),
      row('s6.bind(("::1", 0, None))', () => any(s6).bind(['::1', 0, null]), 'TypeError'),
      row('s.set_inheritable(None)', () => bad.set_inheritable(null), 'TypeError'),
    ],
    setup,
  ));

describe('options that do not exist', () =>
  declare(
    [
      row('s.recv_into(bytearray(4), size=1)', () => s.recv_into(bytes, any({ size: 1 })), 'TypeError'),
      row('s.recv_into(bytearray(4), 1, size=1)', () => bad.recv_into(bytes, 1, { size: 1 }), 'TypeError'),
      row('s.recvfrom_into(bytearray(4), size=1)', () => s.recvfrom_into(bytes, any({ size: 1 })), 'TypeError'),
    ],
    setup,
  ));

describe('options and modes', () =>
  declare(
    [
      row('s.getsockopt(1)', () => bad.getsockopt(1), 'TypeError'),
      row('s.getsockopt("x", 1)', () => bad.getsockopt('x', 1), 'TypeError'),
      row('s.getsockopt(1, 1.5)', () => s.getsockopt(1, 1.5), 'TypeError'),
      row('s.getsockopt(1, 2**40)', () => s.getsockopt(1, 2 ** 40), 'RangeError'),
      row('s.getsockopt(1, 2, "x")', () => bad.getsockopt(1, 2, 'x'), 'TypeError'),
      row('s.getsockopt(1, 2, -1)', () => s.getsockopt(1, 2, -1), 'OSError'),
      row('s.getsockopt(1, 2, 1025)', () => s.getsockopt(1, 2, 1025), 'OSError'),
      row('s.setsockopt(1, 2)', () => bad.setsockopt(1, 2), 'TypeError'),
      row('s.setsockopt(1, 2, "x")', () => bad.setsockopt(1, 2, 'x'), 'TypeError'),
      row('s.setsockopt(1, 2, None)', () => bad.setsockopt(1, 2, null), 'TypeError'),
      row('s.setsockopt(1, 2, None, "x")', () => bad.setsockopt(1, 2, null, 'x'), 'TypeError'),
      row('s.setsockopt(1, 2, 3, 4)', () => bad.setsockopt(1, 2, 3, 4), 'TypeError'),
      row('s.setsockopt(1, 2, b"3", 4)', () => bad.setsockopt(1, 2, bytes, 4), 'TypeError'),
      row('s.setsockopt(1, 2, 1.5)', () => s.setsockopt(1, 2, 1.5), 'TypeError'),
      row('s.setsockopt(1, 2, [1])', () => bad.setsockopt(1, 2, [1]), 'TypeError'),
      row('s.setsockopt("x", 2, 1)', () => bad.setsockopt('x', 2, 1), 'TypeError'),
      row('s.setsockopt(1, None, 1)', () => bad.setsockopt(1, null, 1), 'TypeError'),
      row('s.setsockopt(1, 2**40, 1)', () => s.setsockopt(1, 2 ** 40, 1), 'RangeError'),
      row('s.settimeout(-1)', () => s.settimeout(-1), 'RangeError'),
      row('s.settimeout(-0.001)', () => s.settimeout(-0.001), 'RangeError'),
      row('s.settimeout(float("nan"))', () => s.settimeout(Number.NaN), 'RangeError'),
      row('s.settimeout(float("inf"))', () => s.settimeout(Number.POSITIVE_INFINITY), 'RangeError'),
      row('s.settimeout(1e30)', () => s.settimeout(1e30), 'RangeError'),
      row('s.settimeout("x")', () => bad.settimeout('x'), 'TypeError'),
      row('s.settimeout([])', () => bad.settimeout([]), 'TypeError'),
      row('s.set_inheritable("x")', () => bad.set_inheritable('x'), 'TypeError'),
      row('s.set_inheritable(1.5)', () => bad.set_inheritable(1.5), 'TypeError'),
      row('s.listen("x")', () => bad.listen('x'), 'TypeError'),
      row('s.listen(1.5)', () => s.listen(1.5), 'TypeError'),
      row('s.listen(2**40)', () => s.listen(2 ** 40), 'RangeError'),
      row('s.shutdown("x")', () => bad.shutdown('x'), 'TypeError'),
      row('s.shutdown(0.5)', () => s.shutdown(0.5), 'TypeError'),
      row('s.shutdown()', () => bad.shutdown(), 'TypeError'),
      row('s.shutdown(2**40)', () => s.shutdown(2 ** 40), 'RangeError'),
    ],
    setup,
  ));

describe('what Python has no word for', () => {
  it('a bigint is no number', () => {
    const calls = [
      () => s.recv(any(10n)),
      () => s.recv(1, any(0n)),
      () => s.recv_into(bytes, any(1n)),
      () => s.send(bytes, any(0n)),
      () => s.connect(['127.0.0.1', any(80n)]),
      () => s.listen(any(1n)),
      () => s.getsockopt(any(1n), 2),
      () => s.setsockopt(1, 2, any(1n)),
      () => s.settimeout(any(1n)),
      () => s.shutdown(any(1n)),
    ];
    expect(calls.map((call) => [String(call), outcome(call).error])).toEqual(
      calls.map((call) => [String(call), 'TypeError']),
    );
  });

  it('a boolean is an int, as in Python', () => {
    const [a, b] = tcpPair();
    a.sendall(Buffer.from('xy'));
    expect(b.recv(any(true)).length).toBe(1);
  });

  it('a detached buffer is a BufferError, which is a TypeError', () => {
    const buffer = new ArrayBuffer(8);
    const view = new Uint8Array(buffer, 2, 4);
    structuredClone(buffer, { transfer: [buffer] });
    for (const one of [buffer, view])
      for (const call of [
        () => s.recv_into(one),
        () => s.recvfrom_into(one),
        () => s.send(one),
        () => s.sendall(one),
        () => s.sendto(one, here),
        () => s.setsockopt(1, 2, one),
      ]) {
        expect(outcome(call).error, String(call)).toBe('BufferError');
        expect(thrown(call)).toBeInstanceOf(TypeError);
      }
  });

  it('a buffer that may change its size is one like others, and empty where a view is out of its bounds', () => {
    const Resizable = ArrayBuffer as unknown as new (
      length: number,
      options: { maxByteLength: number },
    ) => ArrayBuffer & { resize(length: number): void };
    const buffer = new Resizable(8, { maxByteLength: 64 });
    const [tracking, fixed] = [new Uint8Array(buffer), new Uint8Array(buffer, 4, 4)];
    tracking.set(Buffer.from('abcdefgh'));
    const [a, b] = tcpPair();
    a.sendall(buffer);
    a.sendall(tracking);
    a.sendall(new DataView(buffer, 1, 2));
    const all = Buffer.alloc(18);
    expect([b.recv_into(all, 0, MSG_WAITALL), String(all)]).toEqual([18, 'abcdefghabcdefghbc']);
    a.sendall(Buffer.from('ABCDEF'));
    buffer.resize(4);
    expect([b.recv_into(tracking), String(Buffer.from(tracking))]).toEqual([4, 'ABCD']);
    expect([a.send(fixed), a.send(tracking)]).toEqual([0, 4]);
    buffer.resize(64);
    expect(b.recv_into(tracking)).toBe(6);
    expect(String(Buffer.from(tracking.subarray(0, 6)))).toBe('EFABCD');
  });

  it('an array, a string object or a plain object is not bytes-like', () => {
    for (const one of [[1, 2], new String('x'), { length: 4 }, Symbol('x'), () => 1, true])
      for (const name of ['recv_into', 'recvfrom_into', 'send', 'sendall'])
        expect(outcome(() => bad[name](one)).error, name).toBe('TypeError');
  });
});

describe('a refused argument', () => {
  it.each<[name: string, call: () => unknown]>([
    ['bufsize', () => s.recv(-1)],
    ['bufsize', () => bad.recv('x')],
    ['flags', () => bad.recv(1, 'x')],
    ['bufsize', () => s.recvfrom(1.5)],
    ['buffer', () => bad.recv_into('x')],
    ['buffer', () => s.recv_into(bytes, 9)],
    ['nbytes', () => s.recvfrom_into(bytes, -9)],
    ['flags', () => s.recv_into(bytes, { flags: any('x') })],
    ['data', () => bad.send('x')],
    ['data', () => bad.sendall(5)],
    ['data', () => bad.sendto('x', here)],
    ['flags', () => bad.send(bytes, 'x')],
    ['address', () => bad.connect('x')],
    ['address', () => bad.sendto(bytes, null)],
    ['port', () => s.connect(['127.0.0.1', 70000])],
    ['port', () => s.bind(['127.0.0.1', any('80')])],
    ['host', () => s.bind([any(5), 80])],
    ['host', () => s.bind(['a\0b', 80])],
    ['flowinfo', () => s6.bind(['::1', 80, 2 ** 20])],
    ['scope_id', () => s6.bind(['::1', 80, 0, any('lo')])],
    ['backlog', () => bad.listen('x')],
    ['how', () => bad.shutdown('x')],
    ['level', () => bad.getsockopt('x', 1)],
    ['optname', () => bad.getsockopt(1, 'x')],
    ['buflen', () => bad.getsockopt(1, 1, 'x')],
    ['value', () => bad.setsockopt(1, 1, 'x')],
    ['optlen', () => bad.setsockopt(1, 1, null, 'x')],
    ['inheritable', () => bad.set_inheritable('x')],
    ['family', () => socket(any('x'))],
    ['type', () => socket(AF_INET, any('x'))],
    ['proto', () => socket(AF_INET, SOCK_DGRAM, any('x'))],
    ['fileno', () => socket({ fileno: any('x') })],
    ['timeout', () => s.settimeout(-1)],
  ])('is named: %s', (name, call) => {
    const error = thrown(call);
    expect(error).not.toHaveProperty('errno');
    expect(error.message).toMatch(new RegExp(`\\b${name}\\b`, 'i'));
  });

  it.runIf(linux)('makes no call: the socket is as it was, and no descriptor is open', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    const before = openSockets();
    for (const call of [
      () => sock.bind(['127.0.0.1', 70000]),
      () => sock.connect(['127.0.0.1', -1]),
      () => sock.setsockopt(1, 2, any('x')),
      () => sock.settimeout(-1),
      () => sock.set_inheritable(any('x')),
      () => socket(AF_INET, SOCK_DGRAM, 0, -1),
      () => socket(any({ family: AF_INET, colour: 1 })),
    ])
      expect(call).toThrow(/.+/);
    expect(openSockets()).toEqual(before);
    expect(sock.getsockname()).toEqual(['0.0.0.0', 0]);
    expect([sock.gettimeout(), sock.get_inheritable()]).toEqual([null, false]);
    expect(outcome(() => sock.getpeername()).text).toMatch(/^\[Errno 107\]/);
  });
});
