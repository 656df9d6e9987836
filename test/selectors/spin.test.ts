import { existsSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { EPOLLIN, epoll, kqueue, POLLIN, poll } from 'berkeley/select';
import { BaseSelector, DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import { capabilities, type Socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';
import { closing, kinds } from '../support/selectors.ts';
import { inThread } from '../support/thread.ts';

guardFds();
const keep = closing();
const pair = () => keep(...socketpair()) as [Socket, Socket];

/** How each is made, and how it waits for a socket to be readable: seconds. */
const ways: [name: string, make: (spin: number, sock: Socket) => (seconds: number | null) => unknown[]][] = [
  ...kinds.map(({ python, Selector }): (typeof ways)[number] => [
    python,
    (spin, sock) => {
      const [selector] = keep(new Selector({ spin }));
      selector.register(sock, EVENT_READ);
      return (seconds) => selector.select(seconds);
    },
  ]),
  [
    'poll',
    (spin, sock) => {
      const p = poll({ spin });
      p.register(sock, POLLIN);
      return (seconds) => p.poll(seconds === null ? null : seconds * 1000);
    },
  ],
];
if (epoll !== undefined) {
  ways.push([
    'epoll',
    (spin, sock) => {
      const [e] = keep(epoll({ spin }));
      e.register(sock, EPOLLIN);
      return (seconds) => e.poll(seconds);
    },
  ]);
}

describe.each(ways)('%s that spins', (_, make) => {
  it('finds what is there, and what comes', async () => {
    const [a, b] = pair();
    const wait = make(1000, a);
    b.sendall(Buffer.from('x'));
    expect(wait(null).length).toBe(1);
    expect(wait(0).length).toBe(1);
    a.recv(1);
    expect(wait(0)).toEqual([]);
  });

  it.each([
    ['longer than its time-out', 100_000, 0.003],
    ['shorter than its time-out', 100, 0.003],
  ])('%s waits until that is over', (_, spin, seconds) => {
    const wait = make(spin, pair()[0]);
    const start = performance.now();
    expect(wait(seconds)).toEqual([]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(seconds * 1000);
  });

  it.runIf(capabilities.fileDescriptors)('finds what another thread sends, however late', async () => {
    const [a, b] = pair();
    const wait = make(200, a);
    const echo = inThread(({ socket, say }, fd) => {
      const sock = socket.socket({ fileno: fd });
      say('there');
      for (let data = sock.recv(1); data.length > 0; data = sock.recv(1)) sock.sendall(data);
      sock.close();
    }, b.detach());
    await echo.heard();
    for (let i = 0; i < 200; i++) {
      a.sendall(Buffer.from('x'));
      expect(wait(null).length).toBe(1);
      a.recv(1);
    }
    a.close();
    await echo;
  });
});

describe.runIf(capabilities.fileDescriptors)('a thread that spins', () => {
  it('answers, and ends with terminate()', async () => {
    const [a, b] = pair();
    const thread = inThread(({ socket, selectors, say }, fd) => {
      const sock = socket.socket({ fileno: fd });
      const selector = new selectors.DefaultSelector({ spin: 100_000 });
      selector.register(sock, selectors.EVENT_READ);
      say('there');
      for (;;) for (const _ of selector.select()) sock.sendall(sock.recv(1));
    }, b.detach());
    thread.catch(() => {});
    await thread.heard();
    a.settimeout(10);
    for (let i = 0; i < 200; i++) {
      a.sendall(Buffer.from('x'));
      expect(a.recv(1).length).toBe(1);
    }
    await thread.terminate();
  });
});

/** A process that looks for `spin` microseconds before it sleeps. */
const program = (spin: number, rest: string) => `
  import { readFileSync } from 'node:fs';
  import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
  import { socketpair } from 'berkeley/socket';
  const [a, b] = socketpair();
  const selector = new DefaultSelector({ spin: ${spin} });
  selector.register(a, EVENT_READ);
  ${rest}`;

describe.runIf(capabilities.interrupts)('a signal', () => {
  it('that the program handles ends a wait that spins', async () => {
    const child = runScript(
      program(
        100_000,
        `process.on('SIGUSR2', () => { console.log('handled'); process.exit(); });
        setInterval(() => {}, 60_000); // The process stays for its handler.
        console.log('waiting');
        // In the middle of it, or before, or when it sleeps.
        try { selector.select(); } catch (error) { console.log(error.name); }`,
      ),
    );
    expect(await child.line()).toBe('waiting');
    child.kill('SIGUSR2');
    expect([await child.line(), await child.line()]).toEqual(['InterruptedError', 'handled']);
    expect((await child.ended).code).toBe(0);
  });
});

/** How often the main thread of a process has gone to sleep by itself. */
const STATUS = '/proc/self/status';

it.runIf(existsSync(STATUS) && capabilities.name === 'native')('does not sleep while it looks', async () => {
  const sleeps = (spin: number) =>
    runScript(
      program(
        spin,
        `const sleeps = () => Number(/^voluntary_ctxt_switches:\\s*(\\d+)/m.exec(readFileSync('${STATUS}', 'latin1'))[1]);
        const before = sleeps();
        for (let i = 0; i < 50; i++) selector.select(0.001);
        console.log(sleeps() - before);`,
      ),
    ).line();
  expect(Number(await sleeps(0))).toBeGreaterThanOrEqual(50);
  expect(Number(await sleeps(2000))).toBeLessThan(50);
});

describe('the option spin', () => {
  const makers: [string, (options: unknown) => unknown][] = [
    ...kinds.map(({ python, Selector }): [string, (options: unknown) => unknown] => [
      python,
      (options) => new Selector(options as object),
    ]),
    ['DefaultSelector', (options) => new DefaultSelector(options as object)],
    ['poll', (options) => poll(options as object)],
  ];
  if (epoll !== undefined) makers.push(['epoll', (options) => epoll(options as object)]);
  if (kqueue !== undefined) makers.push(['kqueue', (options) => kqueue(options as object)]);

  it.each(makers)('of %s is named in the errors of what it cannot be', (_, make) => {
    for (const spin of [-1, 100_001, Number.NaN, 1.5, '30', null]) expect(() => make({ spin })).toThrow(/'spin'/);
    expect(() => make({ spin: '30' })).toThrow(TypeError);
    expect(() => make({ spin: -1 })).toThrow(RangeError);
    expect(() => make({ spun: 1 })).toThrow(/unexpected option 'spun'/);
    for (const options of [{}, { spin: 0 }, { spin: 100_000 }, { spin: undefined }]) {
      const made = make(options) as { close?(): void };
      made.close?.();
    }
  });

  it('goes with others of epoll', () => {
    if (epoll === undefined) return;
    for (const made of [epoll(-1, { spin: 10 }), epoll({ sizehint: 5, spin: 10 }), epoll(-1, 0, { spin: 10 })]) {
      expect(made.closed).toBe(false);
      made.close();
    }
  });

  it('is there for classes of the program’s own', () => {
    class Never extends BaseSelector {
      waits: number[] = [];
      protected override open(): void {}
      protected override change(): void {}
      protected override shut(): void {}
      protected override forget(): void {}
      protected override wait(): [] {
        this.waits.push(this.spin);
        return [];
      }
    }
    const made = new Never({ spin: 7 });
    made.select();
    expect(made.waits).toEqual([7]);
    made.close();
    expect(() => new Never({ spin: -7 })).toThrow("Never() argument 'spin'");
  });
});
