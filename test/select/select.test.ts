import { FD_SETSIZE, select } from 'berkeley/select';
import { type BaseSelector, EVENT_READ, SelectSelector } from 'berkeley/selectors';
import {
  capabilities,
  close,
  create_server,
  dup,
  MSG_OOB,
  SHUT_WR,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { closing, reuse } from '../support/selectors.ts';

guardFds();
const keep = closing();
const pair = () => keep(...socketpair()) as [Socket, Socket];

/** Both ends of a TCP connection. */
function connection(): [Socket, Socket] {
  const [server, client] = keep(create_server(['127.0.0.1', 0]), socket());
  client.connect(server.getsockname());
  return [client, keep(server.accept()[0])[0]];
}

/** A wait that is to end by an event: seconds that no test should take. */
const LONG = 10;
// biome-ignore lint/suspicious/noExplicitAny: for arguments that the types forbid.
const any = (value: unknown) => value as any;

describe('select', () => {
  it('gives back what is ready, in three lists of the objects themselves', () => {
    const [a, b] = pair();
    const wrapped = { fileno: () => b.fileno() };
    expect(select([a, b], [], [], 0)).toEqual([[], [], []]);
    const [r, w, x] = select([a], [a, wrapped], [a], LONG);
    expect([r, w, x]).toEqual([[], [a, wrapped], []]);
    expect([w[0], w[1]]).toEqual([expect.toSatisfy((it) => it === a), expect.toSatisfy((it) => it === wrapped)]);
    b.send(Buffer.from('x'));
    expect(select([a.fileno()], [a], [], LONG)).toEqual([[a.fileno()], [a], []]);
    expect(select([b, a, a], [], [], null)).toEqual([[a, a], [], []]);
  });

  it('gives back three lists of its own, in the order that was given', () => {
    const given: Socket[] = [];
    const [r, w, x] = select(given, given, given, 0);
    expect(r !== w && w !== x && x !== r && r !== given).toBe(true);
    const all = Array.from({ length: 30 }, () => pair())
      .flat()
      .reverse();
    expect(select([], all, [], LONG)[1]).toEqual(all);
    expect(select(all, all.slice(10), all, 0)).toEqual([[], all.slice(10), []]);
  });

  it('takes whatever can be iterated, and looks at it once', () => {
    const [a, b] = pair();
    function* both() {
      yield a;
      yield b;
    }
    expect(select(both(), new Set([b]), new Map([[a, 1]]).keys(), LONG)).toEqual([[], [b], []]);
    // One that changes while it is looked at.
    const list: { fileno(): number }[] = [];
    const shrinking = {
      fileno() {
        list.pop();
        return a.fileno();
      },
    };
    list.push(...Array(10).fill(shrinking));
    const writable = select([], list, [], LONG)[1];
    expect(writable.length).toBeGreaterThan(0);
    expect(writable.every((it) => it === shrinking)).toBe(true);
  });

  it('waits for seconds, that may be an option', () => {
    const [a] = pair();
    for (const seconds of [0.0004, 0.02]) {
      const start = performance.now();
      expect(select([a], [], [], seconds)).toEqual([[], [], []]);
      expect(select([a], [], [], { timeout: seconds })).toEqual([[], [], []]);
      expect(performance.now() - start).toBeGreaterThanOrEqual(2000 * seconds);
    }
    expect(select([], [], [], 0.001)).toEqual([[], [], []]);
    for (const timeout of [undefined, null, 0, 1e9, { timeout: null }, {}]) {
      expect(select([], [a], [], timeout)).toEqual([[], [a], []]);
    }
  });

  it.skipIf(MSG_OOB === undefined || !capabilities.outOfBand)('says out-of-band data to the third list', () => {
    const [a, b] = connection();
    expect(select([], [], [a], 0)).toEqual([[], [], []]);
    b.send(Buffer.from('!'), MSG_OOB);
    expect(select([], [], [a], LONG)).toEqual([[], [], [a]]);
    // Urgent data is no other data.
    expect(select([a], [a], [a], 0)).toEqual([[], [a], [a]]);
    expect(a.recv(9, MSG_OOB).toString()).toBe('!');
  });

  it('says the end of a connection to readers, and to writers when both ends are done', () => {
    const [a, b] = connection();
    b.shutdown(SHUT_WR);
    expect(select([a], [], [a], LONG)).toEqual([[a], [], []]);
    expect(a.recv(9).length).toBe(0);
    expect(select([a], [a], [], 0)).toEqual([[a], [a], []]);
    a.close();
    expect(select([b], [], [], LONG)).toEqual([[b], [], []]);
  });

  it('says a refused connection to writers', () => {
    const [server] = keep(create_server(['127.0.0.1', 0]));
    const address = server.getsockname();
    server.close();
    const [client] = keep(socket());
    client.setblocking(false);
    client.connect_ex(address);
    expect(select([], [client], [], LONG)).toEqual([[], [client], []]);
  });

  it('says EBADF of what is not open, in whichever list, however large the number', () => {
    const [a, b] = pair();
    const fd = b.fileno();
    b.close();
    const ebadf = expect.objectContaining({ name: 'OSError', code: 'EBADF', syscall: 'select' });
    for (const number of [fd, 500, 1023, 1024, 5000, 0x10000, 0x7fffffff]) {
      // Linux looks no further than its table of descriptors reaches.
      expect([number, () => select([number], [], [], 0)]).toEqual([number, expect.toSatisfy(throws(ebadf))]);
      expect(throws(ebadf)(() => select([a], [number], [], LONG))).toBe(true);
      expect(throws(ebadf)(() => select([a], [a], [number]))).toBe(true);
    }
    const s = keep(new SelectSelector())[0] as BaseSelector;
    s.register(15_000, EVENT_READ);
    expect(() => s.select(0)).toThrow(ebadf);
    expect(() => select([b], [], [], 0)).toThrow(RangeError);
  });

  it('sees what has the number now, and nothing of what had it', () => {
    const [a, b] = pair();
    const fd = a.detach();
    const twin = keep(socket({ fileno: dup(fd) }))[0];
    b.send(Buffer.from('x'));
    expect(select([fd, twin], [], [], LONG)).toEqual([[fd, twin], [], []]);
    close(fd);
    const newcomer = reuse(fd, keep, false);
    expect(select([fd, twin], [], [], LONG)).toEqual([[twin], [], []]);
    expect(select([newcomer], [fd], [], LONG)).toEqual([[], [fd], []]);
  });

  it('waits beyond FD_SETSIZE', () => {
    // As many duplicates as it takes; fewer where the limit is lower, and then the test is of what there is.
    const [a, b] = pair();
    const made: number[] = [];
    try {
      while (made.length < (FD_SETSIZE ?? 1024) + 300) made.push(dup(a.fileno()));
    } catch (error) {
      expect(error).toMatchObject({ code: 'EMFILE' });
    }
    try {
      const largest = Math.max(...made);
      expect(select([largest], [largest], [largest], 0)).toEqual([[], [largest], []]);
      b.send(Buffer.from('x'));
      expect(select(made, [], [], LONG)[0]).toEqual(made);
      expect(select([largest, a], [largest], [largest], LONG)).toEqual([[largest, a], [largest], []]);
      const s = keep(new SelectSelector())[0] as BaseSelector;
      for (const fd of made.slice(-5)) s.register(fd, EVENT_READ);
      expect(s.select(LONG).map(([key]) => key.fd)).toEqual(made.slice(-5));
    } finally {
      for (const fd of made) close(fd);
    }
  });

  it('refuses what has no descriptor, no list and no time', () => {
    for (const bad of [
      '1',
      null,
      undefined,
      {},
      { fileno: 1 },
      { fileno: () => 'fileno' },
      [],
      1.5,
      NaN,
      Buffer.from('1'),
    ]) {
      for (const lists of [
        [[bad], [], []],
        [[], [bad], []],
        [[], [], [bad]],
      ]) {
        expect(() => any(select)(...lists, 0)).toThrow(TypeError);
      }
    }
    for (const bad of [1, null, undefined, 'ab', {}, true]) {
      for (const lists of [
        [bad, [], []],
        [[], bad, []],
        [[], [], bad],
      ]) {
        expect(() => any(select)(...lists, 0)).toThrow(TypeError);
      }
    }
    for (const bad of ['1', [], true, 1n]) expect(() => select([], [], [], any(bad))).toThrow(TypeError);
    for (const bad of [-1, -1e-9, NaN, Infinity, 1e300]) expect(() => select([], [], [], bad)).toThrow(RangeError);
    for (const bad of [-1, 2 ** 31, -(2 ** 31)]) expect(() => select([bad], [], [], 0)).toThrow(RangeError);
    const error = new Error('mine');
    const failing = {
      fileno() {
        throw error;
      },
    };
    expect(() => select([failing], [], [], 0)).toThrow(error);
  });
});

/** Whether a function throws what matches. */
function throws(wanted: { asymmetricMatch?(error: unknown): boolean }): (call: () => unknown) => boolean {
  return (call) => {
    try {
      call();
    } catch (error) {
      return wanted.asymmetricMatch!(error);
    }
    return false;
  };
}
