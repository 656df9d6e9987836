import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { type BaseSelector, EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import { close, type Socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { python3_13 } from '../ipaddress/python.ts';
import { guardFds } from '../support/fds.ts';
import { allKinds, kinds } from '../support/selectors.ts';

guardFds();

// What each call comes to, side by side with Python: what it returns, or the class of the error and its gist. Each case
// says it for every selector; where there is a Python it is asked too.

interface Given {
  s: BaseSelector;
  /** Two connected sockets: `a` is registered to read, and has data. */
  a: Socket;
  b: Socket;
}

interface Case {
  /** In Python, with the same names; `closed` is a closed socket, `number` a descriptor that is not open. */
  python: string;
  ours: (given: Given) => unknown;
  /** The class that Python raises, where it is not the same for all by the kind of selector; `''` if it returns. */
  raises: string | Readonly<Record<string, string>>;
  /** What both messages say. */
  message?: RegExp;
  /** What both return. */
  returns?: unknown;
}

const fileno = (value: unknown) => ({ fileno: () => value }) as { fileno(): number };
const failing = (error: Error) => ({
  fileno(): number {
    throw error;
  },
});
// biome-ignore lint/suspicious/noExplicitAny: for arguments that the types forbid.
const any = (value: unknown) => value as any;
const NUMBER = 19_999;

function closed(): Socket {
  const [a, b] = socketpair();
  a.close();
  b.close();
  return a;
}

function regular<T>(then: (fd: number) => T): T {
  const fd = openSync(new URL(import.meta.url), 'r');
  try {
    return then(fd);
  } finally {
    closeSync(fd);
  }
}

/** Python's `(…, …)[-1]`. */
const last = <T>(...values: [...unknown[], T]) => values.at(-1) as T;

// biome-ignore format: a case a line.
const cases: Case[] = [
  // register
  { python: 's.register(b, 0)', ours: ({ s, b }) => s.register(b, 0), raises: 'ValueError', message: /^Invalid events: 0/ },
  { python: 's.register(b, 4)', ours: ({ s, b }) => s.register(b, 4), raises: 'ValueError', message: /^Invalid events: 4/ },
  { python: 's.register(b, -1)', ours: ({ s, b }) => s.register(b, -1), raises: 'ValueError', message: /events: -1/ },
  { python: 's.register(b, None)', ours: ({ s, b }) => s.register(b, any(null)), raises: 'ValueError', message: /events/ },
  { python: 's.register(-10, 1)', ours: ({ s }) => s.register(-10, 1), raises: 'ValueError', message: /^Invalid file descriptor: -10$/ },
  { python: 's.register(closed, 1)', ours: ({ s }) => s.register(closed(), 1), raises: 'ValueError', message: /^Invalid file descriptor: -1$/ },
  { python: 's.register(None, 1)', ours: ({ s }) => s.register(any(null), 1), raises: 'ValueError', message: /^Invalid file object: / },
  { python: 's.register("x", 1)', ours: ({ s }) => s.register(any('x'), 1), raises: 'ValueError', message: /^Invalid file object: 'x'$/ },
  { python: 's.register(object(), 1)', ours: ({ s }) => s.register(any({}), 1), raises: 'ValueError', message: /^Invalid file object: / },
  { python: 's.register(F(-3), 1)', ours: ({ s }) => s.register(fileno(-3), 1), raises: 'ValueError', message: /descriptor: -3$/ },
  { python: 's.register(F("x"), 1)', ours: ({ s }) => s.register(fileno('x'), 1), raises: 'ValueError', message: /file object/ },
  { python: 's.register(F(None), 1)', ours: ({ s }) => s.register(fileno(null), 1), raises: 'ValueError', message: /file object/ },
  { python: 's.register(E(TypeError()), 1)', ours: ({ s }) => s.register(failing(new TypeError()), 1), raises: 'ValueError', message: /file object/ },
  { python: 's.register(E(ValueError()), 1)', ours: ({ s }) => s.register(failing(new RangeError()), 1), raises: 'ValueError', message: /file object/ },
  { python: 's.register(a, 1)', ours: ({ s, a }) => s.register(a, 1), raises: 'KeyError', message: /\(FD \d+\) is already registered/ },
  { python: 's.register(a.fileno(), 2)', ours: ({ s, a }) => s.register(a.fileno(), 2), raises: 'KeyError', message: /^["']?\d+ \(FD \d+\) is already registered/ },
  { python: 's.register(F(a.fileno()), 2)', ours: ({ s, a }) => s.register(fileno(a.fileno()), 2), raises: 'KeyError', message: /already/ },
  { python: 's.register(a, 9)', ours: ({ s, a }) => s.register(a, 9), raises: 'ValueError', message: /events/ },
  { python: 's.register(number, 1).fd', ours: ({ s }) => s.register(NUMBER, 1).fd, raises: { epoll: 'OSError' }, returns: NUMBER },
  { python: 's.register(2**31 - 1, 1).fd', ours: ({ s }) => s.register(2 ** 31 - 1, 1).fd, raises: { epoll: 'OSError' }, returns: 2 ** 31 - 1 },
  { python: 's.register(regular, 1).events', ours: ({ s }) => regular((fd) => s.register(fd, 1).events), raises: { epoll: 'PermissionError' }, returns: 1 },
  { python: 's.register(fileobj=b, events=3).data', ours: ({ s, b }) => s.register(b, 3).data, raises: '', returns: null },
  { python: 's.register(b, 3, data=7).data', ours: ({ s, b }) => s.register(b, 3, { data: 7 }).data, raises: '', returns: 7 },
  { python: 'list(s.register(b, 3, [1]))[2:]', ours: ({ s, b }) => [...s.register(b, 3, [1])].slice(2), raises: '', returns: [3, [1]] },
  // unregister
  { python: 's.unregister(b)', ours: ({ s, b }) => s.unregister(b), raises: 'KeyError', message: /is not registered/ },
  { python: 's.unregister(999999)', ours: ({ s }) => s.unregister(999999), raises: 'KeyError', message: /999999 is not registered/ },
  { python: 's.unregister(-1)', ours: ({ s }) => s.unregister(-1), raises: 'ValueError', message: /^Invalid file descriptor: -1$/ },
  { python: 's.unregister(None)', ours: ({ s }) => s.unregister(any(null)), raises: 'ValueError', message: /file object/ },
  { python: 's.unregister(closed)', ours: ({ s }) => s.unregister(closed()), raises: 'ValueError', message: /^Invalid file descriptor: -1$/ },
  { python: '(s.unregister(a), s.unregister(a))', ours: ({ s, a }) => [s.unregister(a), s.unregister(a)], raises: 'KeyError' },
  { python: '(a.close(), s.unregister(a).events)[1]', ours: ({ s, a }) => last(a.close(), s.unregister(a).events), raises: '', returns: 1 },
  { python: '(a.close(), s.unregister(a), s.unregister(a))', ours: ({ s, a }) => [a.close(), s.unregister(a), s.unregister(a)], raises: 'ValueError' },
  { python: 's.unregister(a.fileno()).fileobj is a', ours: ({ s, a }) => s.unregister(a.fileno()).fileobj === a, raises: '', returns: true },
  // modify
  { python: 's.modify(b, 1)', ours: ({ s, b }) => s.modify(b, 1), raises: 'KeyError', message: /is not registered/ },
  { python: 's.modify(999999, 1)', ours: ({ s }) => s.modify(999999, 1), raises: 'KeyError', message: /is not registered/ },
  { python: 's.modify(None, 1)', ours: ({ s }) => s.modify(any(null), 1), raises: 'ValueError', message: /file object/ },
  { python: 's.modify(closed, 1)', ours: ({ s }) => s.modify(closed(), 1), raises: 'ValueError', message: /descriptor: -1$/ },
  { python: 's.modify(a, 2, 5).data', ours: ({ s, a }) => s.modify(a, 2, 5).data, raises: '', returns: 5 },
  { python: 's.modify(a, 1).data', ours: ({ s, a }) => s.modify(a, 1).data, raises: '', returns: null },
  // Where Python's modify() of this selector is an unregister and a register, there is no descriptor to register.
  { python: '(a.close(), s.modify(a, 2))[1].events', ours: ({ s, a }) => last(a.close(), s.modify(a, 2)).events, raises: { epoll: 'OSError', select: 'ValueError' }, returns: 2 },
  { python: '(a.close(), s.modify(a, 1, 5))[1].data', ours: ({ s, a }) => last(a.close(), s.modify(a, 1, 5)).data, raises: '', returns: 5 },
  { python: '(a.close(), attempt(s.modify, a, 2), len(s.get_map()))[2]', ours: ({ s, a }) => last(a.close(), attempt(() => s.modify(a, 2)), s.get_map()!.length), raises: '', returns: { select: 0, poll: 1, epoll: 0 } },
  // select
  { python: 'ready(s.select())', ours: ({ s }) => ready(s.select()), raises: '', returns: [['data', 1]] },
  { python: 'ready(s.select(timeout=0))', ours: ({ s }) => ready(s.select({ timeout: 0 })), raises: '', returns: [['data', 1]] },
  { python: 'ready(s.select(-1))', ours: ({ s }) => ready(s.select(-1)), raises: '', returns: [['data', 1]] },
  { python: 'ready(s.select(0.0001))', ours: ({ s }) => ready(s.select(0.0001)), raises: '', returns: [['data', 1]] },
  { python: 's.select("x")', ours: ({ s }) => s.select(any('x')), raises: 'TypeError' },
  { python: 's.select([])', ours: ({ s }) => s.select(any([])), raises: 'TypeError' },
  { python: 's.select(float("nan"))', ours: ({ s }) => s.select(NaN), raises: 'ValueError', message: /NaN/ },
  { python: 's.select(float("inf"))', ours: ({ s }) => s.select(Infinity), raises: 'OverflowError' },
  { python: 's.select(1e300)', ours: ({ s }) => s.select(1e300), raises: 'OverflowError' },
  { python: '(a.close(), ready(s.select(0)))[1]', ours: ({ s, a }) => last(a.close(), ready(s.select(0))), raises: { select: 'OSError' }, returns: { poll: [['data', 1]], epoll: [] } },
  // get_key, get_map
  { python: 's.get_key(a).data', ours: ({ s, a }) => s.get_key(a).data, raises: '', returns: 'data' },
  { python: 's.get_key(b)', ours: ({ s, b }) => s.get_key(b), raises: 'KeyError', message: /is not registered/ },
  { python: 's.get_key(None)', ours: ({ s }) => s.get_key(any(null)), raises: 'ValueError', message: /file object/ },
  { python: 's.get_key(closed)', ours: ({ s }) => s.get_key(closed()), raises: 'ValueError', message: /descriptor: -1$/ },
  { python: '(a.close(), s.get_key(a).data)[1]', ours: ({ s, a }) => last(a.close(), s.get_key(a).data), raises: '', returns: 'data' },
  { python: 's.get_map()[a].data', ours: ({ s, a }) => s.get_map()!.at(a).data, raises: '', returns: 'data' },
  { python: 's.get_map()[b]', ours: ({ s, b }) => s.get_map()!.at(b), raises: 'KeyError', message: /is not registered/ },
  { python: 's.get_map().get(b)', ours: ({ s, b }) => s.get_map()!.get(b), raises: '', returns: null },
  { python: 's.get_map().get(b, 5)', ours: ({ s, b }) => s.get_map()!.get(b, 5), raises: '', returns: 5 },
  { python: 's.get_map().get(closed)', ours: ({ s }) => s.get_map()!.get(closed()), raises: 'ValueError' },
  { python: '[a in s.get_map(), b in s.get_map()]', ours: ({ s, a, b }) => [s.get_map()!.has(a), s.get_map()!.has(b)], raises: '', returns: [true, false] },
  { python: 'closed in s.get_map()', ours: ({ s }) => s.get_map()!.has(closed()), raises: 'ValueError' },
  { python: 'None in s.get_map()', ours: ({ s }) => s.get_map()!.has(any(null)), raises: 'ValueError' },
  { python: 'list(s.get_map()) == [a.fileno()]', ours: ({ s, a }) => [...s.get_map()!].join() === String(a.fileno()), raises: '', returns: true },
  { python: '(s.register(b, 1), s.unregister(a), s.register(a, 1), list(s.get_map()) == [b.fileno(), a.fileno()])[3]', ours: ({ s, a, b }) => last(s.register(b, 1), s.unregister(a), s.register(a, 1), [...s.get_map()!].join() === [b.fileno(), a.fileno()].join()), raises: '', returns: true },
  { python: 'len(s.get_map())', ours: ({ s }) => s.get_map()!.length, raises: '', returns: 1 },
  // close
  { python: '(s.close(), s.close(), s.get_map())[2]', ours: ({ s }) => last(s.close(), s.close(), s.get_map()), raises: '', returns: null },
  { python: '(s.close(), s.get_key(a))', ours: ({ s, a }) => last(s.close(), s.get_key(a)), raises: 'RuntimeError', message: /^Selector is closed$/ },
  { python: '(s.close(), s.unregister(a))', ours: ({ s, a }) => last(s.close(), s.unregister(a)), raises: 'KeyError', message: /is not registered/ },
  { python: '(s.close(), s.modify(a, 2))', ours: ({ s, a }) => last(s.close(), s.modify(a, 2)), raises: 'KeyError', message: /is not registered/ },
  { python: '(s.close(), s.register(b, 2).events)[1]', ours: ({ s, b }) => last(s.close(), s.register(b, 2).events), raises: { epoll: 'ValueError' }, message: /closed epoll object/, returns: 2 },
  { python: '(s.close(), ready(s.select(0)))[1]', ours: ({ s }) => last(s.close(), ready(s.select(0))), raises: { epoll: 'ValueError' }, message: /closed epoll object/, returns: [] },
];

const ready = (events: ReturnType<BaseSelector['select']>) => events.map(([key, events]) => [key.data, events]);
function attempt(call: () => unknown): void {
  try {
    call();
  } catch {}
}

const program = `
import json, selectors, socket, sys, tempfile
class F:
    def __init__(self, value): self.value = value
    def fileno(self): return self.value
class E:
    def __init__(self, error): self.error = error
    def fileno(self): raise self.error
def ready(events): return [[key.data, events] for key, events in events]
def attempt(call, *args):
    try: call(*args)
    except Exception: pass
number = ${NUMBER}
regular = tempfile.TemporaryFile()
names, cases = json.loads(sys.stdin.read())
outcomes = {}
for kind, name in names:
    outcomes[kind] = []
    for case in cases:
        a, b = socket.socketpair()
        closed = socket.socket(); closed.close()
        s = getattr(selectors, name)()
        s.register(a, 1, 'data')
        b.send(b'x')
        try: outcome = ['', '', eval(case)]
        except Exception as error: outcome = [type(error).__name__, str(error), None]
        try: json.dumps(outcome)
        except TypeError: outcome[2] = None
        outcomes[kind].append(outcome)
        s.close(); a.close(); b.close()
print(json.dumps(outcomes))`;

type Outcome = [raised: string, message: string, returned: unknown];

/** What Python says of each case, by the kind of selector. */
function ask(): Record<string, Outcome[]> | undefined {
  if (python3_13 === undefined) return undefined;
  const [command, env] = python3_13;
  const input = JSON.stringify([allKinds.map(({ name, python }) => [name, python]), cases.map(({ python }) => python)]);
  const { status, stdout, stderr } = spawnSync(command, ['-c', program], { env, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}
const theirs = ask();

/** The translation of names: Python's two are one here, and a RuntimeError is an Error. */
const TRANSLATED: Readonly<Record<string, string>> = {
  ValueError: 'RangeError',
  OverflowError: 'RangeError',
  RuntimeError: 'Error',
};
const raised = (it: Case, kind: string) => (typeof it.raises === 'string' ? it.raises : (it.raises[kind] ?? ''));
const isPerKind = (returns: unknown): returns is Record<string, unknown> =>
  typeof returns === 'object' && returns !== null && !Array.isArray(returns);
const returned = ({ returns }: Case, kind: string) => (isPerKind(returns) ? returns[kind] : returns);

describe.each(kinds)('$python', ({ name, Selector }) => {
  it.each(cases)('$python', (it) => {
    const [a, b] = socketpair();
    const s = new Selector();
    s.register(a, EVENT_READ, 'data');
    b.send(Buffer.from('x'));
    let outcome: Outcome;
    try {
      outcome = ['', '', it.ours({ s, a, b })];
    } catch (error) {
      outcome = [(error as Error).name, (error as Error).message, undefined];
    } finally {
      for (const made of [s, a, b]) made.close();
    }
    const wanted = raised(it, name);
    expect(outcome[0]).toBe(TRANSLATED[wanted] ?? wanted);
    if (wanted !== '' && it.message) expect(outcome[1]).toMatch(it.message);
    if (wanted === '' && 'returns' in it) expect(outcome[2]).toEqual(returned(it, name));
  });

  it.skipIf(theirs === undefined)('as Python itself says', () => {
    for (const [i, it] of cases.entries()) {
      const [error, message, value] = theirs![name]![i]!;
      expect([it.python, error]).toEqual([it.python, raised(it, name)]);
      if (error !== '' && it.message) expect(message).toMatch(it.message);
      if (error === '' && 'returns' in it) expect([it.python, value]).toEqual([it.python, returned(it, name)]);
    }
  });
});

it('the numbers of the events are those of Python', () => {
  expect([EVENT_READ, EVENT_WRITE]).toEqual([1, 2]);
  expect(() => close(NUMBER)).toThrow(expect.objectContaining({ code: 'EBADF' }));
});
