import * as select from 'berkeley/select';
import { capabilities, create_server, dup, type Socket, socket, socketpair } from 'berkeley/socket';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';

const { EPOLLET, EPOLLHUP, EPOLLIN, EPOLLONESHOT, EPOLLOUT, EPOLLPRI, EPOLLRDHUP, epoll, poll, POLLIN } = select;

guardFds();

let opened: { close(): void }[] = [];
function keep<T extends { close(): void }[]>(...made: T): T {
  opened.push(...made);
  return made;
}

describe.runIf(capabilities.epoll)('epoll', () => {
  let a: Socket;
  let b: Socket;
  let ep: ReturnType<typeof epoll>;
  beforeEach(() => {
    [a, b] = keep(...socketpair());
    [ep] = keep(epoll());
  });
  afterEach(() => {
    for (const it of opened) it.close();
    opened = [];
  });

  it('says what is ready, as [fd, events], as long as it is', () => {
    ep.register(a, EPOLLIN);
    expect(ep.poll(0)).toEqual([]);
    b.send(Buffer.from('x'));
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN]]);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN]]);
    a.recv(1);
    expect(ep.poll(0)).toEqual([]);
  });

  it('waits for EPOLLIN, EPOLLPRI and EPOLLOUT unless it is told', () => {
    ep.register(a);
    b.send(Buffer.from('x'));
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN | EPOLLOUT]]);
    expect(EPOLLPRI).toBeGreaterThan(0);
  });

  it('registers, modifies, unregisters', () => {
    ep.register({ fileno: () => a.fileno() }, EPOLLIN);
    ep.modify(a.fileno(), EPOLLOUT);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLOUT]]);
    ep.unregister(a);
    expect(ep.poll(0)).toEqual([]);
    ep.register(a, EPOLLOUT);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLOUT]]);
  });

  it('takes the flags of the highest bits, and returns events as unsigned numbers', () => {
    ep.register(a, EPOLLIN | EPOLLET);
    b.send(Buffer.from('x'));
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN]]);
    expect(ep.poll(0)).toEqual([]);
    b.send(Buffer.from('x'));
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN]]);
    // In Python `EPOLLIN | EPOLLET` is positive; JavaScript's `|` makes it negative, and `>>> 0` undoes that.
    ep.modify(a, (EPOLLIN | EPOLLET) >>> 0);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN]]);
  });

  it('says an event once with EPOLLONESHOT', () => {
    ep.register(a, EPOLLOUT | EPOLLONESHOT);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLOUT]]);
    expect(ep.poll(0)).toEqual([]);
    ep.modify(a, EPOLLOUT | EPOLLONESHOT);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLOUT]]);
  });

  it('says EPOLLRDHUP and EPOLLHUP of a peer that is gone', () => {
    ep.register(a, EPOLLIN | EPOLLRDHUP);
    b.close();
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLIN | EPOLLRDHUP | EPOLLHUP]]);
    ep.modify(a, 0);
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLHUP]]);
  });

  it('waits for seconds, rounded up to a millisecond', () => {
    ep.register(a, EPOLLIN);
    const start = performance.now();
    expect(ep.poll(0.02)).toEqual([]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(20);
    const again = performance.now();
    expect(ep.poll(0.0004)).toEqual([]);
    expect(performance.now() - again).toBeGreaterThanOrEqual(0.4);
  });

  it('returns at most maxevents, and the others next time', () => {
    const all = Array.from({ length: 10 }, () => keep(socket(2, 2))[0]!);
    for (const it of all) ep.register(it, EPOLLOUT);
    expect(ep.poll().length).toBe(10);
    for (const maxevents of [3, 1, 9]) {
      const seen = new Set<number>();
      for (let i = 0; i < 10; i++) {
        const events = ep.poll(0, maxevents);
        expect(events.length).toBe(maxevents);
        for (const [fd] of events) seen.add(fd);
      }
      expect([...seen].sort()).toEqual(all.map((it) => it.fileno()).sort());
    }
    expect(ep.poll(0, 100).length).toBe(10);
    expect(ep.poll({ timeout: 0, maxevents: 4 }).length).toBe(4);
    expect(ep.poll({ maxevents: 4 }).length).toBe(4);
  });

  it('has a descriptor, which others can wait for', () => {
    ep.register(a, EPOLLIN);
    const outer = keep(epoll())[0];
    const p = poll();
    outer.register(ep, EPOLLIN);
    p.register(ep, POLLIN);
    expect([outer.poll(0), p.poll(0)]).toEqual([[], []]);
    b.send(Buffer.from('x'));
    expect([outer.poll(), p.poll()]).toEqual([[[ep.fileno(), EPOLLIN]], [[ep.fileno(), POLLIN]]]);
  });

  it('closes once, and is closed at the end of a using block', () => {
    expect(ep.closed).toBe(false);
    ep.close();
    ep.close();
    expect(ep.closed).toBe(true);
    const other = epoll();
    other[Symbol.dispose]();
    expect(other.closed).toBe(true);
    expect(() => other.fileno()).toThrow(RangeError);
  });

  it('closed twice does not touch another that has its number', () => {
    const number = ep.fileno();
    ep.close();
    const others: Socket[] = [];
    while (others.at(-1)?.fileno() !== number && others.length < 100) others.push(...keep(socket()));
    ep.close();
    expect(others.at(-1)!.getsockname()).toEqual(['0.0.0.0', 0]);
  });

  it('is adopted from a number with fromfd', () => {
    ep.register(a, EPOLLOUT);
    // A duplicate, as the object owns what it adopts.
    const [twin] = keep(epoll.fromfd(dup(ep.fileno())));
    expect(twin.poll()).toEqual([[a.fileno(), EPOLLOUT]]);
    twin.close();
    expect(ep.poll()).toEqual([[a.fileno(), EPOLLOUT]]);
  });

  it('forgets a socket that is closed, and has nothing to say of the next one with its number', () => {
    ep.register(a, EPOLLOUT);
    const number = a.fileno();
    a.close();
    const others: Socket[] = [];
    while (others.at(-1)?.fileno() !== number && others.length < 100) others.push(...keep(socket(2, 2)));
    expect(others.at(-1)!.fileno()).toBe(number);
    expect(ep.poll(0)).toEqual([]);
    expect(() => ep.unregister(number)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
    ep.register(others.at(-1)!, EPOLLOUT);
    expect(ep.poll()).toEqual([[number, EPOLLOUT]]);
  });

  it('serves a listener and its connections', () => {
    const [server] = keep(create_server(['127.0.0.1', 0]));
    ep.register(server, EPOLLIN);
    const [client] = keep(socket());
    client.connect(server.getsockname());
    expect(ep.poll()).toEqual([[server.fileno(), EPOLLIN]]);
    const [conn] = server.accept();
    keep(conn);
    ep.register(conn, EPOLLIN);
    client.sendall(Buffer.from('hello'));
    expect(ep.poll()).toEqual([[conn.fileno(), EPOLLIN]]);
    expect(conn.recv(9).toString()).toBe('hello');
  });
});
