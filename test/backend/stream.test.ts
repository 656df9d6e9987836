import { describe, expect, it } from 'vitest';
import {
  ACCEPTED,
  DATA,
  END,
  ENTRY_WORDS,
  ERROR,
  eventAt,
  HOLDS,
  LISTENS,
  makeMemory,
  OTHER,
  READS,
  READY,
  REPLIES,
  SOLE,
  TELLS,
  WRITABLE,
} from '../../lib/batches/layout.ts';
import { backends, connection, listener, made, ok, open, pair, shut } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds();

const able = backends.filter(({ capabilities }) => capabilities.streamBatches);

it('only the native backend has batches of streams', () => {
  expect(able.map(({ name }) => name)).toEqual(backends.map(({ name }) => name).filter((name) => name === 'native'));
});

describe.each(able)('batches of streams of the $name backend', (backend) => {
  const { sys, failed, constant } = backend;

  /** A poller, its memory, and a table; `wait` gives the events. */
  function start({ most = 8, receive = 4096, room = 1024 } = {}) {
    const poller = made(backend, sys.stream_open());
    const memory = makeMemory(most, receive, room, 256);
    const table = new Int32Array(2 * 4096);
    const { words, slab, repliesAt } = memory;
    return {
      ...memory,
      poller,
      table,
      set(fd: number, tag: number, mode: number) {
        table.set([tag, mode], 2 * fd);
        return ok(sys.stream_watch(poller, fd, mode, tag));
      },
      reply(fd: number, tag: number, offset: number, length: number) {
        words.set([fd, tag, offset, length, 0], repliesAt + ENTRY_WORDS * words[REPLIES]!++);
      },
      wait(timeout = 1000, spin = 0) {
        const count = ok(sys.stream_exchange(poller, words, table, slab, timeout, spin));
        return Array.from({ length: count }, (_, i) => [...words.subarray(eventAt(i), eventAt(i + 1))]);
      },
      text: (offset: number, length: number) => slab.toString('latin1', offset, offset + length),
    };
  }

  it('receives from all that are ready, one behind the other', () => {
    const batch = start();
    const pairs = [1, 2, 3].map((tag) => {
      const [a, b] = connection(backend);
      batch.set(b, tag, READS);
      return [a, b] as const;
    });
    expect(batch.wait(0)).toEqual([]);
    for (const [i, [a]] of pairs.entries()) ok(sys.send(a, Buffer.from(`message ${i}`)));
    const events: number[][] = [];
    while (events.length < 3) {
      for (const event of batch.wait()) {
        expect(batch.text(event[3]!, event[4]!)).toBe(`message ${event[2]! - 1}`);
        events.push(event);
      }
    }
    expect(batch.words[OTHER]).toBe(0);
    expect(events.map(([kind, fd, tag]) => [kind, fd, tag]).sort()).toEqual(
      pairs.map(([, b], i) => [DATA, b, i + 1]).sort(),
    );
    expect(batch.wait(0)).toEqual([]);
  });

  it('sends replies before it waits, from where they are', () => {
    const batch = start();
    const [a, b] = connection(backend);
    batch.set(b, 7, READS);
    batch.slab.write('0123456789');
    batch.reply(b, 7, 2, 5);
    batch.reply(b, 8, 0, 10); // Of a registration that has ended.
    expect(batch.wait(0)).toEqual([]);
    expect(batch.words[REPLIES]).toBe(0);
    const bytes = Buffer.alloc(20);
    expect(sys.recv(a, bytes)).toBe(5);
    expect(bytes.toString('latin1', 0, 5)).toBe('23456');
  });

  it('leaves what could not go, tells nothing then, and says when there is room', () => {
    const batch = start({ receive: 1 << 20 });
    const [a, b] = pair(backend);
    batch.set(b, 1, READS);
    let sent = 0;
    do {
      batch.reply(b, 1, 0, 1 << 18);
      batch.reply(b, 1, 5, 3);
      expect(batch.wait(0)).toEqual([]);
      sent += (1 << 18) + 3;
    } while (batch.words[REPLIES] === 0);
    const at = batch.repliesAt;
    // What follows does not overtake it.
    const lengths = [batch.words[at + 3]!, batch.words[REPLIES] === 2 ? batch.words[at + ENTRY_WORDS + 3]! : 0];
    if (batch.words[REPLIES] === 2) expect(lengths[1]).toBe(3);
    expect(batch.table[2 * b + 1]).toBe(READS | HOLDS);
    batch.words[REPLIES] = 0;
    batch.set(b, 1, READS | HOLDS);
    expect(batch.wait(0)).toEqual([]);
    let got = 0;
    const bytes = Buffer.alloc(1 << 16);
    for (let n = sys.recv(a, bytes); n > 0; n = sys.recv(a, bytes)) got += n;
    expect(got).toBe(sent - lengths[0]! - lengths[1]!);
    expect(batch.wait()).toEqual([[WRITABLE, b, 1, 0, 0]]);
  });

  it('accepts, and tells of each connection with a tag of its own', () => {
    const batch = start();
    const [server, address] = listener(backend);
    batch.set(server, 9, LISTENS);
    batch.words[5] = 0x7fffffff;
    for (const tag of [0x7fffffff, -0x80000000]) {
      const client = open(backend);
      sys.connect(client, address.bytes);
      const [[kind, fd, got, of, ofTag]] = batch.wait() as [number[]];
      expect([kind, got, of, ofTag]).toEqual([ACCEPTED, tag, server, 9]);
      made(backend, fd!);
      expect([sys.get_blocking(fd!), sys.get_inheritable(fd!)]).toEqual([0, 0]);
      batch.table.set([tag, READS | SOLE], 2 * fd!);
      ok(sys.send(client, Buffer.from('hello')));
      expect(batch.wait().map(([kind, from]) => [kind, from])).toEqual([[DATA, fd]]);
    }
  });

  it('tells of ends and of errors once', () => {
    const batch = start();
    const [a, b] = connection(backend);
    batch.set(b, 1, READS);
    ok(sys.send(a, Buffer.from('last')));
    shut(backend, a);
    const kinds: number[] = [];
    while (!kinds.includes(END)) kinds.push(...batch.wait().map(([kind]) => kind!));
    expect(kinds).toEqual([DATA, END]);
    expect(batch.table[2 * b + 1]).toBe(0);
    expect(batch.wait(0)).toEqual([]);

    const [c, d] = connection(backend);
    batch.set(d, 2, READS);
    ok(
      sys.setsockopt(
        c,
        constant('SOL_SOCKET'),
        constant('SO_LINGER'),
        new Uint8Array(Int32Array.of(1, 0).buffer),
        0,
        8,
      ),
    );
    shut(backend, c);
    expect(batch.wait()).toEqual([[ERROR, d, 2, -failed('ECONNRESET'), 0]]);
    expect(batch.wait(0)).toEqual([]);
  });

  it('takes turns where there is more than fits', () => {
    const batch = start({ most: 2, receive: 2048, room: 2048 });
    const got = new Map<number, number>();
    for (let tag = 1; tag <= 5; tag++) {
      const [a, b] = pair(backend);
      batch.set(b, tag, READS);
      ok(sys.send(a, new Uint8Array(5000)));
    }
    while ([...got.values()].reduce((sum, one) => sum + one, 0) < 25_000) {
      const events = batch.wait();
      expect(events.length).toBeGreaterThan(0);
      for (const [kind, , tag, offset, length] of events) {
        expect([kind, offset! + length! <= 2048]).toEqual([DATA, true]);
        got.set(tag!, (got.get(tag!) ?? 0) + length!);
      }
    }
    expect([...got.values()]).toEqual([5000, 5000, 5000, 5000, 5000]);
    expect(batch.wait(0)).toEqual([]);
  });

  it('tells what it does not read for as long as it can be read', () => {
    const batch = start();
    const [a, b] = pair(backend);
    batch.set(b, 1, TELLS);
    ok(sys.send(a, Buffer.from('x')));
    for (let i = 0; i < 3; i++) expect(batch.wait()).toEqual([[READY, b, 1, 0, 0]]);
    expect(sys.recv(b, new Uint8Array(9))).toBe(1);
    expect(batch.wait(0)).toEqual([]);
  });

  it('stays awake for a while if it is asked to', () => {
    const batch = start();
    const [a, b] = pair(backend);
    batch.set(b, 1, READS);
    expect(batch.wait(0, 100)).toEqual([]);
    ok(sys.send(a, Buffer.from('x')));
    expect(batch.wait(1000, 100).length).toBe(1);
  });

  it('says nothing of what is not watched any more, nor of what is watched anew', () => {
    const batch = start();
    const [a, b] = pair(backend);
    batch.set(b, 1, READS);
    ok(sys.stream_unwatch(batch.poller, b));
    ok(sys.send(a, Buffer.from('x')));
    expect(batch.wait(0)).toEqual([]);
    batch.set(b, 2, READS);
    batch.table[2 * b] = 3;
    expect(batch.wait(0)).toEqual([]);
  });

  it('returns the errno of what is wrong, and reads nothing beyond its arrays', () => {
    const { poller, words, table, slab } = start();
    const call = (change: (words: Int32Array) => void, ...given: [Int32Array?, Uint8Array?]) => {
      const copy = Int32Array.from(words);
      change(copy);
      return sys.stream_exchange(poller, copy, given[0] ?? table, given[1] ?? slab, 0, 0);
    };
    expect(call(() => {})).toBe(0);
    for (const most of [0, -1, 257, 0x7fffffff]) expect(call((it) => (it[0] = most))).toBe(failed('EINVAL'));
    for (const replies of [-1, 1025, 0x7fffffff]) expect(call((it) => (it[1] = replies))).toBe(failed('EINVAL'));
    for (const receive of [0, -1, 4096 + 257]) expect(call((it) => (it[2] = receive))).toBe(failed('EINVAL'));
    for (const room of [0, -1]) expect(call((it) => (it[3] = room))).toBe(failed('EINVAL'));
    expect(call(() => {}, new Int32Array(0))).toBe(0);
    expect(call(() => {}, table, new Uint8Array(0))).toBe(failed('EINVAL'));
    expect(sys.stream_exchange(poller, new Int32Array(7), table, slab, 0, 0)).toBe(failed('EINVAL'));
    expect(sys.stream_exchange(-1, words, table, slab, 0, 0)).toBe(failed('EBADF'));
    expect(sys.stream_watch(poller, -1, READS, 1)).toBe(failed('EBADF'));
    expect(sys.stream_unwatch(poller, -1)).toBe(failed('EBADF'));
    const [, b] = pair(backend);
    expect(sys.stream_unwatch(poller, b)).toBe(failed('ENOENT'));
  });

  it.each([
    [-1, 5],
    [0, -1],
    [0, 5000],
    [4000, 0x7fffffff],
  ])('refuses a reply of %i, %i', (offset, length) => {
    const batch = start();
    const [, b] = pair(backend);
    batch.set(b, 1, READS);
    batch.reply(b, 1, offset, length);
    expect(sys.stream_send(batch.words, batch.table, batch.slab)).toBe(1);
    expect(batch.words[batch.repliesAt + 4]).toBe(-failed('EINVAL'));
  });
});
