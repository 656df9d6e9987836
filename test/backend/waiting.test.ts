import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { backends, connection, entries, made, ok, open, pair, prepare, shut } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

describe.each(backends)('the $name backend', (backend) => {
  const { sys, constant, failed, capabilities } = backend;
  const event = (name: string) => constant(name);

  const calls = (['poll', 'select'] as const).filter((call) => capabilities[call]);

  describe.each(calls)('%s on entries', (call) => {
    it('looks at as many as it is told, and at none', () => {
      const [a] = pair(backend);
      const { words, came } = entries([a, event('POLLOUT')], [a, event('POLLOUT')]);
      expect(sys[call](words, 1, 0)).toBe(1);
      expect(came()).toEqual([event('POLLOUT'), 0x7ff]);
      expect([sys[call](words, 0, 0), sys[call](new Int32Array(0), 0, 0), sys[call](words, 0, 1)]).toEqual([0, 0, 0]);
    });

    it('refuses more than there is room for', () => {
      for (const [words, count] of [
        [2, 2],
        [3, 2],
        [0, 1],
        [2, -1],
        [2, 0x7fffffff],
        [2, -0x80000000],
      ] as const) {
        expect([count, sys[call](new Int32Array(words), count, 0)]).toEqual([count, failed('EINVAL')]);
      }
    });

    it('writes nothing outside its array', () => {
      const [a] = pair(backend);
      const memory = new Int32Array(6).fill(-7);
      const inside = memory.subarray(2, 4);
      inside.set([a, event('POLLOUT')]);
      expect(sys[call](inside, 1, 0)).toBe(1);
      expect([...memory.subarray(0, 2), ...memory.subarray(4)]).toEqual([-7, -7, -7, -7]);
    });
  });

  describe.runIf(capabilities.poll)('poll', () => {
    it('counts what is ready, and writes what came behind what was asked for', () => {
      const [a, b] = pair(backend);
      ok(sys.send(a, new Uint8Array(1), 0, 1, 0));
      const { words, came } = entries([a, event('POLLIN')], [b, event('POLLIN')], [b, event('POLLOUT')]);
      const asked = [...words];
      expect(sys.poll(words, 3, 1000)).toBe(2);
      expect(came()).toEqual([0, event('POLLIN'), event('POLLOUT')]);
      // Descriptors, and events that were asked for, are as they were.
      expect([...words].map((word, i) => (i % 2 ? word & 0xffff : word))).toEqual(
        asked.map((word, i) => (i % 2 ? word & 0xffff : word)),
      );
    });

    it('returns 0 past the time-out', () => {
      const [a] = pair(backend);
      const { words, came } = entries([a, event('POLLIN')]);
      const start = performance.now();
      expect(sys.poll(words, 1, 30)).toBe(0);
      expect(performance.now() - start).toBeGreaterThanOrEqual(29);
      expect(came()).toEqual([0]);
      expect(sys.poll(words, 1, 0)).toBe(0);
    });

    it('says POLLNVAL of a number that is not open, passes over a negative one, says POLLHUP of a closed peer', () => {
      const [a, b] = pair(backend);
      shut(backend, b);
      const { words, came } = entries([0x7ffffff0, event('POLLIN')], [-1, event('POLLIN')], [a, event('POLLIN')]);
      expect(sys.poll(words, 3, 1000)).toBe(2);
      expect(came()).toEqual([event('POLLNVAL'), 0, event('POLLIN') | event('POLLHUP')]);
    });
  });

  describe.runIf(capabilities.epoll)('epoll', () => {
    // epoll_ctl(2)'s operations, which have the same numbers everywhere.
    const [ADD, DEL, MOD] = [1, 2, 3];
    const create = () => made(backend, sys.epoll_create1(0));

    it('makes a close-on-exec descriptor whatever the flags', () => {
      expect(sys.get_inheritable(create())).toBe(0);
      expect(sys.get_inheritable(made(backend, sys.epoll_create1(constant('EPOLL_CLOEXEC'))))).toBe(0);
      expect(sys.epoll_create1(1)).toBe(failed('EINVAL'));
      expect(sys.epoll_create1(-1)).toBe(failed('EINVAL'));
    });

    it('writes three words an event: descriptor, events and tag', () => {
      const ep = create();
      const [a, b] = pair(backend);
      expect(sys.epoll_ctl(ep, ADD, a, event('EPOLLOUT'), 11)).toBe(0);
      expect(sys.epoll_ctl(ep, ADD, b, event('EPOLLIN'), -0x80000000)).toBe(0);
      const events = new Int32Array(8).fill(-7);
      expect(sys.epoll_wait(ep, events, 1000)).toBe(1);
      expect([...events]).toEqual([a, event('EPOLLOUT'), 11, -7, -7, -7, -7, -7]);
      expect(sys.epoll_ctl(ep, MOD, a, 0, 0)).toBe(0);
      expect(sys.epoll_wait(ep, events, 0)).toBe(0);
      ok(sys.send(a, new Uint8Array(1), 0, 1, 0));
      expect(sys.epoll_wait(ep, events, 1000)).toBe(1);
      expect([...events.subarray(0, 3)]).toEqual([b, event('EPOLLIN'), -0x80000000]);
      expect(sys.epoll_ctl(ep, DEL, b, 0, 0)).toBe(0);
      expect(sys.epoll_wait(ep, events, 0)).toBe(0);
    });

    it('takes the flags of the highest bits', () => {
      const ep = create();
      const [a, b] = pair(backend);
      expect(sys.epoll_ctl(ep, ADD, b, event('EPOLLIN') | event('EPOLLET'), 0)).toBe(0);
      ok(sys.send(a, new Uint8Array(1), 0, 1, 0));
      const events = new Int32Array(3);
      expect(sys.epoll_wait(ep, events, 1000)).toBe(1);
      expect(sys.epoll_wait(ep, events, 0)).toBe(0); // An edge comes once.
      expect(sys.epoll_ctl(ep, MOD, b, event('EPOLLIN') | event('EPOLLONESHOT'), 0)).toBe(0);
      expect(sys.epoll_wait(ep, events, 1000)).toBe(1);
      expect(sys.epoll_wait(ep, events, 0)).toBe(0);
    });

    it('returns no more events than there is room for, and the others next time', () => {
      const ep = create();
      const fds = [...pair(backend), ...pair(backend)];
      for (const fd of fds) ok(sys.epoll_ctl(ep, ADD, fd, event('EPOLLOUT'), 0));
      const events = new Int32Array(8).fill(-7);
      const seen = new Set<number>();
      for (let i = 0; i < 4; i++) {
        expect(sys.epoll_wait(ep, events, 1000)).toBe(2);
        seen.add(events[0]!).add(events[3]!);
        expect([...events.subarray(6)]).toEqual([-7, -7]);
      }
      expect([...seen].sort()).toEqual([...fds].sort());
      expect(sys.epoll_wait(ep, events.subarray(0, 2), 0)).toBe(failed('EINVAL'));
      expect(sys.epoll_wait(ep, new Int32Array(0), 0)).toBe(failed('EINVAL'));
    });

    it('takes an array that is larger than any batch', () => {
      const ep = create();
      const [a] = pair(backend);
      ok(sys.epoll_ctl(ep, ADD, a, event('EPOLLOUT'), 0));
      expect(sys.epoll_wait(ep, new Int32Array(1 << 20), 1000)).toBe(1);
    });

    it('says what goes wrong', () => {
      const ep = create();
      const fd = open(backend);
      expect(sys.epoll_ctl(ep, DEL, fd, 0, 0)).toBe(failed('ENOENT'));
      expect(sys.epoll_ctl(ep, MOD, fd, 0, 0)).toBe(failed('ENOENT'));
      expect(sys.epoll_ctl(ep, ADD, fd, 0, 0)).toBe(0);
      expect(sys.epoll_ctl(ep, ADD, fd, 0, 0)).toBe(failed('EEXIST'));
      expect(sys.epoll_ctl(ep, ADD, ep, 0, 0)).toBe(failed('EINVAL'));
      expect(sys.epoll_ctl(fd, ADD, ep, 0, 0)).toBe(failed('EINVAL'));
      expect(sys.epoll_ctl(ep, 99, fd, 0, 0)).toBe(failed('EINVAL'));
      expect(sys.epoll_ctl(-1, ADD, fd, 0, 0)).toBe(failed('EBADF'));
      expect(sys.epoll_ctl(ep, ADD, -1, 0, 0)).toBe(failed('EBADF'));
      expect(sys.epoll_wait(fd, new Int32Array(3), 0)).toBe(failed('EINVAL'));
      expect(sys.epoll_wait(-1, new Int32Array(3), 0)).toBe(failed('EBADF'));
    });

    it('forgets a descriptor that is closed, and one that gets its number is another', () => {
      const ep = create();
      const [a, b] = connection(backend);
      ok(sys.epoll_ctl(ep, ADD, a, event('EPOLLOUT'), 0));
      shut(backend, a);
      expect(sys.epoll_wait(ep, new Int32Array(3), 0)).toBe(0);
      expect(sys.epoll_ctl(ep, DEL, a, 0, 0)).toBe(failed('EBADF'));
      expect(sys.epoll_ctl(ep, ADD, b, event('EPOLLOUT'), 0)).toBe(0);
    });
  });

  describe.runIf(capabilities.interrupts)('interrupt_fd and take_interrupt', () => {
    it('are one descriptor a thread, which no program inherits', () => {
      const fd = sys.interrupt_fd(1);
      expect(fd).toBeGreaterThanOrEqual(0);
      expect(sys.interrupt_fd(1)).toBe(fd);
      expect(sys.get_inheritable(fd)).toBe(0);
      expect(sys.take_interrupt()).toBeGreaterThanOrEqual(0);
    });

    it('tell a waiting thread of the signals that the program handles', async () => {
      const child = runScript(`
        import { constants } from 'node:os';
        import * as module from '${backend.module}';
        const { sys, selectConstants: { POLLIN } } = Object.values(module)[0]();
        const ran = [];
        process.on('SIGUSR2', () => ran.push('SIGUSR2'));
        const words = new Int32Array([sys.interrupt_fd(1), 0]);
        const halves = new Int16Array(words.buffer);
        halves[2] = POLLIN;
        const look = (timeout) => [sys.poll(words, 1, timeout), halves[3], sys.take_interrupt()];
        look(0);
        const bit = 1 << (constants.signals.SIGUSR2 - 1);
        process.kill(process.pid, 'SIGUSR2');
        // EINTR, or readable at once: the signal may arrive before the wait.
        let seen = look(10_000);
        if (seen[0] < 0) seen = look(10_000);
        console.log(JSON.stringify([seen[0], seen[1] === POLLIN, seen[2] === bit, ran, look(0)[0], sys.take_interrupt() === bit]));
        setImmediate(() => setImmediate(() => console.log(JSON.stringify([ran, look(0)[2]]))));
      `);
      // Resetting ends the alarm, but the signal waits until its handler has run.
      expect(JSON.parse(await child.line())).toEqual([1, true, true, [], 0, true]);
      expect(JSON.parse(await child.line())).toEqual([['SIGUSR2'], 0]);
      expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
    });
  });

  describe.skipIf(capabilities.interrupts)('without interrupts', () => {
    it('there is no descriptor for them, and nothing to take', () => {
      expect(sys.interrupt_fd(1)).toBe(failed('ENOSYS'));
      expect(sys.take_interrupt()).toBe(0);
    });
  });
});
