import { describe, expect, it } from 'vitest';
import { runScript } from '../support/child.ts';
import { backends, signatures } from '../support/contract.ts';

// Arguments of every sort, to every function, in a process of its own: what they close or duplicate is not the runner's.
// No argument may crash it, throw anything but a TypeError, or bring another kind of result than the seam says.

const script = (module: string) => `
import fc from 'fast-check';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import * as module from '${module}';
const { sys, constants, selectConstants } = Object.values(module)[0]();
const signatures = ${JSON.stringify(signatures)};
const { AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM, SOCK_DGRAM, SOL_SOCKET, AI_NUMERICHOST, NI_NUMERICHOST, NI_NUMERICSERV } = constants;

// Descriptors to play with, all non-blocking, made anew for each run.
const record = (family, data, length = data.length) => {
  const bytes = new Uint8Array(136);
  new Int32Array(bytes.buffer).set([family, length]);
  bytes.set(data.slice(0, 128), 8);
  return bytes;
};
const home = record(AF_INET, [0, 0, 0, 0, 127, 0, 0, 1]);
let fds = [];
function setUp() {
  const make = (type) => {
    const fd = sys.socket(AF_INET, type, 0);
    sys.set_blocking(fd, 0);
    sys.bind(fd, home);
    return fd;
  };
  fds = [make(SOCK_STREAM), make(SOCK_STREAM), make(SOCK_DGRAM)];
  sys.listen(fds[0], 1);
  if (sys.epoll_create1) {
    fds.push(sys.epoll_create1(0));
    sys.epoll_ctl(fds[3], 1, fds[1], selectConstants.EPOLLOUT, 7);
  }
}

const { oneof, constant, constantFrom, integer, array, record: object, tuple, string, uint8Array, nat } = fc;
// What only exists during a run, and what is more than one argument.
class Lazy { constructor(make) { this.make = make; } }
class Span extends Array {}
const mine = (i) => new Lazy(() => fds[i] ?? -1);
const junk = oneof(fc.anything({ withBigInt: true, withTypedArray: true, withDate: true, withMap: true }), constantFrom(undefined, Symbol('s'), () => 1, new Proxy({}, {}), new ArrayBuffer(8)));
const often = (value) => oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: junk.filter((it) => typeof it !== 'number') });
const fd = oneof({ weight: 6, arbitrary: nat(4).map(mine) }, { weight: 1, arbitrary: constantFrom(-1, -(2 ** 31), 2 ** 31 - 1, 99999) });
const flag = oneof(integer({ min: -1, max: 64 }), integer(), nat(31).map((bit) => 2 ** bit), fc.double());
const odd = oneof(integer({ min: -2, max: 70 }), constantFrom(NaN, Infinity, -Infinity, 0.5, -(2 ** 31), 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, -(2 ** 63)));
const bytes = oneof(uint8Array({ maxLength: 70 }), nat(70).map((size) => new Uint8Array(new ArrayBuffer(size + 8), 4, size)),
  nat(70).map((size) => new Uint8Array(new SharedArrayBuffer(size))),
  nat(70).map((size) => { const it = new Uint8Array(size); structuredClone(it, { transfer: [it.buffer] }); return it; }),
  nat(70).map((size) => { const it = new Uint8Array(new ArrayBuffer(80, { maxByteLength: 100 }), 0, size); it.buffer.resize(40); return it; }));
const local = uint8Array({ maxLength: 124 }).map((name) => record(AF_UNIX ?? 1, [0, 98, 102, ...name]));
const address = oneof(
  nat(70_000).map((port) => record(AF_INET, [port & 255, (port >> 8) & 255, port >> 16, 0, 127, 0, 0, 1])),
  nat(65_535).map((port) => record(AF_INET6, [port & 255, port >> 8, ...new Array(25).fill(0), 1])),
  local,
  // Of a wrong length; and of families that no address here belongs to.
  integer().map((length) => record(AF_INET, [1, 0, 0, 0, 127, 0, 0, 1], length === 8 ? 9 : length)),
  integer().map((length) => record(AF_INET6, new Array(28).fill(0), length)),
  tuple(integer({ min: 64, max: 65_000 }), uint8Array({ maxLength: 128 }), integer({ min: -1, max: 130 })).map(([family, data, length]) => record(family, data, length)),
  nat(140).map((size) => new Uint8Array(size)),
);
const words = oneof(fc.int32Array({ maxLength: 40 }), array(tuple(fd, integer()), { maxLength: 10 }).map((list) => new Lazy(() => Int32Array.from(list.flatMap(([it, events]) => [it instanceof Lazy ? it.make() : it, events])))));
// Ancillary data: one item or several, with true lengths and others. No descriptors: they would go who knows where.
const item = tuple(integer({ min: 0, max: 300 }), integer({ min: 0, max: 60 }), uint8Array({ maxLength: 40 }), often(constant(0))).map(([level, type, data, lie]) => {
  const bytes = new Uint8Array(12 + Math.ceil(data.length / 4) * 4);
  new Int32Array(bytes.buffer).set([level, level === 1 && type === 1 ? 9 : type, data.length + (Number.isInteger(lie) ? lie : 1)].map((word) => word | 0));
  bytes.set(data, 12);
  return bytes;
});
const records = array(item, { maxLength: 4 }).map((items) => Uint8Array.from(items.flatMap((one) => [...one])));
const text = oneof(string({ unit: 'binary' }), constantFrom('localhost', '127.0.0.1', '::1', 'lo', 'http', 'tcp', 'a\\0b', 'x'.repeat(70_000), '\\ud800'));
const wait = often(constantFrom(0, 0, 1));
// A header, as a batch of streams has it, with events and replies behind it; now and then with something wrong.
const exchange = tuple(often(integer({ min: 0, max: 3 })), often(nat(3)), often(nat(80)), often(nat(80)), integer(), often(integer()), array(tuple(fd, nat(3), odd, odd), { maxLength: 3 })).map(
  ([most, replies, receive, room, tag, take, list]) => new Lazy(() => {
    const count = Number.isInteger(most) ? Math.max(0, most) : 0;
    const made = new Int32Array(8 + 5 * (2 * count + list.length));
    made.set([most, replies, receive, room, 0, tag, take].map((one) => (typeof one === 'number' ? one : 0)));
    list.forEach(([it, ...rest], i) => made.set([it instanceof Lazy ? it.make() : it, ...rest], 8 + 5 * (2 * count + i)));
    return made;
  }),
);
const table = array(tuple(nat(3), oneof(nat(127), integer())), { maxLength: 40 }).map((list) => Int32Array.from(list.flat()));
const sends = array(tuple(fd, odd, odd), { maxLength: 4 }).map((list) => new Lazy(() => Int32Array.from(list.flatMap(([it, ...rest]) => [it instanceof Lazy ? it.make() : it, ...rest]))));
const spin = often(constantFrom(0, 1, 100, -1));

// Where the general would go too far: no name server is asked, no packet leaves, nothing waits.
const number = often(flag);
const descriptor = often(fd);
const numericHost = often(flag.map((flags) => (Number.isInteger(flags) ? flags | AI_NUMERICHOST : AI_NUMERICHOST)));
const home4 = constant(record(AF_INET, [0, 0, 0, 0, 127, 0, 0, 1]));
const hosts = oneof(home4, tuple(integer(), integer()).filter(([family]) => family !== AF_INET && family !== AF_INET6).map(([family, length]) => record(family, new Array(28).fill(0), length)));
const numericName = constantFrom('127.0.0.1', '127.1', '1', 'a\\0b', 'x'.repeat(70_000), 'x'.repeat(64) + '.');
const special = {
  socket: [number, often(integer({ min: 0, max: 12 })), number],
  socketpair: [number, number, number, words],
  set_blocking: [descriptor, constant(0)],
  getsockopt: [descriptor, often(constant(SOL_SOCKET)), often(nat(90)), 'span'],
  setsockopt: [descriptor, often(constant(SOL_SOCKET)), often(constantFrom(...['SO_REUSEADDR', 'SO_KEEPALIVE', 'SO_BROADCAST', 'SO_RCVBUF', 'SO_SNDBUF', 'SO_RCVTIMEO', 'SO_OOBINLINE'].map((name) => constants[name]))), 'span?'],
  setsockopt_fprog: [descriptor, often(constant(SOL_SOCKET)), often(constantFrom(constants.SO_ATTACH_FILTER ?? 0, constants.SO_LINGER)), tuple(often(bytes), often(constantFrom(0, 1)), often(constantFrom(0, 8, 16, 17))).map((span) => Span.from(span))],
  poll: [words, number, wait, spin],
  select: [words, number, wait, spin],
  epoll_create1: [number],
  epoll_ctl: [descriptor, often(integer({ min: 0, max: 4 })), descriptor, number, number],
  epoll_wait: [descriptor, words, wait, spin],
  kevent: [descriptor, 'numbers', number, 'numbers', wait, spin],
  interrupt_fd: [number],
  stream_exchange: [descriptor, often(exchange), often(table), 'bytes', wait, spin],
  reactor_send: [often(sends), 'bytes', often(nat(5))],
  stream_send: [often(exchange), often(table), 'bytes'],
  // The machine keeps its name.
  sethostname: [oneof(constant(Buffer.from(sys.gethostname())), junk.filter((it) => !(it instanceof Uint8Array)))],
  getaddrinfo: ['text?', 'text?', number, number, number, numericHost],
  getnameinfo: ['record', often(flag.map((flags) => NI_NUMERICHOST | NI_NUMERICSERV | (Number.isInteger(flags) ? flags : 0)))],
  gethostbyname: [often(numericName)],
  gethostbyaddr: [often(hosts)],
};
function parameter(kind, i) {
  if (typeof kind !== 'string') return kind;
  switch (kind) {
    case 'int': return i === 0 ? descriptor : number;
    case 'span': return tuple(often(bytes), often(odd), often(odd)).map((span) => Span.from(span));
    case 'span?': return tuple(oneof(often(bytes), constant(null)), often(odd), often(odd)).map((span) => Span.from(span));
    case 'record': return often(address);
    case 'record?': return oneof(often(address), constant(null));
    case 'parts': return often(array(often(bytes), { maxLength: 12 }));
    case 'bytes': return often(oneof(bytes, records));
    case 'words': return often(words);
    case 'numbers': return often(fc.float64Array({ maxLength: 30 }));
    case 'text': return often(text);
    case 'text?': return oneof(often(text), constant(null));
    case 'packed': case 'bytes': return often(bytes);
    case 'function': return often(constant(() => {}));
    case 'offset': return often(oneof(odd, nat()));
  }
}

const isInt = (value) => Number.isInteger(value) && value >= -4095 && value < 2 ** 31;
const isResult = {
  getaddrinfo: (it) => Array.isArray(it) || isInt(it.code), getnameinfo: (it) => Array.isArray(it) || isInt(it.code),
  gethostbyname: (it) => Array.isArray(it) || isInt(it.code), gethostbyaddr: (it) => Array.isArray(it) || isInt(it.code),
  getservbyport: (it) => typeof it === 'string' || isInt(it), inet_ntop: (it) => typeof it === 'string' || isInt(it),
  gethostname: (it) => typeof it === 'string', if_nameindex: Array.isArray,
  if_indextoname: (it) => typeof it === 'string' || isInt(it), strerror: (it) => typeof it === 'string',
};
const makesFd = new Set(['socket', 'dup', 'accept', 'epoll_create1', 'kqueue', 'stream_open']);
const alone = new Set(['close', 'own', 'disown', 'set_blocking']);

process.chdir(mkdtempSync(join(tmpdir(), 'berkeley-fuzz-')));
const folder = process.cwd();
const open = () => { try { return readdirSync('/proc/self/fd').length; } catch { return 0; } };
sys.interrupt_fd(1);
// What the first sockets and the first listener make for good: a thread, and what libuv keeps in reserve.
setUp();
for (const one of fds) sys.close(one);
const before = open();
const tally = {};
for (const [name, parameters] of Object.entries(signatures)) {
  if (typeof sys[name] !== 'function') continue;
  const wanted = (special[name] ?? parameters).map(parameter);
  // These change the descriptor itself: only one of ours, or none that there is.
  if (alone.has(name)) wanted[0] = oneof(nat(4).map(mine), junk.filter((it) => typeof it !== 'number'));
  tally[name] = [0, 0];
  fc.assert(fc.property(tuple(...wanted), fc.boolean(), fc.boolean(), (given, fewer, more) => {
    setUp();
    const args = given.flatMap((value) => value instanceof Span ? [...value] : [value]).map((value) => value instanceof Lazy ? value.make() : value);
    if (fewer && given.length > 1 && !alone.has(name)) args.length = Math.floor(args.length / 2);
    if (more) args.push(1, 'more');
    try {
      const result = sys[name](...args);
      tally[name][0]++;
      if (!(isResult[name] ?? isInt)(result)) throw new Error(name + ' returned ' + inspect(result));
      if (makesFd.has(name) && result >= 0) sys.close(result);
      if (name === 'socketpair' && result === 0) for (const one of [...args[3].subarray(0, 2)]) sys.close(one);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      tally[name][1]++;
    } finally {
      for (const one of fds) sys.close(one);
    }
  }), { seed: 20, numRuns: RUNS, errorWithCause: true });
}
rmSync(folder, { recursive: true });
sys.use_io_uring?.(0);
// A thread that looked names up, and its descriptors, end a little later.
for (const deadline = Date.now() + 3000; open() > before && Date.now() < deadline; ) await delay(20);
console.log(JSON.stringify({ tally, left: open() - before }));
`;

describe.each(backends)('the $name backend', (backend) => {
  it('is crashed by no arguments, and throws nothing but TypeError', async () => {
    const child = runScript(script(backend.module).replace('RUNS', '200'));
    const { code, signal, stdout, stderr } = await child.ended;
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
    const { tally, left }: { tally: Record<string, [number, number]>; left: number } = JSON.parse(stdout);
    expect(left, 'descriptors that were left open').toBe(0);
    // The arguments are of both kinds, to every function that takes any.
    for (const [name, [returned, threw]] of Object.entries(tally)) {
      const parameters = signatures[name as keyof typeof signatures];
      expect({ name, returned: returned > 0, threw: threw > 0 || parameters.length === 0 }).toEqual({
        name,
        returned: true,
        threw: true,
      });
    }
  }, 60_000);
});
