import { createSocket, type Socket as Datagram } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer } from 'node:net';
import { fileno, POLLIN, poll, select } from 'berkeley/select';
import { EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import {
  AF_INET,
  capabilities,
  create_server,
  dup,
  SO_RCVBUF,
  SO_TYPE,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  socket,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { closing, kinds, reuse } from '../support/selectors.ts';

// Sockets and servers of Node, by their descriptors. Nothing here returns to the event loop between what happens and the
// wait for it, so that Node is not the first to take it.

guardFds();
const keep = closing();

/** A listening server of Node's, and its address. */
async function listening(): Promise<[ReturnType<typeof createServer>, [string, number]]> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return [server, ['127.0.0.1', (server.address() as AddressInfo).port]];
}

async function datagram(): Promise<[Datagram, [string, number]]> {
  const udp = createSocket('udp4');
  onTestFinished(() => new Promise<void>((resolve) => (fileno(udp) < 0 ? resolve() : udp.close(resolve))));
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  return [udp, ['127.0.0.1', udp.address().port]];
}

describe('fileno', () => {
  it('is the descriptor of a socket or server of Node, or -1 while and when it has none', async () => {
    const idle = createServer();
    expect(fileno(idle)).toBe(-1);
    const [server, [, port]] = await listening();
    expect(fileno(server)).toBeGreaterThan(0);
    const client = createConnection(port, '127.0.0.1');
    await once(client, 'connect');
    expect(fileno(client)).toBeGreaterThan(0);
    expect(fileno(client)).not.toBe(fileno(server));
    client.destroy();
    await once(client, 'close');
    expect(fileno(client)).toBe(-1);
    const unbound = createSocket('udp4');
    expect(fileno(unbound)).toBe(-1);
    unbound.close();
    expect(fileno(unbound)).toBe(-1);
    const [udp] = await datagram();
    expect(fileno(udp)).toBeGreaterThan(0);
  });

  it('is of what has one, and of nothing else', () => {
    const any = (value: unknown) => value as Parameters<typeof fileno>[0];
    for (const other of [undefined, null, 1, 'x', {}, [], socket, { fd: 3 }, new Map()]) {
      expect(() => fileno(any(other))).toThrow(TypeError);
    }
    expect(() => select([any(createServer()) as unknown as number], [], [], 0)).toThrow(TypeError);
  });

  it.runIf(capabilities.fileDescriptors)('is for options too, and for a duplicate', async () => {
    const [udp] = await datagram();
    const [twin] = keep(socket({ fileno: dup(fileno(udp)) }));
    expect([twin.family, twin.type]).toEqual([AF_INET, SOCK_DGRAM]);
    twin.setsockopt(SOL_SOCKET, SO_RCVBUF, 20_000);
    expect(udp.getRecvBufferSize()).toBe(twin.getsockopt(SOL_SOCKET, SO_RCVBUF));
    const [server] = await listening();
    expect(keep(socket({ fileno: dup(fileno(server)) }))[0].getsockopt(SOL_SOCKET, SO_TYPE)).toBe(SOCK_STREAM);
  });

  it.runIf(capabilities.fileDescriptors)('is what select() and poll objects wait for', async () => {
    const [server, address] = await listening();
    const fd = fileno(server);
    const p = poll();
    p.register(fd, POLLIN);
    expect([select([fd], [], [], 0)[0], p.poll(0)]).toEqual([[], []]);
    const [client] = keep(socket());
    client.connect(address);
    expect([select([fd], [], [], 10)[0], p.poll(10_000)]).toEqual([[fd], [[fd, POLLIN]]]);
    const [conn] = await once(server, 'connection');
    conn.destroy();
  });
});

describe.runIf(capabilities.fileDescriptors).each(kinds)('$python', ({ name, Selector }) => {
  it('waits for servers, streams and datagrams of Node', async () => {
    const [s] = keep(new Selector());
    const [server, address] = await listening();
    s.register(fileno(server), EVENT_READ, 'server');
    const [client] = keep(socket());
    client.connect(address);
    expect(s.select(10).map(([key]) => key.data)).toEqual(['server']);
    // Now Node takes it.
    const [conn] = await once(server, 'connection');
    expect(s.select(0)).toEqual([]);
    s.register(fileno(conn), EVENT_READ | EVENT_WRITE, 'stream');
    client.send(Buffer.from('hello'));
    expect(s.select(10).map(([key, events]) => [key.data, events])).toEqual([['stream', EVENT_READ | EVENT_WRITE]]);
    expect(String((await once(conn, 'data'))[0])).toBe('hello');
    expect(s.select(10).map(([, events]) => events)).toEqual([EVENT_WRITE]);
    const [udp, where] = await datagram();
    s.register(fileno(udp), EVENT_READ, 'datagram');
    s.unregister(fileno(conn));
    keep(socket(AF_INET, SOCK_DGRAM))[0].sendto(Buffer.from('hi'), where);
    expect(s.select(10).map(([key]) => key.data)).toEqual(['datagram']);
    expect(String((await once(udp, 'message'))[0])).toBe('hi');
    s.unregister(fileno(udp));
    conn.destroy();
  });

  it('has no event of one that Node has closed, and can unregister it', async () => {
    const [s] = keep(new Selector());
    const [mine] = keep(create_server(['127.0.0.1', 0]));
    const client = createConnection((mine.getsockname() as [string, number])[1], '127.0.0.1');
    await once(client, 'connect');
    const fd = fileno(client);
    s.register(fd, EVENT_READ, 'of Node');
    const [conn] = keep(mine.accept()[0]);
    conn.send(Buffer.from('x'));
    expect(s.select(10).map(([key]) => key.data)).toEqual(['of Node']);
    client.destroy();
    await once(client, 'close');
    let looked: unknown;
    try {
      looked = s.select(0).map(([key]) => key.data);
    } catch (error) {
      looked = (error as { code: string }).code;
    }
    expect(looked).toEqual({ select: 'EBADF', poll: ['of Node'] }[name] ?? []);
    expect(s.unregister(fd).data).toBe('of Node');
    const newcomer = reuse(fd, keep, true);
    expect(s.select(0)).toEqual([]);
    s.register(newcomer, EVENT_READ, 'ours');
    expect(s.select(10).map(([key]) => key.data)).toEqual(['ours']);
  });
});
