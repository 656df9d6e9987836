import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import * as select from 'berkeley/select';
import { epoll, poll } from 'berkeley/select';
import { type Socket, socket, socketpair } from 'berkeley/socket';
import { afterAll, describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';

guardFds();

// What goes wrong, side by side with Python. Each case says what Python raises; where there is a Python it is asked.

interface Case {
  /** In Python: `a` and `b` are connected sockets, `p` a poll and `e` an epoll with `a` in it, ready. */
  python: string;
  ours: (given: Given) => unknown;
  /** The class that Python raises; `''` if it returns. */
  raises: string;
  /** A part of its message that ours has too. */
  message?: RegExp;
}

interface Given {
  a: Socket;
  b: Socket;
  p: ReturnType<typeof poll>;
  e: ReturnType<typeof epoll>;
}

const fileno = (value: unknown) => ({ fileno: () => value }) as { fileno(): number };
/** A descriptor that is not open. */
const NUMBER = 50;
/** For arguments that the types forbid. */
// biome-ignore lint/suspicious/noExplicitAny: that is what is tested.
const any = (value: unknown) => value as any;

const onPoll: Case[] = [
  {
    python: 'p.register(-1)',
    ours: ({ p }) => p.register(-1),
    raises: 'ValueError',
    message: /negative integer \(-1\)/,
  },
  { python: 'p.register(2**31)', ours: ({ p }) => p.register(2 ** 31), raises: 'OverflowError' },
  { python: 'p.register(2**53)', ours: ({ p }) => p.register(2 ** 53), raises: 'OverflowError' },
  { python: 'p.register(1.5)', ours: ({ p }) => p.register(1.5), raises: 'TypeError' },
  { python: 'p.register("1")', ours: ({ p }) => p.register(any('1')), raises: 'TypeError' },
  { python: 'p.register(None)', ours: ({ p }) => p.register(any(null)), raises: 'TypeError', message: /fileno\(\)/ },
  { python: 'p.register()', ours: ({ p }) => any(p).register(), raises: 'TypeError' },
  { python: 'p.register(b"x")', ours: ({ p }) => p.register(any(Buffer.from('x'))), raises: 'TypeError' },
  { python: 'p.register(F(-1))', ours: ({ p }) => p.register(fileno(-1)), raises: 'ValueError' },
  { python: 'p.register(F("x"))', ours: ({ p }) => p.register(fileno('x')), raises: 'TypeError' },
  { python: 'p.register(F(1.5))', ours: ({ p }) => p.register(fileno(1.5)), raises: 'TypeError' },
  { python: 'p.register(F(None))', ours: ({ p }) => p.register(fileno(null)), raises: 'TypeError' },
  { python: 'p.register(a, -1)', ours: ({ p, a }) => p.register(a, -1), raises: 'ValueError' },
  { python: 'p.register(a, 65535)', ours: ({ p, a }) => p.register(a, 65535), raises: '' },
  { python: 'p.register(a, 65536)', ours: ({ p, a }) => p.register(a, 65536), raises: 'OverflowError' },
  { python: 'p.register(a, 1.5)', ours: ({ p, a }) => p.register(a, 1.5), raises: 'TypeError' },
  { python: 'p.register(a, "x")', ours: ({ p, a }) => p.register(a, any('x')), raises: 'TypeError' },
  { python: 'p.register(a, None)', ours: ({ p, a }) => p.register(a, any(null)), raises: 'TypeError' },
  { python: 'p.modify(b, 1)', ours: ({ p, b }) => p.modify(b, 1), raises: 'FileNotFoundError', message: /\[Errno 2\]/ },
  { python: 'p.modify(b, -1)', ours: ({ p, b }) => p.modify(b, -1), raises: 'ValueError' },
  { python: 'p.modify(a)', ours: ({ p, a }) => any(p).modify(a), raises: 'TypeError' },
  { python: 'p.unregister(b)', ours: ({ p, b }) => p.unregister(b), raises: 'KeyError', message: /^\d+$/ },
  { python: 'p.unregister(None)', ours: ({ p }) => p.unregister(any(null)), raises: 'TypeError' },
  { python: 'p.register(closed)', ours: ({ p, b }) => [b.close(), p.register(b)], raises: 'ValueError' },
  { python: 'p.poll(-1)', ours: ({ p }) => p.poll(-1), raises: '' },
  { python: 'p.poll(-0.5)', ours: ({ p }) => p.poll(-0.5), raises: '' },
  { python: 'p.poll(None)', ours: ({ p }) => p.poll(null), raises: '' },
  { python: 'p.poll(2**31 - 1)', ours: ({ p }) => p.poll(2 ** 31 - 1), raises: '' },
  { python: 'p.poll(float("nan"))', ours: ({ p }) => p.poll(NaN), raises: 'ValueError', message: /NaN/ },
  { python: 'p.poll(float("inf"))', ours: ({ p }) => p.poll(Infinity), raises: 'OverflowError' },
  { python: 'p.poll(2**31)', ours: ({ p }) => p.poll(2 ** 31), raises: 'OverflowError' },
  { python: 'p.poll(1e300)', ours: ({ p }) => p.poll(1e300), raises: 'OverflowError' },
  { python: 'p.poll("x")', ours: ({ p }) => p.poll(any('x')), raises: 'TypeError' },
  { python: 'p.poll([])', ours: ({ p }) => p.poll(any([])), raises: 'TypeError' },
];

const onEpoll: Case[] = [
  { python: 'select.epoll(0)', ours: () => epoll(0), raises: 'ValueError', message: /negative sizehint/ },
  { python: 'select.epoll(-2)', ours: () => epoll(-2), raises: 'ValueError', message: /negative sizehint/ },
  { python: 'select.epoll(-1).close()', ours: () => epoll(-1).close(), raises: '' },
  { python: 'select.epoll(1).close()', ours: () => epoll(1).close(), raises: '' },
  { python: 'select.epoll(2**31)', ours: () => epoll(2 ** 31), raises: 'OverflowError' },
  { python: 'select.epoll(1.5)', ours: () => epoll(1.5), raises: 'TypeError' },
  { python: 'select.epoll("x")', ours: () => epoll(any('x')), raises: 'TypeError' },
  { python: 'select.epoll(-1, 1)', ours: () => epoll(-1, 1), raises: 'OSError', message: /invalid flags/ },
  { python: 'select.epoll(flags=-1)', ours: () => epoll({ flags: -1 }), raises: 'OSError', message: /invalid flags/ },
  {
    python: 'select.epoll(flags=select.EPOLL_CLOEXEC).close()',
    ours: () => epoll({ flags: select.EPOLL_CLOEXEC }).close(),
    raises: '',
  },
  { python: 'select.epoll(sizehin=1)', ours: () => epoll(any({ sizehin: 1 })), raises: 'TypeError' },
  {
    python: 'e.register(-1)',
    ours: ({ e }) => e.register(-1),
    raises: 'ValueError',
    message: /negative integer \(-1\)/,
  },
  { python: 'e.register(2**31)', ours: ({ e }) => e.register(2 ** 31), raises: 'OverflowError' },
  { python: 'e.register(1.5)', ours: ({ e }) => e.register(1.5), raises: 'TypeError' },
  { python: 'e.register(None)', ours: ({ e }) => e.register(any(null)), raises: 'TypeError' },
  { python: 'e.register(F("x"))', ours: ({ e }) => e.register(fileno('x')), raises: 'TypeError' },
  { python: 'e.register(a)', ours: ({ e, a }) => e.register(a), raises: 'FileExistsError' },
  { python: 'e.register(e)', ours: ({ e }) => e.register(e), raises: 'OSError', message: /\[Errno 22\]/ },
  { python: 'e.register(regular)', ours: ({ e }) => e.register(regular()), raises: 'PermissionError' },
  {
    python: 'e.register(2**31-1)',
    ours: ({ e }) => e.register(2 ** 31 - 1),
    raises: 'OSError',
    message: /\[Errno 9\]/,
  },
  { python: 'e.register(b, 2**32-1)', ours: ({ e, b }) => e.register(b, 2 ** 32 - 1), raises: 'OSError' },
  { python: 'e.register(b, 1.5)', ours: ({ e, b }) => e.register(b, 1.5), raises: 'TypeError' },
  { python: 'e.register(b, "x")', ours: ({ e, b }) => e.register(b, any('x')), raises: 'TypeError' },
  { python: 'e.register(b, None)', ours: ({ e, b }) => e.register(b, any(null)), raises: 'TypeError' },
  { python: 'e.modify(b, 1)', ours: ({ e, b }) => e.modify(b, 1), raises: 'FileNotFoundError' },
  {
    python: 'e.modify(2**31-1, 1)',
    ours: ({ e }) => e.modify(2 ** 31 - 1, 1),
    raises: 'OSError',
    message: /\[Errno 9\]/,
  },
  { python: 'e.modify(a)', ours: ({ e, a }) => any(e).modify(a), raises: 'TypeError' },
  { python: 'e.unregister(b)', ours: ({ e, b }) => e.unregister(b), raises: 'FileNotFoundError' },
  { python: 'e.unregister(2**31-1)', ours: ({ e }) => e.unregister(2 ** 31 - 1), raises: 'OSError' },
  { python: 'e.unregister(closed)', ours: ({ e, b }) => [b.close(), e.unregister(b)], raises: 'ValueError' },
  { python: 'e.poll(-1)', ours: ({ e }) => e.poll(-1), raises: '' },
  { python: 'e.poll(-0.5)', ours: ({ e }) => e.poll(-0.5), raises: '' },
  { python: 'e.poll(None)', ours: ({ e }) => e.poll(null), raises: '' },
  { python: 'e.poll(2147483)', ours: ({ e }) => e.poll(2147483), raises: '' },
  { python: 'e.poll(float("nan"))', ours: ({ e }) => e.poll(NaN), raises: 'ValueError' },
  { python: 'e.poll(float("inf"))', ours: ({ e }) => e.poll(Infinity), raises: 'OverflowError' },
  { python: 'e.poll(2**31)', ours: ({ e }) => e.poll(2 ** 31), raises: 'OverflowError' },
  { python: 'e.poll(1e300)', ours: ({ e }) => e.poll(1e300), raises: 'OverflowError' },
  { python: 'e.poll("x")', ours: ({ e }) => e.poll(any('x')), raises: 'TypeError' },
  { python: 'e.poll(timeout=0, maxevents=1)', ours: ({ e }) => e.poll({ timeout: 0, maxevents: 1 }), raises: '' },
  { python: 'e.poll(0, maxevents=1)', ours: ({ e }) => e.poll(0, { maxevents: 1 }), raises: '' },
  { python: 'e.poll(timeoutt=0)', ours: ({ e }) => e.poll(any({ timeoutt: 0 })), raises: 'TypeError' },
  { python: 'e.poll(0, timeout=0)', ours: ({ e }) => e.poll(0, any({ timeout: 0 })), raises: 'TypeError' },
  { python: 'e.poll(0, 0)', ours: ({ e }) => e.poll(0, 0), raises: 'ValueError', message: /greater than 0, got 0/ },
  { python: 'e.poll(0, -2)', ours: ({ e }) => e.poll(0, -2), raises: 'ValueError', message: /greater than 0, got -2/ },
  { python: 'e.poll(0, -1)', ours: ({ e }) => e.poll(0, -1), raises: '' },
  { python: 'e.poll(0, 1.5)', ours: ({ e }) => e.poll(0, 1.5), raises: 'TypeError' },
  { python: 'e.poll(0, "x")', ours: ({ e }) => e.poll(0, any('x')), raises: 'TypeError' },
  { python: 'e.poll(0, 2**31)', ours: ({ e }) => e.poll(0, 2 ** 31), raises: 'OverflowError' },
  { python: 'done.fileno()', ours: () => done().fileno(), raises: 'ValueError', message: /closed epoll object/ },
  { python: 'done.poll(0)', ours: () => done().poll(0), raises: 'ValueError', message: /closed epoll object/ },
  {
    python: 'done.register(a)',
    ours: ({ a }) => done().register(a),
    raises: 'ValueError',
    message: /closed epoll object/,
  },
  { python: 'done.modify(a, 1)', ours: ({ a }) => done().modify(a, 1), raises: 'ValueError' },
  { python: 'done.unregister(a)', ours: ({ a }) => done().unregister(a), raises: 'ValueError' },
  { python: 'done.close()', ours: () => done().close(), raises: '' },
  { python: 'select.epoll.fromfd("x")', ours: () => epoll.fromfd(any('x')), raises: 'TypeError' },
  { python: 'select.epoll.fromfd(1.5)', ours: () => epoll.fromfd(1.5), raises: 'TypeError' },
];

const onSelect: Case[] = [
  { python: 'select.select(1, [], [])', ours: () => select.select(any(1), [], []), raises: 'TypeError' },
  { python: 'select.select([], None, [])', ours: () => select.select([], any(null), []), raises: 'TypeError' },
  { python: 'select.select([], [])', ours: () => any(select).select([], []), raises: 'TypeError' },
  { python: 'select.select([object()], [], [])', ours: () => select.select([any({})], [], []), raises: 'TypeError' },
  { python: 'select.select([F("x")], [], [])', ours: () => select.select([fileno('x')], [], []), raises: 'TypeError' },
  { python: 'select.select([], [1.5], [])', ours: () => select.select([], [1.5], []), raises: 'TypeError' },
  { python: 'select.select([-1], [], [])', ours: () => select.select([-1], [], []), raises: 'ValueError' },
  {
    python: 'select.select([closed], [], [])',
    ours: ({ b }) => [b.close(), select.select([b], [], [])],
    raises: 'ValueError',
  },
  { python: 'select.select([], [], [F(-1)])', ours: () => select.select([], [], [fileno(-1)]), raises: 'ValueError' },
  {
    python: 'select.select([number], [], [], 0)',
    ours: () => select.select([NUMBER], [], [], 0),
    raises: 'OSError',
    message: /\[Errno 9\]/,
  },
  {
    python: 'select.select([2**31], [], [], 0)',
    ours: () => select.select([2 ** 31], [], [], 0),
    raises: 'OverflowError',
  },
  {
    python: 'select.select([], [], [], -1)',
    ours: () => select.select([], [], [], -1),
    raises: 'ValueError',
    message: /must be non-negative/,
  },
  { python: 'select.select([], [], [], "x")', ours: () => select.select([], [], [], any('x')), raises: 'TypeError' },
  {
    python: 'select.select([], [], [], float("nan"))',
    ours: () => select.select([], [], [], NaN),
    raises: 'ValueError',
    message: /NaN/,
  },
  {
    python: 'select.select([], [], [], float("inf"))',
    ours: () => select.select([], [], [], Infinity),
    raises: 'OverflowError',
  },
  { python: 'select.select([], [], [], 1e300)', ours: () => select.select([], [], [], 1e300), raises: 'OverflowError' },
  { python: 'select.select([a], [b], [], None)', ours: ({ a, b }) => select.select([a], [b], [], null), raises: '' },
  {
    python: 'select.select({a}, (b,), iter([]), 1e9)',
    ours: ({ a, b }) => select.select(new Set([a]), [b], [].values(), 1e9),
    raises: '',
  },
];

const cases = [...onSelect, ...onPoll, ...(epoll === undefined || select.EPOLLIN === undefined ? [] : onEpoll)];

function done(): ReturnType<typeof epoll> {
  const made = epoll();
  made.close();
  return made;
}

let file = -1;
/** A descriptor of a regular file. */
function regular(): number {
  if (file < 0) file = openSync(new URL(import.meta.url), 'r');
  return file;
}

const program = `
import json, os, select, socket, sys, tempfile, warnings
warnings.simplefilter('ignore')
class F:
    def __init__(self, value): self.value = value
    def fileno(self): return self.value
regular = tempfile.TemporaryFile()
number = ${NUMBER}
outcomes = []
for case in json.loads(sys.stdin.read()):
    a, b = socket.socketpair()
    closed = socket.socket(); closed.close()
    p = select.poll(); p.register(a, select.POLLOUT)
    if hasattr(select, 'epoll'):
        e = select.epoll(); e.register(a, select.EPOLLOUT)
        done = select.epoll(); done.close()
    try: eval(case); outcomes.append('')
    except Exception as error: outcomes.append(type(error).__name__)
print(json.dumps({'version': sys.version_info[:2], 'outcomes': outcomes}))`;

/** What Python says of each case. */
function probe(): string[] | undefined {
  for (const [command, version] of [['python3', '3.13.0'], ['python3.14'], ['python3.13'], ['python3']]) {
    const env = version ? { ...process.env, PYENV_VERSION: version } : process.env;
    const input = JSON.stringify(cases.map(({ python }) => python));
    const { status, stdout } = spawnSync(command!, ['-c', program], { env, input, encoding: 'utf8' });
    if (status !== 0) continue;
    const { version: found, outcomes } = JSON.parse(stdout);
    if (found[0] > 3 || found[1] >= 13) return outcomes;
  }
  return undefined;
}
const python = probe();

/** The translation of names: Python's two are one here. */
const translated: Record<string, string> = { ValueError: 'RangeError', OverflowError: 'RangeError' };

describe('select, poll and epoll raise what Python raises', () => {
  afterAll(() => {
    if (file >= 0) closeSync(file);
  });

  it.each(cases)('$python: $raises', ({ ours, raises, message }) => {
    const [a, b] = socketpair();
    const p = poll();
    p.register(a, select.POLLOUT);
    const e = any(select).epoll === undefined ? any(undefined) : epoll();
    e?.register(a, select.EPOLLOUT);
    let outcome = '';
    let text = '';
    try {
      ours({ a, b, p, e });
    } catch (error) {
      ({ name: outcome, message: text } = error as Error);
    }
    for (const it of [a, b, e]) it?.close();
    expect(outcome).toBe(translated[raises] ?? raises);
    if (message) expect(text).toMatch(message);
  });

  it.skipIf(!python)('as Python itself says', () => {
    const theirs = cases.map(({ python: expression }, i) => [expression, python![i]]);
    expect(theirs).toEqual(cases.map(({ python: expression, raises }) => [expression, raises]));
  });

  it('and leave no descriptor that was adopted by mistake', () => {
    const made = socket();
    expect(() => epoll.fromfd(any({}))).toThrow(TypeError);
    expect(made.getsockname()).toEqual(['0.0.0.0', 0]);
    made.close();
  });
});
