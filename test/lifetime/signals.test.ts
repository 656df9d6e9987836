import { createConnection } from 'node:net';
import { constants } from 'node:os';
import { capabilities } from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Child, runScript } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';

guardFds();

const INTERRUPTED = `InterruptedError ${constants.errno.EINTR} EINTR`;
const TIMED_OUT = `TimeoutError ${constants.errno.ETIMEDOUT} ETIMEDOUT`;

// A process blocks in a call, and this one sends it signals. It prints `ready PORT` first, where PORT is a TCP port whose
// connection, or whose reader, lets the call return; then what the call came to.

interface Blocking {
  name: string;
  /** Makes what the call needs, among it `end`: a server that somebody may connect to. */
  before: string;
  /** The call. What it returns is printed. */
  call: string;
  /** Sets the time-out of the call: statements, or an argument to the call in place of TIMEOUT. */
  timed: string;
}

const pair = `const end = s.create_server(['127.0.0.1', 0]); const client = s.socket(); client.connect(end.getsockname());
  const [conn] = end.accept();`;

/** What is blocked in, and how the other side ends it: by connecting to the port. */
const everyCall: Blocking[] = [
  {
    name: 'accept',
    before: "const end = s.create_server(['127.0.0.1', 0]);",
    timed: 'end.settimeout(SECONDS);',
    call: 'end.accept().length',
  },
  {
    name: 'recv',
    before: `${relay()} const sock = from;`,
    timed: 'sock.settimeout(SECONDS);',
    call: 'sock.recv(2).length',
  },
  {
    name: 'recvfrom',
    before: `${relay()} const sock = from;`,
    timed: 'sock.settimeout(SECONDS);',
    call: 'sock.recvfrom(2)[0].length',
  },
  {
    name: 'poll',
    before: "const end = s.create_server(['127.0.0.1', 0]); const p = select.poll(); p.register(end, select.POLLIN);",
    timed: 'timeout = SECONDS * 1000;',
    call: 'p.poll(timeout).length',
  },
  {
    name: 'epoll.poll',
    before: "const end = s.create_server(['127.0.0.1', 0]); const p = select.epoll(); p.register(end, select.EPOLLIN);",
    timed: 'timeout = SECONDS;',
    call: 'p.poll(timeout).length',
  },
];

const calls = everyCall.filter(({ name }) => capabilities.epoll || name !== 'epoll.poll');

/** Those that cannot be let go so: a full pipe, a listener without room. */
const everyStuck: Blocking[] = [
  {
    name: 'sendall',
    before: `${pair} client.settimeout(null);`,
    timed: 'client.settimeout(SECONDS);',
    call: 'client.sendall(Buffer.alloc(1 << 25))',
  },
  {
    name: 'connect',
    before: `const end = s.socket(); end.bind(['127.0.0.1', 0]); end.listen(0);
      const full = Array.from({ length: 4 }, () => { const c = s.socket(); c.setblocking(false); c.connect_ex(end.getsockname()); return c; });
      const c = s.socket();`,
    timed: 'c.settimeout(SECONDS);',
    call: 'c.connect(end.getsockname())',
  },
  {
    // Of a host with two addresses where there is IPv6: the second is not tried.
    name: 'create_connection',
    before: `const two = s.has_dualstack_ipv6();
      const end = s.create_server([two ? '::' : '', 0], { backlog: 0, dualstack_ipv6: two, family: two ? s.AF_INET6 : s.AF_INET });
      const port = end.getsockname()[1];
      const full = Array.from({ length: 4 }, () => { const c = s.socket(); c.setblocking(false); c.connect_ex(['127.0.0.1', port]); return c; });`,
    timed: 'timeout = SECONDS;',
    call: 's.create_connection([null, port], timeout)',
  },
];

const stuck = everyStuck.filter(({ name }) => capabilities.backlog || name === 'sendall');

/** A connection from this process's listener, made before the call, on which it sends two bytes later. */
function relay(): string {
  return `const end = s.create_server(['127.0.0.1', 0]); announce(end); const [from] = end.accept();`;
}

const modes: [mode: string, seconds: number | null][] = [
  ['blocking', null],
  ['with a time-out', 600],
];

/** Starts the process and waits until it blocks. */
async function block(blocking: Blocking, seconds: number | null, prologue: string): Promise<[Child, () => void]> {
  const child = runScript(`
    import { spawn } from 'node:child_process';
    import { socket as s, select } from 'berkeley';
    const say = (value) => process.stdout.write(value + '\\n');
    process.stdout._handle?.setBlocking?.(true);
    let announced = false;
    const announce = (end) => { if (!announced) say('port ' + end.getsockname()[1]); announced = true; };
    ${prologue}
    let timeout = null;
    const run = () => {
      ${blocking.before}
      ${seconds === null ? '' : blocking.timed.replace('SECONDS', String(seconds))}
      announce(end);
      // Nobody else has them any more, and a warning of one that is collected is not what this is about.
      globalThis.kept = [end, typeof from === 'object' && from, typeof client === 'object' && [client, conn]];
      const start = performance.now();
      say('ready');
      try {
        say('returned ' + (${blocking.call}));
      } catch (error) {
        say([error.name, error.errno, error.code].join(' '));
      }
      say(performance.now() - start);
    };
    // After the first turn of the loop, in which a handler that was just added begins to listen.
    setImmediate(run);
  `);
  const port = Number((await child.line()).slice('port '.length));
  let release: () => unknown = () => connect(port);
  if (blocking.before.includes('[from]')) {
    const socket = connect(port);
    release = () => socket.write('ok');
  }
  expect(await child.line()).toBe('ready');
  await child.blocked();
  return [child, () => void release()];
}

function connect(port: number) {
  const socket = createConnection(port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

describe.each(modes)('%s', (_, seconds) => {
  // The listener does not keep the process alive for its handler: a timer does.
  const withHandler = "process.on('SIGUSR2', () => say('handler')); setInterval(() => {}, 60_000);";
  // libuv handles SIGCHLD from the first child process on: not a handler of the program's.
  const withChild = "const one = spawn('true'); await new Promise((resolve) => one.on('exit', resolve));";

  it.each(calls)('$name goes on after signals that the program does not handle', async (blocking) => {
    const [child, release] = await block(blocking, seconds, withChild);
    for (const signal of ['SIGCHLD', 'SIGWINCH', 'SIGCHLD', 'SIGSTOP', 'SIGCONT'] as const) {
      child.kill(signal);
      await child.blocked();
    }
    release();
    expect(await child.line()).toMatch(/^returned [12]$/);
    await child.line();
    expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(calls)('$name goes on so where the program handles another signal', async (blocking) => {
    const [child, release] = await block(blocking, seconds, withChild + withHandler);
    for (const signal of ['SIGCHLD', 'SIGWINCH', 'SIGSTOP', 'SIGCONT', 'SIGCHLD'] as const) {
      child.kill(signal);
      await child.blocked();
    }
    release();
    expect(await child.line()).toMatch(/^returned [12]$/);
    await child.line();
    child.kill('SIGKILL');
  });

  it.runIf(capabilities.interrupts).each([...calls, ...stuck])(
    '$name raises InterruptedError for one that it handles, then the handler runs',
    async (b) => {
      const [child] = await block(b, seconds, withHandler);
      child.kill('SIGUSR2');
      expect(await child.line()).toBe(INTERRUPTED);
      await child.line();
      expect(await child.line()).toBe('handler');
      child.kill('SIGKILL');
    },
  );

  it.each(calls)('$name goes on when the handler has run before it blocks', async (blocking) => {
    const early = `${withHandler} process.kill(process.pid, 'SIGUSR2');
      while (!handled) await new Promise(setImmediate);`.replace("say('handler')", '{ handled = true; }');
    const [child, release] = await block(blocking, seconds, `let handled = false; ${early}`);
    release();
    expect(await child.line()).toMatch(/^returned [12]$/);
    child.kill('SIGKILL');
  });

  it.runIf(capabilities.interrupts).each([...calls, ...stuck])(
    '$name does not block when a handler waits to be run',
    async (blocking) => {
      const call = { ...blocking, call: `(process.kill(process.pid, 'SIGUSR2'), ${blocking.call})` };
      const child = (await block(call, seconds, withHandler))[0];
      expect(await child.line()).toBe(INTERRUPTED);
      await child.line();
      expect(await child.line()).toBe('handler');
      child.kill('SIGKILL');
    },
  );
});

describe('a program without handlers', () => {
  it.each([...calls, ...stuck])('$name ends with the program on Ctrl-C', async (blocking) => {
    const [child] = await block(blocking, null, '');
    child.kill('SIGINT');
    expect(await child.ended).toMatchObject({ code: null, signal: 'SIGINT', stderr: '' });
  });
});

describe.runIf(capabilities.interrupts)('InterruptedError', () => {
  it('lets the handler run though the program has nothing more to do', async () => {
    const [child] = await block(calls[0]!, null, "process.on('SIGUSR2', () => say('handler'));");
    child.kill('SIGUSR2');
    expect(await child.line()).toBe(INTERRUPTED);
    await child.line();
    expect(await child.line()).toBe('handler');
    expect(await child.ended).toMatchObject({ code: 0 });
  });
});

describe('a time-out', () => {
  const quick = [...calls, ...stuck];

  it.each(quick)('of $name holds whatever signals come, and is not begun again', async (blocking) => {
    const [child] = await block(
      blocking,
      0.4,
      "process.on('SIGUSR2', () => {}); const one = spawn('true'); await new Promise((resolve) => one.on('exit', resolve));",
    );
    // They come as long as the process lives: were each to begin the time-out again, it would never end.
    const timer = setInterval(() => child.kill('SIGCHLD'), 20);
    onTestFinished(() => clearInterval(timer));
    expect(await child.line()).toBe(blocking.name.endsWith('poll') ? 'returned 0' : TIMED_OUT);
    expect(Number(await child.line())).toBeGreaterThanOrEqual(399);
  });
});

/** Calls that the kernel itself waits in, for what no poll can tell. */
const everyKernel: Blocking[] = [
  {
    name: 'recv with MSG_WAITALL',
    before: `${relay()} const sock = from;`,
    timed: '',
    call: 'sock.recv(2, s.MSG_WAITALL).length',
  },
  {
    name: 'connect to a Unix listener without room',
    before: `const end = s.create_server(['127.0.0.1', 0]); const l = s.socket(s.AF_UNIX); l.bind(''); l.listen(0);
      const full = Array.from({ length: 4 }, () => { const c = s.socket(s.AF_UNIX); c.setblocking(false); c.connect_ex(l.getsockname()); return c; });
      const c = s.socket(s.AF_UNIX);`,
    timed: '',
    call: 'c.connect(l.getsockname())',
  },
];

const kernel = everyKernel.filter(({ name }) => capabilities.backlog || !name.startsWith('connect'));

describe('the kernel waiting', () => {
  it.runIf(capabilities.interrupts).each(kernel)(
    'in $name raises InterruptedError for a signal that the program handles',
    { timeout: 4000 },
    async (b) => {
      const [child] = await block(b, null, "process.on('SIGUSR2', () => say('handler'));");
      child.kill('SIGUSR2');
      expect(await child.line()).toBe(INTERRUPTED);
    },
  );

  it.each(kernel)('in $name ends with the program on Ctrl-C', async (blocking) => {
    const [child] = await block(blocking, null, '');
    child.kill('SIGINT');
    expect(await child.ended).toMatchObject({ code: null, signal: 'SIGINT' });
  });
});
