import {
  AF_INET,
  AF_INET6,
  AF_UNIX,
  capabilities,
  create_connection,
  create_server,
  gaierror,
  has_dualstack_ipv6,
  IPPROTO_IPV6,
  IPV6_V6ONLY,
  SO_ACCEPTCONN,
  SO_REUSEADDR,
  SO_REUSEPORT,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, run } from '../support/python.ts';
import { ipv6, linux, listener, own } from '../support/sockets.ts';

guardFds();

// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

describe('create_server', () => {
  /** What a server socket is. */
  function facts(server: Socket): unknown[] {
    using sock = server;
    return [
      sock.family,
      sock.type,
      sock.getsockopt(SOL_SOCKET, SO_REUSEADDR),
      sock.getsockopt(SOL_SOCKET, SO_ACCEPTCONN),
      sock.getsockopt(SOL_SOCKET, SO_REUSEPORT),
      sock.gettimeout(),
    ];
  }

  const setup = `
def facts(s):
    with s: return [s.family, s.type, s.getsockopt(SOL_SOCKET, SO_REUSEADDR), s.getsockopt(SOL_SOCKET, SO_ACCEPTCONN), s.getsockopt(SOL_SOCKET, SO_REUSEPORT), s.gettimeout()]
`;

  describe('as Python', () =>
    declare(
      [
        {
          py: 'facts(create_server(("127.0.0.1", 0)))',
          js: () => facts(create_server(['127.0.0.1', 0])),
          gives: [AF_INET, SOCK_STREAM, 1, 1, 0, null],
        },
        {
          py: 'facts(create_server(("", 0)))',
          js: () => facts(create_server(['', 0])),
          gives: [AF_INET, SOCK_STREAM, 1, 1, 0, null],
        },
        {
          py: 'facts(create_server(("localhost", 0), family=AF_INET, backlog=None))',
          js: () => facts(create_server(['localhost', 0], { family: AF_INET, backlog: null })),
          gives: [AF_INET, SOCK_STREAM, 1, 1, 0, null],
        },
        ...(capabilities.allOptions
          ? [
              {
                py: 'facts(create_server(("127.0.0.1", 0), backlog=3, reuse_port=True))',
                js: () => facts(create_server(['127.0.0.1', 0], { backlog: 3, reuse_port: true })),
                gives: [AF_INET, SOCK_STREAM, 1, 1, 1, null],
              },
            ]
          : []),
        {
          py: 'facts(create_server(("127.0.0.1", 0), backlog=0))',
          js: () => facts(create_server(['127.0.0.1', 0], { backlog: 0 })),
          gives: [AF_INET, SOCK_STREAM, 1, 1, 0, null],
        },
        {
          py: 'create_server(("127.0.0.1", 0), dualstack_ipv6=True)',
          js: () => create_server(['127.0.0.1', 0], { dualstack_ipv6: true }),
          throws: 'RangeError',
        },
        {
          py: 'create_server(("127.0.0.1", 0), colour=True)',
          js: () => create_server(['127.0.0.1', 0], any({ colour: true })),
          throws: 'TypeError',
        },
        {
          py: 'create_server(("127.0.0.1", 0), AF_INET)',
          js: () => create_server(['127.0.0.1', 0], any(AF_INET)),
          throws: 'TypeError',
        },
        { py: 'create_server()', js: () => any(create_server)(), throws: 'TypeError' },
        { py: 'create_server("127.0.0.1:0")', js: () => create_server('127.0.0.1:0'), throws: 'TypeError' },
        {
          py: 'create_server(("127.0.0.1", 70000))',
          js: () => create_server(['127.0.0.1', 70000]),
          throws: 'RangeError',
        },
        {
          py: 'create_server(("127.0.0.1", 0), backlog="x")',
          js: () => create_server(['127.0.0.1', 0], { backlog: any('x') }),
          throws: 'TypeError',
        },
        { py: 'create_server(("203.0.113.1", 0))', js: () => create_server(['203.0.113.1', 0]), throws: 'OSError' },
      ],
      setup,
    ));

  it('accepts', () => {
    const server = own(create_server(['127.0.0.1', 0]));
    const client = own(create_connection(server.getsockname()));
    const conn = own(server.accept()[0]);
    client.sendall(Buffer.from('x'));
    expect(String(conn.recv(9))).toBe('x');
  });

  it('says in the error which address it was', () => {
    const name = listener().getsockname();
    const error = thrown(() => create_server(name));
    expect(error).toMatchObject({ name: 'OSError', code: 'EADDRINUSE', address: name, syscall: 'bind' });
    expect(error.message).toContain(`127.0.0.1:${name[1]}`);
    expect(error.message).toMatch(/^\[Errno 98\] Address already in use/);
  });

  it.skipIf(!python)('has Python’s note in the error', () => {
    const name = listener().getsockname();
    const text = run<string>('try: create_server(tuple(input))\nexcept OSError as e: answer(str(e))', name);
    expect(text).toContain('(while attempting to bind on address');
    expect(thrown(() => create_server(name)).message.slice(0, text.length)).toBe(text);
  });

  it('to a name that does not exist says so', () => {
    const error = thrown(() => create_server(['bad host', 0]));
    // Python makes a plain OSError of it.
    expect(error).toBeInstanceOf(gaierror);
    expect([error.errno, error.strerror]).toEqual([-2, expect.stringContaining('Name or service not known')]);
    expect(error.message).toMatch(/^\[Errno -2\] Name or service not known/);
  });

  it.runIf(linux && capabilities.allOptions)('with reuse_port shares a port', () => {
    const first = own(create_server(['127.0.0.1', 0], { reuse_port: true }));
    const second = own(create_server(first.getsockname(), { reuse_port: true }));
    expect(second.getsockname()).toEqual(first.getsockname());
    expect(thrown(() => create_server(first.getsockname())).code).toBe('EADDRINUSE');
  });

  it.skipIf(!ipv6)('of AF_INET6 takes IPv6 alone unless it is told', () => {
    const server = own(create_server(['::1', 0], { family: AF_INET6 }));
    expect(server.getsockopt(IPPROTO_IPV6, IPV6_V6ONLY)).toBe(1);
    own(create_connection(['::1', server.getsockname()[1]]));
    own(server.accept()[0]);
    if (!has_dualstack_ipv6()) return;
    const dual = own(create_server(['::', 0], { family: AF_INET6, dualstack_ipv6: true }));
    expect(dual.getsockopt(IPPROTO_IPV6, IPV6_V6ONLY)).toBe(0);
  });
});

it.skipIf(!python)('has_dualstack_ipv6 says what Python says', () => {
  expect(has_dualstack_ipv6()).toBe(run('answer(has_dualstack_ipv6())'));
});

describe('socketpair', () => {
  it.each<[string, () => [Socket, Socket], number, number]>([
    ['no arguments', () => socketpair(), AF_UNIX, SOCK_STREAM],
    ['null', () => socketpair(null), AF_UNIX, SOCK_STREAM],
    ['a family', () => socketpair(AF_UNIX), AF_UNIX, SOCK_STREAM],
    ['a type', () => socketpair(AF_UNIX, SOCK_DGRAM), AF_UNIX, SOCK_DGRAM],
    ['options', () => socketpair({ type: SOCK_DGRAM }), AF_UNIX, SOCK_DGRAM],
    ['a family and options', () => socketpair(AF_UNIX, { type: SOCK_SEQPACKET }), AF_UNIX, SOCK_SEQPACKET],
    ['all three', () => socketpair(AF_UNIX, SOCK_STREAM, 0), AF_UNIX, SOCK_STREAM],
  ])('of %s is connected both ways', (_, make, family, type) => {
    const [a, b] = own(make()) as [Socket, Socket];
    expect([a.family, a.type, a.proto, b.family, b.type]).toEqual([family, type, 0, family, type]);
    a.send(Buffer.from('there'));
    b.send(Buffer.from('and back'));
    expect([String(b.recv(99)), String(a.recv(99))]).toEqual(['there', 'and back']);
    expect([a.get_inheritable(), b.get_inheritable(), a.gettimeout()]).toEqual([false, false, null]);
  });

  describe('that cannot be', () =>
    declare([
      { py: 'socketpair(AF_INET)', js: () => socketpair(AF_INET), throws: 'OSError' },
      { py: 'socketpair(9999)', js: () => socketpair(9999), throws: 'OSError' },
      { py: 'socketpair(AF_UNIX, 77)', js: () => socketpair(AF_UNIX, 77), throws: 'OSError' },
      { py: 'socketpair(AF_UNIX, SOCK_STREAM, 99)', js: () => socketpair(AF_UNIX, SOCK_STREAM, 99), throws: 'OSError' },
      { py: 'socketpair("x")', js: () => socketpair(any('x')), throws: 'TypeError' },
      { py: 'socketpair(AF_UNIX, "x")', js: () => socketpair(AF_UNIX, any('x')), throws: 'TypeError' },
      { py: 'socketpair(colour=1)', js: () => socketpair(any({ colour: 1 })), throws: 'TypeError' },
      {
        py: 'socketpair(AF_UNIX, SOCK_STREAM, 0, 0)',
        js: () => any(socketpair)(AF_UNIX, SOCK_STREAM, 0, 0),
        throws: 'TypeError',
      },
    ]));
});
