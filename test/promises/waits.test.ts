import { getEventListeners } from 'node:events';
import { AF_INET, capabilities, MSG_DONTWAIT, SOCK_DGRAM, type Socket, socket, socketpair } from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, rejection, tcpPair, turns } from '../support/awaited.ts';
import { closeBehind } from '../support/sockets.ts';

guardAwaited();

/** Calls that wait on a socket to which nobody sends and from which nobody takes. */
const waits: [name: string, start: (sock: Socket, options?: object) => Promise<unknown>][] = [
  ['recv', (sock, options) => sock.recv(10, options)],
  ['recv with flags', (sock, options) => sock.recv(10, 0, options)],
  ['recv_into', (sock, options) => sock.recv_into(Buffer.alloc(10), options)],
  ['recvfrom', (sock, options) => sock.recvfrom(10, options)],
  ['recvfrom_into', (sock, options) => sock.recvfrom_into(Buffer.alloc(10), options)],
  ['sendall', (sock, options) => sock.sendall(Buffer.alloc(1 << 23), options)],
];

describe.each(waits)('%s', (name, start) => {
  it('rejects with the reason when its signal is aborted, lets go of it, and leaves the socket usable', async () => {
    const [a, b] = await tcpPair();
    const controller = new AbortController();
    const waiting = rejection(start(a, { signal: controller.signal }));
    expect(getEventListeners(controller.signal, 'abort').length).toBe(1);
    const reason = new Error('enough');
    controller.abort(reason);
    expect(await waiting).toBe(reason);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    if (name !== 'sendall') {
      await b.sendall(Buffer.from('later'));
      expect(String(await a.recv(10))).toBe('later');
    }
  });

  it('rejects with an AbortError by default', async () => {
    const [a] = pair();
    const controller = new AbortController();
    const waiting = rejection(start(a, { signal: controller.signal }));
    controller.abort();
    expect(await waiting).toMatchObject({ name: 'AbortError' });
  });

  it('does not start with a signal that is aborted already', async () => {
    const [a, b] = pair();
    await b.sendall(Buffer.from('there'));
    const signal = AbortSignal.abort();
    expect(await rejection(start(a, { signal }))).toBe(signal.reason);
    expect(String(await a.recv(10))).toBe('there');
    await expect(b.recv(1, { timeout: 0 })).rejects.toThrow('[Errno');
  });

  it('runs out of time, by its own time-out and by the socket’s', async () => {
    const [a] = pair();
    expect(await rejection(start(a, { timeout: 0.005 }))).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    a.settimeout(0.005);
    expect(await rejection(start(a))).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    a.setblocking(false);
    expect(await rejection(start(a))).toMatchObject({ name: 'BlockingIOError', code: 'EAGAIN' });
    a.setblocking(true);
    expect(await rejection(start(a, { timeout: 0 }))).toMatchObject({ name: 'BlockingIOError' });
  });

  it('rejects with ECANCELED when the socket is closed or detached', async () => {
    const [a, b] = pair();
    const waiting = rejection(start(a));
    a.close();
    expect(await waiting).toMatchObject({ name: 'OSError', code: 'ECANCELED' });
    expect(await rejection(start(a))).toMatchObject({ code: 'EBADF' });
    b.close();
    const [c] = pair();
    const second = rejection(start(c));
    closeBehind(c.detach());
    expect(await second).toMatchObject({ code: 'ECANCELED' });
    expect(await rejection(start(c))).toMatchObject({ code: 'EBADF' });
  });

  it('refuses options that are none', async () => {
    const [a] = pair();
    expect((await rejection(start(a, { signal: 'no' }))).message).toMatch(/argument 'signal' must be an AbortSignal/);
    expect((await rejection(start(a, { timeout: -1 }))).message).toMatch(/argument 'timeout': .*out of range/);
    expect((await rejection(start(a, { timeuot: 1 }))).message).toMatch(/unexpected option 'timeuot'/);
  });
});

describe('several that wait for one socket', () => {
  it('are served in order, each direction for itself', async () => {
    const [a, b] = pair();
    const order: string[] = [];
    const receiving = [1, 2, 3, 4].map(async (i) => order.push(`${i}:${await a.recv(1)}`));
    const sending = [b.sendall(Buffer.alloc(1 << 21, 'x')), b.sendall(Buffer.from('y')), b.sendall(Buffer.from('z'))];
    await Promise.all(receiving);
    expect(order).toEqual(['1:x', '2:x', '3:x', '4:x']);
    const rest: Buffer[] = [];
    while (!String(rest.at(-1) ?? '').endsWith('z')) rest.push(await a.recv(65536));
    await Promise.all(sending);
    expect(Buffer.concat(rest).subarray(-3).toString()).toBe('xyz');
  });

  it('go on when one in the middle is aborted', async () => {
    const [a, b] = pair();
    const controller = new AbortController();
    const all = [a.recv(1), a.recv(1, { signal: controller.signal }), a.recv(1), a.recv_into(Buffer.alloc(1))];
    const aborted = rejection(all[1]!);
    controller.abort();
    expect(await aborted).toMatchObject({ name: 'AbortError' });
    await b.sendall(Buffer.from('123'));
    expect([String(await all[0]), String(await all[2]), await all[3]]).toEqual(['1', '2', 1]);
  });

  it('go on when the first is aborted after bytes have come for it', async () => {
    const [a, b] = pair();
    await turns();
    for (let i = 0; i < 20; i++) {
      const controller = new AbortController();
      const first = a.recv(1, { signal: controller.signal }).catch(() => null);
      const second = a.recv(1);
      const sent = [b.sendall(Buffer.from('p'))];
      controller.abort();
      sent.push(b.sendall(Buffer.from('q')));
      // The abort came before the event loop could look: both bytes are there for whoever still waits.
      expect(await first).toBeNull();
      await Promise.all(sent);
      expect(`${await second}${await a.recv(1)}`).toBe('pq');
    }
  });

  it('all end when it is closed, in order', async () => {
    const [a] = pair();
    const order: string[] = [];
    const note = (name: string) => (error: { code: string }) => order.push(`${name} ${error.code}`);
    const all = [a.recv(1).catch(note('1')), a.recv(1).catch(note('2')), a.recvfrom(1).catch(note('3'))];
    a.close();
    await Promise.all(all);
    expect(order).toEqual(['1 ECANCELED', '2 ECANCELED', '3 ECANCELED']);
  });
});

describe('a reused descriptor', () => {
  it('wakes nobody of before', async () => {
    const [a, b] = pair();
    const fd = a.fileno();
    const waiting = rejection(a.recv(1));
    await turns();
    a.close();
    let reused: [Socket, Socket] | undefined;
    for (let i = 0; reused === undefined && i < 50; i++) {
      const [c, d] = pair();
      if (c.fileno() === fd) reused = [c, d];
      else if (d.fileno() === fd) reused = [d, c];
    }
    expect(await waiting).toMatchObject({ code: 'ECANCELED' });
    const [mine, other] = reused!;
    const received = mine.recv(10);
    await other.sendall(Buffer.from('new'));
    expect(String(await received)).toBe('new');
    b.close();
  });

  it('of a socket that was closed behind its back belongs to the new one', async () => {
    const stale = own(socket(AF_INET, SOCK_DGRAM));
    stale.bind(['127.0.0.1', 0]);
    const waiting = rejection(stale.recv(1));
    await turns();
    const fd = stale.fileno();
    closeBehind(fd);
    const made: Socket[] = [];
    let mine: Socket | undefined;
    for (let i = 0; mine === undefined && i < 50; i++) {
      const sock = socket(AF_INET, SOCK_DGRAM);
      made.push(sock);
      if (sock.fileno() === fd) mine = sock;
    }
    mine!.bind(['127.0.0.1', 0]);
    const received = mine!.recv(10);
    expect(await waiting).toMatchObject({ code: 'EBADF' });
    await made.at(-1)!.sendto(Buffer.from('hi'), mine!.getsockname());
    expect(String(await received)).toBe('hi');
    stale.fd.release();
    for (const sock of made) sock.close();
  });
});

describe('ref and unref', () => {
  it('give the socket back', () => {
    const [a] = pair();
    expect(a.unref()).toBe(a);
    expect(a.ref()).toBe(a);
  });
});

describe('a hundred thousand waits', () => {
  it('leave no listener, no timer and no memory behind', { timeout: 60_000 }, async () => {
    const [a, b] = socketpair();
    const controller = new AbortController();
    const { signal } = controller;
    const byte = Buffer.from('x');
    const round = async (count: number) => {
      for (let i = 0; i < count; i++) {
        const waiting = a.recv(1, { signal, timeout: 60 });
        await b.sendall(byte);
        await waiting;
      }
    };
    // A timer that looks finds one a millisecond.
    const few = capabilities.reactor ? 1 : 100;
    await round(20_000 / few);
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    await round(80_000 / few);
    globalThis.gc?.();
    const grown = process.memoryUsage().heapUsed - before;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length).toBeLessThan(5);
    // Without --expose-gc garbage may be left; what is never freed would be a hundred bytes a wait at least.
    expect(grown).toBeLessThan(globalThis.gc ? 2_000_000 : 60_000_000);
    a.close();
    b.close();
  });
});

describe.runIf(MSG_DONTWAIT !== undefined)('MSG_DONTWAIT', () => {
  const flagged: [name: string, call: (sock: Socket, options?: object) => Promise<unknown>][] = [
    ['recv', (sock, options) => sock.recv(1, MSG_DONTWAIT, options)],
    ['recv_into', (sock, options) => sock.recv_into(Buffer.alloc(1), 1, MSG_DONTWAIT, options)],
    ['recvfrom', (sock, options) => sock.recvfrom(1, MSG_DONTWAIT, options)],
    ['recvfrom_into', (sock, options) => sock.recvfrom_into(Buffer.alloc(1), 1, MSG_DONTWAIT, options)],
    ['sendall', (sock, options) => sock.sendall(Buffer.alloc(1 << 23), MSG_DONTWAIT, options)],
  ];
  if (capabilities.messages) {
    flagged.push(
      ['recvmsg', (sock, options) => sock.recvmsg(1, 0, MSG_DONTWAIT, options)],
      ['recvmsg_into', (sock, options) => sock.recvmsg_into([Buffer.alloc(1)], 0, MSG_DONTWAIT, options)],
    );
  }

  it.each(flagged)('of %s does not wait, unless there is a time-out', async (_, call) => {
    const [a] = await tcpPair();
    expect(await rejection(call(a))).toMatchObject({ name: 'BlockingIOError', code: 'EAGAIN' });
    expect(await rejection(call(a, { timeout: 0.001 }))).toMatchObject({ name: 'TimeoutError' });
    a.settimeout(0.001);
    expect(await rejection(call(a))).toMatchObject({ name: 'TimeoutError' });
  });
});
