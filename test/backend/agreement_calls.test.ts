import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressRecord } from '../../lib/backend/address.ts';
import { backends, inet, inet6, port, prepare, type Subject } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

// Random sequences of calls, on the kernel and on what imitates it: the same results, the same errnos, the same events.
// Nothing waits: every socket is non-blocking, and over loopback the kernel knows at once what has come of a call.

guardFds(prepare);

const native = backends.find(({ name }) => name === 'native');
const js = backends.find(({ name }) => name === 'js')!;

/** A call with three numbers, which each call understands in its own way. */
type Step = [call: string, a: number, b: number, c: number];

/** What one backend does with a sequence of calls. */
class Run {
  readonly #backend: Subject;
  readonly #fds: number[] = [];
  readonly #closed: number[] = [];

  constructor(backend: Subject) {
    this.#backend = backend;
  }

  /** Performs the steps up to the first that the backend lacks, and says what came of each. */
  perform(steps: readonly Step[]): string[] {
    const came: string[] = [];
    try {
      for (const [i, [call, a, b, c]] of steps.entries()) {
        const result = this.#step(call, a, b, c);
        if (typeof result === 'number' && this.#backend.explain?.(-result) !== undefined) break;
        came.push(`${i} ${call}: ${result}`);
      }
      return came;
    } finally {
      for (const fd of this.#fds) this.#backend.sys.close(fd);
    }
  }

  /** A descriptor that is open, or was. */
  #fd(n: number): number {
    const all = [...this.#fds, ...this.#closed.slice(0, 1)];
    return all.length === 0 ? -1 : all[n % all.length]!;
  }

  #keep(fd: number): number {
    if (fd < 0) return fd;
    this.#backend.sys.set_blocking(fd, 0);
    this.#fds.push(fd);
    return 0;
  }

  #step(call: string, a: number, b: number, c: number): unknown {
    const { sys, constant } = this.#backend;
    const fd = this.#fd(a);
    const record = new AddressRecord();
    const bytes = new Uint8Array(16 + (c % 200)).map((_, i) => (b + i) & 255);
    switch (call) {
      case 'tcp':
        return this.#keep(sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0));
      case 'tcp6':
        return this.#keep(sys.socket(constant('AF_INET6'), constant('SOCK_STREAM'), 0));
      case 'udp':
        return this.#keep(sys.socket(constant('AF_INET'), constant('SOCK_DGRAM'), 0));
      case 'listener':
        this.#keep(sys.socket(constant('AF_INET'), constant('SOCK_STREAM'), 0));
        return [sys.bind(this.#fds.at(-1)!, inet(this.#backend, 0).bytes), sys.listen(this.#fds.at(-1)!, 8)];
      case 'pair': {
        const fds = new Int32Array(2);
        const type = ['SOCK_STREAM', 'SOCK_DGRAM', 'SOCK_SEQPACKET'][b % 3]!;
        const result = sys.socketpair(constant('AF_UNIX'), constant(type), 0, fds);
        return [result, ...[...fds].map((one) => this.#keep(one))];
      }
      case 'dup':
        return this.#keep(sys.dup(fd));
      case 'close': {
        const at = this.#fds.indexOf(fd);
        if (at >= 0) this.#closed.unshift(...this.#fds.splice(at, 1));
        return sys.close(fd);
      }
      case 'bind':
        return sys.bind(fd, (b % 4 === 0 ? inet6(this.#backend, 0) : inet(this.#backend, 0)).bytes);
      case 'listen':
        return sys.listen(fd, 8);
      case 'connect':
      case 'sendto': {
        const target = this.#fd(b);
        const named = sys.getsockname(target, record.bytes);
        // An address that nothing has yet leads to a port of 0, or to a path that is none.
        if (named < 0 || (record.family !== constant('AF_INET') && record.family !== constant('AF_INET6')))
          return 'none';
        if (port(record) === 0) return 'unbound';
        return call === 'connect'
          ? sys.connect(fd, record.bytes)
          : sys.sendto(fd, bytes, 0, bytes.length, 0, record.bytes);
      }
      case 'accept':
        return [this.#keep(sys.accept(fd, record.bytes, 1)), record.family];
      case 'shutdown':
        return sys.shutdown(fd, b % 4);
      case 'send':
        return sys.send(fd, bytes, 0, bytes.length, 0);
      case 'recv': {
        const flags = [0, 0, constant('MSG_PEEK'), constant('MSG_WAITALL'), constant('MSG_TRUNC')][b % 5]!;
        const into = new Uint8Array(1 + (c % 300));
        const got = sys.recv(fd, into, 0, into.length, flags);
        return [
          got,
          flags === constant('MSG_TRUNC') ? '' : Buffer.from(into.subarray(0, Math.max(0, got))).toString('hex'),
        ];
      }
      case 'poll':
        return this.#poll();
      case 'getsockname':
        return [sys.getsockname(fd, record.bytes), record.family, record.family === 0 ? 0 : port(record) > 0];
      case 'getpeername':
        return [sys.getpeername(fd, record.bytes), record.family];
      default:
        return this.#option(fd, b, c);
    }
  }

  #poll(): unknown {
    const { sys, constant } = this.#backend;
    const words = new Int32Array(2 * this.#fds.length);
    const halves = new Int16Array(words.buffer);
    for (const [i, fd] of this.#fds.entries()) {
      words[2 * i] = fd;
      halves[4 * i + 2] = constant('POLLIN') | constant('POLLOUT') | constant('POLLRDHUP') | constant('POLLPRI');
    }
    const ready = sys.poll(words, this.#fds.length, 0);
    return [ready, ...this.#fds.map((_, i) => halves[4 * i + 3])];
  }

  #option(fd: number, b: number, c: number): unknown {
    const { sys, constant } = this.#backend;
    const level = constant('SOL_SOCKET');
    const names = [
      'SO_TYPE',
      'SO_ERROR',
      'SO_ACCEPTCONN',
      'SO_DOMAIN',
      'SO_PROTOCOL',
      'SO_REUSEADDR',
      'SO_KEEPALIVE',
      'SO_BROADCAST',
    ];
    const name = constant(names[b % names.length]!);
    const value = new Uint8Array(Int32Array.of(c % 3).buffer);
    // SO_ERROR, SO_TYPE and others cannot be set.
    const set = c % 2 === 0 ? 'got' : sys.setsockopt(fd, level, name, value, 0, 4);
    const into = new Uint8Array(8);
    return [set, sys.getsockopt(fd, level, name, into, 0, 8), ...into];
  }
}

/** Sequences that begin with some sockets, so that the calls have something to work on. */
function steps(makers: readonly string[], calls: readonly string[]): fc.Arbitrary<Step[]> {
  const small = fc.nat(7);
  const step = (names: readonly string[]) => fc.tuple(fc.constantFrom(...names), small, small, fc.nat(400));
  return fc
    .tuple(
      fc.array(step(makers), { minLength: 1, maxLength: 4 }),
      fc.array(step(calls), { minLength: 1, maxLength: 24 }),
    )
    .map(([first, then]) => [...first, ...then]);
}

describe.skipIf(native === undefined)('the js backend does what the kernel does', () => {
  const ends = [
    'send',
    'send',
    'recv',
    'recv',
    'recv',
    'shutdown',
    'close',
    'dup',
    'poll',
    'poll',
    'getpeername',
    'option',
  ];

  it.each<[what: string, makers: string[], calls: string[], runs: number]>([
    ['socketpairs', ['pair'], [...ends, 'pair', 'getsockname', 'listen', 'accept'], 150],
    [
      'datagrams',
      ['udp'],
      [...ends, 'bind', 'bind', 'connect', 'sendto', 'sendto', 'getsockname', 'listen', 'accept'],
      150,
    ],
    [
      'new streams',
      ['tcp', 'tcp6', 'listener'],
      ['bind', 'listen', 'accept', 'poll', 'getsockname', 'getpeername', 'option', 'send', 'recv', 'close', 'dup'],
      150,
    ],
    [
      'connections',
      ['tcp', 'listener', 'listener'],
      [...ends, 'connect', 'connect', 'connect', 'accept', 'accept'],
      150,
    ],
  ])('with %s', (_, makers, calls, numRuns) => {
    fc.assert(
      fc.property(steps(makers, calls), (sequence) => {
        const ours = new Run(js).perform(sequence);
        expect(ours).toEqual(new Run(native!).perform(sequence.slice(0, ours.length)));
      }),
      { seed: 11, numRuns },
    );
  });
});
