import { constants } from 'node:os';
import { select } from 'berkeley';
import { AF_INET, AF_UNIX, capabilities, SO_ERROR, SOCK_DGRAM, SOL_SOCKET, type Socket, socket } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, run } from '../support/python.ts';
import { deadPort, directory, linux, listener, own } from '../support/sockets.ts';

guardFds();

const { ECONNREFUSED, EINPROGRESS, EISCONN } = constants.errno;

/**
 * The address of a TCP listener that takes no more: on Linux a full backlog leaves the next connect() in progress.
 * The kernel decides how many it takes, so sockets connect until one does not.
 */
function full(): [string, number] {
  const server = listener(AF_INET, 0);
  for (let i = 0; i < 64; i++) {
    const client = own(socket());
    client.setblocking(false);
    client.connect_ex(server.getsockname());
    const poll = select.poll();
    poll.register(client, select.POLLOUT);
    if (poll.poll(200).length === 0) return server.getsockname();
  }
  throw new Error('the backlog does not fill');
}

describe('connect', () => {
  it('gives the socket its two names', () => {
    const server = listener();
    const client = own(socket());
    expect(client.connect(server.getsockname())).toBeUndefined();
    expect(client.getpeername()).toEqual(server.getsockname());
    expect(client.getsockname()).toEqual(['127.0.0.1', expect.any(Number)]);
  });

  it('where nobody listens is ConnectionRefusedError, with the address', () => {
    const port = deadPort();
    const error = thrown(() => own(socket()).connect(['127.0.0.1', port]));
    expect(error).toMatchObject({
      name: 'ConnectionRefusedError',
      errno: ECONNREFUSED,
      code: 'ECONNREFUSED',
      strerror: 'Connection refused',
      syscall: 'connect',
      address: ['127.0.0.1', port],
    });
    expect(error.message).toBe(`[Errno 111] Connection refused: connect 127.0.0.1:${port}`);
  });

  it('with a time-out is refused just the same', () => {
    const sock = own(socket());
    sock.settimeout(10);
    expect(thrown(() => sock.connect(['127.0.0.1', deadPort()]))).toMatchObject({ name: 'ConnectionRefusedError' });
    expect(sock.gettimeout()).toBe(10);
  });

  it('with a time-out connects', () => {
    const sock = own(socket());
    sock.settimeout(10);
    const server = listener();
    sock.connect(server.getsockname());
    sock.sendall(Buffer.from('x'));
    expect(String(own(server.accept()[0]).recv(9))).toBe('x');
  });

  it('a second time is EISCONN', () => {
    const server = listener();
    const sock = own(socket());
    sock.connect(server.getsockname());
    expect(thrown(() => sock.connect(server.getsockname()))).toMatchObject({ name: 'OSError', errno: EISCONN });
  });

  it('takes names and bytes for the host', () => {
    const server = listener();
    const port = server.getsockname()[1];
    for (const host of ['localhost', Buffer.from('localhost'), new Uint8Array(Buffer.from('127.0.0.1')), '127.1', '']) {
      const sock = own(socket());
      // '' is INADDR_ANY, and connecting to that is connecting to this host.
      sock.connect([host, port]);
      expect(sock.getpeername()).toEqual(['127.0.0.1', port]);
    }
  });

  it('to a name that does not exist is gaierror', () => {
    const error = thrown(() => own(socket()).connect(['bad host', 80]));
    expect(error).toMatchObject({ name: 'gaierror', errno: -2, code: 'EAI_NONAME' });
    expect(error.message).toMatch(/^\[Errno -2\] Name or service not known/);
  });

  it.runIf(linux && capabilities.backlog)('to a full backlog runs into the time-out', () => {
    const address = full();
    const sock = own(socket());
    sock.settimeout(0.05);
    const started = performance.now();
    const error = thrown(() => sock.connect(address));
    expect(performance.now() - started).toBeGreaterThanOrEqual(49);
    expect(error).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT', syscall: 'connect', address });
    expect(error.message).toMatch(/^timed out/);
  });

  it.runIf(linux && capabilities.backlog)('without waiting is BlockingIOError, in progress', () => {
    const sock = own(socket());
    sock.setblocking(false);
    expect(thrown(() => sock.connect(full()))).toMatchObject({
      name: 'BlockingIOError',
      errno: EINPROGRESS,
      code: 'EINPROGRESS',
      syscall: 'connect',
    });
  });

  it.runIf(capabilities.backlog)('to a full Unix backlog with a time-out is what Python says', () => {
    const path = `${directory()}/s`;
    const server = own(socket(AF_UNIX));
    server.bind(path);
    server.listen(0);
    own(socket(AF_UNIX)).connect(path);
    const sock = own(socket(AF_UNIX));
    sock.settimeout(0.05);
    // A Unix connect does not go on by itself: the kernel says EAGAIN, and so does Python, at once.
    expect(thrown(() => sock.connect(path))).toMatchObject({ name: 'BlockingIOError', code: 'EAGAIN' });
  });

  it('of a datagram socket sets its peer', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    sock.connect(['127.0.0.1', 9]);
    expect(sock.getpeername()).toEqual(['127.0.0.1', 9]);
  });
});

describe('connect_ex', () => {
  it('is 0 for success', () => {
    const sock = own(socket());
    expect(sock.connect_ex(listener().getsockname())).toBe(0);
  });

  it('is the errno of a failure, which is not thrown', () => {
    expect(own(socket()).connect_ex(['127.0.0.1', deadPort()])).toBe(ECONNREFUSED);
    expect(own(socket(AF_UNIX)).connect_ex(`${directory()}/none`)).toBe(2);
    const sock = own(socket());
    sock.settimeout(10);
    expect(sock.connect_ex(['127.0.0.1', deadPort()])).toBe(ECONNREFUSED);
  });

  it('of a closed socket is EBADF', () => {
    const sock = socket();
    sock.close();
    expect(sock.connect_ex(['127.0.0.1', 9])).toBe(9);
  });

  it('throws for a host that does not exist', () => {
    expect(thrown(() => own(socket()).connect_ex(['bad host', 80])).name).toBe('gaierror');
  });

  it.runIf(linux)('is EINPROGRESS without waiting, and then EISCONN or 0 in the end', () => {
    const server = listener();
    const sock = own(socket());
    sock.setblocking(false);
    expect(sock.connect_ex(server.getsockname())).toBe(EINPROGRESS);
    const poll = select.poll();
    poll.register(sock, select.POLLOUT);
    expect(poll.poll(10_000)).toEqual([[sock.fileno(), select.POLLOUT]]);
    expect(sock.getsockopt(SOL_SOCKET, SO_ERROR)).toBe(0);
    expect(sock.connect_ex(server.getsockname())).toBe(0);
    expect(sock.connect_ex(server.getsockname())).toBe(EISCONN);
    expect(sock.getpeername()).toEqual(server.getsockname());
  });

  it.runIf(linux)('leaves a refusal that comes later in SO_ERROR, once', () => {
    const sock = own(socket());
    sock.setblocking(false);
    const result = sock.connect_ex(['127.0.0.1', deadPort()]);
    // Loopback may be fast enough to refuse at once.
    expect([EINPROGRESS, ECONNREFUSED]).toContain(result);
    const poll = select.poll();
    poll.register(sock, select.POLLOUT);
    expect(poll.poll(10_000)).toHaveLength(1);
    if (result === EINPROGRESS) expect(sock.getsockopt(SOL_SOCKET, SO_ERROR)).toBe(ECONNREFUSED);
    expect(sock.getsockopt(SOL_SOCKET, SO_ERROR)).toBe(0);
  });

  it.runIf(linux && python !== null && capabilities.backlog)('past the time-out is what it is in Python', () => {
    const address = full();
    const sock = own(socket());
    sock.settimeout(0.05);
    const theirs = run<number>('s = socket(); s.settimeout(0.05); answer(s.connect_ex(tuple(input)))', address);
    expect(sock.connect_ex(address)).toBe(theirs);
  });
});

describe('hosts', () => {
  const bound = (host: unknown): unknown => {
    const sock: Socket = own(socket(AF_INET, SOCK_DGRAM));
    sock.bind([host as string, 0]);
    return sock.getsockname()[0];
  };

  it.each([
    ['', '0.0.0.0'],
    ['0.0.0.0', '0.0.0.0'],
    ['127.0.0.1', '127.0.0.1'],
    ['localhost', '127.0.0.1'],
    ['127.1', '127.0.0.1'],
    ['0x7f000001', '127.0.0.1'],
    ['2130706433', '127.0.0.1'],
    ['<broadcast>', '255.255.255.255'],
  ])('%j is %s', (host, address) => {
    expect(bound(host)).toBe(address);
    expect(bound(Buffer.from(host))).toBe(address);
    expect(bound(new Uint8Array(Buffer.from(`[${host}]`)).subarray(1, 1 + host.length))).toBe(address);
  });

  it('may be an address object with its packed bytes', () => {
    expect(bound({ packed: new Uint8Array([127, 0, 0, 1]), toString: () => '127.0.0.1' })).toBe('127.0.0.1');
  });

  it('of the wrong family is gaierror', () => {
    expect(thrown(() => bound('::1'))).toMatchObject({ name: 'gaierror', errno: -9, code: 'EAI_ADDRFAMILY' });
  });
});

describe('bind', () => {
  it('to port 0 gives a free port', () => {
    const [a, b] = [own(socket()), own(socket())];
    for (const sock of [a, b]) sock.bind(['127.0.0.1', 0]);
    expect(a.getsockname()[1]).toBeGreaterThan(0);
    expect(a.getsockname()[1]).not.toBe(b.getsockname()[1]);
  });

  it('where another listens is EADDRINUSE; to an address of nobody EADDRNOTAVAIL', () => {
    const name = listener().getsockname();
    const error = thrown(() => own(socket()).bind(name));
    expect(error).toMatchObject({ name: 'OSError', code: 'EADDRINUSE', syscall: 'bind', address: name });
    expect(error.message).toBe(`[Errno 98] Address already in use: bind 127.0.0.1:${name[1]}`);
    expect(thrown(() => own(socket()).bind(['203.0.113.1', 0]))).toMatchObject({ code: 'EADDRNOTAVAIL' });
  });

  it('a second time is EINVAL', () => {
    const sock = own(socket());
    sock.bind(['127.0.0.1', 0]);
    expect(thrown(() => sock.bind(['127.0.0.1', 0]))).toMatchObject({ code: 'EINVAL' });
  });

  it.runIf(process.getuid?.() !== 0 && linux)('to a port of the system is PermissionError, without the right', () => {
    expect(thrown(() => own(socket()).bind(['127.0.0.1', 1]))).toMatchObject({ name: 'PermissionError' });
  });
});
