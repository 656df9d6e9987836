import {
  AF_INET,
  create_connection,
  create_server,
  MSG_PEEK,
  MSG_WAITALL,
  SHUT_WR,
  type Socket,
  socket,
} from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, rejection, tcpPair } from '../support/awaited.ts';

guardAwaited();

/** Bytes of which no two neighbours are the same, and which repeat late. */
function pattern(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 7 + (i >> 8) * 13) & 0xff;
  return bytes;
}

const kinds: [name: string, make: () => ReturnType<typeof pair> | ReturnType<typeof tcpPair>][] = [
  ['TCP', tcpPair],
  ['Unix', pair],
];

describe.each(kinds)('a %s stream', (_, make) => {
  it('carries bytes in order, both ways', async () => {
    const [a, b] = await make();
    for (const text of ['one', 'two', 'three']) {
      await a.sendall(Buffer.from(text));
      expect(String(await b.recv(100))).toBe(text);
      await b.sendall(Buffer.from(text.toUpperCase()));
      expect(String(await a.recv(100))).toBe(text.toUpperCase());
    }
  });

  it('wakes a receive that waits, and ends with nothing', async () => {
    const [a, b] = await make();
    const waiting = b.recv(10);
    await a.sendall(Buffer.from('x'));
    expect(String(await waiting)).toBe('x');
    const end = b.recv(10);
    a.shutdown(SHUT_WR);
    expect((await end).length).toBe(0);
    expect((await b.recv(10)).length).toBe(0);
    // The other half is open.
    await b.sendall(Buffer.from('still here'));
    expect(String(await a.recv(100))).toBe('still here');
  });

  it.each([1, 64, 1023, 1024, 1025, 4159, 4160, 4161, 5000, 65536])(
    'carries a message of %i bytes to receives that wait',
    async (size) => {
      const [a, b] = await make();
      const bytes = pattern(size);
      for (let round = 0; round < 3; round++) {
        const into = Buffer.alloc(size);
        const got = (async () => {
          for (let at = 0; at < size; ) at += await b.recv_into(into.subarray(at));
        })();
        await a.sendall(bytes);
        await got;
        expect(into.equals(bytes)).toBe(true);
        const parts: Buffer[] = [];
        const received = (async () => {
          for (let at = 0; at < size; at += parts.at(-1)!.length) parts.push(await b.recv(100_000));
        })();
        await a.sendall(bytes);
        await received;
        expect(Buffer.concat(parts).equals(bytes)).toBe(true);
      }
    },
  );

  it.each([2048, 8192, 65536])('leaves nothing behind when a receive of %i that waited was full', async (count) => {
    const [a, b] = await make();
    const bytes = pattern(count + 952);
    const into = Buffer.alloc(count);
    const first = b.recv_into(into);
    await a.sendall(bytes);
    const parts: Buffer[] = [into.subarray(0, await first)];
    while (Buffer.concat(parts).length < bytes.length) parts.push(await b.recv(count, { timeout: 10 }));
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  it('carries more than its buffers hold, nothing lost and nothing out of order', async () => {
    const [a, b] = await make();
    const bytes = pattern(6_000_000);
    const sending = a.sendall(bytes).then(() => a.shutdown(SHUT_WR));
    const hold: Buffer[] = [];
    for await (const chunk of b) hold.push(chunk);
    await sending;
    expect(Buffer.concat(hold).equals(bytes)).toBe(true);
  });

  it('waits in send until there is room, and sends a part then', async () => {
    const [a, b] = await make();
    const bytes = Buffer.alloc(1 << 20);
    let sent = 0;
    let full = false;
    while (!full) {
      const more = await a.send(bytes, { timeout: 0 }).catch(() => 0);
      full = more === 0;
      sent += more;
    }
    const waiting = a.send(bytes);
    let received = 0;
    while (received < sent) received += (await b.recv(1 << 20)).length;
    const more = await waiting;
    expect(more).toBeGreaterThan(0);
    while (received < sent + more) received += (await b.recv(1 << 20)).length;
    expect(received).toBe(sent + more);
  });

  it('gives out bytes that nothing writes to again', async () => {
    const [a, b] = await make();
    const all: Buffer[] = [];
    for (let i = 0; i < 50; i++) {
      const waiting = b.recv(100);
      await a.sendall(Buffer.from(`message ${i}`));
      all.push(await waiting);
    }
    expect(all.map(String)).toEqual(all.map((_, i) => `message ${i}`));
  });

  it('heeds flags: MSG_PEEK leaves bytes there, MSG_WAITALL waits for all', async () => {
    const [a, b] = await make();
    await a.sendall(Buffer.from('abc'));
    expect(String(await b.recv(10, MSG_PEEK))).toBe('abc');
    expect(String(await b.recv(10, { flags: MSG_PEEK }))).toBe('abc');
    const all = b.recv(6, MSG_WAITALL);
    await a.sendall(Buffer.from('def'));
    expect(String(await all)).toBe('abcdef');
    const into = Buffer.alloc(4);
    const rest = b.recv_into(into, 4, MSG_WAITALL);
    await a.sendall(Buffer.from('gh'));
    a.shutdown(SHUT_WR);
    expect(await rest).toBe(2);
    expect(String(into.subarray(0, 2))).toBe('gh');
  });

  it('keeps what has come of a MSG_WAITALL that runs out of time', async () => {
    const [a, b] = await make();
    await a.sendall(Buffer.from('half'));
    expect(String(await b.recv(8, MSG_WAITALL, { timeout: 0.01 }))).toBe('half');
    expect((await rejection(b.recv(8, MSG_WAITALL, { timeout: 0.01 }))).name).toBe('TimeoutError');
  });
});

describe('a server', () => {
  it('is iterated over for connections, and they for chunks', async () => {
    const server = own(await create_server(['127.0.0.1', 0]));
    const served = (async () => {
      for await (const [conn, address] of server) {
        expect(address[0]).toBe('127.0.0.1');
        for await (const chunk of conn) await conn.sendall(chunk);
        conn.close();
        return;
      }
    })();
    await using client = await create_connection(['127.0.0.1', server.getsockname()[1]]);
    await client.sendall(Buffer.from('echo'));
    expect(String(await client.recv(10))).toBe('echo');
    client.shutdown(SHUT_WR);
    expect((await client.recv(10)).length).toBe(0);
    await served;
  });

  it('accepts in the order of the calls', async () => {
    const server = own(await create_server(['127.0.0.1', 0]));
    const accepting = [server.accept(), server.accept(), server.accept()];
    const clients: Socket[] = [];
    for (let i = 0; i < 3; i++) clients.push(own(await create_connection(server.getsockname())));
    const accepted = await Promise.all(accepting);
    accepted.forEach(([conn], i) => {
      expect(own(conn).getpeername()).toEqual(clients[i]!.getsockname());
      expect(conn.getblocking()).toBe(true);
    });
  });

  it('refuses a connection as the kernel says', async () => {
    const dead = own(socket(AF_INET));
    dead.bind(['127.0.0.1', 0]);
    const client = own(socket(AF_INET));
    const port = dead.getsockname()[1];
    const error = await rejection(client.connect(['127.0.0.1', port]));
    expect(error).toMatchObject({ name: 'ConnectionRefusedError', code: 'ECONNREFUSED', syscall: 'connect' });
    expect(error.message).toContain(`127.0.0.1:${port}`);
    expect(await own(socket()).connect_ex(['127.0.0.1', port])).toBe(error.errno);
  });
});
