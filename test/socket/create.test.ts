import {
  AF_INET,
  AF_INET6,
  create_connection,
  create_server,
  OSError,
  SOCK_STREAM,
  setdefaulttimeout,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { declare, outcome, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { deadPort, ipv6, linux, listener, own, udp } from '../support/sockets.ts';

guardFds();

// biome-ignore lint/suspicious/noExplicitAny: the tests pass what the types forbid
const any = (value: unknown): any => value;

describe('create_connection', () => {
  it('connects a stream', () => {
    const server = listener();
    const client = own(create_connection(server.getsockname()));
    expect([client.family, client.type, client.gettimeout()]).toEqual([AF_INET, SOCK_STREAM, null]);
    expect(client.getpeername()).toEqual(server.getsockname());
    own(server.accept()[0]).sendall(Buffer.from('x'));
    expect(String(client.recv(9))).toBe('x');
  });

  it('takes the time-out by position and by name, and leaves it set', () => {
    const address = listener().getsockname();
    expect(own(create_connection(address, 5)).gettimeout()).toBe(5);
    expect(own(create_connection(address, { timeout: 2.5 })).gettimeout()).toBe(2.5);
    setdefaulttimeout(7);
    onTestFinished(() => setdefaulttimeout(null));
    expect(own(create_connection(address)).gettimeout()).toBe(7);
    expect(own(create_connection(address, { source_address: null })).gettimeout()).toBe(7);
    expect(own(create_connection(address, null)).gettimeout()).toBe(null);
    expect(own(create_connection(address, { timeout: null })).gettimeout()).toBe(null);
  });

  it.runIf(linux)('binds to the source address', () => {
    const server = listener();
    // Linux has all of 127.0.0.0/8: a port that we hold on one address is free on another.
    const port = deadPort();
    const client = own(create_connection(server.getsockname(), 5, ['127.0.0.3', port]));
    expect(client.getsockname()).toEqual(['127.0.0.3', port]);
    expect(server.accept().map((part) => (Array.isArray(part) ? part : own(part).family))).toEqual([
      AF_INET,
      ['127.0.0.3', port],
    ]);
    const other = own(create_connection(server.getsockname(), { source_address: ['127.0.0.2', 0] }));
    expect(other.getsockname()[0]).toBe('127.0.0.2');
    const any = own(create_connection(server.getsockname(), { source_address: ['', 0] }));
    expect(any.getsockname()[0]).toBe('127.0.0.1');
  });

  it('takes a name and a service for the address, and tries what they mean', () => {
    const port = listener().getsockname()[1];
    expect(own(create_connection(['localhost', port])).getpeername()).toEqual(['127.0.0.1', port]);
    expect(own(create_connection(['localhost', String(port)])).getpeername()).toEqual(['127.0.0.1', port]);
  });

  it.skipIf(!ipv6)('tries the next address when one refuses', () => {
    // null is this machine: getaddrinfo gives ::1 and 127.0.0.1 for it, in an order that is its own.
    for (const family of [AF_INET, AF_INET6]) {
      const server = listener(family);
      const client = own(create_connection([null, server.getsockname()[1]]));
      expect(client.getpeername()).toEqual(server.getsockname());
    }
  });

  it('throws the last error, and leaves nothing open', () => {
    const port = deadPort();
    const error = thrown(() => create_connection(['127.0.0.1', port]));
    expect(error).toMatchObject({ name: 'ConnectionRefusedError', address: ['127.0.0.1', port] });
    expect(error.message).toMatch(/^\[Errno 111\] Connection refused/);
  });

  it('with all_errors throws every attempt’s error in an AggregateError', () => {
    const port = deadPort();
    const error = thrown(() => create_connection(['127.0.0.1', port], { all_errors: true }));
    expect(error).toBeInstanceOf(AggregateError);
    expect(error.errors).toHaveLength(1);
    expect(error.errors[0]).toMatchObject({ name: 'ConnectionRefusedError', address: ['127.0.0.1', port] });
    // Python: ExceptionGroup("create_connection failed", exceptions)
    expect(error.message).toMatch(/^create_connection failed/);
  });

  it.skipIf(!ipv6)('with all_errors has one of each address', () => {
    const port = deadPort(AF_INET6);
    const error = thrown(() => create_connection([null, port], { all_errors: true }));
    expect(error.errors.every((one: unknown) => one instanceof OSError)).toBe(true);
    expect(error.errors).toHaveLength(2);
    expect(error.errors.map((one: OSError) => String((one.address as string[])[0])).sort()).toEqual([
      '127.0.0.1',
      '::1',
    ]);
    // Without it, the last of them.
    expect(thrown(() => create_connection([null, port])).address).toEqual(error.errors[1].address);
  });

  it('fails to bind as it fails to connect', () => {
    const address = listener().getsockname();
    const error = thrown(() => create_connection(address, { source_address: ['203.0.113.9', 0] }));
    expect(error).toMatchObject({ name: 'OSError', code: 'EADDRNOTAVAIL', syscall: 'bind' });
    const all = thrown(() => create_connection(address, { source_address: ['203.0.113.9', 0], all_errors: true }));
    expect(all.errors.map((one: OSError) => one.code)).toEqual(['EADDRNOTAVAIL']);
  });

  it('to a name that does not exist is gaierror', () => {
    expect(thrown(() => create_connection(['bad host', 80])).name).toBe('gaierror');
    expect(thrown(() => create_connection(['bad host', 80], { all_errors: true })).name).toBe('gaierror');
  });

  describe('with bad arguments', () =>
    declare([
      { py: 'create_connection()', js: () => any(create_connection)(), throws: 'TypeError' },
      { py: 'create_connection(5)', js: () => create_connection(any(5)), throws: 'TypeError' },
      { py: 'create_connection(None)', js: () => create_connection(any(null)), throws: 'TypeError' },
      {
        py: 'create_connection(("127.0.0.1", 1), timeout=-1)',
        js: () => create_connection(['127.0.0.1', 1], { timeout: -1 }),
        throws: 'RangeError',
      },
      {
        py: 'create_connection(("127.0.0.1", 1), timeout="x")',
        js: () => create_connection(['127.0.0.1', 1], { timeout: any('x') }),
        throws: 'TypeError',
      },
      {
        py: 'create_connection(("127.0.0.1", 1), source_address="x")',
        js: () => create_connection(['127.0.0.1', 1], { source_address: any('x') }),
        throws: 'TypeError',
      },
      {
        py: 'create_connection(("127.0.0.1", 1), colour=1)',
        js: () => create_connection(['127.0.0.1', 1], any({ colour: 1 })),
        throws: 'TypeError',
      },
      {
        py: 'create_connection(("127.0.0.1", 1), 1, None, True)',
        js: () => any(create_connection)(['127.0.0.1', 1], 1, null, true),
        throws: 'TypeError',
      },
      {
        py: 'create_connection(("127.0.0.1", 1), 1, timeout=2)',
        js: () => any(create_connection)(['127.0.0.1', 1], 1, { timeout: 2 }),
        throws: 'TypeError',
      },
      { py: 'create_connection((5, 1))', js: () => create_connection(any([5, 1])), throws: 'TypeError' },
    ]));
});

it('create_connection refuses an address of the wrong shape, where CPython’s errors come by accident', () => {
  for (const address of [['127.0.0.1'], ['127.0.0.1', 1, 2], ['127.0.0.1', 1.5], {}])
    expect(outcome(() => create_connection(any(address))).error).toBe('TypeError');
});

it('what fails leaves nothing behind it, and what was there works', () => {
  const sock = udp();
  for (let i = 0; i < 50; i++) {
    expect(outcome(() => create_connection(['127.0.0.1', deadPort()])).error).toBe('ConnectionRefusedError');
    expect(outcome(() => create_server(['203.0.113.1', 0])).error).toBe('OSError');
  }
  expect(sock.getsockname()[1]).toBeGreaterThan(0);
});
