import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { REACTOR_MORE, REACTOR_UNTRIED } from '../../lib/backend/types.ts';
import { backends, datagrams, made, ok, open, pair, shut } from '../support/contract.ts';
import { guardFds, hasProcFd, openFds } from '../support/fds.ts';

guardFds();

const BATCH = 8;
const ROOM = 16;

interface News {
  fd: number;
  events: number;
  tag: number;
  result: number;
  bytes: string;
}

/** The ways to make many calls, and what `use_io_uring` takes for them. */
function calls(hasRing: boolean): [name: string, ring: number][] {
  return hasRing
    ? [
        ['one by one', 0],
        ['by io_uring', 1],
      ]
    : [['one by one', 0]];
}

const able = backends.filter(({ capabilities }) => capabilities.reactor);

it.runIf(able.length > 0)('a backend has a reactor', () => expect(able).not.toEqual([]));

describe.each(able)('the reactor of the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;
  const IN = constant('POLLIN');
  const OUT = constant('POLLOUT');

  /** A reactor, and what it says, batch by batch. */
  function start(thread: number, onNews: (told: number) => void = () => {}) {
    const events = new Int32Array(5 * BATCH + 1);
    const table = new Int32Array(2 * 1024);
    const slab = new Uint8Array(ROOM * BATCH);
    const batches: News[][] = [];
    let wake = () => {};
    const callback = (count: number) => {
      batches.push(
        Array.from({ length: count }, (_, i) => {
          const [fd = -1, came = 0, tag = 0, result = 0, at = 0] = events.subarray(5 * i, 5 * i + 5);
          const bytes = Buffer.from(slab.subarray(at, at + Math.max(0, result))).toString('latin1');
          return { fd, events: came, tag, result, bytes };
        }),
      );
      onNews(events[5 * BATCH]!);
      wake();
    };
    ok(sys.reactor_open(thread, callback));
    onTestFinished(() => void sys.reactor_close());
    ok(sys.reactor_lend(events, table, slab));
    ok(sys.reactor_ref(1));
    return {
      table,
      /** Says for how many bytes somebody waits. */
      want(fd: number, tag: number, count: number) {
        table[2 * fd] = tag;
        table[2 * fd + 1] = count;
      },
      async batch(): Promise<News[]> {
        while (batches.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        return batches.shift()!;
      },
      /** The last word of the events. */
      telling: () => events[5 * BATCH],
      /** What has been said after some turns of the event loop. */
      async quiet(): Promise<News[]> {
        for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => setImmediate(resolve));
        return batches.splice(0).flat();
      },
    };
  }

  describe.each(calls(capabilities.io_uring))('with many calls %s', (_, ring) => {
    beforeAll(() => void sys.use_io_uring(ring));
    afterAll(() => void sys.use_io_uring(0));

    it('sends one message after another, and says what is left of each', () => {
      const [a, b] = pair(backend);
      const [c, gone] = pair(backend);
      const [full] = pair(backend);
      while (sys.send(full, new Uint8Array(1000)) >= 0);
      shut(backend, gone);
      const slab = Buffer.from('-onetwo');
      const messages = [
        [a, 1, 3],
        [a, 4, 3],
        [c, 1, 3],
        [full, 1, 3],
        [a, 7, 0],
        [a, 5, 3],
        [a, -1, 2],
        [a, 1, -1],
        [-1, 0, 1],
      ];
      const words = Int32Array.from(messages.flat());
      expect(sys.reactor_send(words, slab, 9)).toBe(6);
      const left = Array.from({ length: 9 }, (_, i) => words[3 * i + 2]);
      const [pipe, again, invalid] = [failed('EPIPE'), failed('EAGAIN'), failed('EINVAL')];
      expect(left).toEqual([0, 0, pipe, again, 0, invalid, invalid, invalid, failed('EBADF')]);
      const into = Buffer.alloc(20);
      expect(into.toString('latin1', 0, ok(sys.recv(b, into)))).toBe('onetwo');
      for (const count of [-1, 10]) expect(sys.reactor_send(words, slab, count)).toBe(failed('EINVAL'));
      expect(sys.reactor_send(words, slab, 0)).toBe(0);
    });

    it('sends up to 64 messages', () => {
      const pairs = Array.from({ length: 64 }, () => pair(backend));
      const slab = Buffer.from(pairs.map((_, i) => String.fromCharCode(48 + i)).join(''));
      const words = Int32Array.from(pairs.flatMap(([a], i) => [a, i, 1]));
      expect(sys.reactor_send(words, slab, 64)).toBe(0);
      const into = Buffer.alloc(2);
      const came = pairs.map(([, b]) => into.toString('latin1', 0, ok(sys.recv(b, into))));
      expect(came.join('')).toBe(String(slab));
      expect(sys.reactor_send(new Int32Array(3 * 65), slab, 65)).toBe(failed('EINVAL'));
    });

    it('sends what there is room for', () => {
      const crowd = Array.from({ length: 5 }, () => pair(backend));
      const slab = Buffer.alloc(4_000_000, 'x');
      const words = Int32Array.from(crowd.flatMap(([a]) => [a, 0, slab.length]));
      expect(sys.reactor_send(words, slab, 5)).toBe(5);
      for (const [i, [, b]] of crowd.entries()) {
        const left = words[3 * i + 2]!;
        expect(left).toBeGreaterThan(0);
        let came = 0;
        while (came < slab.length - left) came += ok(sys.recv(b, new Uint8Array(1_000_000)));
        expect(came).toBe(slab.length - left);
      }
    });

    it('receives for all that are ready', async () => {
      const reactor = start(capabilities.uv_poll ? 0 : 1);
      const crowd = Array.from({ length: BATCH }, () => pair(backend));
      for (const [i, [a, b]] of crowd.entries()) {
        if (i === 5) shut(backend, b);
        else ok(sys.send(b, Buffer.from('abcdefgh'.slice(i) + 'y'.repeat(i === 6 ? 2 * ROOM : 0))));
        if (i !== 2) reactor.want(a, i + 1, i === 3 ? 2 : 100);
      }
      for (const [i, [a]] of crowd.entries()) ok(sys.reactor_watch(a, IN, i + 1));
      const news = await reactor.batch();
      const came = crowd.map(([a]) => news.find(({ fd }) => fd === a)!).map(({ result, bytes }) => [result, bytes]);
      const all = 'abcdefgh';
      expect(came).toEqual([
        [8, all],
        [7, all.slice(1)],
        [REACTOR_UNTRIED, ''],
        [2, 'de'],
        [4, all.slice(4)],
        [0, ''],
        [ROOM, `gh${'y'.repeat(ROOM - 2)}`],
        [1, 'h'],
      ]);
    });
  });

  it('has a ring for many calls as long as it is asked to', () => {
    // Node may have some as well.
    const rings = () => (hasProcFd ? [...openFds().values()].filter((link) => link.includes('io_uring')).length : 0);
    expect(sys.use_io_uring(0)).toBe(0);
    const before = rings();
    const ring = Number(capabilities.io_uring);
    for (let i = 0; i < 2; i++) expect([sys.use_io_uring(1), rings() - before]).toEqual([ring, hasProcFd ? ring : 0]);
    expect([sys.use_io_uring(0), rings() - before]).toEqual([0, 0]);
  });

  const ways: [name: string, thread: number][] = [
    ...(capabilities.reactor && capabilities.uv_poll ? [['on the event loop', 0] as [string, number]] : []),
    ...(capabilities.reactor ? [['in a thread', 1] as [string, number]] : []),
  ];

  describe.each(ways)('%s', (_, thread) => {
    it('tells what is there at first, and then news', async () => {
      const [a, b] = pair(backend);
      const reactor = start(thread);
      ok(sys.reactor_watch(a, IN | OUT, 7));
      const [first] = await reactor.batch();
      expect(first).toMatchObject({ fd: a, tag: 7, result: REACTOR_UNTRIED });
      expect(first!.events & (IN | OUT)).toBe(OUT);
      expect(await reactor.quiet()).toEqual([]);
      ok(sys.send(b, new Uint8Array(3)));
      const [second] = await reactor.batch();
      expect(second!.events & IN).toBe(IN);
      // It is told once, though it was not read.
      expect(await reactor.quiet()).toEqual([]);
      ok(sys.send(b, new Uint8Array(3)));
      expect(((await reactor.batch())[0]?.events ?? 0) & IN).toBe(IN);
    });

    it('receives for whoever waits, as much as there is room for', async () => {
      const [a, b] = pair(backend);
      const reactor = start(thread);
      ok(sys.reactor_watch(a, IN, 9));
      reactor.want(a, 9, 5);
      ok(sys.send(b, Buffer.from('0123456789'.repeat(4))));
      expect(await reactor.batch()).toMatchObject([{ fd: a, tag: 9, result: 5, bytes: '01234' }]);
      reactor.want(a, 9, 1000);
      ok(sys.send(b, Buffer.from('!')));
      expect(await reactor.batch()).toMatchObject([{ result: ROOM, bytes: '5678901234567890' }]);
      // For an earlier registration of the number nothing is received.
      reactor.want(a, 8, 1000);
      ok(sys.send(b, Buffer.from('!')));
      expect(await reactor.batch()).toMatchObject([{ result: REACTOR_UNTRIED }]);
    });

    it('says that the peer has gone', async () => {
      const [a, b] = pair(backend);
      const reactor = start(thread);
      ok(sys.reactor_watch(a, IN, 1));
      reactor.want(a, 1, 10);
      shut(backend, b);
      const [news] = await reactor.batch();
      expect(news!.result).toBe(0);
      expect(news!.events & ~(IN | OUT)).not.toBe(0);
    });

    it.runIf(capabilities.fdPassing)(
      'says of a Unix stream whether there is more, where descriptors end a read',
      async () => {
        const [a, b] = pair(backend);
        const reactor = start(thread);
        ok(sys.reactor_watch(a, IN, 1));
        reactor.want(a, 1, -10);
        ok(sys.send(b, Buffer.from('plain')));
        const [plain] = await reactor.batch();
        expect([plain!.bytes, plain!.events & REACTOR_MORE]).toEqual(['plain', 0]);
        const rights = Buffer.from(Int32Array.of(constant('SOL_SOCKET'), constant('SCM_RIGHTS'), 4, b).buffer);
        ok(sys.sendmsg(b, [Buffer.from('with')], rights, 0, null));
        ok(sys.send(b, Buffer.from('behind')));
        const [early] = await reactor.batch();
        expect([early!.bytes, early!.events & REACTOR_MORE]).toEqual(['with', REACTOR_MORE]);
        expect(sys.recv(a, new Uint8Array(10))).toBe(6);
      },
    );

    it('receives one message of a datagram socket', async () => {
      const [one, other] = datagrams(backend);
      const reactor = start(thread);
      for (const text of ['first', 'second']) {
        ok(sys.sendto(one!.fd, Buffer.from(text), 0, text.length, 0, other!.address.bytes));
      }
      reactor.want(other!.fd, 3, 10);
      ok(sys.reactor_watch(other!.fd, IN, 3));
      expect(await reactor.batch()).toMatchObject([{ result: 5, bytes: 'first' }]);
    });

    it('says how many news it tells, as long as what they set off runs', async () => {
      const [a, b] = pair(backend);
      const seen: number[] = [];
      const look = (told: number) => {
        seen.push(told);
        void Promise.resolve().then(() => seen.push(reactor.telling()!));
        process.nextTick(() => seen.push(reactor.telling()!));
      };
      const reactor = start(thread, look);
      ok(sys.send(b, new Uint8Array(1)));
      ok(sys.reactor_watch(a, IN, 1));
      await reactor.batch();
      await reactor.quiet();
      // After a thread's call there is no telling.
      const told = thread === 0 ? 1 : 0;
      expect([...seen, reactor.telling()]).toEqual([told, told, told, 0]);
    });

    it('tells of more than a batch holds, in turns', async () => {
      const reactor = start(thread);
      const fds = new Set<number>();
      for (let i = 0; i < 3 * BATCH; i++) {
        const [a, b] = pair(backend);
        ok(sys.send(b, new Uint8Array(1)));
        ok(sys.reactor_watch(a, IN, i + 1));
        fds.add(a);
      }
      while (fds.size > 0) for (const { fd } of await reactor.batch()) fds.delete(fd);
    });

    it('tells nothing of what is not watched any more, and takes another tag', async () => {
      const [a, b] = pair(backend);
      const reactor = start(thread);
      ok(sys.reactor_watch(a, IN, 1));
      ok(sys.reactor_unwatch(a));
      ok(sys.send(b, new Uint8Array(1)));
      expect(await reactor.quiet()).toEqual([]);
      ok(sys.reactor_watch(a, IN, 2));
      ok(sys.reactor_watch(a, IN, 3));
      expect((await reactor.batch()).at(-1)).toMatchObject({ fd: a, tag: 3 });
    });

    it('reads no memory that was taken away', async () => {
      const [a, b] = pair(backend);
      ok(sys.reactor_open(thread, () => {}));
      onTestFinished(() => void sys.reactor_close());
      const arrays = [new Int32Array(5 * BATCH), new Int32Array(2 * 1024), new Uint8Array(ROOM * BATCH)] as const;
      ok(sys.reactor_lend(...arrays));
      ok(sys.reactor_watch(a, IN, 1));
      arrays[1].set([1, 10], 2 * a);
      for (const array of arrays) structuredClone(array, { transfer: [array.buffer] });
      ok(sys.send(b, new Uint8Array(1)));
      for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => setImmediate(resolve));
      expect(sys.recv(a, new Uint8Array(1))).toBe(1);
    });

    it('is one a thread, and can be opened again', () => {
      for (let i = 0; i < 3; i++) {
        ok(sys.reactor_open(thread, () => {}));
        expect(sys.reactor_open(thread, () => {})).toBe(failed('EALREADY'));
        ok(sys.reactor_close());
      }
      const fd = open(backend);
      for (const result of [
        sys.reactor_close(),
        sys.reactor_watch(fd, IN, 1),
        sys.reactor_unwatch(fd),
        sys.reactor_ref(1),
        sys.reactor_lend(new Int32Array(4), new Int32Array(2), new Uint8Array(1)),
      ]) {
        expect(result).toBe(failed('EBADF'));
      }
    });

    it('says what it cannot watch', () => {
      start(thread);
      const fd = made(backend, sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0));
      shut(backend, fd);
      expect(sys.reactor_watch(fd, IN, 1)).toBe(failed('EBADF'));
      expect(sys.reactor_watch(-1, IN, 1)).toBe(failed('EBADF'));
      expect(sys.reactor_unwatch(fd)).toBe(failed('EBADF'));
    });
  });
});
