import { once } from 'node:events';
import { createServer } from 'node:net';
import * as awaited from 'berkeley/promises';
import { AF_INET, capabilities, SOCK_DGRAM, type Socket } from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { inThread } from '../support/thread.ts';

// The reactor, which a thread keeps.
guardFds(() => {
  const [left, right] = awaited.socketpair();
  left.recv(1).catch(() => {});
  left.close();
  right.close();
});

function own<T extends awaited.Socket | Socket>(sock: T): T {
  onTestFinished(() => sock.close());
  return sock;
}

const bytes = (text: string) => Buffer.from(text);

describe.runIf(capabilities.fileDescriptors)('awaited sockets are handed over too', () => {
  it('to node:net, which lets go of whoever waits', async () => {
    const [left, right] = awaited.socketpair();
    own(right);
    const waiting = left.recv(1);
    const node = left.toNetSocket();
    await expect(waiting).rejects.toMatchObject({ code: 'ECANCELED' });
    await right.sendall(bytes('to Node'));
    expect(String((await once(node, 'data'))[0])).toBe('to Node');
    node.end('back');
    expect(String(await right.recv(100))).toBe('back');
    right.close();
    await once(node, 'close');
  });

  it('to a server, a dgram.Socket and web streams', async () => {
    const listener = await awaited.create_server(['127.0.0.1', 0]);
    const address = listener.getsockname();
    const server = listener.toNetServer().on('connection', (conn) => conn.end('served'));
    const client = own(await awaited.create_connection(address));
    expect(String(await client.recv(100))).toBe('served');
    const { readable, writable } = client.toWeb();
    expect((await readable.getReader().read()).done).toBe(true);
    await writable.close();
    await new Promise((resolve) => server.close(resolve));

    const datagrams = awaited.socket(AF_INET, SOCK_DGRAM);
    datagrams.bind(['127.0.0.1', 0]);
    const [host, port] = datagrams.getsockname();
    const node = datagrams.toDgramSocket();
    using sender = awaited.socket(AF_INET, SOCK_DGRAM);
    const heard = once(node, 'message');
    await sender.sendto(bytes('datagram'), [host, port]);
    expect(String((await heard)[0])).toBe('datagram');
    await new Promise<void>((resolve) => node.close(resolve));
  });

  it('stay as they were if it fails: their waits go on', async () => {
    const sock = own(awaited.socket(AF_INET, SOCK_DGRAM));
    sock.bind(['127.0.0.1', 0]);
    const waiting = sock.recv(100);
    expect(() => sock.toNetSocket()).toThrow(/toDgramSocket/);
    expect(() => sock.toNetServer()).toThrow(/Protocol wrong type/);
    using sender = awaited.socket(AF_INET, SOCK_DGRAM);
    await sender.sendto(bytes('still here'), sock.getsockname());
    expect(String(await waiting)).toBe('still here');
  });

  it('come from a socket of Node', async () => {
    const server = createServer((conn) => conn.end('from Node')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const node = own(awaited.Socket.fromHandle(server, { dup: false }));
    expect([node.gettimeout(), server.listening]).toEqual([null, false]);
    const client = own(await awaited.create_connection(node.getsockname()));
    const [conn] = await node.accept();
    await own(conn).sendall(bytes('accepted'));
    expect(String(await client.recv(100))).toBe('accepted');
  });

  it('cross threads, and from one kind to the other', async () => {
    const [left, right] = awaited.socketpair();
    own(right);
    left.settimeout(10);
    const thread = inThread(({ socket: { Socket } }, message) => {
      const sock = Socket.receive(message);
      sock.sendall(sock.recv(100));
      return sock.transfer();
    }, left.transfer());
    await right.sendall(bytes('echo'));
    expect(String(await right.recv(100))).toBe('echo');
    const back = own(awaited.Socket.receive((await thread) as awaited.SocketMessage));
    expect(back.gettimeout()).toBe(10);
    await back.sendall(bytes('awaited again'));
    expect(String(await right.recv(100))).toBe('awaited again');
  });
});
