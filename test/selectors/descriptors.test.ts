import { EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import { close, dup, type Socket, socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { closing, kinds, reuse } from '../support/selectors.ts';

// What is registered is closed, duplicated, and its number given to somebody else.

guardFds();
const keep = closing();
const pair = () => keep(...socketpair()) as [Socket, Socket];

describe.each(kinds)('$python', ({ name, Selector }) => {
  const make = () => keep(new Selector())[0];
  type Made = ReturnType<typeof make>;

  /** What a wait comes to: the data of what is ready, or an error's code. */
  function look(s: Made): unknown {
    try {
      return s.select(0).map(([key, events]) => [key.data, events]);
    } catch (error) {
      return (error as { code: unknown }).code;
    }
  }
  /** What it comes to where something is registered that is closed: as poll(2), select(2) and epoll(7) have it. */
  const closed = (...data: [string, number][]) => (name === 'poll' ? data : name === 'select' ? 'EBADF' : []);

  /** The ways in which a socket that is registered is closed. */
  const ways: [
    way: string,
    register: (s: Made, a: Socket) => () => void,
    unregister: (s: Made, a: Socket, fd: number) => void,
  ][] = [
    [
      'a socket',
      (s, a) => {
        s.register(a, EVENT_READ, 'old');
        return () => a.close();
      },
      (s, a) => expect(s.unregister(a).fileobj).toBe(a),
    ],
    [
      'a number, closed by its socket',
      (s, a) => {
        s.register(a.fileno(), EVENT_READ, 'old');
        return () => a.close();
      },
      (s, _, fd) => expect(s.unregister(fd).fileobj).toBe(fd),
    ],
    [
      'a number, closed by close()',
      (s, a) => {
        const fd = a.detach();
        s.register(fd, EVENT_READ, 'old');
        return () => close(fd);
      },
      (s, _, fd) => expect(s.unregister(fd).fileobj).toBe(fd),
    ],
    [
      'a socket that was detached, closed by close()',
      (s, a) => {
        s.register(a, EVENT_READ, 'old');
        const fd = a.detach();
        return () => close(fd);
      },
      (s, a) => expect(s.unregister(a).fileobj).toBe(a),
    ],
    [
      'an object around a socket',
      (s, a) => {
        s.register(Object.assign(a, { around: { fileno: () => a.fileno() } }).around, EVENT_READ, 'old');
        return () => a.close();
      },
      (s, a) => expect(s.unregister((a as unknown as { around: Socket }).around).data).toBe('old'),
    ],
  ];

  describe.each(ways)('%s', (_, register, unregister) => {
    it('that was closed can be unregistered, and registered is no more than before', () => {
      const s = make();
      const [a, b] = pair();
      const fd = a.fileno();
      register(s, a)();
      b.close();
      expect(s.get_map()!.keys()).toEqual([fd]);
      unregister(s, a, fd);
      expect(look(s)).toEqual([]);
      expect(s.get_map()!.length).toBe(0);
      expect(() => unregister(s, a, fd)).toThrow(RangeError);
    });

    it('has no event of the next one with its number', () => {
      const s = make();
      const [a] = pair();
      const fd = a.fileno();
      register(s, a)();
      expect(look(s)).toEqual(closed(['old', EVENT_READ]));
      const newcomer = reuse(fd, keep, true);
      expect(look(s)).toEqual(closed(['old', EVENT_READ]));
      // The registration is there still, as in Python.
      expect(() => s.register(newcomer, EVENT_READ)).toThrow(expect.objectContaining({ name: 'KeyError' }));
      unregister(s, a, fd);
      expect(look(s)).toEqual([]);
      s.register(newcomer, EVENT_READ, 'new');
      expect(look(s)).toEqual([['new', EVENT_READ]]);
      newcomer.recv(99);
      expect(look(s)).toEqual([]);
    });

    it('leaves the others as they are', () => {
      const s = make();
      const [a] = pair();
      const [c, d] = pair();
      s.register(c, EVENT_READ, 'c');
      const fd = a.fileno();
      const end = register(s, a);
      s.register(d, EVENT_WRITE, 'd');
      end();
      d.send(Buffer.from('x'));
      const both = look(s);
      if (name !== 'select')
        expect(both).toEqual(
          expect.arrayContaining([
            ['c', EVENT_READ],
            ['d', EVENT_WRITE],
          ]),
        );
      unregister(s, a, fd);
      expect(new Set(look(s) as unknown[])).toEqual(
        new Set([
          ['c', EVENT_READ],
          ['d', EVENT_WRITE],
        ]),
      );
    });

    it('whose duplicate has data is closed all the same', () => {
      const s = make();
      const [a, b] = pair();
      const fd = a.fileno();
      const end = register(s, a);
      const twin = keep(socket({ fileno: dup(fd) }))[0];
      b.send(Buffer.from('for the twin'));
      expect(look(s)).toEqual([['old', EVENT_READ]]);
      end();
      expect(look(s)).toEqual(closed(['old', EVENT_READ]));
      const newcomer = reuse(fd, keep, false);
      unregister(s, a, fd);
      s.register(newcomer, EVENT_READ, 'new');
      expect(look(s)).toEqual([]);
      s.register(twin, EVENT_READ, 'twin');
      expect(look(s)).toEqual([['twin', EVENT_READ]]);
      expect(twin.recv(99).toString()).toBe('for the twin');
    });
  });

  it('a duplicate is registered for itself, and keeps what it leads to open', () => {
    const s = make();
    const [a, b] = pair();
    const [twin] = keep(a.dup());
    s.register(a, EVENT_READ, 'a');
    s.register(twin, EVENT_READ, 'twin');
    b.send(Buffer.from('x'));
    expect(new Set(look(s) as unknown[])).toEqual(
      new Set([
        ['a', EVENT_READ],
        ['twin', EVENT_READ],
      ]),
    );
    s.unregister(a);
    a.close();
    expect(look(s)).toEqual([['twin', EVENT_READ]]);
    twin.recv(1);
    // The connection is open as long as the twin is.
    expect(look(s)).toEqual([]);
    b.close();
    expect(look(s)).toEqual([['twin', EVENT_READ]]);
  });

  it('a socket that was adopted by another object is closed by that one', () => {
    const s = make();
    const [a] = pair();
    s.register(a, EVENT_READ, 'old');
    const adopted = socket({ fileno: a.detach() });
    expect(look(s)).toEqual([]);
    adopted.close();
    expect(look(s)).toEqual(closed(['old', EVENT_READ]));
    expect(s.unregister(a).data).toBe('old');
  });

  it('two selectors let go of it, and one that was closed is not asked', () => {
    const [s, t, u] = [make(), make(), make()];
    const [a] = pair();
    for (const it of [s, t, u]) it.register(a, EVENT_READ, 'old');
    u.close();
    const fd = a.fileno();
    a.close();
    reuse(fd, keep, true);
    expect([look(s), look(t)]).toEqual([closed(['old', EVENT_READ]), closed(['old', EVENT_READ])]);
    expect([s.unregister(a).data, t.unregister(a).data]).toEqual(['old', 'old']);
  });

  it('what modify() fails for is registered no more', () => {
    const s = make();
    const [a] = pair();
    s.register(a, EVENT_READ);
    a.close();
    if (name === 'poll') {
      expect(s.modify(a, EVENT_WRITE, 'new').data).toBe('new');
      expect(look(s)).toEqual(closed(['new', EVENT_WRITE]));
    } else {
      const error = name === 'select' ? { name: 'RangeError' } : { name: 'OSError', code: 'EBADF' };
      expect(() => s.modify(a, EVENT_WRITE)).toThrow(expect.objectContaining(error));
      expect(s.get_map()!.length).toBe(0);
      expect(() => s.unregister(a)).toThrow('Invalid file descriptor: -1');
    }
  });

  it('what closes and takes numbers over within a batch is told from it', () => {
    const s = make();
    const [server, peer] = pair();
    const [other] = pair();
    s.register(server, EVENT_WRITE, 'first');
    s.register(other, EVENT_WRITE, 'second');
    const ready = s.select(10);
    expect(ready.map(([key]) => key.data).sort()).toEqual(['first', 'second']);
    // The handler of the first closes the second, and makes a socket that gets its number.
    const fd = other.fileno();
    other.close();
    const newcomer = reuse(fd, keep, true);
    const late = ready.find(([key]) => key.data === 'second')!;
    expect(late[0].fileobj).toBe(other);
    expect(other.fileno()).toBe(-1);
    expect(() => other.send(Buffer.from('x'))).toThrow(expect.objectContaining({ code: 'EBADF' }));
    s.unregister(other);
    s.register(newcomer, EVENT_READ, 'new');
    expect(new Set(look(s) as unknown[])).toEqual(
      new Set([
        ['first', EVENT_WRITE],
        ['new', EVENT_READ],
      ]),
    );
    expect(peer.fileno()).toBeGreaterThan(0);
  });

  it('what was never open is closed', () => {
    const s = make();
    const [a] = pair();
    const fd = a.fileno();
    a.close();
    if (name === 'poll' || name === 'select') {
      s.register(fd, EVENT_READ | EVENT_WRITE, 'none');
      expect(look(s)).toEqual(closed(['none', EVENT_READ | EVENT_WRITE]));
    } else {
      expect(() => s.register(fd, EVENT_READ)).toThrow(expect.objectContaining({ name: 'OSError', code: 'EBADF' }));
      expect(s.get_map()!.length).toBe(0);
      // It was not registered half: the next one with the number can be.
      s.register(reuse(fd, keep, true), EVENT_READ, 'new');
      expect(look(s)).toEqual([['new', EVENT_READ]]);
    }
  });
});
