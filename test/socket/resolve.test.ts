import { hostname } from 'node:os';
import {
  AF_INET,
  AF_INET6,
  AF_UNSPEC,
  AI_CANONNAME,
  AI_NUMERICHOST,
  AI_NUMERICSERV,
  AI_PASSIVE,
  getaddrinfo,
  getfqdn,
  gethostbyaddr,
  gethostbyname,
  gethostbyname_ex,
  gethostname,
  getnameinfo,
  getprotobyname,
  getservbyname,
  getservbyport,
  herror,
  IPPROTO_TCP,
  NI_DGRAM,
  NI_NAMEREQD,
  NI_NUMERICHOST,
  NI_NUMERICSERV,
  OSError,
  SOCK_DGRAM,
  SOCK_STREAM,
  socket,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, expectSame, outcome, type Row, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { evaluate, python } from '../support/python.ts';
import { listener, own } from '../support/sockets.ts';

guardFds();

// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

/** Declares that these calls end as in Python; what the answers are is the machine's business. */
function compare(rows: readonly (readonly [py: string, js: () => unknown])[]): void {
  it.skipIf(!python)('ends as in Python', () => {
    const theirs = evaluate(rows.map(([py]) => py));
    expectSame(rows.map(([py, js], i) => [py, outcome(js), theirs[i]!]));
  });
}

describe('getaddrinfo', () => {
  it('gives what socket() and connect() take', () => {
    const server = listener();
    const [, port] = server.getsockname();
    const [family, type, proto, canonname, sockaddr] = getaddrinfo('127.0.0.1', port, { type: SOCK_STREAM })[0]!;
    expect([family, type, proto, canonname, sockaddr]).toEqual([
      AF_INET,
      SOCK_STREAM,
      IPPROTO_TCP,
      '',
      ['127.0.0.1', port],
    ]);
    own(socket(family, type, proto)).connect(sockaddr);
    own(server.accept()[0]);
  });

  it('takes its options by position and by name, in any mixture', () => {
    const all = getaddrinfo('127.0.0.1', 80, AF_INET, SOCK_DGRAM, 17, AI_NUMERICHOST);
    expect(all).toEqual([[AF_INET, SOCK_DGRAM, 17, '', ['127.0.0.1', 80]]]);
    expect(
      getaddrinfo('127.0.0.1', 80, { family: AF_INET, type: SOCK_DGRAM, proto: 17, flags: AI_NUMERICHOST }),
    ).toEqual(all);
    expect(getaddrinfo('127.0.0.1', 80, AF_INET, { type: SOCK_DGRAM })).toEqual(all);
    expect(getaddrinfo('127.0.0.1', 80, AF_UNSPEC, SOCK_DGRAM, { flags: AI_NUMERICHOST })).toEqual(all);
    expect(getaddrinfo('127.0.0.1', 80, 0, SOCK_DGRAM, 0, {})).toEqual(all);
  });

  it('may be asked for bytes, and for the canonical name', () => {
    expect(getaddrinfo(Buffer.from('127.0.0.1'), 80, { type: SOCK_STREAM })[0]![4]).toEqual(['127.0.0.1', 80]);
    const [first, ...rest] = getaddrinfo('127.0.0.1', 80, { flags: AI_CANONNAME });
    expect(first![3]).toBe('127.0.0.1');
    for (const one of rest) expect(one[3]).toBe('');
  });

  const g =
    (...args: unknown[]) =>
    () =>
      (getaddrinfo as CallableFunction)(...args);
  compare([
    ['getaddrinfo("localhost", 80)', g('localhost', 80)],
    ['getaddrinfo("localhost", "http")', g('localhost', 'http')],
    ['getaddrinfo("localhost", "80", type=SOCK_STREAM)', g('localhost', '80', { type: SOCK_STREAM })],
    ['getaddrinfo(b"localhost", 80)', g(Buffer.from('localhost'), 80)],
    ['getaddrinfo(None, 80)', g(null, 80)],
    ['getaddrinfo(None, "80", flags=AI_PASSIVE)', g(null, '80', { flags: AI_PASSIVE })],
    ['getaddrinfo("", 80)', g('', 80)],
    ['getaddrinfo("127.0.0.1", None)', g('127.0.0.1', null)],
    ['getaddrinfo("localhost", None, AF_INET)', g('localhost', null, AF_INET)],
    ['getaddrinfo("localhost", 0, AF_INET6)', g('localhost', 0, AF_INET6)],
    ['getaddrinfo("::1", 80, AF_INET6, SOCK_STREAM)', g('::1', 80, AF_INET6, SOCK_STREAM)],
    ['getaddrinfo("::1", 80)', g('::1', 80)],
    ['getaddrinfo("fe80::1%lo", 80, type=SOCK_DGRAM)', g('fe80::1%lo', 80, { type: SOCK_DGRAM })],
    ['getaddrinfo("fe80::1%1", 80, type=SOCK_DGRAM)', g('fe80::1%1', 80, { type: SOCK_DGRAM })],
    ['getaddrinfo("127.0.0.1", 80, AF_INET6)', g('127.0.0.1', 80, AF_INET6)],
    ['getaddrinfo("127.0.0.1", 80, AF_INET, SOCK_STREAM, 17)', g('127.0.0.1', 80, AF_INET, SOCK_STREAM, 17)],
    ['getaddrinfo("127.0.0.1", 80, 9999)', g('127.0.0.1', 80, 9999)],
    ['getaddrinfo("127.0.0.1", 80, 0, 77)', g('127.0.0.1', 80, 0, 77)],
    ['getaddrinfo("127.0.0.1", "no-such-service")', g('127.0.0.1', 'no-such-service')],
    ['getaddrinfo("127.0.0.1", "http", 0, 0, 0, AI_NUMERICSERV)', g('127.0.0.1', 'http', 0, 0, 0, AI_NUMERICSERV)],
    ['getaddrinfo("localhost", 80, 0, 0, 0, AI_NUMERICHOST)', g('localhost', 80, 0, 0, 0, AI_NUMERICHOST)],
    ['getaddrinfo("bad host", 80)', g('bad host', 80)],
    ['getaddrinfo("bad host", 80, flags=AI_CANONNAME)', g('bad host', 80, { flags: AI_CANONNAME })],
    ['getaddrinfo(None, None)', g(null, null)],
    ['getaddrinfo("127.0.0.1", 70000)', g('127.0.0.1', 70000)],
    ['getaddrinfo("127.0.0.1", -1)', g('127.0.0.1', -1)],
    ['getaddrinfo("127.0.0.1", 80, flags=2**20)', g('127.0.0.1', 80, { flags: 2 ** 20 })],
    ['getaddrinfo("127.0.0.1", 80, family="x")', g('127.0.0.1', 80, { family: 'x' })],
    ['getaddrinfo("127.0.0.1", 80, colour=1)', g('127.0.0.1', 80, { colour: 1 })],
    ['getaddrinfo("127.0.0.1", 80, 0, family=0)', g('127.0.0.1', 80, 0, { family: 0 })],
    ['getaddrinfo("127.0.0.1", 80, 0, 0, 0, 0, 0)', g('127.0.0.1', 80, 0, 0, 0, 0, 0)],
    ['getaddrinfo("127.0.0.1", 80, 1.5)', g('127.0.0.1', 80, 1.5)],
    ['getaddrinfo("127.0.0.1", 80, 2**40)', g('127.0.0.1', 80, 2 ** 40)],
    ['getaddrinfo(5, 80)', g(5, 80)],
    ['getaddrinfo("LOCALHOST", 80, type=SOCK_DGRAM)', g('LOCALHOST', 80, { type: SOCK_DGRAM })],
  ]);

  describe('of a name that is none by the rules of IDNA', () =>
    compare([
      ['getaddrinfo("x" * 64, 80)', g('x'.repeat(64), 80)],
      ['getaddrinfo("a..b", 80)', g('a..b', 80)],
    ]));

  describe('of a service in bytes', () =>
    compare([['getaddrinfo("localhost", b"http")', g('localhost', Buffer.from('http'))]]));

  it('refuses the wrong types, with the argument’s name', () => {
    for (const [args, name] of [
      [[5, 80], 'host'],
      [['127.0.0.1', 1.5], 'port'],
      [['127.0.0.1', {}], 'port'],
      [['127.0.0.1', 80, 'x'], 'family'],
      [['127.0.0.1', 80, { type: 'x' }], 'type'],
      [['127.0.0.1', 80, { proto: 'x' }], 'proto'],
      [['127.0.0.1', 80, { flags: 'x' }], 'flags'],
      [['127.0.0.1', 80, { colour: 1 }], 'colour'],
    ] as const) {
      const error = thrown(g(...args));
      expect(error).toBeInstanceOf(TypeError);
      expect(error.message).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  it('refuses a NUL in a host and in a service, which C would end at', () => {
    for (const call of [g('127.0.0.1\0x', 80), g(Buffer.from('127.0.0.1\0x'), 80), g('127.0.0.1', '80\0x')])
      expect(['TypeError', 'RangeError']).toContain(outcome(call).error);
  });
});

describe('getnameinfo', () => {
  const n = (sockaddr: unknown, flags: unknown) => () => getnameinfo(any(sockaddr), any(flags));
  const numeric = NI_NUMERICHOST | NI_NUMERICSERV;

  it('gives a pair', () => {
    expect(getnameinfo(['127.0.0.1', 80], numeric)).toEqual(['127.0.0.1', '80']);
    expect(getnameinfo(['127.0.0.1', 80], NI_NUMERICHOST)).toEqual(['127.0.0.1', 'http']);
  });

  const flags = numeric;
  compare([
    [`getnameinfo(("127.0.0.1", 80), ${flags})`, n(['127.0.0.1', 80], flags)],
    ['getnameinfo(("127.0.0.1", 22), 0)', n(['127.0.0.1', 22], 0)],
    ['getnameinfo(("127.0.0.1", 514), NI_DGRAM | NI_NUMERICHOST)', n(['127.0.0.1', 514], NI_DGRAM | NI_NUMERICHOST)],
    ['getnameinfo(("127.0.0.1", 514), NI_NUMERICHOST)', n(['127.0.0.1', 514], NI_NUMERICHOST)],
    ['getnameinfo(("127.0.0.1", 65000), NI_NAMEREQD)', n(['127.0.0.1', 65000], NI_NAMEREQD)],
    [`getnameinfo(("::1", 80), ${flags})`, n(['::1', 80], flags)],
    [`getnameinfo(("::1", 80, 0, 0), ${flags})`, n(['::1', 80, 0, 0], flags)],
    [`getnameinfo(("fe80::1", 80, 0, 1), ${flags})`, n(['fe80::1', 80, 0, 1], flags)],
    [`getnameinfo(("fe80::1", 80, 5, 1), ${flags})`, n(['fe80::1', 80, 5, 1], flags)],
    [`getnameinfo(("localhost", 80), ${flags})`, n(['localhost', 80], flags)],
    [`getnameinfo(("bad host", 80), ${flags})`, n(['bad host', 80], flags)],
    [`getnameinfo(("127.0.0.1", 80, 0, 0), ${flags})`, n(['127.0.0.1', 80, 0, 0], flags)],
    ['getnameinfo(("127.0.0.1",), 0)', n(['127.0.0.1'], 0)],
    ['getnameinfo((), 0)', n([], 0)],
    ['getnameinfo("127.0.0.1", 0)', n('127.0.0.1', 0)],
    ['getnameinfo(None, 0)', n(null, 0)],
    ['getnameinfo(("127.0.0.1", 80), "x")', n(['127.0.0.1', 80], 'x')],
    ['getnameinfo(("127.0.0.1", "80"), 0)', n(['127.0.0.1', '80'], 0)],
    ['getnameinfo((5, 80), 0)', n([5, 80], 0)],
    ['getnameinfo(("127.0.0.1", 80, 0, 0, 0), 0)', n(['127.0.0.1', 80, 0, 0, 0], 0)],
    ['getnameinfo(("::1", 80, 2**20), 0)', n(['::1', 80, 2 ** 20], 0)],
    ['getnameinfo(("::1", 80, -1), 0)', n(['::1', 80, -1], 0)],
    ['getnameinfo(("127.0.0.1", 80), 2**40)', n(['127.0.0.1', 80], 2 ** 40)],
  ]);

  it('refuses a port that is none, where CPython cuts it to 16 bits', () => {
    expect(n(['127.0.0.1', 70_000], numeric)).toThrow(RangeError);
  });

  it('needs its flags, as in Python', () => {
    expect(() => any(getnameinfo)(['127.0.0.1', 80])).toThrow(TypeError);
  });
});

describe('gethostname', () => {
  it('is the name of this machine', () => expect(gethostname()).toBe(hostname()));
});

describe('gethostby…', () => {
  const f = any({ gethostbyname, gethostbyname_ex, gethostbyaddr, getfqdn });
  const rows: [string, () => unknown][] = [];
  for (const name of ['gethostbyname', 'gethostbyname_ex']) {
    rows.push(
      [`${name}("localhost")`, () => f[name]('localhost')],
      [`${name}(b"localhost")`, () => f[name](Buffer.from('localhost'))],
      [`${name}("127.0.0.1")`, () => f[name]('127.0.0.1')],
      [`${name}("127.1")`, () => f[name]('127.1')],
      [`${name}("")`, () => f[name]('')],
      [`${name}("bad host")`, () => f[name]('bad host')],
      [`${name}("::1")`, () => f[name]('::1')],
      [`${name}("a\\0b")`, () => f[name]('a\0b')],
      [`${name}(5)`, () => f[name](5)],
      [`${name}(None)`, () => f[name](null)],
      [`${name}()`, () => f[name]()],
    );
  }
  rows.push(
    ['gethostbyaddr("127.0.0.1")', () => gethostbyaddr('127.0.0.1')],
    ['gethostbyaddr("localhost")', () => gethostbyaddr('localhost')],
    ['gethostbyaddr(b"127.0.0.1")', () => gethostbyaddr(Buffer.from('127.0.0.1'))],
    ['gethostbyaddr("bad host")', () => gethostbyaddr('bad host')],
    ['gethostbyaddr(5)', () => gethostbyaddr(any(5))],
    ['gethostbyaddr()', () => any(gethostbyaddr)()],
    ['gethostbyaddr("a\\0b")', () => gethostbyaddr('a\0b')],
    ['getfqdn()', () => getfqdn()],
    ['getfqdn("")', () => getfqdn('')],
    ['getfqdn("0.0.0.0")', () => getfqdn('0.0.0.0')],
    ['getfqdn("::")', () => getfqdn('::')],
    ['getfqdn("127.0.0.1")', () => getfqdn('127.0.0.1')],
    ['getfqdn("localhost")', () => getfqdn('localhost')],
    ['getfqdn("  localhost ")', () => getfqdn('  localhost ')],
    ['getfqdn("bad host")', () => getfqdn('bad host')],
    ['gethostname()', () => gethostname()],
  );
  compare(rows);

  describe('of a name that no resolver is asked for: herror', () => {
    // Python's number is a stale one here, so that there is nothing to compare with.
    it('is an OSError with the code of h_errno', () => {
      const error = thrown(() => gethostbyname_ex('<broadcast>'));
      expect(error).toBeInstanceOf(herror);
      expect(error).toBeInstanceOf(OSError);
      expect([1, 2, 3, 4]).toContain(error.errno);
      expect(error.message.startsWith(`[Errno ${error.errno}] ${error.strerror}`)).toBe(true);
    });
  });

  it('give the address, and the address with its names', () => {
    expect(gethostbyname('127.0.0.1')).toBe('127.0.0.1');
    expect(gethostbyname('localhost')).toBe('127.0.0.1');
    expect(gethostbyname_ex('localhost')[2]).toContain('127.0.0.1');
    expect(gethostbyname('')).toBe('0.0.0.0');
    expect(thrown(() => gethostbyname('bad host'))).toMatchObject({ name: 'gaierror', code: 'EAI_NONAME' });
  });

  it('refuse what is no host', () => {
    for (const call of [() => gethostbyname(any(5)), () => gethostbyname_ex(any(null)), () => gethostbyaddr(any([]))])
      expect(call).toThrow(TypeError);
  });
});

describe('services and protocols', () => {
  const rows: Row[] = [
    { py: 'getservbyname("http")', js: () => getservbyname('http'), gives: 80 },
    { py: 'getservbyname("http", "tcp")', js: () => getservbyname('http', 'tcp'), gives: 80 },
    { py: 'getservbyname("domain", "udp")', js: () => getservbyname('domain', 'udp'), gives: 53 },
    { py: 'getservbyname("no-such-service")', js: () => getservbyname('no-such-service'), throws: 'OSError' },
    {
      py: 'getservbyname("http", "no-such-protocol")',
      js: () => getservbyname('http', 'no-such-protocol'),
      throws: 'OSError',
    },
    { py: 'getservbyname("")', js: () => getservbyname(''), throws: 'OSError' },
    { py: 'getservbyname(80)', js: () => getservbyname(any(80)), throws: 'TypeError' },
    { py: 'getservbyname("http", 6)', js: () => getservbyname('http', any(6)), throws: 'TypeError' },
    { py: 'getservbyname("a\\0b")', js: () => getservbyname('a\0b'), throws: 'RangeError' },
    { py: 'getservbyname("http", "t\\0p")', js: () => getservbyname('http', 't\0p'), throws: 'RangeError' },
    { py: 'getservbyname()', js: () => any(getservbyname)(), throws: 'TypeError' },
    { py: 'getservbyname(b"http")', js: () => getservbyname(any(Buffer.from('http'))), throws: 'TypeError' },
    { py: 'getservbyport(80)', js: () => getservbyport(80), gives: 'http' },
    { py: 'getservbyport(53, "udp")', js: () => getservbyport(53, 'udp'), gives: 'domain' },
    { py: 'getservbyport(65000)', js: () => getservbyport(65000), throws: 'OSError' },
    { py: 'getservbyport(70000)', js: () => getservbyport(70000), throws: 'RangeError' },
    { py: 'getservbyport(-1)', js: () => getservbyport(-1), throws: 'RangeError' },
    { py: 'getservbyport("80")', js: () => getservbyport(any('80')), throws: 'TypeError' },
    { py: 'getservbyport(80.5)', js: () => getservbyport(80.5), throws: 'TypeError' },
    { py: 'getservbyport(80, 6)', js: () => getservbyport(80, any(6)), throws: 'TypeError' },
    { py: 'getservbyport()', js: () => any(getservbyport)(), throws: 'TypeError' },
    { py: 'getservbyport(80, "no-such-protocol")', js: () => getservbyport(80, 'no-such-protocol'), throws: 'OSError' },
    { py: 'getprotobyname("tcp")', js: () => getprotobyname('tcp'), gives: 6 },
    { py: 'getprotobyname("udp")', js: () => getprotobyname('udp'), gives: 17 },
    { py: 'getprotobyname("icmp")', js: () => getprotobyname('icmp'), gives: 1 },
    { py: 'getprotobyname("ipv6-icmp")', js: () => getprotobyname('ipv6-icmp'), gives: 58 },
    { py: 'getprotobyname("no-such-protocol")', js: () => getprotobyname('no-such-protocol'), throws: 'OSError' },
    { py: 'getprotobyname(6)', js: () => getprotobyname(any(6)), throws: 'TypeError' },
    { py: 'getprotobyname("t\\0p")', js: () => getprotobyname('t\0p'), throws: 'RangeError' },
    { py: 'getprotobyname()', js: () => any(getprotobyname)(), throws: 'TypeError' },
  ];
  declare(rows);

  it('that are not found carry an errno, for which Python has a text alone', () => {
    for (const [call, text] of [
      [() => getservbyname('no-such-service'), 'service/proto not found'],
      [() => getservbyport(65000), 'port/proto not found'],
      [() => getprotobyname('no-such-protocol'), 'protocol not found'],
    ] as const) {
      const error = thrown(call);
      expect(error.errno).toBeGreaterThan(0);
      expect(error.code).toMatch(/^E[A-Z]+$/);
      expect(error.message.startsWith(text)).toBe(true);
    }
  });
});
