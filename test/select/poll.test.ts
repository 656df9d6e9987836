import { POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT, POLLPRI, POLLRDHUP, poll } from 'berkeley/select';
import { create_server, SHUT_WR, type Socket, socket, socketpair } from 'berkeley/socket';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';

guardFds();

let opened: Socket[] = [];
function keep<T extends Socket[]>(...sockets: T): T {
  opened.push(...sockets);
  return sockets;
}
let a: Socket;
let b: Socket;
beforeEach(() => {
  [a, b] = keep(...socketpair());
});
afterEach(() => {
  for (const it of opened.splice(0)) it.close();
  opened = [];
});

describe('poll', () => {
  it('says what is ready, as [fd, events]', () => {
    const p = poll();
    p.register(a, POLLIN);
    expect(p.poll(0)).toEqual([]);
    b.send(Buffer.from('x'));
    expect(p.poll()).toEqual([[a.fileno(), POLLIN]]);
    // Level-triggered: as long as it is so.
    expect(p.poll(0)).toEqual([[a.fileno(), POLLIN]]);
    a.recv(1);
    expect(p.poll(0)).toEqual([]);
  });

  it('waits for POLLIN, POLLPRI and POLLOUT unless it is told', () => {
    const p = poll();
    p.register(a);
    expect(p.poll()).toEqual([[a.fileno(), POLLOUT]]);
    b.send(Buffer.from('x'));
    expect(p.poll()).toEqual([[a.fileno(), POLLIN | POLLOUT]]);
    expect(POLLPRI).toBeGreaterThan(0);
  });

  it('takes a number, a socket, and whatever has fileno()', () => {
    for (const it of [a.fileno(), a, { fileno: () => a.fileno() }]) {
      const p = poll();
      p.register(it, POLLOUT);
      expect(p.poll(0)).toEqual([[a.fileno(), POLLOUT]]);
      p.unregister(it);
      expect(p.poll(0)).toEqual([]);
    }
  });

  it('has a descriptor once: to register it again is to change what it is waited for', () => {
    const p = poll();
    p.register(a, POLLOUT);
    p.register(a.fileno(), POLLIN);
    expect(p.poll(0)).toEqual([]);
    p.modify(a, POLLOUT);
    expect(p.poll(0)).toEqual([[a.fileno(), POLLOUT]]);
    p.unregister(a);
    expect(() => p.unregister(a)).toThrow(expect.objectContaining({ name: 'KeyError', message: String(a.fileno()) }));
    expect(() => p.modify(a, POLLIN)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });

  it('returns when the time-out has passed, in milliseconds that are rounded up', () => {
    const p = poll();
    p.register(a, POLLIN);
    const start = performance.now();
    expect(p.poll(20)).toEqual([]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(20);
    const again = performance.now();
    expect(p.poll(0.4)).toEqual([]);
    expect(performance.now() - again).toBeGreaterThanOrEqual(0.4);
  });

  it('of nothing waits for the time-out alone', () => {
    expect(poll().poll(1)).toEqual([]);
    expect(poll().poll(0)).toEqual([]);
  });

  it('returns many, with all the slots that it grew by', () => {
    const p = poll();
    const all = Array.from({ length: 100 }, () => keep(socket(2, 2))[0]!);
    for (const it of all) p.register(it, POLLOUT);
    expect(p.poll()).toEqual(all.map((it) => [it.fileno(), POLLOUT]));
    for (const [i, it] of all.entries()) if (i % 3) p.unregister(it);
    const left = all.filter((_, i) => i % 3 === 0).map((it) => it.fileno());
    expect(
      p
        .poll()
        .map(([fd]) => fd)
        .sort((x, y) => x - y),
    ).toEqual(left.sort((x, y) => x - y));
  });

  it('returns them in the order in which they were registered', () => {
    const p = poll();
    const [c] = keep(...socketpair());
    for (const it of [a, b, c!]) p.register(it, POLLOUT);
    p.unregister(a);
    expect(p.poll().map(([fd]) => fd)).toEqual([b.fileno(), c!.fileno()]);
    p.register(a, POLLOUT);
    // Registered again while it is registered, it keeps its place.
    p.register(b, POLLOUT);
    expect(p.poll().map(([fd]) => fd)).toEqual([b.fileno(), c!.fileno(), a.fileno()]);
  });

  it('says POLLHUP when the peer is gone, and POLLRDHUP when it will send no more', () => {
    const p = poll();
    p.register(a, POLLIN | (POLLRDHUP ?? 0));
    b.shutdown(SHUT_WR);
    expect(p.poll()).toEqual([[a.fileno(), POLLIN | (POLLRDHUP ?? 0)]]);
    b.close();
    expect(p.poll()[0]![1] & POLLHUP).toBe(POLLHUP);
    // Nobody has to ask for it.
    p.modify(a, 0);
    expect(p.poll()).toEqual([[a.fileno(), POLLHUP]]);
  });

  it('says POLLERR of a connection that was refused', () => {
    const server = create_server(['127.0.0.1', 0]);
    const address = server.getsockname();
    server.close();
    const [client] = keep(socket());
    client.setblocking(false);
    client.connect_ex(address);
    const p = poll();
    p.register(client, POLLOUT);
    const [[, events]] = p.poll() as [[number, number]];
    expect(events & POLLERR).toBe(POLLERR);
  });

  it('says POLLNVAL of a descriptor that was closed under it, and goes on with the others', () => {
    const p = poll();
    const [c] = keep(socket());
    const fd = c.fileno();
    p.register(c, POLLIN);
    p.register(a, POLLOUT);
    c.close();
    expect(p.poll(0)).toEqual([
      [fd, POLLNVAL],
      [a.fileno(), POLLOUT],
    ]);
    // It stays until it is unregistered, by the number: the socket has none now.
    expect(() => p.unregister(c)).toThrow(RangeError);
    p.unregister(fd);
    expect(p.poll(0)).toEqual([[a.fileno(), POLLOUT]]);
  });

  it('gives what it returned away: the next wait does not change it', () => {
    const p = poll();
    p.register(a, POLLOUT);
    const first = p.poll();
    p.modify(a, POLLIN);
    p.poll(0);
    expect(first).toEqual([[a.fileno(), POLLOUT]]);
  });

  it('may be waited for from within a wait of another', () => {
    const [p, q] = [poll(), poll()];
    p.register(a, POLLOUT);
    q.register(b, POLLOUT);
    expect(p.poll().map(([fd]) => [fd, q.poll()])).toEqual([[a.fileno(), [[b.fileno(), POLLOUT]]]]);
  });
});
