import {
  BufferError,
  capabilities,
  EVENT_READ,
  MSG_WAITALL,
  PollSelector,
  SO_LINGER,
  SOL_SOCKET,
  type Socket,
} from 'berkeley/promises';

import { describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, rejection, tcpPair } from '../support/awaited.ts';

guardAwaited();

/** Takes the memory of a buffer away from it. */
function takeAway(bytes: Uint8Array): void {
  structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });
}

describe.each([
  ['TCP', tcpPair],
  ['socketpair', async () => pair()],
] as [string, () => Promise<[Socket, Socket]>][])('over %s', (_, connect) => {
  it('receives that wait together, of both kinds, are served in order and with what is theirs', async () => {
    const [a, b] = await connect();
    const into = [Buffer.alloc(3), Buffer.alloc(3)];
    for (let round = 0; round < 3; round++) {
      const waiting = [a.recv(3), a.recv_into(into[0]!), a.recv(3), a.recv_into(into[1]!)];
      await b.sendall(Buffer.from('abcdefghijkl'));
      const [first, second, third, fourth] = await Promise.all(waiting);
      expect([String(first), second, String(third), fourth]).toEqual(['abc', 3, 'ghi', 3]);
      expect(into.map(String)).toEqual(['def', 'jkl']);
    }
  });

  it('a receive that failed leaves the next one alone', async () => {
    const [a, b] = await connect();
    for (let round = 0; round < 3; round++) {
      const late = rejection(a.recv(10, { timeout: 0.001 }));
      const aborted = new AbortController();
      const given = rejection(a.recv_into(Buffer.alloc(10), { signal: aborted.signal }));
      const last = a.recv(10);
      expect(await late).toMatchObject({ name: 'TimeoutError' });
      aborted.abort();
      expect(await given).toMatchObject({ name: 'AbortError' });
      await b.sendall(Buffer.from('mine'));
      expect(String(await last)).toBe('mine');
    }
  });

  it('a buffer that is taken away while a call waits makes it a BufferError, and nobody else’s', async () => {
    const connections = await Promise.all([connect(), connect(), connect()]);
    const buffers = connections.map(() => Buffer.from(new ArrayBuffer(8)));
    const results = connections.map(([a], i) => a.recv_into(buffers[i]!).catch((error: unknown) => error));
    takeAway(buffers[1]!);
    await Promise.all(connections.map(([, b]) => b.sendall(Buffer.from('1234'))));
    const [first, second, third] = await Promise.all(results);
    expect([first, third]).toEqual([4, 4]);
    expect(second).toBeInstanceOf(BufferError);
    expect(second).toMatchObject({ message: expect.stringMatching(/^recv\(\): the buffer was detached/) });
    const [a, b] = connections[1]!;
    await b.sendall(Buffer.from('more'));
    expect(String(await a.recv(10)).endsWith('more')).toBe(true);
  });

  it('the same of what is sent', async () => {
    const [a, b] = await connect();
    const bytes = new Uint8Array(1 << 24);
    const sending = rejection(a.sendall(bytes));
    takeAway(bytes);
    const received = (async () => {
      let count = 0;
      for await (const chunk of b.chunks()) count += chunk.length;
      return count;
    })();
    const error = await sending;
    expect(error).toBeInstanceOf(BufferError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^send\(\): the buffer was detached/) });
    a.close();
    expect(await received).toBeLessThan(1 << 24);
  });
});

it.runIf(capabilities.poll)(
  'a selector that waits for a socket is not disturbed when the socket is received from',
  async () => {
    const [a, b] = await tcpPair();
    const selector = own(new PollSelector());
    selector.register(a, EVENT_READ);
    const selecting = selector.select();
    const receiving = a.recv(3);
    await b.sendall(Buffer.from('for both'));
    expect(await selecting).toHaveLength(1);
    expect(String(await receiving)).toBe('for');
  },
);

it.each([
  ['recv', (conn: Socket) => conn.recv(65536)],
  ['recv_into', async (conn: Socket) => ({ length: await conn.recv_into(Buffer.alloc(65536)) })],
  ['recv with MSG_WAITALL', (conn: Socket) => conn.recv(65536, MSG_WAITALL)],
  ['recvmsg with MSG_WAITALL', async (conn: Socket) => (await conn.recvmsg(65536, 0, MSG_WAITALL))[0]],
] as const)('a reset behind the bytes of a %s is not taken for the end', async (_, receive) => {
  const [client, conn] = await tcpPair();
  const receiving = receive(conn);
  client.setsockopt(SOL_SOCKET, SO_LINGER, new Int32Array([1, 0]));
  await client.sendall(Buffer.alloc(4096));
  client.close();
  expect((await receiving).length).toBe(4096);
  expect(await rejection(conn.recv(10))).toMatchObject({ code: 'ECONNRESET' });
  expect(await conn.recv(10)).toHaveLength(0);
});
