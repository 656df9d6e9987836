import { type Accepted, create_server, type Socket } from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, tcpPair, turns } from '../support/awaited.ts';

guardAwaited();

/** Runs `work` again and again until the event loop has had so many turns, and says how often it ran in the longest. */
async function flood(work: () => Promise<unknown>, wanted: number): Promise<number> {
  let turned = 0;
  let most = 0;
  let since = 0;
  let timers = 0;
  const timer = setInterval(() => timers++, 0);
  const turn = () => {
    most = Math.max(most, since);
    since = 0;
    if (++turned < wanted) setImmediate(turn);
  };
  setImmediate(turn);
  while (turned < wanted) {
    await work();
    since++;
  }
  clearInterval(timer);
  // Timers have their turn as well.
  while (timers === 0) await turns(1);
  return most;
}

// These would never end if calls that complete at once kept the event loop from turning.
describe('calls that never have to wait', () => {
  it('let the event loop turn: sends', async () => {
    const [a, b] = pair();
    const byte = Buffer.alloc(1);
    // A peer in the same loop, with system calls alone, so that only `sendall` is awaited here.
    b.settimeout(0);
    let count = 0;
    await flood(async () => {
      await a.sendall(byte);
      if (++count % 64 === 0) await b.recv(65536).catch(() => {});
    }, 20);
  });

  it('let the event loop turn: receives', async () => {
    const [a, b] = pair();
    const bytes = Buffer.alloc(100_000);
    let left = 0;
    await flood(async () => {
      if (left === 0) {
        await a.sendall(bytes);
        left = bytes.length;
      }
      left -= (await b.recv(1)).length;
    }, 20);
  });

  it('let the event loop turn: both, on a connection that is flooded', async () => {
    const [client, server] = await tcpPair();
    const bytes = Buffer.alloc(1 << 16);
    let isOver = false;
    const sending = (async () => {
      while (!isOver) await client.sendall(bytes);
    })();
    await flood(() => server.recv(1 << 16), 50);
    isOver = true;
    client.close();
    await sending.catch(() => {});
  });

  it('that fail at once let it turn too', async () => {
    const [a] = pair();
    a.setblocking(false);
    await flood(() => a.recv(1).catch(() => {}), 20);
  });
});

it('a hundred floods do not keep one from being served', async () => {
  const server: Socket<Accepted> = own(await create_server(['127.0.0.1', 0]));
  let isOver = false;
  const serving = (async () => {
    for await (const [conn] of server) {
      void (async () => {
        for await (const chunk of conn) await conn.sendall(chunk);
        conn.close();
      })().catch(() => conn.close());
    }
  })().catch(() => {});
  const { create_connection } = await import('berkeley/promises');
  const chunk = Buffer.alloc(1000);
  const floods = Array.from({ length: 100 }, async () => {
    const sock = own(await create_connection(server.getsockname()));
    while (!isOver) {
      await sock.sendall(chunk);
      for (let at = 0; at < chunk.length; ) at += (await sock.recv(65536)).length;
    }
  });
  const quiet = own(await create_connection(server.getsockname()));
  for (let i = 0; i < 100; i++) {
    await quiet.sendall(Buffer.from('quiet'));
    expect(String(await quiet.recv(10))).toBe('quiet');
  }
  isOver = true;
  await Promise.all(floods);
  server.close();
  await serving;
});

describe('what is sent', () => {
  it.each(['sendall', 'send'] as const)(
    'leaves before the socket is closed, in a turn that was long: %s',
    async (name) => {
      const [sock, peer] = pair();
      const [a, b] = pair();
      await turns();
      const order: string[] = [];
      setImmediate(() => order.push('turn'));
      // From here on the event loop does not turn.
      const sent = Array.from({ length: 16 }, () => a.sendall(Buffer.from('x')));
      for (const began = performance.now(); performance.now() < began + 10; );
      for (let i = 0; i < 16; i++) sent.push(a.sendall(Buffer.from('x')));
      const last = sock[name](Buffer.from('the last')).then((count) => order.push(`sent ${count}`));
      sock.close();
      await Promise.all([last, ...sent]);
      expect(order).toEqual(['turn', `sent ${name === 'send' ? 8 : undefined}`]);
      expect(await peer.recv(100)).toEqual(Buffer.from('the last'));
      expect((await b.recv(100)).length).toBe(32);
    },
  );
});
