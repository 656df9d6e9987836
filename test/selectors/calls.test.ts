import { describe, expect, it } from 'vitest';
import { waitsOf } from '../support/calls.ts';
import { guardFds } from '../support/fds.ts';
import { inThread } from '../support/thread.ts';

// After `calls.ts`, which counts the calls of whoever is loaded later.
const { epoll, EPOLLIN, POLLIN, poll, select } = await import('berkeley/select');
const { EVENT_READ, EVENT_WRITE } = await import('berkeley/selectors');
const { dup, socket, socketpair } = await import('berkeley/socket');
const { closing, kinds, reuse } = await import('../support/selectors.ts');
const { capabilities } = await import('berkeley/socket');

guardFds();
const keep = closing();
const pair = () => keep(...socketpair());

/** How each waits: a function of seconds, on a socket that is not ready, and its system call. */
function waiters(): [name: string, syscall: string, wait: (seconds: number | null) => unknown[]][] {
  const made: ReturnType<typeof waiters> = kinds.map(({ name, python, Selector }) => [
    python,
    name === 'epoll' ? 'epoll_wait' : name,
    (seconds) => {
      const [s] = keep(new Selector());
      s.register(pair()[0], EVENT_READ);
      return s.select(seconds);
    },
  ]);
  made.push(['select', 'select', (seconds) => select([pair()[0]], [], [], seconds).flat()]);
  const p = poll();
  made.push([
    'poll',
    capabilities.poll ? 'poll' : 'select',
    (seconds) => {
      const [a] = pair();
      p.register(a, POLLIN);
      const ready = p.poll(seconds === null ? null : seconds * 1000);
      p.unregister(a);
      return ready;
    },
  ]);
  if (EPOLLIN !== undefined) {
    made.push([
      'epoll',
      'epoll_wait',
      (seconds) => {
        const [e] = keep(epoll());
        e.register(pair()[0], EPOLLIN);
        return e.poll(seconds);
      },
    ]);
  }
  return made;
}

describe.each(waiters().filter(([name]) => name !== 'KqueueSelector'))('%s', (_, syscall, wait) => {
  it.each([0.0000001, 0.0004, 0.001, 0.0011, 0.0029])(
    'rounds %d s up to a millisecond, and does not spin',
    (seconds) => {
      let start = 0;
      const waits = waitsOf(() => {
        start = performance.now();
        expect(wait(seconds)).toEqual([]);
      });
      expect(performance.now() - start).toBeGreaterThanOrEqual(seconds * 1000);
      for (const made of waits) {
        expect(made.syscall).toBe(syscall);
        // Nothing is left to wait for only when the time has passed already.
        if (made.at < start + seconds * 1000) expect(made.timeout).toBeGreaterThanOrEqual(1);
        expect(made.timeout).toBeLessThanOrEqual(seconds * 1000 + 1);
      }
      // One, unless the kernel's clock and ours disagree about the last millisecond.
      expect(waits.length).toBeLessThanOrEqual(2);
    },
  );

  it('only looks for 0 seconds, once', () => {
    expect(waitsOf(() => void wait(0))).toMatchObject([{ syscall, timeout: 0 }]);
  });
});

describe.each(kinds.filter(({ name }) => name !== 'kqueue'))('$python', ({ name, Selector }) => {
  const syscall = name === 'epoll' ? 'epoll_wait' : name;

  it('waits in one call, for as long as a C int holds', () => {
    const [s] = keep(new Selector());
    s.register(pair()[0], EVENT_WRITE);
    for (let i = 0; i < 200; i++) s.register(pair()[0], EVENT_READ);
    const took = (seconds: number | null) => waitsOf(() => void expect(s.select(seconds).length).toBe(1));
    expect(took(null)).toMatchObject([{ syscall, timeout: -1 }]);
    expect(took(-1)).toMatchObject([{ syscall, timeout: 0 }]);
    expect(took(3e6)).toMatchObject([{ syscall, timeout: 0x7fffffff }]);
  });
});

describe.runIf(kinds.some(({ name }) => name === 'epoll'))('a registration of epoll that nothing can remove', () => {
  // Another thread closes the number, so that nobody here is told, while a duplicate keeps what it led to.
  async function orphan(s: { register(fd: number, events: number): unknown; unregister(fd: number): unknown }) {
    const [a, b] = socketpair();
    keep(b!);
    const number = a!.detach();
    s.register(number, EVENT_READ);
    const twin = keep(socket({ fileno: dup(number) }))[0];
    await inThread(({ socket }, fd) => socket.close(fd), number);
    s.unregister(number);
    b!.send(Buffer.from('for the old one'));
    return { number, twin };
  }

  it('does not spin, does not end a wait, and reaches nobody', async () => {
    const [s] = keep(new (kinds.find(({ name }) => name === 'epoll')!.Selector)());
    const [c, d] = pair();
    s.register(c!, EVENT_READ, 'read');
    s.register(d!, EVENT_WRITE, 'write');
    s.modify(d!, EVENT_READ, 'modified');
    const { number, twin } = await orphan(s);
    const newcomer = reuse(number, keep, false);
    s.register(newcomer, EVENT_READ, 'newcomer');
    const start = performance.now();
    const waits = waitsOf(() => expect(s.select(0.02)).toEqual([]));
    expect(performance.now() - start).toBeGreaterThanOrEqual(20);
    expect(waits.length).toBeLessThanOrEqual(3);
    expect(waitsOf(() => s.select(0.02)).length).toBeLessThanOrEqual(2);
    // What is registered is as it was.
    d!.send(Buffer.from('x'));
    c!.send(Buffer.from('x'));
    expect(new Set(s.select(10).map(([key]) => key.data))).toEqual(new Set(['read', 'modified']));
    expect(twin.recv(99).toString()).toBe('for the old one');
    expect([s.unregister(c!).data, s.unregister(d!).data, s.unregister(newcomer).data]).toEqual([
      'read',
      'modified',
      'newcomer',
    ]);
  });

  it('is gone together with what was closed besides it', async () => {
    const [s] = keep(new (kinds.find(({ name }) => name === 'epoll')!.Selector)());
    const [c] = pair();
    s.register(c!, EVENT_WRITE, 'closed since');
    await orphan(s);
    c!.close();
    expect(s.select(0.01)).toEqual([]);
    expect(waitsOf(() => expect(s.select(0.01)).toEqual([])).length).toBeLessThanOrEqual(2);
    expect(s.unregister(c!).data).toBe('closed since');
  });
});
