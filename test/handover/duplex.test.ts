import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { socketpair as awaitedPair } from 'berkeley/promises';
import {
  AF_INET,
  AF_UNIX,
  capabilities,
  OSError,
  SHUT_WR,
  SO_LINGER,
  SO_SNDBUF,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  type SocketDuplex,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { isOpen, kernelBlocks, linux, listener, own, tcpPair, udp } from '../support/sockets.ts';

guardAwaited();

function kept(stream: SocketDuplex): SocketDuplex {
  onTestFinished(() => void stream.destroy());
  return stream;
}

/** Both ends as streams. */
function streams(type = SOCK_STREAM, options = {}): [SocketDuplex, SocketDuplex] {
  const [left, right] = socketpair(AF_UNIX, type);
  return [kept(left.toDuplex(options)), kept(right.toDuplex(options))];
}

async function all(stream: Duplex): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** A turn of the event loop. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Turns until something has come to rest: the same for as many turns as there are bytes on the way. */
async function settles(value: () => number): Promise<number> {
  for (let last = -1, same = 0; same < 20; ) {
    await turn();
    same = value() === last ? same + 1 : 0;
    last = value();
  }
  return value();
}

describe('toDuplex of a stream', () => {
  it('talks both ways, and ends and closes with both sides', async () => {
    const [left, right] = streams();
    const fd = left.fileno();
    expect([left instanceof Duplex, isOpen(fd)]).toEqual([true, true]);
    left.end('from the left');
    right.end('from the right');
    expect(await Promise.all([all(left), all(right)])).toEqual([
      Buffer.from('from the right'),
      Buffer.from('from the left'),
    ]);
    await Promise.all([left, right].map((stream) => stream.closed || once(stream, 'close')));
    expect([left.fileno(), isOpen(fd)]).toEqual([-1, false]);
  });

  it('leaves the socket closed, and its options where they were', () => {
    const [ours] = tcpPair();
    const name = ours.getsockname();
    const stream = kept(ours.toDuplex());
    expect(ours.fileno()).toBe(-1);
    using again = socket({ fileno: stream.fileno() });
    expect(again.getsockname()).toEqual(name);
    again.detach();
  });

  it('keeps one side open with allowHalfOpen', async () => {
    const [left, right] = streams(SOCK_STREAM, { allowHalfOpen: true });
    left.end('question');
    const [[data]] = await Promise.all([once(right, 'data'), once(right, 'end')]);
    expect(String(data)).toBe('question');
    right.end('answer');
    expect(String(await all(left))).toBe('answer');
  });

  it('ends its side with the other without it', async () => {
    const [left, peer] = [...socketpair()] as const;
    own(peer);
    const stream = kept(left.toDuplex());
    peer.shutdown(SHUT_WR);
    stream.resume();
    await once(stream, 'close');
    expect(peer.recv(1).length).toBe(0);
  });

  it('holds back a writer whom nobody reads from, and reads no further than its mark', async () => {
    const [left, right] = streams(SOCK_STREAM, { highWaterMark: 1000 });
    const chunk = Buffer.alloc(10_000, 'x');
    let written = 0;
    while (left.write(chunk)) written++;
    expect(left.writableNeedDrain).toBe(true);
    right.read(0);
    // What the kernel takes, and one receive: the rest waits here.
    for (let i = 0; i < 1000; i++) left.write(chunk);
    const waiting = await settles(() => left.writableLength);
    expect(waiting).toBeGreaterThan(5_000_000);
    expect(right.readableLength).toBeLessThanOrEqual(65_536 + 1000);
    left.end();
    expect((await all(right)).length).toBe((written + 1 + 1000) * chunk.length);
  });

  it('moves megabytes through a pipeline, in order', async () => {
    const [left, right] = streams();
    const data = Buffer.from(Uint32Array.from({ length: 1_000_000 }, (_, i) => i).buffer);
    const sent = pipeline([data.subarray(0, 1_234_567), data.subarray(1_234_567)], left);
    const got = await all(right);
    left.resume();
    await sent;
    expect(got.equals(data)).toBe(true);
  });

  it('leaves timers their turns under a flood', async () => {
    const [left, right] = streams();
    const chunk = Buffer.alloc(65_536);
    const flood = () => {
      while (!left.destroyed && left.write(chunk));
    };
    left.on('drain', flood);
    flood();
    right.resume();
    // Twenty turns of a timer come, though there is always something to read.
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve, 1));
    left.destroy();
  });

  it('takes strings and Uint8Arrays, and sends nothing for nothing', async () => {
    const [left, right] = streams();
    left.write('aé', 'latin1');
    left.write('');
    left.write(new Uint8Array(0));
    left.end(Uint8Array.of(1, 2));
    expect([...(await all(right))]).toEqual([0x61, 0xe9, 1, 2]);
    expect(() => left.write(5 as never)).toThrow(TypeError);
  });
});

describe.each([['SOCK_DGRAM', SOCK_DGRAM, true] as const, ['SOCK_SEQPACKET', SOCK_SEQPACKET, linux] as const])(
  'toDuplex of messages: %s',
  (_name, type, there) => {
    it.runIf(there)('gives a chunk a message, also one that is empty or long', async () => {
      const [left, right] = streams(type);
      const messages = ['one', '', 'three', 'x'.repeat(100_000), ''];
      for (const message of messages) left.write(message);
      const got: string[] = [];
      right.read(0);
      for (let i = 0; i < messages.length; i++) {
        if (right.readableLength === 0) await once(right, 'readable');
        got.push(String(right.read()));
      }
      expect(got).toEqual(messages);
      expect(right.readableObjectMode).toBe(true);
    });

    it.runIf(there)('holds back a writer whom nobody reads from', async () => {
      const [left, right] = streams(type);
      for (let i = 0; i < 2000; i++) left.write(`${i}`);
      await settles(() => left.writableLength);
      expect(left.writableLength).toBeGreaterThan(500);
      const got: string[] = [];
      for await (const message of right) {
        got.push(String(message));
        if (got.length === 2000) break;
      }
      expect(got).toEqual(Array.from({ length: 2000 }, (_, i) => `${i}`));
    });

    it.runIf(there)('says EMSGSIZE of one that is too long, and sends none of it', async () => {
      const [left, right] = socketpair(AF_UNIX, type);
      own(right).setblocking(false);
      left.setsockopt(SOL_SOCKET, SO_SNDBUF, 10_000);
      const stream = kept(left.toDuplex());
      stream.write(Buffer.alloc(1_000_000));
      const [error] = await once(stream, 'error');
      expect(error).toBeInstanceOf(OSError);
      expect([error.code, error.syscall]).toEqual(['EMSGSIZE', 'send']);
      expect(stream.destroyed).toBe(true);
    });

    it.runIf(there)('refuses what is no message', async () => {
      const [left] = streams(type);
      left.write({} as never);
      const [error] = await once(left, 'error');
      expect([error.name, error.message]).toEqual([
        'TypeError',
        "write() argument 'chunk' must be a string or a Uint8Array, not 'Object'",
      ]);
    });
  },
);

describe('the end of a stream of messages', () => {
  it.runIf(linux)('is that of SOCK_SEQPACKET, behind every message', async () => {
    const [left, right] = streams(SOCK_SEQPACKET);
    for (const message of ['first', '', '', 'last']) left.write(message);
    left.end();
    const got: string[] = [];
    for await (const message of right) got.push(String(message));
    expect(got).toEqual(['first', '', '', 'last']);
  });

  it('datagrams have none', async () => {
    const [left, right] = streams(SOCK_DGRAM);
    left.end('only');
    await once(left, 'finish');
    expect(String((await once(right, 'data'))[0])).toBe('only');
    await turn();
    expect(right.readableEnded).toBe(false);
  });
});

describe('toDuplex of UDP', () => {
  it('sends to its peer, and reads what comes from it', async () => {
    const [ours, peer] = [udp(), udp()];
    ours.connect(peer.getsockname());
    peer.connect(ours.getsockname());
    const [left, right] = [kept(ours.toDuplex()), kept(peer.toDuplex())];
    left.write('there');
    expect(String((await once(right, 'data'))[0])).toBe('there');
    right.write('and back');
    expect(String((await once(left, 'data'))[0])).toBe('and back');
  });

  it('only reads if it has no peer: a write fails', async () => {
    const ours = udp();
    const [, port] = ours.getsockname();
    const stream = kept(ours.toDuplex());
    udp().sendto(Buffer.from('hello'), ['127.0.0.1', port]);
    expect(String((await once(stream, 'data'))[0])).toBe('hello');
    stream.write('to nobody');
    const [error] = await once(stream, 'error');
    expect([error.name, error.code]).toEqual(['OSError', 'EDESTADDRREQ']);
  });
});

describe('errors and closing', () => {
  it('a reset is an OSError, and closes the descriptor', async () => {
    const [ours, peer] = tcpPair();
    const stream = kept(ours.toDuplex());
    const fd = stream.fileno();
    stream.resume();
    peer.setsockopt(SOL_SOCKET, SO_LINGER, Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0]));
    peer.close();
    const [error] = await once(stream, 'error');
    expect(error).toMatchObject({ name: 'ConnectionResetError', code: 'ECONNRESET', syscall: 'recv' });
    expect([stream.fileno(), isOpen(fd)]).toEqual([-1, false]);
  });

  it('destroy() ends waits both ways, and tells whoever writes', async () => {
    const [left, peer] = socketpair();
    own(peer);
    const stream = kept(left.toDuplex());
    stream.resume();
    const told = new Promise<Error | null | undefined>((resolve) => stream.write(Buffer.alloc(10_000_000), resolve));
    await turn();
    stream.destroy();
    await once(stream, 'close');
    expect(await told).toMatchObject({ name: 'OSError', code: 'ECANCELED' });
    peer.settimeout(10);
    while (peer.recv(1_000_000).length > 0);
  });

  it('a signal destroys it, and one that is aborted leaves the socket alone', async () => {
    const abort = new AbortController();
    const [left, right] = own(socketpair());
    const stream = kept(left.toDuplex({ signal: abort.signal }));
    abort.abort();
    const [error] = await once(stream, 'error');
    expect(error.name).toBe('AbortError');
    const fd = right.fileno();
    expect(() => right.toDuplex({ signal: abort.signal })).toThrow(/aborted/);
    expect(right.fileno()).toBe(fd);
  });

  it('a number that is used again wakes nobody', async () => {
    const [first] = streams();
    const fd = first.fileno();
    first.resume();
    await turn();
    first.on('data', () => expect.unreachable('the bytes of another'));
    first.destroy();
    const [left, right] = own(socketpair());
    const again = [left, right].find((sock) => sock.fileno() === fd) ?? left;
    const stream = kept(again.toDuplex());
    (again === left ? right : left).sendall(Buffer.from('mine'));
    expect(String((await once(stream, 'data'))[0])).toBe('mine');
  });

  const refused: [what: string, make: () => Socket, code: string][] = [
    ['that listens', () => listener(), 'EINVAL'],
    ['that is not connected', () => own(socket(AF_INET)), 'ENOTCONN'],
  ];
  if (linux && capabilities.allFamilies)
    refused.push(['of messages that is not connected', () => own(socket(AF_UNIX, SOCK_SEQPACKET)), 'ENOTCONN']);

  it.each(refused)('a socket %s stays as it was', (_what, make, code) => {
    const sock = make();
    const fd = sock.fileno();
    for (const call of ['toDuplex', 'toWeb'] as const) {
      const error = thrown(() => sock[call]());
      expect(error).toBeInstanceOf(OSError);
      expect([error.code, error.syscall]).toEqual([code, call]);
    }
    expect([sock.fileno(), kernelBlocks(sock)]).toEqual([fd, true]);
  });

  it('a closed one is EBADF, and wrong arguments leave it as it was', () => {
    const [left, right] = own(socketpair());
    expect(() => left.toDuplex({ highWaterMark: -1 })).toThrow(/argument 'highWaterMark'/);
    expect(() => left.toDuplex({ objectMode: true } as never)).toThrow(/unexpected option 'objectMode'/);
    expect(kernelBlocks(left)).toBe(true);
    left.close();
    expect(thrown(() => left.toDuplex()).code).toBe('EBADF');
    right.close();
    expect(thrown(() => right.toWeb()).code).toBe('EBADF');
  });
});

it('is the same of an awaited socket, whose waits end', async () => {
  const [left, right] = awaitedPair();
  const waiting = left.recv(10);
  const stream = kept(left.toDuplex());
  await expect(waiting).rejects.toMatchObject({ code: 'ECANCELED' });
  await right.sendall(Buffer.from('hello'));
  expect(String((await once(stream, 'data'))[0])).toBe('hello');
  right.close();
});

it('lets the process end after unref(), and keeps it otherwise', async () => {
  const child = runScript(`
    import { socketpair } from 'berkeley/socket';
    const [left, right] = socketpair();
    const stream = left.toDuplex();
    stream.once('data', (data) => {
      console.log(String(data));
      stream.unref();
    });
    // Its input does not keep the process.
    process.stdin.once('data', () => right.sendall(Buffer.from('kept'))).unref();
  `);
  child.write('input');
  const { stdout, code } = await child.ended;
  expect([stdout, code]).toEqual(['kept\n', 0]);
});
