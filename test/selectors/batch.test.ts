import { closeSync, fstatSync } from 'node:fs';
import { KeyError } from 'berkeley';
import { type BatchStream, StreamBatch } from 'berkeley/selectors';
import {
  AF_INET,
  BlockingIOError,
  capabilities,
  close,
  create_connection,
  create_server,
  dup,
  IPPROTO_TCP,
  linger,
  OSError,
  SO_LINGER,
  SO_SNDBUF,
  SOCK_DGRAM,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
  TCP_NODELAY,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { runScript } from '../support/child.ts';
import { reuse } from '../support/selectors.ts';
import { closeBehind, own, tcpPair } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardAwaited();
const pair = () => own(socketpair()) as [Socket, Socket];

function batchOf<D = unknown>(...options: ConstructorParameters<typeof StreamBatch>): StreamBatch<D> {
  const batch = new StreamBatch<D>(...options);
  onTestFinished(() => batch.close());
  return batch;
}

/** The messages of a wait: kind, stream, and text. */
function messages<D>(batch: StreamBatch<D>, count = batch.wait(10)): [string, BatchStream<D>, string][] {
  return Array.from({ length: count }, (_, i) => [batch.kind(i), batch.stream(i), batch.bytes(i).toString('latin1')]);
}

/** Waits until `done`, and gives all messages that came. */
function gather<D>(batch: StreamBatch<D>, done: (all: [string, BatchStream<D>, string][]) => boolean) {
  const all: [string, BatchStream<D>, string][] = [];
  for (let turn = 0; !done(all); turn++) {
    if (turn === 1000) throw new Error(`it does not come: ${all.map(([kind]) => kind)}`);
    all.push(...messages(batch));
  }
  return all;
}

function receive(sock: Socket, length: number): string {
  let text = '';
  sock.settimeout(10);
  while (text.length < length) {
    const bytes = sock.recv(65536);
    if (bytes.length === 0) break;
    text += bytes.toString('latin1');
  }
  return text;
}

describe('an echo server', () => {
  it('is a few lines', () => {
    const batch = batchOf();
    const server = create_server(['127.0.0.1', 0]);
    batch.accept(server);
    const clients = [1, 2, 3].map(() => own(create_connection(server.getsockname() as [string, number])));
    for (const [i, client] of clients.entries()) client.sendall(Buffer.from(`hello ${i}`));
    let open = 0;
    for (let echoes = 0; echoes < 3; ) {
      const count = batch.wait(10);
      expect(count).toBeGreaterThan(0);
      for (let i = 0; i < count; i++) {
        if (batch.kind(i) === 'open') open++;
        if (batch.kind(i) !== 'data') continue;
        batch.reply(i);
        echoes++;
      }
    }
    batch.flush();
    expect(open).toBe(3);
    for (const [i, client] of clients.entries()) expect(receive(client, 7)).toBe(`hello ${i}`);
    for (const client of clients) client.close();
    const ends = gather(batch, (all) => all.length === 3);
    expect(ends.map(([kind]) => kind)).toEqual(['end', 'end', 'end']);
    expect(batch.size).toBe(4);
    for (const [, stream] of ends) stream.close();
    expect(batch.size).toBe(1);
  });

  it.each([1, 3, 17])('echoes everything in order with room for %i messages, however it is cut', (capacity) => {
    const batch = batchOf({ capacity, size: 4096, room: 2048, limit: 1024 });
    const ends = Array.from({ length: 7 }, (_, i) => (i % 2 === 0 ? pair() : tcpPair()));
    const bodies = ends.map((_, i) => Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * (i + 3)) & 0xff)));
    for (const [, theirs] of ends) batch.add(theirs);
    const sent = ends.map(() => 0);
    const got = ends.map(() => Buffer.alloc(0));
    for (const [mine] of ends) mine.setblocking(false);
    while (got.some((one) => one.length < 50_000)) {
      for (const [i, [mine]] of ends.entries()) {
        try {
          if (sent[i]! < 50_000) sent[i]! += mine.send(bodies[i]!.subarray(sent[i]!, sent[i]! + 777 * (i + 1)));
        } catch (error) {
          expect(error).toBeInstanceOf(BlockingIOError);
        }
      }
      const count = batch.wait(0);
      expect(count).toBeLessThanOrEqual(2 * capacity);
      for (let i = 0; i < count; i++) {
        expect(['data', 'drain']).toContain(batch.kind(i));
        // Half of it by itself, and half as bytes.
        const bytes = batch.bytes(i);
        const half = bytes.length >> 1;
        batch.reply(i, bytes.subarray(0, half));
        batch.stream(i).send(Buffer.from(bytes.subarray(half)));
      }
      for (const [i, [mine]] of ends.entries()) {
        try {
          got[i] = Buffer.concat([got[i]!, mine.recv(65536)]);
        } catch (error) {
          expect(error).toBeInstanceOf(BlockingIOError);
        }
      }
    }
    for (const [i, body] of bodies.entries()) expect(got[i]!.equals(body)).toBe(true);
  });
});

describe('messages', () => {
  it('are views of the slab, of which nothing is copied', () => {
    const batch = batchOf({ size: 1024 });
    const [a, b] = pair();
    const stream = batch.add(b, 'mine');
    a.send(Buffer.from('hello'));
    expect(batch.wait(10)).toBe(1);
    expect([batch.count, batch.kind(0), batch.length(0), batch.error(0)]).toEqual([1, 'data', 5, null]);
    expect(batch.stream(0)).toBe(stream);
    expect([stream.data, stream.listener]).toEqual(['mine', null]);
    expect(batch.bytes(0).buffer).toBe(batch.slab.buffer);
    expect(batch.slab.toString('latin1', batch.offset(0), batch.offset(0) + 5)).toBe('hello');
    batch.bytes(0).write('J');
    batch.reply(0);
    batch.reply(0, batch.bytes(0).subarray(1, 3));
    batch.forward(0, stream);
    stream.send(Buffer.from('!'));
    stream.send(new ArrayBuffer(0));
    batch.flush();
    expect(receive(a, 13)).toBe('JelloelJello!');
    expect(batch.wait(0)).toBe(0);
    expect(batch.count).toBe(0);
  });

  it('are of as many as there is room for; the others come with the next wait', () => {
    const batch = batchOf<number>({ capacity: 2 });
    const seen = new Set<number>();
    for (let i = 0; i < 7; i++) {
      const [a, b] = pair();
      batch.add(b, i);
      a.send(Buffer.from([i]));
    }
    while (seen.size < 7) {
      const count = batch.wait(10);
      expect([1, 2]).toContain(count);
      for (let i = 0; i < count; i++) seen.add(batch.stream(i).data);
    }
    expect(batch.wait(0)).toBe(0);
  });

  it('have numbers that are checked', () => {
    const batch = batchOf();
    const [a, b] = pair();
    batch.add(b);
    a.send(Buffer.from('x'));
    batch.wait(10);
    const calls = ['kind', 'stream', 'length', 'offset', 'bytes', 'error', 'reply'] as const;
    for (const call of calls) {
      for (const i of [1, -1, 2 ** 32, 2 ** 53]) expect(() => batch[call](i), `${call} ${i}`).toThrow(RangeError);
      // biome-ignore lint/suspicious/noExplicitAny: what the types forbid.
      for (const i of [0.5, NaN, '0', null, undefined] as any[]) expect(() => batch[call](i)).toThrow(TypeError);
    }
    batch.wait(0);
    for (const call of calls) expect(() => batch[call](0)).toThrow(RangeError);
  });

  it('tell of the end of a stream, which can still be sent to', () => {
    const batch = batchOf();
    const [a, b] = tcpPair();
    const stream = batch.add(b);
    a.send(Buffer.from('question'));
    a.shutdown(1);
    const all = gather(batch, (list) => list.at(-1)?.[0] === 'end');
    expect(all.map(([kind, , text]) => [kind, text])).toEqual([
      ['data', 'question'],
      ['end', ''],
    ]);
    expect(batch.wait(0)).toBe(0);
    stream.send(Buffer.from('answer'));
    stream.close();
    expect([receive(a, 99), stream.isClosed, b.fileno()]).toEqual(['answer', true, -1]);
  });

  it.runIf(capabilities.structs)('tell of an error, which closes the stream', () => {
    const batch = batchOf();
    const [a, b] = tcpPair();
    const stream = batch.add(b);
    a.setsockopt(SOL_SOCKET, SO_LINGER, linger({ l_onoff: 1, l_linger: 0 }));
    a.close();
    expect(messages(batch).map(([kind, of]) => [kind, of === stream])).toEqual([['error', true]]);
    expect(batch.error(0)).toMatchObject({ name: 'ConnectionResetError', code: 'ECONNRESET', syscall: 'recv' });
    expect([stream.isClosed, stream.fileno(), b.fileno(), batch.size]).toEqual([true, -1, -1, 0]);
    expect(batch.wait(0)).toBe(0);
  });

  it('tell of what could not be sent', () => {
    const batch = batchOf();
    const [a, b] = pair();
    const stream = batch.add(b);
    a.shutdown(0);
    stream.send(Buffer.from('in vain'));
    stream.send(Buffer.from('and again'));
    const all = gather(batch, (list) => list.some(([kind]) => kind === 'error'));
    expect(all.filter(([kind]) => kind === 'error').length).toBe(1);
    expect(batch.error(batch.count - 1)).toMatchObject({ code: 'EPIPE', syscall: 'send' });
    expect(stream.isClosed).toBe(true);
    expect(() => stream.send(Buffer.from('x'))).toThrow(OSError);
  });
});

describe('streams', () => {
  it('are accepted, with their listener, and can be made sockets', () => {
    const batch = batchOf<string>();
    const server = create_server(['127.0.0.1', 0]);
    server.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    const listener = batch.accept(server, 'listener');
    expect(server.getblocking()).toBe(false);
    const client = own(create_connection(server.getsockname() as [string, number]));
    const [[kind, stream]] = messages(batch) as [[string, BatchStream<string>, string]];
    expect([kind, stream.listener, stream.data]).toEqual(['open', listener, null]);
    stream.data = 'state';
    const sock = stream.socket();
    expect(stream.socket()).toBe(sock);
    expect(sock.getpeername()).toEqual(client.getsockname());
    expect([sock.fileno(), sock.family, sock.getblocking()]).toEqual([stream.fileno(), AF_INET, false]);
    client.send(Buffer.from('hello'));
    expect(messages(batch).map(([, of, text]) => [of.data, text])).toEqual([['state', 'hello']]);
    expect(batch.streams()).toEqual([listener, stream]);
    // The one closes the other.
    sock.close();
    expect([stream.isClosed, batch.size]).toEqual([true, 1]);
    expect(client.recv(1).length).toBe(0);
    expect(() => stream.socket()).not.toThrow();
    expect(listener.socket()).toBe(server);
  });

  it.runIf(capabilities.unixSockets)('of Unix sockets are accepted too', () => {
    const batch = batchOf();
    const [a, b] = pair();
    for (const sock of [a, b]) batch.add(sock);
    a.send(Buffer.from('one'));
    b.send(Buffer.from('two'));
    const all = gather(batch, (list) => list.length === 2);
    expect(all.map(([, , text]) => text).sort()).toEqual(['one', 'two']);
  });

  it('are closed when all has gone, or at once', () => {
    const batch = batchOf();
    const [a, b] = pair();
    const [c, d] = pair();
    const [one, other] = [batch.add(b), batch.add(d)];
    const body = Buffer.alloc(3_000_000, 'x');
    for (const stream of [one, other]) stream.send(body);
    one.close();
    one.close();
    expect([one.isClosed, one.unsent > 0]).toEqual([false, true]);
    expect(() => one.send(Buffer.from('x'))).toThrow(OSError);
    other.abort();
    other.abort();
    expect([other.isClosed, other.unsent, d.fileno()]).toEqual([true, 0, -1]);
    let got = 0;
    a.setblocking(false);
    while (got < body.length) {
      batch.wait(0);
      try {
        got += a.recv(1 << 20).length;
      } catch (error) {
        expect(error).toBeInstanceOf(BlockingIOError);
      }
    }
    batch.wait(0);
    expect([one.isClosed, b.fileno()]).toEqual([true, -1]);
    expect(a.recv(1).length).toBe(0);
    expect(receive(c, body.length).length).toBeLessThan(body.length);
  });

  it('that do not read are not read, until they have taken everything', () => {
    const batch = batchOf({ limit: 10_000 });
    const [a, b] = tcpPair();
    b.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096);
    const stream = batch.add(b);
    // More than the kernel keeps for the two of them.
    const reply = Buffer.alloc(12_000_000, 'r');
    stream.send(reply);
    expect(stream.unsent).toBeGreaterThan(10_000);
    expect(stream.isPaused).toBe(true);
    a.send(Buffer.from('more'));
    expect(batch.wait(0.01)).toBe(0);
    let got = 0;
    const all: [string, string][] = [];
    a.setblocking(false);
    while (all.length < 2 || got < reply.length) {
      all.push(...messages(batch, batch.wait(0.001)).map(([kind, , text]): [string, string] => [kind, text]));
      try {
        got += a.recv(1 << 20).length;
      } catch (error) {
        expect(error).toBeInstanceOf(BlockingIOError);
      }
    }
    expect(all).toEqual([
      ['drain', ''],
      ['data', 'more'],
    ]);
    expect([got, stream.unsent, stream.isPaused]).toEqual([reply.length, 0, false]);
  });

  it('take no more than they are allowed to keep', () => {
    const batch = batchOf({ limit: 0, most: 1000 });
    const [, b] = pair();
    const stream = batch.add(b);
    stream.send(Buffer.alloc(4_000_000));
    const kept = stream.unsent;
    expect(kept).toBeGreaterThan(1000);
    expect(() => stream.send(Buffer.from('x'))).toThrow(BlockingIOError);
    expect(stream.unsent).toBe(kept);
  });

  it('leave the batch open', () => {
    const batch = batchOf();
    const server = create_server(['127.0.0.1', 0]);
    batch.accept(server);
    const client = own(create_connection(server.getsockname() as [string, number]));
    const [, accepted] = messages(batch)[0]!;
    const fd = own(accepted.detach());
    expect([accepted.isClosed, accepted.detach()]).toEqual([true, -1]);
    const [a, b] = pair();
    const added = batch.add(b);
    expect(added.detach()).toBe(b.fileno());
    for (const one of [a, client]) one.send(Buffer.from('x'));
    expect(batch.wait(0)).toBe(0);
    expect(b.recv(1).toString()).toBe('x');
    own(socket({ fileno: fd })).settimeout(1);
    batch.close();
    expect(b.fileno()).toBeGreaterThan(-1);
  });

  it('are closed with the batch, but for what is only watched', () => {
    const batch = new StreamBatch();
    const server = create_server(['127.0.0.1', 0]);
    batch.accept(server);
    const client = own(create_connection(server.getsockname() as [string, number]));
    const [, accepted] = messages(batch)[0]!;
    const [a, b] = pair();
    const [, watched] = pair();
    batch.add(b);
    batch.watch(watched);
    accepted.send(Buffer.from('goodbye'));
    {
      using same = batch;
      same.flush();
    }
    batch.close();
    expect([server.fileno(), b.fileno(), accepted.isClosed, batch.size]).toEqual([-1, -1, true, 0]);
    expect(watched.fileno()).toBeGreaterThan(-1);
    expect([receive(client, 99), receive(a, 99)]).toEqual(['goodbye', '']);
    for (const call of [() => batch.wait(0), () => batch.add(a), () => batch.accept(a), () => batch.watch(a)]) {
      expect(call).toThrow(/the batch is closed/);
    }
    expect(batch.flush()).toBe(undefined);
  });
});

describe('a descriptor', () => {
  it('that is closed elsewhere is in the batch no more, and its number is another stream', () => {
    const batch = batchOf();
    const [a, b] = pair();
    const [c, d] = pair();
    const old = batch.add(b);
    batch.add(d);
    const fd = b.fileno();
    for (const one of [a, c]) one.send(Buffer.from('x'));
    expect(gather(batch, (all) => all.length === 2).length).toBe(2);
    for (let i = 0; i < batch.count; i++) batch.reply(i);
    old.send(Buffer.from('late'));
    b.close();
    expect([old.isClosed, old.fileno(), old.unsent]).toEqual([true, -1, 0]);
    const next = reuse(fd, (...made) => own(made), true);
    const stream = batch.add(next);
    expect(stream).not.toBe(old);
    batch.flush();
    expect(() => old.send(Buffer.from('x'))).toThrow(OSError);
    old.close();
    old.abort();
    expect(old.detach()).toBe(-1);
    expect(messages(batch).map(([, of, text]) => [of, text])).toEqual([[stream, 'newcomer']]);
    expect([next.fileno(), stream.isClosed]).toEqual([fd, false]);
  });

  it.runIf(capabilities.fileDescriptors)(
    'that was closed behind its back makes room for the next with its number',
    () => {
      const batch = batchOf();
      const [a, b] = socketpair() as [Socket, Socket];
      own(a);
      const stale = batch.add(b);
      const twin = own(dup(b.fileno()));
      const fd = b.detach();
      closeSync(fd);
      const next = reuse(fd, (...made) => own(made), true);
      const stream = batch.add(next);
      expect(stale.isClosed).toBe(true);
      expect(messages(batch).map(([, of, text]) => [of, text])).toEqual([[stream, 'newcomer']]);
      expect(fstatSync(twin).isSocket()).toBe(true);
    },
  );

  it('is in a batch once, and must be a stream', () => {
    const batch = batchOf();
    const [, b] = pair();
    const server = create_server(['127.0.0.1', 0]);
    const listener = batch.accept(server);
    const stream = batch.add(b);
    const where = (call: string, name: string) => new RegExp(`^${call}\\(\\) argument '${name}': it is in the batch`);
    for (const again of [b, b.fileno(), stream]) {
      expect(() => batch.add(again)).toThrow(KeyError);
      expect(() => batch.add(again)).toThrow(where('add', 'sock'));
      expect(() => batch.watch(again)).toThrow(where('watch', 'file'));
    }
    expect(() => batch.accept(server)).toThrow(where('accept', 'server'));
    expect(() => batch.accept(listener)).toThrow(KeyError);
    const datagram = own(socket(AF_INET, SOCK_DGRAM));
    expect(() => batch.add(datagram)).toThrow(/^add\(\) argument 'sock' must be a stream socket/);
    const [c, d] = pair();
    d.close();
    expect(() => batch.add(d)).toThrow(/^add\(\) argument 'sock': file descriptor cannot be a negative/);
    for (const bad of [null, undefined, '1', {}, 1.5]) {
      // biome-ignore lint/suspicious/noExplicitAny: what the types forbid.
      expect(() => batch.add(bad as any)).toThrow(TypeError);
    }
    expect(() => batch.add(0x7ffffff0)).toThrow(OSError);
    expect(batch.size).toBe(2);
    expect(c.fileno()).toBeGreaterThan(-1);
  });

  it.runIf(capabilities.allOptions)('of a listener is not one of a connection', () => {
    const batch = batchOf();
    const server = own(create_server(['127.0.0.1', 0]));
    const [, b] = pair();
    expect(() => batch.add(server)).toThrow(/^add\(\) argument 'sock' listens: accept\(\) takes it/);
    expect(() => batch.accept(b)).toThrow(/^accept\(\) argument 'server' does not listen/);
  });

  it('given as a number belongs to the batch', () => {
    const batch = new StreamBatch();
    const [a, b] = pair();
    const fd = b.detach();
    const stream = batch.add(fd);
    expect(() => stream.socket()).toThrow(TypeError);
    a.send(Buffer.from('x'));
    expect(messages(batch)).toEqual([['data', stream, 'x']]);
    batch.close();
    expect(a.recv(1).length).toBe(0);
    expect(() => close(fd)).toThrow(OSError);
  });

  it('that is none cannot be watched', () => {
    const batch = batchOf();
    expect(() => batch.watch(0x7ffffff0)).toThrow(/\[Errno 9\]/);
    expect(batch.size).toBe(0);
  });

  it('that is watched is told for as long as it can be read', () => {
    const batch = batchOf();
    const [a, b] = pair();
    const stream = batch.watch(b);
    a.send(Buffer.from('x'));
    for (let i = 0; i < 3; i++) expect(messages(batch)).toEqual([['ready', stream, '']]);
    b.recv(1);
    expect(batch.wait(0)).toBe(0);
    stream.close();
    expect([stream.isClosed, b.fileno() >= 0]).toEqual([true, true]);
  });

  it('closed behind its back is an error at the most', () => {
    const batch = batchOf();
    const [a, b] = socketpair() as [Socket, Socket];
    own(a);
    const stream = batch.add(b.fileno());
    const fd = b.detach();
    closeBehind(fd);
    stream.send(Buffer.from('x'));
    const [[kind]] = messages(batch) as [[string, unknown, string]];
    expect([kind, batch.error(0)!.code]).toEqual(['error', 'EBADF']);
    expect(stream.isClosed).toBe(true);
  });
});

describe('a batch that nobody closed', () => {
  it('is closed when it is collected, with a warning', async () => {
    const child = runScript(
      `
      import { StreamBatch } from 'berkeley/selectors';
      import { create_connection, create_server } from 'berkeley/socket';
      process.on('warning', ({ name, message }) => console.log(name, message.replace(/fd=.*/, '')));
      const clients = [];
      function forget() {
        const server = create_server(['127.0.0.1', 0]);
        const batch = new StreamBatch();
        batch.accept(server);
        for (let i = 0; i < 3; i++) clients.push(create_connection(server.getsockname()));
        for (let open = 0; open < 3; ) open += batch.wait(10);
      }
      forget();
      for (let i = 0; i < 10; i++) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        gc();
      }
      for (const client of clients) console.log(client.recv(1).length);
      for (const client of clients) client.close();
      `,
      ['--expose-gc'],
    );
    const { stdout, stderr, code } = await child.ended;
    expect({ lines: stdout.trim().split('\n').sort(), code }).toEqual({
      lines: [
        '0',
        '0',
        '0',
        'ResourceWarning unclosed <socket.socket ',
        'ResourceWarning unclosed StreamBatch with 3 streams',
      ],
      code: 0,
    });
    expect(stderr).toContain('ResourceWarning');
  });
});

describe('a wait', () => {
  it('sends what the last one was answered with, and ends by its time-out', () => {
    const batch = batchOf();
    const [a, b] = pair();
    const stream = batch.add(b);
    stream.send(Buffer.from('sent'));
    expect(batch.wait(0.001)).toBe(0);
    expect(receive(a, 4)).toBe('sent');
    expect(batch.wait({ timeout: -1 })).toBe(0);
    a.send(Buffer.from('x'));
    expect(batch.wait(null)).toBe(1);
  });

  it('may look for a while before it sleeps', () => {
    const batch = batchOf({ spin: 200 });
    const [a, b] = pair();
    batch.add(b);
    expect([batch.wait(0), batch.wait(0.001)]).toEqual([0, 0]);
    a.send(Buffer.from('x'));
    expect(batch.wait()).toBe(1);
  });

  it('checks its arguments', () => {
    const batch = batchOf();
    // biome-ignore lint/suspicious/noExplicitAny: what the types forbid.
    const any = (value: unknown) => value as any;
    for (const bad of ['1', {}.constructor, [], true]) expect(() => batch.wait(any(bad))).toThrow(TypeError);
    expect(() => batch.wait(NaN)).toThrow(RangeError);
    expect(() => batch.wait(any({ time: 1 }))).toThrow(/unexpected option 'time'/);
    for (const name of ['capacity', 'size', 'room', 'limit', 'most', 'spin']) {
      for (const value of [-1, 2 ** 31]) {
        expect(() => new StreamBatch({ [name]: value })).toThrow(new RegExp(`StreamBatch\\(\\) argument '${name}'`));
      }
      expect(() => new StreamBatch({ [name]: any('1') })).toThrow(TypeError);
    }
    expect(() => new StreamBatch({ size: 10, room: 11 })).toThrow(RangeError);
    expect(() => new StreamBatch(any({ length: 1 }))).toThrow(TypeError);
  });

  it('in a thread ends with it, and closes what was accepted', async () => {
    const server = create_server(['127.0.0.1', 0]);
    const port = (server.getsockname() as [string, number])[1];
    server.close();
    const thread = inThread(({ socket, selectors, say }, port: number) => {
      const batch = new selectors.StreamBatch();
      batch.accept(socket.create_server(['127.0.0.1', port]));
      say('listening');
      for (;;) {
        const count = batch.wait();
        for (let i = 0; i < count; i++) {
          if (batch.kind(i) === 'data') batch.reply(i);
        }
      }
    }, port);
    await thread.heard();
    const client = own(create_connection(['127.0.0.1', port]));
    client.sendall(Buffer.from('hello'));
    expect(receive(client, 5)).toBe('hello');
    await thread.blocked();
    await thread.terminate();
    client.settimeout(10);
    const rest = (() => {
      try {
        return client.recv(1).length;
      } catch (error) {
        return (error as OSError).code;
      }
    })();
    expect([0, 'ECONNRESET']).toContain(rest);
  });

  it.runIf(capabilities.interrupts)(
    'goes on after a signal that nobody handles, and ends with one that is',
    async () => {
      const child = runScript(`
      import { StreamBatch } from 'berkeley/selectors';
      import { socketpair } from 'berkeley/socket';
      process.stdout._handle?.setBlocking?.(true);
      const batch = new StreamBatch();
      const [a, b] = socketpair();
      batch.add(b);
      console.log('waiting');
      console.log(batch.wait(0.2));
      let handled = 0;
      process.on('SIGUSR2', () => { handled++; });
      console.log('waiting');
      try { batch.wait(600); } catch (error) { console.log(error.name, error.syscall); }
      while (handled === 0) await new Promise(setImmediate);
      a.send(Buffer.from('x'));
      console.log(batch.wait(600));
    `);
      expect(await child.line()).toBe('waiting');
      await child.blocked();
      child.kill('SIGWINCH');
      expect([await child.line(), await child.line()]).toEqual(['0', 'waiting']);
      await child.blocked();
      child.kill('SIGUSR2');
      expect(await child.line()).toMatch(/^InterruptedError (epoll_wait|kevent|poll)$/);
      expect(await child.line()).toBe('1');
      expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
    },
  );
});

describe('ready()', () => {
  it('waits on the event loop', async () => {
    const batch = batchOf();
    const [a, b] = pair();
    const stream = batch.add(b);
    const waiting = batch.ready();
    setImmediate(() => a.send(Buffer.from('hello')));
    expect(messages(batch, await waiting)).toEqual([['data', stream, 'hello']]);
    batch.reply(0);
    for (let i = 0; i < 5; i++) {
      const next = batch.ready(60);
      a.send(Buffer.from('x'));
      expect(await next).toBe(1);
    }
    expect(receive(a, 5)).toBe('hello');
    expect(await batch.ready(0)).toBe(0);
    expect(await batch.ready({ timeout: 0.001 })).toBe(0);
  });

  it('sends what is sent meanwhile, and sees who is added', async () => {
    const batch = batchOf();
    const [a, b] = pair();
    const [c, d] = pair();
    const stream = batch.add(b);
    const waiting = batch.ready();
    await new Promise((resolve) => setImmediate(resolve));
    stream.send(Buffer.from('sent'));
    const heard = new Promise<string>((resolve) => setTimeout(() => resolve(receive(a, 4)), 1));
    expect(await heard).toBe('sent');
    const late = batch.add(d);
    c.send(Buffer.from('late'));
    expect(messages(batch, await waiting)).toEqual([['data', late, 'late']]);
  });

  it('is one at a time, and ends with its signal and with the batch', async () => {
    const batch = batchOf();
    const [, b] = pair();
    batch.add(b);
    const controller = new AbortController();
    const waiting = batch.ready(null, { signal: controller.signal });
    await expect(batch.ready()).rejects.toThrow(/ready\(\) waits already/);
    expect(() => batch.wait(0)).toThrow(/ready\(\) waits already/);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(batch.ready({ signal: controller.signal })).rejects.toThrow('enough');
    const last = batch.ready();
    setImmediate(() => batch.close());
    await expect(last).rejects.toMatchObject({ code: 'ECANCELED' });
    // biome-ignore lint/suspicious/noExplicitAny: what the types forbid.
    await expect(batchOf().ready({ signal: 1 as any })).rejects.toThrow(TypeError);
  });
});
