import { createSocket, type Socket as DgramSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, Socket as NetSocket, type Server } from 'node:net';
import { connect as connectSecurely, createServer as createTlsServer } from 'node:tls';
import {
  AF_INET,
  AF_UNIX,
  capabilities,
  IPPROTO_TCP,
  SO_KEEPALIVE,
  SO_RCVBUF,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  Socket,
  socketpair,
  TCP_NODELAY,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { selfSigned } from '../support/certificate.ts';
import { thrown } from '../support/compare.ts';
import { guardFds, openSockets } from '../support/fds.ts';
import { directory, own } from '../support/sockets.ts';

guardFds();

/** Closes what Node has with the test. */
function kept<T extends NetSocket | Server | DgramSocket>(made: T): T {
  onTestFinished(async () => {
    if (made instanceof NetSocket) made.destroy();
    else await new Promise<void>((resolve) => made.close(() => resolve()));
  });
  return made;
}

/** A connection of Node's, and the other end of it. */
async function nodePair(): Promise<[NetSocket, NetSocket]> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = kept(connect((server.address() as { port: number }).port, '127.0.0.1'));
  const [[conn]] = await Promise.all([once(server, 'connection'), once(client, 'connect')]);
  server.close();
  return [client, kept(conn)];
}

async function bound(): Promise<DgramSocket> {
  const sock = createSocket('udp4');
  sock.bind(0, '127.0.0.1');
  await once(sock, 'listening');
  return sock;
}

describe.runIf(capabilities.fileDescriptors)('Socket.fromHandle', () => {
  it('has the options of a net.Socket, which goes on', async () => {
    const [client, conn] = await nodePair();
    const sock = own(Socket.fromHandle(client));
    expect([sock.family, sock.type, sock.gettimeout()]).toEqual([AF_INET, SOCK_STREAM, 0]);
    expect(sock.getpeername()).toEqual(['127.0.0.1', client.remotePort]);
    sock.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1);
    client.setNoDelay(true);
    expect(sock.getsockopt(IPPROTO_TCP, TCP_NODELAY)).not.toBe(0);
    using again = Socket.fromHandle(client);
    expect(again.getsockopt(SOL_SOCKET, SO_KEEPALIVE)).toBe(1);
    again.close();
    sock.close();
    client.write('still Node’s');
    const [data] = await once(conn, 'data');
    expect(String(data)).toBe('still Node’s');
  });

  it('has those of a net.Server and of a dgram.Socket', async () => {
    const server = kept(createServer().listen(0, '127.0.0.1'));
    await once(server, 'listening');
    using listening = Socket.fromHandle(server);
    expect(listening.getsockname()[1]).toBe((server.address() as { port: number }).port);
    const node = kept(await bound());
    using datagrams = Socket.fromHandle(node);
    expect([datagrams.type, datagrams.getsockname()[1]]).toEqual([SOCK_DGRAM, node.address().port]);
    datagrams.setsockopt(SOL_SOCKET, SO_RCVBUF, 40_000);
    expect(node.getRecvBufferSize()).toBe(datagrams.getsockopt(SOL_SOCKET, SO_RCVBUF));
  });

  it('has those of the connection below TLS', async () => {
    const identity = selfSigned();
    const server = kept(createTlsServer(identity).listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const client = kept(connectSecurely({ port, host: '127.0.0.1', ca: identity.cert, servername: 'localhost' }));
    const [[conn]] = await Promise.all([once(server, 'secureConnection'), once(client, 'secureConnect')]);
    using sock = Socket.fromHandle(client);
    expect(sock.getpeername()).toEqual(['127.0.0.1', port]);
    const fd = sock.fileno();
    expect(() => Socket.fromHandle(client, { dup: false })).toThrow(/argument 'handle' must be a net\.Socket/);
    sock.close();
    expect(openSockets().has(fd)).toBe(false);
    client.end('secret');
    expect(String((await once(conn, 'data'))[0])).toBe('secret');
    client.destroy();
    conn.destroy();
  });

  it('is of the class that it is asked of', async () => {
    class Mine extends Socket {}
    const [client] = await nodePair();
    using sock = Mine.fromHandle(client);
    expect(sock).toBeInstanceOf(Mine);
  });
});

describe.runIf(capabilities.fileDescriptors)('with dup: false', () => {
  it('takes over a net.Socket, and the peer notices nothing', async () => {
    const [client, conn] = await nodePair();
    const closed = once(client, 'close');
    const sock = own(Socket.fromHandle(client, { dup: false }));
    expect(client.destroyed).toBe(true);
    await closed;
    sock.sendall(Buffer.from('ours now'));
    expect(String((await once(conn, 'data'))[0])).toBe('ours now');
    const ended = once(conn, 'end');
    sock.close();
    await ended;
  });

  it('takes over a server, with the connections that wait in it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const closed = once(server, 'close');
    const sock = own(Socket.fromHandle(server, { dup: false }));
    await closed;
    const client = kept(connect(port, '127.0.0.1'));
    await once(client, 'connect');
    const [conn, address] = sock.accept();
    own(conn);
    expect(address[1]).toBe(client.localPort);
  });

  it('takes over a dgram.Socket', async () => {
    const node = await bound();
    const name = node.address();
    const closed = once(node, 'close');
    using sock = Socket.fromHandle(node, { dup: false });
    await closed;
    expect(sock.getsockname()).toEqual([name.address, name.port]);
  });

  it('goes there and back', async () => {
    const [left, right] = own(socketpair());
    const back = own(Socket.fromHandle(left.toNetSocket(), { dup: false }));
    back.sendall(Buffer.from('round trip'));
    expect([back.family, String(right.recv(100))]).toEqual([AF_UNIX, 'round trip']);
  });

  it('refuses to lose bytes that Node has received, or has yet to send', async () => {
    const [client, conn] = await nodePair();
    conn.write('unread');
    await once(client, 'readable');
    const busy = { name: 'OSError', code: 'EBUSY', syscall: 'fromHandle' };
    expect(thrown(() => Socket.fromHandle(client, { dup: false }))).toMatchObject(busy);
    expect(String(client.read())).toBe('unread');
    client.write(Buffer.alloc(20_000_000));
    expect(thrown(() => Socket.fromHandle(client, { dup: false }))).toMatchObject(busy);
    const waiting = new NetSocket();
    waiting.connect((conn.address() as { port: number }).port, '127.0.0.1').on('error', () => {});
    kept(waiting);
    // Node makes its descriptor when it has looked up the host.
    expect(['EBUSY', 'EBADF']).toContain(thrown(() => Socket.fromHandle(waiting, { dup: false })).code);
    expect(client.destroyed).toBe(false);
  });

  it('refuses a server whose path Node would remove', async () => {
    const path = `${directory()}/server`;
    const server = kept(createServer().listen(path));
    await once(server, 'listening');
    expect(thrown(() => Socket.fromHandle(server, { dup: false }))).toMatchObject({ code: 'EBUSY' });
    expect([server.listening, existsSync(path)]).toEqual([true, true]);
  });
});

describe.runIf(capabilities.fileDescriptors)('refuses', () => {
  it('what is no socket of Node, by name', () => {
    for (const wrong of [null, undefined, 5, 'socket', {}, [], new Map(), socketpair]) {
      expect(() => Socket.fromHandle(wrong as never)).toThrow(
        /fromHandle\(\) argument 'handle' must be a socket or a server of Node/,
      );
    }
    const made = new NetSocket();
    expect(() => Socket.fromHandle(made, { twin: true } as never)).toThrow(/unexpected option 'twin'/);
    expect(() => Socket.fromHandle({ _handle: { fd: 0 } } as never, { dup: false })).toThrow(TypeError);
  });

  it('one without a descriptor: EBADF', async () => {
    const unconnected = new NetSocket();
    const server = createServer();
    const [client] = await nodePair();
    client.destroy();
    const unbound = kept(createSocket('udp4'));
    for (const handle of [unconnected, server, client, unbound]) {
      for (const dup of [true, false]) {
        expect(thrown(() => Socket.fromHandle(handle, { dup }))).toMatchObject({
          code: 'EBADF',
          syscall: 'fromHandle',
        });
      }
    }
  });

  it('a class that does not hand its arguments on, without a leak', async () => {
    class Closed extends Socket {
      constructor() {
        super(AF_INET, SOCK_DGRAM);
      }
    }
    const [client, conn] = await nodePair();
    const before = openSockets().size;
    for (const dup of [true, false]) {
      expect(() => (Closed as typeof Socket).fromHandle(client, { dup })).toThrow(/constructor of Closed/);
    }
    expect(openSockets().size).toBe(before);
    client.write('unharmed');
    expect(String((await once(conn, 'data'))[0])).toBe('unharmed');
  });
});
