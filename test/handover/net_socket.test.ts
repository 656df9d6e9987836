import { once } from 'node:events';
import { createServer, Socket as NetSocket } from 'node:net';
import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import {
  AF_UNIX,
  capabilities,
  create_server,
  OSError,
  SHUT_WR,
  SO_KEEPALIVE,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOL_SOCKET,
  Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { kernelBlocks, kernelFlags, linux, listener, O_CLOEXEC, own, tcpPair, udp } from '../support/sockets.ts';

guardFds();

/** Destroys Node's socket with the test. */
function kept<T extends NetSocket>(made: T): T {
  onTestFinished(() => void made.destroy());
  return made;
}

/** Everything up to the end. */
async function all(stream: NetSocket): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

describe.runIf(capabilities.fileDescriptors)('toNetSocket', () => {
  it.each([
    ['TCP', () => tcpPair()],
    ['Unix', () => own(socketpair())],
  ])('makes a stream of %s a socket of Node, which talks both ways and ends', async (_kind, pair) => {
    const [ours, peer] = pair();
    const fd = ours.fileno();
    const node = kept(ours.toNetSocket());
    expect(node).toBeInstanceOf(NetSocket);
    expect([ours.fileno(), kernelFlags(fd) & O_CLOEXEC]).toEqual([-1, O_CLOEXEC]);
    expect(thrown(() => ours.recv(1)).code).toBe('EBADF');
    ours.close(); // It is not its own any more.
    peer.sendall(Buffer.from('to Node'));
    peer.shutdown(SHUT_WR);
    node.write('from Node');
    expect(await all(node)).toBe('to Node');
    await once(node, 'close');
    expect([String(peer.recv(100)), peer.recv(1).length]).toEqual(['from Node', 0]);
  });

  it('keeps its addresses and its options', () => {
    const [ours, peer] = tcpPair();
    ours.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1);
    const name = ours.getsockname();
    const node = kept(ours.toNetSocket());
    expect([node.localAddress, node.localPort]).toEqual(name);
    expect([node.remoteAddress, node.remotePort]).toEqual(peer.getsockname());
    using twin = Socket.fromHandle(node);
    expect(twin.getsockopt(SOL_SOCKET, SO_KEEPALIVE)).toBe(1);
  });

  it('reads nothing ahead with pauseOnCreate', async () => {
    const [ours, peer] = own(socketpair());
    const node = kept(ours.toNetSocket({ pauseOnCreate: true }));
    peer.sendall(Buffer.from('later'));
    peer.close();
    // A round trip of another socket: the event loop has looked at all of them.
    const [left, right] = own(socketpair());
    const other = kept(left.toNetSocket());
    right.sendall(Buffer.from('x'));
    await once(other, 'readable');
    expect(node.readableLength).toBe(0);
    expect(await all(node)).toBe('later');
  });

  it('stays half open with allowHalfOpen', async () => {
    const [ours, peer] = own(socketpair());
    const node = kept(ours.toNetSocket({ allowHalfOpen: true }));
    peer.shutdown(SHUT_WR);
    node.resume();
    await once(node, 'end');
    node.end('still there');
    await once(node, 'close');
    expect(String(peer.recv(100))).toBe('still there');
  });

  it('hands on highWaterMark, onread and signal', async () => {
    const [ours, peer] = own(socketpair());
    const parts: string[] = [];
    const abort = new AbortController();
    const node = kept(
      ours.toNetSocket({
        highWaterMark: 100,
        signal: abort.signal,
        onread: {
          buffer: Buffer.alloc(4),
          callback(size, buffer) {
            parts.push(String(Buffer.from(buffer.subarray(0, size))));
            if (parts.length === 2) abort.abort();
            return true;
          },
        },
      }),
    );
    expect(node.writableHighWaterMark).toBe(100);
    peer.sendall(Buffer.from('fourfive'));
    const [error] = await once(node, 'error');
    expect([error.name, parts]).toEqual(['AbortError', ['four', 'five']]);
  });

  it('takes one that is bound and not connected, for connect() of Node', async () => {
    const server = createServer((conn) => conn.end(`${conn.remotePort}`));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sock = own(socket());
    sock.bind(['127.0.0.1', 0]);
    const [, port] = sock.getsockname();
    const node = kept(sock.toNetSocket());
    node.connect((server.address() as { port: number }).port, '127.0.0.1');
    expect(await all(node)).toBe(String(port));
    await new Promise((resolve) => server.close(resolve));
  });

  it('ends the registrations of a selector', () => {
    const [ours] = own(socketpair());
    using selector = new DefaultSelector();
    selector.register(ours, EVENT_READ);
    const node = kept(ours.toNetSocket());
    expect(selector.select(0)).toEqual([]);
    expect(node.destroyed).toBe(false);
  });
});

describe.runIf(capabilities.fileDescriptors)('toNetSocket leaves the socket as it was', () => {
  const refused: [what: string, make: () => Socket, code: string, words: RegExp][] = [
    ['of UDP', () => udp(), 'EPROTOTYPE', /toDgramSocket\(\)/],
    ['of Unix datagrams', () => own(socket(AF_UNIX, SOCK_DGRAM)), 'EPROTOTYPE', /toDuplex\(\)/],
    ['that listens', () => listener(), 'EINVAL', /toNetServer\(\)/],
  ];
  if (linux)
    refused.push(['of messages', () => own(socketpair(AF_UNIX, SOCK_SEQPACKET))[0]!, 'EPROTOTYPE', /toDuplex/]);

  it.each(refused)('%s', (_what, make, code, words) => {
    const sock = make();
    const fd = sock.fileno();
    const error = thrown(() => sock.toNetSocket());
    expect(error).toBeInstanceOf(OSError);
    expect([error.code, error.syscall]).toEqual([code, 'toNetSocket']);
    expect(error.message).toMatch(words);
    expect([sock.fileno(), kernelBlocks(sock)]).toEqual([fd, true]);
  });

  it('that is closed', () => {
    const sock = socket();
    sock.close();
    expect(thrown(() => sock.toNetSocket())).toMatchObject({ name: 'OSError', code: 'EBADF', syscall: 'toNetSocket' });
  });

  it('whose number Node has a handle of', async () => {
    const [ours, peer] = own(socketpair());
    const fd = ours.fileno();
    const node = kept(ours.toNetSocket());
    // Somebody who tinkers with numbers makes a second owner.
    const second = socket({ fileno: fd });
    const error = thrown(() => second.toNetSocket());
    expect(error).toMatchObject({ name: 'FileExistsError', code: 'EEXIST', syscall: 'toNetSocket' });
    expect(second.detach()).toBe(fd);
    peer.close();
    node.resume();
    await once(node, 'close');
  });

  it('for arguments that are wrong, whatever they do', () => {
    const [ours] = own(socketpair());
    const fd = ours.fileno();
    const hostile = {
      get buffer(): never {
        throw new Error('from a getter');
      },
      callback: () => true,
    };
    const wrong: [unknown, RegExp][] = [
      [{ fd: 3 }, /unexpected option 'fd'/],
      [{ handle: {} }, /unexpected option 'handle'/],
      [{ signal: 'now' }, /argument 'signal' must be an AbortSignal, not 'string'/],
      [{ onread: { buffer: 1, callback() {} } }, /argument 'onread' must have a buffer and a callback/],
      [{ onread: 5 }, /argument 'onread'/],
      [{ onread: hostile }, /from a getter/],
      [{ highWaterMark: -1 }, /argument 'highWaterMark' must be from 0/],
      [{ highWaterMark: 'much' }, /argument 'highWaterMark' must be an integer/],
      [{ signal: AbortSignal.abort(new Error('too late')) }, /too late/],
    ];
    for (const [options, words] of wrong) expect(() => ours.toNetSocket(options as never)).toThrow(words);
    expect([ours.fileno(), kernelBlocks(ours)]).toEqual([fd, true]);
  });
});

it.runIf(capabilities.fileDescriptors)('a subclass’s connection too', async () => {
  class Counted extends Socket {}
  const server = own(create_server(['127.0.0.1', 0]));
  const client = own(new Counted());
  client.connect(server.getsockname());
  const [conn] = server.accept();
  own(conn);
  const node = kept(client.toNetSocket());
  conn.sendall(Buffer.from('ok'));
  conn.close();
  expect(await all(node)).toBe('ok');
});
