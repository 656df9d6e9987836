import { type BatchStream, StreamBatch } from 'berkeley/selectors';
import { BlockingIOError, create_connection, create_server, OSError, type Socket, socketpair } from 'berkeley/socket';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';

guardFds();

// Whatever a program does to a batch, in any order: no stream gets a byte that was meant for another, bytes keep their
// order, nothing but errors of this package is thrown, and nothing stays open.

/** A connection whose one end is in the batch. What either end sends counts up from `first`. */
interface Connection {
  readonly mine: Socket;
  readonly theirs: Socket;
  readonly first: number;
  stream: BatchStream<Connection>;
  /** How many bytes went to the batch, how many came out of it there, were sent back, and were received here. */
  sent: number;
  seen: number;
  replied: number;
  received: number;
}

const pattern = ({ first }: Connection, from: number, length: number) =>
  Buffer.from({ length } as ArrayLike<number>).map((_, i) => (first + from + i) & 0xff);

/** Runs what may fail as a system call does. */
function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    return undefined;
  }
}

class Model {
  readonly batch: StreamBatch<Connection>;
  readonly server = create_server(['127.0.0.1', 0]);
  readonly all: Connection[] = [];
  readonly old: BatchStream<Connection>[] = [];
  #next = 0;
  #connecting: Socket[] = [];

  constructor(capacity: number) {
    this.batch = new StreamBatch({ capacity, size: 3000, room: 1500, limit: 2000, most: 50_000 });
    this.batch.accept(this.server);
  }

  pick(n: number): Connection | undefined {
    return this.all[n % Math.max(1, this.all.length)];
  }

  #put(mine: Socket, theirs: Socket, stream: BatchStream<Connection>): void {
    mine.setblocking(false);
    this.#next += 37;
    const made = { mine, theirs, first: this.#next, stream, sent: 0, seen: 0, replied: 0, received: 0 };
    stream.data = made;
    this.all.push(made);
  }

  add(): void {
    const [mine, theirs] = socketpair() as [Socket, Socket];
    this.#put(mine, theirs, this.batch.add(theirs));
  }

  connect(): void {
    this.#connecting.push(create_connection(this.server.getsockname() as [string, number]));
  }

  send(n: number, length: number): void {
    const it = this.pick(n);
    if (it === undefined) return;
    it.sent += attempt(() => it.mine.send(pattern(it, it.sent, length))) ?? 0;
  }

  receive(n: number, length: number): void {
    const it = this.pick(n);
    const bytes = it && attempt(() => it.mine.recv(length));
    if (it === undefined || bytes === undefined) return;
    expect(bytes.equals(pattern(it, it.received, bytes.length))).toBe(true);
    it.received += bytes.length;
  }

  /** Waits, and answers with what came, one way or another. */
  wait(way: number): void {
    const { batch } = this;
    const count = batch.wait(0);
    for (let i = 0; i < count; i++) {
      const kind = batch.kind(i);
      const stream = batch.stream(i);
      if (kind === 'open') {
        const mine = this.#connecting.shift()!;
        // Connections come in the order in which they were made.
        this.#put(mine, stream.socket(), stream);
      } else if (kind === 'data') {
        this.#answer(i, stream.data, way + i);
      } else if (kind === 'end' && way % 2 === 0) {
        stream.close();
      } else if (kind === 'error') {
        expect(batch.error(i)).toBeInstanceOf(OSError);
        this.drop(stream.data);
      }
    }
  }

  #answer(i: number, it: Connection, way: number): void {
    const { batch } = this;
    const bytes = batch.bytes(i);
    expect(bytes.equals(pattern(it, it.seen, bytes.length))).toBe(true);
    it.seen += bytes.length;
    try {
      if (way % 4 === 0 || it.stream.isClosed) batch.reply(i);
      else if (way % 4 === 1) batch.reply(i, Buffer.from(bytes));
      else if (way % 4 === 2) batch.forward(i, it.stream);
      else it.stream.send(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
      it.replied += bytes.length;
    } catch (error) {
      // It has been told to close, or has too much already: what came is lost, and nothing more may be compared.
      expect(error).toBeInstanceOf(OSError);
      if (error instanceof BlockingIOError) it.stream.abort();
      this.drop(it);
    }
  }

  /** Sends more than fits anywhere. */
  large(n: number, length: number): void {
    const it = this.pick(n);
    if (it === undefined || it.stream.isClosed) return;
    // Only what came may be answered, or the counting is over: so this is the last that the stream does.
    attempt(() => it.stream.send(new Uint8Array(length)));
    it.stream.close();
    this.drop(it);
  }

  end(n: number, how: number): void {
    const it = this.pick(n);
    if (it === undefined) return;
    if (how === 0) it.stream.close();
    else if (how === 1) it.stream.abort();
    else if (how === 2) it.theirs.close();
    else if (how === 3) it.mine.close();
    else if (it.stream.detach() >= 0) expect(it.theirs.fileno()).toBeGreaterThanOrEqual(0);
    this.drop(it);
  }

  /** What is over reaches nobody. */
  late(n: number): void {
    const stream = this.old[n % Math.max(1, this.old.length)];
    if (stream === undefined) return;
    attempt(() => stream.send(Buffer.from('late')));
    stream.close();
    if (stream.isClosed) expect([stream.fileno(), stream.detach(), stream.unsent]).toEqual([-1, -1, 0]);
  }

  drop(it: Connection): void {
    const at = this.all.indexOf(it);
    if (at < 0) return;
    this.all.splice(at, 1);
    this.old.push(it.stream);
    it.mine.close();
    if (it.stream.isClosed) it.theirs.close();
  }

  finish(): void {
    const { batch } = this;
    for (let turn = 0; turn < 3; turn++) this.wait(0);
    for (const it of this.all) {
      expect(it.received).toBeLessThanOrEqual(it.replied);
      expect(it.replied).toBeLessThanOrEqual(it.sent);
      it.mine.close();
    }
    batch.close();
    expect(batch.size).toBe(0);
    for (const it of [...this.all, ...this.old.map(({ data }) => data)]) it.theirs.close();
    for (const one of this.#connecting) one.close();
  }
}

const nat = (max: number) => fc.nat(max);
const step = fc.oneof(
  fc.tuple(fc.constant('add' as const)),
  fc.tuple(fc.constant('connect' as const)),
  fc.tuple(fc.constant('send' as const), nat(9), nat(3000)),
  fc.tuple(fc.constant('receive' as const), nat(9), fc.integer({ min: 1, max: 3000 })),
  { weight: 3, arbitrary: fc.tuple(fc.constant('wait' as const), nat(7)) },
  fc.tuple(fc.constant('large' as const), nat(9), fc.constantFrom(100, 20_000, 900_000)),
  fc.tuple(fc.constant('end' as const), nat(9), nat(4)),
  fc.tuple(fc.constant('late' as const), nat(99)),
);

it('keeps streams apart and bytes in order, whatever is done', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.array(step, { maxLength: 60 }), (capacity, steps) => {
      const model = new Model(capacity);
      try {
        for (const [name, ...args] of steps) (model[name] as (...args: number[]) => void)(...args);
      } finally {
        model.finish();
      }
    }),
    { seed: 14, numRuns: 150 },
  );
});
