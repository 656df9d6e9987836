// What every selector does. The files beside this one run it, on the platform as it is and with some of its calls hidden.
import { inspect } from 'node:util';
import { epoll } from 'berkeley/select';
import * as selectors from 'berkeley/selectors';
import { capabilities, create_server, SHUT_WR, type Socket, socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { allKinds, closing, kinds } from '../support/selectors.ts';

const { BaseSelector, DefaultSelector, EVENT_READ, EVENT_WRITE, SelectorKey } = selectors;
/** A wait that is to end by an event: seconds that no test should take. */
const LONG = 10;
const BOTH = EVENT_READ | EVENT_WRITE;

/** For arguments that the types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: that is what is tested.
const any = (value: unknown) => value as any;

/** The tests of every kind of selector that is there. */
export function selectorsSuite(): void {
  guardFds();
  const keep = closing();
  const pair = () => keep(...socketpair()) as [Socket, Socket];

  it('those are there whose system call is', () => {
    const classes = Object.values(selectors).filter(
      (it) => typeof it === 'function' && it.prototype instanceof BaseSelector,
    );
    expect(new Set(classes)).toEqual(new Set(allKinds.map(({ Selector }) => Selector)));
    expect(allKinds.map(({ name }) => name)).toEqual(
      (['select', 'poll', 'epoll', 'kqueue'] as const).filter((name) => capabilities[name]),
    );
    // The best is the last.
    expect(DefaultSelector).toBe(allKinds.at(-1)!.Selector);
  });

  describe.each(kinds)('$python', ({ Selector }) => {
    const make = () => keep(new Selector())[0];

    it('registers an object, and gives its key', () => {
      const s = make();
      const [a] = pair();
      const key = s.register(a, EVENT_READ, 'data');
      expect(key).toBeInstanceOf(SelectorKey);
      expect(key).toMatchObject({ fd: a.fileno(), events: EVENT_READ, data: 'data' });
      expect(key.fileobj).toBe(a);
      expect(s).toBeInstanceOf(BaseSelector);
    });

    it('registers numbers, and whatever has fileno()', () => {
      const s = make();
      const [a, b] = pair();
      const object = { fileno: () => b.fileno() };
      expect(s.register(a.fileno(), EVENT_WRITE).fileobj).toBe(a.fileno());
      expect(s.register(object, EVENT_WRITE).fileobj).toBe(object);
      expect(s.select(LONG).map(([key]) => key.fileobj)).toEqual(expect.arrayContaining([a.fileno(), object]));
      // Whoever has the descriptor finds it.
      expect(s.get_key(b).fileobj).toBe(object);
      expect(s.unregister(b).fileobj).toBe(object);
      expect(s.unregister(a).fileobj).toBe(a.fileno());
    });

    it('has a key that can be taken apart as a tuple', () => {
      const s = make();
      const [a] = pair();
      const data = { session: 7, data: 8 };
      const [fileobj, fd, events, value] = s.register(a, EVENT_READ, data);
      expect([fileobj, fd, events, value]).toEqual([a, a.fileno(), EVENT_READ, data]);
      const key = s.get_key(a);
      expect([...key].length).toBe(4);
      expect(inspect(key)).toMatch(/^SelectorKey\(fileobj=.*, fd=\d+, events=1, data=\{ session: 7, data: 8 \}\)$/);
      expect(key).toEqual(new SelectorKey(a, a.fileno(), EVENT_READ, data));
    });

    it('takes data by position and by option; none is null', () => {
      const s = make();
      const [a, b] = pair();
      const value = { a: 1 };
      expect(s.register(a, EVENT_READ).data).toBe(null);
      expect(s.register(b, EVENT_READ, value).data).toBe(value);
      expect(s.modify(b, EVENT_READ, { data: value }).data).toBe(value);
      expect(s.modify(b, EVENT_READ, { data: 1, more: 2 }).data).toEqual({ data: 1, more: 2 });
      expect(s.modify(b, EVENT_READ).data).toBe(null);
      const call = () => 1;
      expect(s.modify(b, EVENT_WRITE, call).data).toBe(call);
      expect(s.select(LONG)[0]![0].data).toBe(call);
    });

    it('selects what is ready, level-triggered', () => {
      const s = make();
      const [a, b] = pair();
      s.register(a, EVENT_READ);
      const writer = s.register(b, EVENT_WRITE);
      expect(s.select(LONG)).toEqual([[writer, EVENT_WRITE]]);
      expect(s.select(LONG)[0]![0]).toBe(writer);
      s.modify(b, EVENT_READ);
      expect(s.select(0)).toEqual([]);
      b.send(Buffer.from('xx'));
      for (let i = 0; i < 3; i++)
        expect(s.select(LONG).map(([key, events]) => [key.fd, events])).toEqual([[a.fileno(), 1]]);
      a.recv(9);
      expect(s.select(0)).toEqual([]);
    });

    it('says both events at once, and only those that were asked for', () => {
      const s = make();
      const [a, b] = pair();
      b.send(Buffer.from('x'));
      const key = s.register(a, BOTH);
      expect(s.select(LONG)).toEqual([[key, BOTH]]);
      expect(s.modify(a, EVENT_WRITE) && s.select(LONG)[0]![1]).toBe(EVENT_WRITE);
      expect(s.modify(a, EVENT_READ) && s.select(LONG)[0]![1]).toBe(EVENT_READ);
      a.recv(1);
      expect(s.select(0)).toEqual([]);
    });

    it('says a peer that is gone, or will send no more, to whoever reads', () => {
      const s = make();
      const [a, b] = pair();
      s.register(a, EVENT_READ);
      b.shutdown(SHUT_WR);
      expect(s.select(LONG).map(([, events]) => events)).toEqual([EVENT_READ]);
      expect(a.recv(1).length).toBe(0);
      b.close();
      expect(s.select(LONG).map(([, events]) => events)).toEqual([EVENT_READ]);
      // A socket that only waits to write finds out too, by EPIPE.
      s.modify(a, EVENT_WRITE);
      expect(s.select(LONG).map(([, events]) => events)).toEqual([EVENT_WRITE]);
    });

    it('says a refused connection to whoever waits for it', () => {
      const s = make();
      const server = create_server(['127.0.0.1', 0]);
      const address = server.getsockname();
      server.close();
      const [client] = keep(socket());
      client.setblocking(false);
      client.connect_ex(address);
      s.register(client, EVENT_WRITE);
      expect(s.select(LONG).map(([key, events]) => [key.fileobj, events])).toEqual([[client, EVENT_WRITE]]);
      expect(() => client.connect(address)).toThrow(expect.objectContaining({ name: 'ConnectionRefusedError' }));
    });

    it('serves a listener and many connections', () => {
      const s = make();
      const [server] = keep(create_server(['127.0.0.1', 0]));
      s.register(server, EVENT_READ, 'listener');
      const clients = Array.from({ length: 12 }, () => {
        const [client] = keep(socket());
        client.connect(server.getsockname());
        expect(s.select(LONG).map(([key]) => key.data)).toEqual(['listener']);
        const [conn] = server.accept();
        keep(conn);
        s.register(conn, EVENT_READ, client);
        return client;
      });
      for (const client of clients) {
        client.sendall(Buffer.from('This is a test.'));
        const [[key, events], ...others] = s.select(LONG) as [[selectors.SelectorKey, number]];
        expect(others).toEqual([]);
        expect([key.data, events]).toEqual([client, EVENT_READ]);
        expect((key.fileobj as Socket).recv(99).toString()).toBe('This is a test.');
        s.unregister(key.fileobj);
      }
      expect(s.get_map()!.length).toBe(1);
    });

    it('waits for a time-out in seconds; 0 and less only look', () => {
      const s = make();
      const [a] = pair();
      expect([s.select(0), s.select(-1), s.select(-Infinity), s.select({ timeout: 0 })]).toEqual([[], [], [], []]);
      s.register(a, EVENT_READ);
      for (const seconds of [0.0004, 0.0011, 0.02]) {
        const deadline = performance.now() + seconds * 1000;
        expect(s.select(seconds)).toEqual([]);
        expect(performance.now()).toBeGreaterThanOrEqual(deadline);
        expect(s.select({ timeout: seconds })).toEqual([]);
        expect(performance.now()).toBeGreaterThanOrEqual(deadline + seconds * 1000);
      }
      s.modify(a, EVENT_WRITE);
      for (const timeout of [0, -1, null, undefined, 1e9, 0.0001]) expect(s.select(timeout).length).toBe(1);
    });

    it('modifies the events and the data of what is registered', () => {
      const s = make();
      const [a] = pair();
      const key = s.register(a, EVENT_READ, 1);
      const other = s.modify(a, EVENT_WRITE, 2);
      expect(other).toMatchObject({ events: EVENT_WRITE, data: 2, fd: a.fileno() });
      expect(s.get_key(a)).toEqual(other);
      expect(key).toMatchObject({ events: EVENT_READ, data: 1 }); // A key is as it was made.
      expect(s.select(LONG)[0]![0]).toEqual(other);
      const third = s.modify(a, EVENT_WRITE, 3);
      expect(s.select(LONG)[0]![0]).toEqual(third);
      expect(s.get_map()!.length).toBe(1);
    });

    it('can register again what it has unregistered', () => {
      const s = make();
      const [a, b] = pair();
      for (let i = 0; i < 3; i++) {
        s.register(a, EVENT_WRITE, i);
        s.register(b, EVENT_WRITE, i);
        expect(s.select(LONG).map(([key]) => key.data)).toEqual([i, i]);
        expect(s.unregister(a)).toMatchObject({ data: i, fileobj: a });
        expect(s.select(LONG).map(([key]) => key.fileobj)).toEqual([b]);
        s.unregister(b);
        expect(s.select(0)).toEqual([]);
      }
    });

    it('maps objects to keys', () => {
      const s = make();
      const map = s.get_map()!;
      const [a, b] = pair();
      expect([map.length, [...map], map.has(a), map.get(a), map.get(a, 'none')]).toEqual([0, [], false, null, 'none']);
      const keys = [s.register(b, EVENT_READ, 'b'), s.register(a, EVENT_WRITE)];
      expect(s.get_map()).toBe(map);
      expect(map.length).toBe(2);
      // In the order in which they were registered.
      expect([...map]).toEqual([b.fileno(), a.fileno()]);
      expect([map.keys(), map.values(), map.items()]).toEqual([
        [b.fileno(), a.fileno()],
        keys,
        keys.map((key) => [key.fd, key]),
      ]);
      expect([map.at(b), map.get(b), map.get(b.fileno()), s.get_key(b)]).toEqual(Array(4).fill(keys[0]));
      expect([map.has(a), map.has(a.fileno()), map.has(999_999)]).toEqual([true, true, false]);
      expect(() => map.at(999_999)).toThrow(expect.objectContaining({ name: 'KeyError' }));
      s.unregister(b);
      expect([...map]).toEqual([a.fileno()]);
    });

    it('closes once, and knows nothing then', () => {
      const s = new Selector();
      const map = s.get_map()!;
      const [a, b] = pair();
      s.register(a, EVENT_READ);
      s.register(b, EVENT_WRITE);
      s.close();
      s.close();
      expect(s.get_map()).toBe(null);
      for (const it of [a, b]) {
        expect(() => s.get_key(it)).toThrow(new Error('Selector is closed'));
        expect(() => map.at(it)).toThrow(expect.objectContaining({ name: 'KeyError' }));
        expect(() => s.unregister(it)).toThrow(expect.objectContaining({ name: 'KeyError' }));
        expect([map.get(it), map.has(it)]).toEqual([null, false]);
        // The objects stay open.
        expect(it.getsockname()).toBe('');
      }
      expect(map.length).toBe(0);
    });

    it('is closed at the end of a using block', () => {
      const s = new Selector();
      const [a] = pair();
      s.register(a, EVENT_READ);
      s[Symbol.dispose]();
      expect(s.get_map()).toBe(null);
    });

    it('that is closed does not touch what has the number of its descriptor then', () => {
      const s = new Selector() as selectors.BaseSelector & { fileno?(): number };
      const number = s.fileno?.();
      s.close();
      const [a] = pair();
      const next = Array.from({ length: 20 }, () => (epoll === undefined ? keep(socket())[0] : keep(epoll())[0]));
      if (number !== undefined) expect([a, ...next].map((it) => it.fileno())).toContain(number);
      s.close();
      if (number === undefined) expect(s.select(0)).toEqual([]);
      else expect(() => s.select(0)).toThrow(/^I\/O operation on closed \w+ object$/);
      // All are open still.
      for (const it of next) {
        if ('register' in it) it.register(a, 0);
        else expect(it.getsockname()).toEqual(['0.0.0.0', 0]);
      }
    });

    it('refuses what is no event, no object, or there already', () => {
      const s = make();
      const [a, b] = pair();
      s.register(a, EVENT_READ);
      for (const events of [0, 4, 999_999, -1, 1.5, NaN, '1', null, undefined, {}]) {
        expect(() => s.register(b, any(events))).toThrow(/^Invalid events: /);
        expect(() => s.modify(a, any(events))).toThrow(/^Invalid events: /);
      }
      for (const object of ['1', null, undefined, {}, [], 1.5, NaN, { fileno: 3 }, { fileno: () => '3' }]) {
        expect(() => s.register(any(object), EVENT_READ)).toThrow(/^Invalid file object: /);
        expect(() => s.unregister(any(object))).toThrow(/^Invalid file object: /);
      }
      expect(() => s.register(-1, EVENT_READ)).toThrow(new RangeError('Invalid file descriptor: -1'));
      expect(() => s.register(a, EVENT_WRITE)).toThrow(/\(FD \d+\) is already registered$/);
      expect(() => s.register(a.fileno(), EVENT_WRITE)).toThrow(/already registered$/);
      expect(s.get_map()!.items()).toEqual([[a.fileno(), s.get_key(a)]]);
      expect(s.get_key(a).events).toBe(EVENT_READ);
    });

    it('takes the largest number there is as any other', () => {
      const s = make();
      // Poll and select keep a number that is not open; epoll and kqueue do not take it. None walks up to it.
      try {
        s.register(0x7fffffff, EVENT_READ);
      } catch (error) {
        expect(error).toMatchObject({ code: 'EBADF' });
      }
      const left = s.get_map()!.length;
      expect([...s.get_map()!]).toEqual(left === 1 ? [0x7fffffff] : []);
    });

    it('waits for other selectors that have a descriptor, and for epoll objects', () => {
      const s = make();
      const [a, b] = pair();
      const inner = keep(...allKinds.map(({ Selector }) => new Selector())).filter((it) => 'fileno' in it);
      const objects = [...inner, ...(epoll === undefined ? [] : keep(epoll()))] as { fileno(): number }[];
      for (const it of inner) it.register(a, EVENT_READ);
      for (const it of objects) if ('modify' in it && !(it instanceof BaseSelector)) any(it).register(a, 1);
      for (const it of objects) s.register(it, EVENT_READ);
      expect(s.select(0)).toEqual([]);
      b.send(Buffer.from('x'));
      expect(new Set(s.select(0).map(([key]) => key.fileobj))).toEqual(new Set(objects));
      // Those that throw from fileno() once they are closed are found by themselves.
      for (const it of objects) any(it).close();
      for (const it of objects) expect(s.unregister(it).fileobj).toBe(it);
    });
  });
}
