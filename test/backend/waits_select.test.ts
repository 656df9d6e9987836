import { describe, expect, it } from 'vitest';
import { backends, connection, entries, listener, made, ok, open, pair, prepare, shut } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

describe.each(backends)('the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;
  const [IN, OUT, PRI, NVAL] = ['POLLIN', 'POLLOUT', 'POLLPRI', 'POLLNVAL'].map(constant) as [
    number,
    number,
    number,
    number,
  ];
  const LONG = 10_000;

  describe.runIf(capabilities.select)('select', () => {
    it('counts what is ready, and writes what came behind what was asked for', () => {
      const [a, b] = pair(backend);
      ok(sys.send(a, new Uint8Array(1), 0, 1, 0));
      const { words, came } = entries([a, IN], [b, IN | OUT | PRI], [b, OUT], [a, PRI], [b, 0]);
      expect(sys.select(words, 5, LONG)).toBe(2);
      expect(came()).toEqual([0, IN | OUT, OUT, 0, 0]);
      expect([words[0], words[2], words[4], words[6], words[8]]).toEqual([a, b, b, a, b]);
      expect([0, 1, 2, 3, 4].map((i) => words[2 * i + 1]! & 0xffff)).toEqual([IN, IN | OUT | PRI, OUT, PRI, 0]);
    });

    it('answers what it was asked, and no other event', () => {
      const [a] = pair(backend);
      const { words, came } = entries([a, OUT | constant('POLLERR') | constant('POLLHUP')], [a, ~OUT]);
      expect(sys.select(words, 2, LONG)).toBe(1);
      expect(came()).toEqual([OUT, 0]);
    });

    it('says the same as poll, where what came is what was asked for', () => {
      const [client, server] = connection(backend);
      const [listening] = listener(backend);
      const [c, d] = pair(backend);
      shut(backend, d);
      ok(sys.send(client, new Uint8Array(3), 0, 3, 0));
      const wanted = [client, server, listening, c].flatMap((fd) =>
        [IN, OUT, IN | OUT, PRI].map((events): [number, number] => [fd, events]),
      );
      const [one, other] = [entries(...wanted), entries(...wanted)];
      const found = sys.select(one.words, wanted.length, LONG);
      sys.poll(other.words, wanted.length, LONG);
      expect(one.came()).toEqual(other.came().map((events, i) => events & wanted[i]![1]));
      expect(found).toBe(one.came().filter((events) => events !== 0).length);
    });

    it('returns 0 past the time-out, with nothing come', () => {
      const [a] = pair(backend);
      const { words, came } = entries([a, IN]);
      for (const timeout of [0, 1, 30]) {
        const start = performance.now();
        expect(sys.select(words, 1, timeout)).toBe(0);
        // The clocks of kernel and process may differ in the last millisecond.
        expect(performance.now() - start).toBeGreaterThanOrEqual(timeout - 1);
        expect(came()).toEqual([0]);
      }
    });

    it('says POLLNVAL of what is not open, however large, and passes over a negative descriptor', () => {
      const [a, b] = pair(backend);
      shut(backend, b);
      for (const fd of [b, 500, 1024, 5000, 0x10000, 0x7fffffff]) {
        const { words, came } = entries([fd, IN], [-1, IN], [fd, OUT], [a, IN], [fd, PRI]);
        expect([fd, sys.select(words, 5, -1), came()]).toEqual([fd, 3, [NVAL, 0, NVAL, 0, NVAL]]);
      }
      const { words, came } = entries([-1, IN], [a, OUT], [-0x80000000, IN]);
      expect([sys.select(words, 3, LONG), came()]).toEqual([1, [0, OUT, 0]]);
    });

    it('has no limit at FD_SETSIZE', () => {
      const [a, b] = pair(backend);
      const fds: number[] = [];
      try {
        // Fewer where the limit is lower.
        for (let fd = sys.dup(a); fd >= 0 && fds.push(fd) < 1200; fd = sys.dup(a));
        const { words, came } = entries(...fds.map((fd): [number, number] => [fd, IN]));
        expect(sys.select(words, fds.length, 0)).toBe(0);
        ok(sys.send(b, new Uint8Array(1), 0, 1, 0));
        expect(sys.select(words, fds.length, LONG)).toBe(fds.length);
        expect(came()).toEqual(fds.map(() => IN));
        // Every bit is its own descriptor's.
        for (const fd of fds.slice(-70)) {
          const one = entries([fd, IN], [b, IN]);
          expect([sys.select(one.words, 2, LONG), one.came()]).toEqual([1, [IN, 0]]);
        }
      } finally {
        for (const fd of fds) sys.close(fd);
      }
    });
  });

  describe.runIf(capabilities.epoll)('the tag of epoll_ctl', () => {
    const [ADD, DEL, MOD] = [1, 2, 3];
    const create = () => made(backend, sys.epoll_create1(0));
    const IN_ = capabilities.epoll ? constant('EPOLLIN') : 0;
    /** The events of a wait: descriptor, events, tag. */
    function events(ep: number, room = 4): number[][] {
      const words = new Int32Array(3 * room);
      const count = ok(sys.epoll_wait(ep, words, 0));
      return Array.from({ length: count }, (_, i) => [...words.subarray(3 * i, 3 * i + 3)]);
    }

    it('comes back as it was given, every bit of it', () => {
      const ep = create();
      const [a, b] = pair(backend);
      ok(sys.send(b, new Uint8Array(1), 0, 1, 0));
      expect(sys.epoll_ctl(ep, ADD, a, IN_, 0)).toBe(0);
      expect(events(ep)).toEqual([[a, IN_, 0]]);
      for (const tag of [1, -1, 0x7fffffff, -0x80000000, 0x12345678]) {
        expect(sys.epoll_ctl(ep, MOD, a, IN_, tag)).toBe(0);
        expect(events(ep)).toEqual([[a, IN_, tag]]);
      }
    });

    it('tells a registration that cannot be removed from the next one on its number', () => {
      const ep = create();
      const [a, b] = pair(backend);
      expect(sys.epoll_ctl(ep, ADD, a, IN_, 1)).toBe(0);
      const twin = made(backend, sys.dup(a));
      shut(backend, a);
      const [c, d] = pair(backend);
      // One of the two has the number now.
      const [newcomer, peer] = c === a ? [c, d] : [d, c];
      expect(newcomer).toBe(a);
      expect(sys.epoll_ctl(ep, DEL, newcomer, 0, 0)).toBe(failed('ENOENT'));
      expect(sys.epoll_ctl(ep, ADD, newcomer, IN_, 2)).toBe(0);
      ok(sys.send(b, new Uint8Array(1), 0, 1, 0));
      expect(events(ep)).toEqual([[a, IN_, 1]]);
      ok(sys.send(peer, new Uint8Array(1), 0, 1, 0));
      expect(events(ep).sort()).toEqual([
        [a, IN_, 1],
        [a, IN_, 2],
      ]);
      // It goes with the last that leads to it.
      shut(backend, twin);
      expect(events(ep)).toEqual([[a, IN_, 2]]);
    });

    it('is written for as many events as there is room for, at most a batch', () => {
      const ep = create();
      const fds = Array.from({ length: 5 }, () => open(backend, 'AF_INET', 'SOCK_DGRAM'));
      for (const [i, fd] of fds.entries()) ok(sys.epoll_ctl(ep, ADD, fd, constant('EPOLLOUT'), ~i));
      expect(events(ep, 9).sort()).toEqual(fds.map((fd, i) => [fd, constant('EPOLLOUT'), ~i]).sort());
      const words = new Int32Array(3 * 2 + 2).fill(-7);
      expect(sys.epoll_wait(ep, words, 0)).toBe(2);
      expect([...words.subarray(6)]).toEqual([-7, -7]);
    });
  });
});
