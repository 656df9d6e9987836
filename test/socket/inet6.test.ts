import { networkInterfaces } from 'node:os';
import {
  AF_INET,
  AF_INET6,
  create_server,
  has_dualstack_ipv6,
  has_ipv6,
  IPPROTO_IPV6,
  IPV6_V6ONLY,
  if_nametoindex,
  SOCK_DGRAM,
  SOCK_STREAM,
  socket,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { declare, outcome, type Row, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { ipv6, own, tcpPair, udp } from '../support/sockets.ts';

guardFds();

/** An interface with a link-local address, which needs a scope. */
const linkLocal = Object.entries(networkInterfaces())
  .flatMap(([name, addresses]) => addresses!.map((address) => ({ name, ...address })))
  .find(({ family, address }) => family === 'IPv6' && address.startsWith('fe80:'));

it('has_ipv6 says whether sockets of the family can be made', () => {
  expect(has_ipv6).toBe(outcome(() => own(socket(AF_INET6))).error === undefined);
});

describe.skipIf(!ipv6)('an IPv6 address', () => {
  it('has four members', () => {
    const [a, b] = tcpPair(AF_INET6);
    expect(a.getsockname()).toEqual(['::1', expect.any(Number), 0, 0]);
    expect([a.getpeername(), b.getpeername()]).toEqual([b.getsockname(), a.getsockname()]);
    a.sendall(Buffer.from('six'));
    expect(String(b.recv(9))).toBe('six');
  });

  it('is the sender of a datagram', () => {
    const [a, b] = [udp(AF_INET6), udp(AF_INET6)];
    a.sendto(Buffer.from('x'), b.getsockname());
    expect(b.recvfrom(9)).toEqual([Buffer.from('x'), a.getsockname()]);
    b.sendto(Buffer.from('y'), 0, ['::1', a.getsockname()[1]]);
    expect(a.recvfrom_into(Buffer.alloc(9))).toEqual([1, b.getsockname()]);
  });

  /** The name that a socket has after bind(), the port that the system chose as 0. */
  function named(address: unknown): unknown {
    using sock = socket(AF_INET6, SOCK_DGRAM);
    sock.bind(address as [string, number]);
    const [host, , ...rest] = sock.getsockname();
    return [host, 0, ...rest];
  }

  describe('that is bound', () =>
    declare(
      [
        { py: 'named(("::1", 0))', js: () => named(['::1', 0]), gives: ['::1', 0, 0, 0] },
        { py: 'named(("::1", 0, 5))', js: () => named(['::1', 0, 5]), gives: ['::1', 0, 0, 0] },
        { py: 'named(("::1", 0, 0, 0))', js: () => named(['::1', 0, 0, 0]), gives: ['::1', 0, 0, 0] },
        { py: 'named(("::1", 0, 0, 1))', js: () => named(['::1', 0, 0, 1]), gives: ['::1', 0, 0, 0] },
        { py: 'named(("::1", 0, 2**20 - 1))', js: () => named(['::1', 0, 2 ** 20 - 1]), gives: ['::1', 0, 0, 0] },
        { py: 'named(("::1", 0, 2**20))', js: () => named(['::1', 0, 2 ** 20]), throws: 'RangeError' },
        { py: 'named(("", 0))', js: () => named(['', 0]), gives: ['::', 0, 0, 0] },
        { py: 'named(("::", 0))', js: () => named(['::', 0]), gives: ['::', 0, 0, 0] },
        { py: 'named((b"::1", 0))', js: () => named([Buffer.from('::1'), 0]), gives: ['::1', 0, 0, 0] },
        { py: 'named(("0:0:0:0:0:0:0:1", 0))', js: () => named(['0:0:0:0:0:0:0:1', 0]), gives: ['::1', 0, 0, 0] },
        {
          py: 'named(("::ffff:127.0.0.1", 0))',
          js: () => named(['::ffff:127.0.0.1', 0]),
          gives: ['::ffff:127.0.0.1', 0, 0, 0],
        },
        { py: 'named(("127.0.0.1", 0))', js: () => named(['127.0.0.1', 0]), throws: 'gaierror' },
        { py: 'named(("::1::", 0))', js: () => named(['::1::', 0]), throws: 'gaierror' },
        { py: 'named(("fe80::1%no-such-if", 0))', js: () => named(['fe80::1%no-such-if', 0]), throws: 'gaierror' },
        { py: 'named(("<broadcast>", 0))', js: () => named(['<broadcast>', 0]), throws: 'OSError' },
      ],
      `
def named(address):
    with socket(AF_INET6, SOCK_DGRAM) as s:
        s.bind(address)
        host, port, *rest = s.getsockname()
        return [host, 0, *rest]
`,
    ));

  describe.skipIf(!linkLocal)('of a link (a link-local address is there)', () => {
    const { name, address, scopeid } = linkLocal ?? { name: '', address: '', scopeid: 0 };
    const rows: Row[] = [
      {
        py: `named(("${address}", 0, 0, ${scopeid}))`,
        js: () => named([address, 0, 0, scopeid]),
        gives: [address, 0, 0, scopeid],
      },
      {
        py: `named(("${address}%${name}", 0, 0, ${scopeid}))`,
        js: () => named([`${address}%${name}`, 0, 0, scopeid]),
        gives: [address, 0, 0, scopeid],
      },
      { py: `named(("${address}", 0, 0, 0))`, js: () => named([address, 0, 0, 0]), throws: 'OSError' },
      { py: `named(("${address}%${name}", 0))`, js: () => named([`${address}%${name}`, 0]), throws: 'OSError' },
    ];
    declare(
      rows,
      'def named(a):\n    with socket(AF_INET6, SOCK_DGRAM) as s:\n        s.bind(a); n = s.getsockname()\n        return [n[0], 0, *n[2:]]',
    );

    it('has the scope id of its interface', () => expect(scopeid).toBe(if_nametoindex(name)));
  });

  it('keeps flowinfo and scope id where a connection has them', () => {
    // Linux gives the flow label back to whoever connected with it.
    const server = udp(AF_INET6);
    const client = udp(AF_INET6);
    client.connect(['::1', server.getsockname()[1], 0x12345, 0]);
    expect(client.getpeername().slice(0, 2)).toEqual(server.getsockname().slice(0, 2));
    expect(client.getpeername()).toHaveLength(4);
  });

  it('in a message is in brackets', () => {
    const sock = own(socket(AF_INET6, SOCK_STREAM));
    const probe = udp(AF_INET6);
    const other = own(socket(AF_INET6, SOCK_DGRAM));
    const port = probe.getsockname()[1];
    expect(thrown(() => other.bind(['::1', port])).message).toContain(`[::1]:${port}`);
    expect(thrown(() => sock.bind(['2001:db8::1', 0])).code).toBe('EADDRNOTAVAIL');
  });
});

describe.skipIf(!ipv6 || !has_dualstack_ipv6())('a dual-stack socket', () => {
  it('takes IPv4 connections, from mapped addresses', () => {
    const server = own(create_server(['', 0], { family: AF_INET6, dualstack_ipv6: true }));
    expect(server.getsockopt(IPPROTO_IPV6, IPV6_V6ONLY)).toBe(0);
    const port = server.getsockname()[1];
    const four = own(socket(AF_INET));
    four.connect(['127.0.0.1', port]);
    const [conn, address] = server.accept();
    own(conn);
    expect(address).toEqual(['::ffff:127.0.0.1', four.getsockname()[1], 0, 0]);
    const six = own(socket(AF_INET6));
    six.connect(['::1', port]);
    const [second, from] = server.accept();
    own(second);
    expect(from).toEqual(six.getsockname());
  });

  it('that is not one takes IPv6 alone', () => {
    const server = own(create_server(['::', 0], { family: AF_INET6 }));
    expect(server.getsockopt(IPPROTO_IPV6, IPV6_V6ONLY)).toBe(1);
    const four = own(socket(AF_INET));
    expect(thrown(() => four.connect(['127.0.0.1', server.getsockname()[1]])).name).toBe('ConnectionRefusedError');
  });
});
