import { type Accepted, AF_INET, create_server, SOCK_DGRAM, Socket, socket } from 'berkeley/promises';
import { expect, it } from 'vitest';
import { guardAwaited, own, rejection, tcpPair } from '../support/awaited.ts';

guardAwaited();

it('an iteration gives chunks until the peer has shut down its side, and then nothing more', async () => {
  const [a, b] = await tcpPair();
  const chunks = b.chunks(4);
  expect(chunks[Symbol.asyncIterator]()).toBe(chunks);
  // Several at once are served in order.
  const three = Promise.all([chunks.next(), chunks.next(), chunks.next()]);
  await a.sendall(Buffer.from('abcdefghij'));
  expect((await three).map(({ value, done }) => [String(value), done])).toEqual([
    ['abcd', false],
    ['efgh', false],
    ['ij', false],
  ]);
  a.close();
  expect(await chunks.next()).toEqual({ value: undefined, done: true });
  expect(await chunks.next()).toEqual({ value: undefined, done: true });
});

it('one that is left takes no more', async () => {
  const [a, b] = await tcpPair();
  await a.sendall(Buffer.from('one'));
  for await (const chunk of b) {
    expect(String(chunk)).toBe('one');
    break;
  }
  const chunks = b.chunks();
  expect(await chunks.return()).toEqual({ value: undefined, done: true });
  expect(await chunks.next()).toEqual({ value: undefined, done: true });
  const thrown = b.chunks();
  const error = new Error('enough');
  expect(await rejection(thrown.throw(error))).toBe(error);
  expect((await thrown.next()).done).toBe(true);
  const disposed = b.chunks();
  await disposed[Symbol.asyncDispose]();
  expect((await disposed.next()).done).toBe(true);
  await a.sendall(Buffer.from('two'));
  expect(String(await b.recv(10))).toBe('two');
});

it('an error ends it', async () => {
  const [, b] = await tcpPair();
  const chunks = b.chunks(10, { timeout: 0.001 });
  expect(await rejection(chunks.next())).toMatchObject({ name: 'TimeoutError' });
  expect((await chunks.next()).done).toBe(true);
  expect(await rejection(b.chunks(-1).next())).toBeInstanceOf(RangeError);
  expect(await rejection(b.chunks(1, { signal: AbortSignal.abort() }).next())).toMatchObject({ name: 'AbortError' });
});

it('an empty message is one like others', async () => {
  const receiver = own(socket(AF_INET, SOCK_DGRAM));
  receiver.bind(['127.0.0.1', 0]);
  const sender = own(socket(AF_INET, SOCK_DGRAM));
  const messages = receiver.chunks();
  for (const text of ['', 'full']) {
    const next = messages.next();
    await sender.sendto(Buffer.from(text), receiver.getsockname() as [string, number]);
    expect(String((await next).value)).toBe(text);
  }
});

it('connections come one after the other until their signal is aborted', async () => {
  const server = own(await create_server(['127.0.0.1', 0]));
  const clients = [own(socket(AF_INET)), own(socket(AF_INET))];
  const controller = new AbortController();
  const found: unknown[] = [];
  const accepting = (async () => {
    for await (const [conn, address] of server.connections({ signal: controller.signal })) {
      own(conn);
      found.push(address);
      if (found.length === 2) controller.abort();
    }
  })();
  for (const client of clients) await client.connect(server.getsockname());
  expect(await rejection(accepting)).toMatchObject({ name: 'AbortError' });
  expect(found).toEqual(clients.map((client) => client.getsockname()));
});

it('connections that are there already come at once, behind those who wait', async () => {
  const server = own(await create_server(['127.0.0.1', 0]));
  const clients = Array.from({ length: 4 }, () => own(socket(AF_INET)));
  const connections = server.connections();
  const first = server.accept();
  const second = connections.next();
  for (const client of clients) await client.connect(server.getsockname());
  const fourth = server.accept();
  const found = [await first, (await second).value!, await fourth, (await connections.next()).value!];
  for (const [conn] of found) own(conn);
  expect(found.map(([, address]) => address)).toEqual(clients.map((client) => client.getsockname()));
  // And again where nothing was there in between.
  const last = own(socket(AF_INET));
  const waiting = connections.next();
  await last.connect(server.getsockname());
  const [conn, address] = (await waiting).value!;
  expect(own(conn).getpeername()).toEqual(address);
  server.close();
  expect(await rejection(connections.next())).toMatchObject({ code: 'EBADF' });
  expect((await connections.next()).done).toBe(true);
});

it('gives what a subclass makes of the calls under it', async () => {
  const calls: string[] = [];
  class Noting<Item = Buffer> extends Socket<Item> {
    override accept(...given: Parameters<Socket['accept']>): Promise<Accepted> {
      calls.push('accept');
      return super.accept(...given);
    }

    override recv(...given: Parameters<Socket['recv']>): Promise<Buffer> {
      calls.push('recv');
      return super.recv(...given);
    }
  }
  const server = own(new Noting<Accepted>(AF_INET));
  server.bind(['127.0.0.1', 0]);
  server.listen();
  const client = own(new Noting(AF_INET));
  await client.connect(server.getsockname());
  for await (const [conn] of server) {
    await conn.sendall(Buffer.from('hello'));
    conn.close();
    break;
  }
  const chunks: string[] = [];
  for await (const chunk of client) chunks.push(String(chunk));
  expect([chunks, calls]).toEqual([['hello'], ['accept', 'recv', 'recv']]);
});

it('of a connection that was accepted gives its chunks, and no connections', async () => {
  const server = own(await create_server(['127.0.0.1', 0]));
  const client = own(socket(AF_INET));
  await client.connect(server.getsockname());
  const [conn] = await server.accept();
  own(conn);
  await client.sendall(Buffer.from('one'));
  client.close();
  const chunks: string[] = [];
  for await (const chunk of conn) chunks.push(String(chunk));
  expect(chunks).toEqual(['one']);
});

it('ends with an error, which is told once', async () => {
  const server = own(await create_server(['127.0.0.1', 0]));
  const client = own(socket(AF_INET));
  await client.connect(server.getsockname());
  const chunks = client.chunks();
  const waiting = chunks.next();
  const failed = rejection(waiting);
  client.close();
  expect(await failed).toMatchObject({ code: 'ECANCELED' });
  expect(await chunks.next()).toEqual({ value: undefined, done: true });
  const closed = client.chunks();
  expect(await rejection(closed.next())).toMatchObject({ code: 'EBADF' });
  expect((await closed.next()).done).toBe(true);
});
