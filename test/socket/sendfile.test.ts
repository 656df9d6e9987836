import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AF_INET,
  capabilities,
  type ReadableFile,
  SOCK_DGRAM,
  type Socket,
  socket,
  socketpair,
  TimeoutError,
} from 'berkeley/socket';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runScript } from '../support/child.ts';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, run } from '../support/python.ts';
import { own, tcpPair } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

let folder: string;
let path: string;
const content = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7) % 251));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bk-'));
  path = join(folder, 'file');
  writeFileSync(path, content);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A descriptor of the file, closed with the test. */
function opened(flags = 'r', name = path): number {
  const fd = openSync(name, flags);
  onTestFinished(() => closeSync(fd));
  return fd;
}

/** A pair of sockets that has room for the whole file. */
function pair(): [Socket, Socket] {
  const [a, b] = tcpPair();
  a.settimeout(5);
  b.settimeout(5);
  return [a, b];
}

/** What comes on a socket that was sent so many bytes. */
function received(sock: Socket, size: number): Buffer {
  const file = sock.makefile('rb');
  const bytes = file.read(size)!;
  file.close();
  return bytes;
}

/** What is left to be read of a file, from where it is. */
function rest(fd: number): number {
  return readSync(fd, Buffer.alloc(200_000), 0, 200_000, null);
}

/** A file in memory, as Python's BytesIO. */
class Memory implements ReadableFile {
  position = 0;
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  read(size: number): Buffer {
    const part = this.bytes.subarray(this.position, this.position + size);
    this.position += part.length;
    return part;
  }
  seek(offset: number): void {
    this.position = offset;
  }
}

describe('sendfile', () => {
  it.each([
    [[], 0, 100_000],
    [[0, null], 0, 100_000],
    [[10], 10, 100_000],
    [[10, 5], 10, 15],
    [[{ offset: 99_990, count: 100 }], 99_990, 100_000],
    [[{ count: 7 }], 0, 7],
    [[5, { count: 9000 }], 5, 9005],
    [[100_000], 100_000, 100_000],
    [[2 ** 40], 100_000, 100_000],
    [[undefined, undefined], 0, 100_000],
  ])('sends what %j asks for, and moves the position behind it', async (args: unknown[], from, to) => {
    const [a, b] = pair();
    const fd = opened();
    const handle = await open(path);
    const object = new Memory(content);
    const asked = args as [number];
    for (const file of [fd, handle, object]) {
      expect(a.sendfile(file, ...asked)).toBe(to - from);
      expect(received(b, to - from).equals(content.subarray(from, to))).toBe(true);
    }
    // Where nothing is sent the position stays; and where the backend has no way to move it.
    const left = to > from && capabilities.fileDescriptors ? 100_000 - to : 100_000;
    expect([rest(fd), rest(handle.fd)]).toEqual([left, left]);
    if (to > from) expect(object.position).toBe(to);
    await handle.close();
  });

  it.runIf(capabilities.sendfile)('takes an object with a descriptor, and moves it by its own seek', () => {
    const [a, b] = pair();
    const fd = opened();
    const seeks: number[] = [];
    expect(
      a.sendfile(
        { fileno: () => fd, read: () => Buffer.alloc(0), seek: (to: number) => seeks.push(to), mode: 'rb' },
        3,
        4,
      ),
    ).toBe(4);
    expect(received(b, 4)).toEqual(content.subarray(3, 7));
    expect(seeks).toEqual([7]);
    expect(a.sendfile({ fileno: () => fd }, 50)).toBe(100_000 - 50);
    received(b, 100_000 - 50);
    expect(rest(fd)).toBe(0);
  });

  it('sends an empty file, which is nothing', () => {
    const [a] = pair();
    const empty = join(folder, 'empty');
    writeFileSync(empty, '');
    expect(a.sendfile(opened('r', empty))).toBe(0);
    expect(a.sendfile(new Memory(Buffer.alloc(0)))).toBe(0);
  });

  it('sends a file of a socket', () => {
    const [a, b] = pair();
    const [from, to] = own(socketpair());
    to.sendall(Buffer.from('through'));
    to.close();
    for (const mode of ['rb', 'rwb'] as const) {
      const file = from.makefile(mode);
      expect(a.sendfile(file)).toBe(mode === 'rb' ? 7 : 0);
      file.close();
    }
    expect(String(received(b, 7))).toBe('through');
  });

  it('reads a file that the kernel makes up, whose size says nothing', (context) => {
    const [a, b] = pair();
    const made = '/proc/self/status';
    if (!existsSync(made)) return context.skip(`there is no ${made}`);
    const fd = opened('r', made);
    const sent = a.sendfile(fd);
    expect(sent).toBeGreaterThan(100);
    expect(String(received(b, sent))).toMatch(/^Name:/);
    expect(a.sendfile(fd, 2, 5)).toBe(5);
    expect(String(received(b, 5))).toBe('me:\tn');
  });

  it('reads a pipe from where it is', (context) => {
    const [a, b] = pair();
    const path = join(folder, 'pipe');
    if (spawnSync('mkfifo', [path]).status !== 0) return context.skip('there is no mkfifo');
    const ends = opened('r+', path);
    writeSync(ends, '0123456789');
    expect(a.sendfile(ends, 0, 4)).toBe(4);
    expect(a.sendfile(ends, { count: 3 })).toBe(3);
    expect(String(received(b, 7))).toBe('0123456');
    expect(thrown(() => a.sendfile(ends, 1, 2)).code).toBe('ESPIPE');
  });

  it('waits for room, as long as the time-out', () => {
    const [a] = pair();
    a.settimeout(0.02);
    const big = join(folder, 'big');
    writeFileSync(big, Buffer.alloc(16 << 20));
    const fd = opened('r', big);
    expect(thrown(() => a.sendfile(fd))).toBeInstanceOf(TimeoutError);
    if (!capabilities.fileDescriptors) return;
    // The position tells how much went.
    const left = readSync(fd, Buffer.alloc(16 << 20), 0, 16 << 20, null);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(16 << 20);
  });

  it.runIf(capabilities.fileDescriptors).each(['main thread', 'worker'])(
    'sends more than there is room for, in the %s',
    async (where) => {
      const [a, b] = tcpPair();
      const size = 8 << 20;
      const big = join(folder, 'bigger');
      writeFileSync(big, Buffer.alloc(size, 'x'));
      const reader = inThread(
        ({ socket, say }, fd, size) => {
          const sock = socket.socket({ fileno: fd });
          say('ready');
          const file = sock.makefile('rb');
          const got = file.read(size)!.length;
          file.close();
          sock.close();
          return got;
        },
        b.detach(),
        size,
      );
      await reader.heard();
      const fd = opened('r', big);
      const send = () => a.sendfile(fd);
      const sent =
        where === 'worker'
          ? await inThread(
              ({ socket }, fd, file) => {
                const sock = socket.socket({ fileno: fd });
                const sent = sock.sendfile(file);
                sock.close();
                return sent;
              },
              a.detach(),
              fd,
            )
          : send();
      expect(sent).toBe(size);
      expect(await reader).toBe(size);
    },
  );

  it.runIf(capabilities.fileDescriptors)('ends with its thread, where it waits without end', async () => {
    const [a] = tcpPair();
    const big = join(folder, 'biggest');
    writeFileSync(big, Buffer.alloc(64 << 20));
    const thread = inThread(
      ({ socket, say }, fd, file) => {
        const sock = socket.socket({ fileno: fd });
        say('ready');
        sock.sendfile(file);
      },
      a.detach(),
      opened('r', big),
    );
    await thread.heard();
    await thread.blocked();
    await thread.terminate();
  });

  it('says what it does not take', () => {
    const [a] = pair();
    const fd = opened();
    const cases: [unknown[], typeof TypeError | typeof RangeError | typeof Error, RegExp][] = [
      [[null], TypeError, /'file' must be/],
      [['name'], TypeError, /'file' must be .* not 'string'/],
      [[{}], TypeError, /'file' must be .* not 'Object'/],
      [[{ fd: null }], TypeError, /'file'/],
      [[1.5], TypeError, /'file'/],
      [[-1], RangeError, /'file'/],
      [[{ fd: -1 }], RangeError, /'file'/],
      [[{ fileno: () => 'x' }], TypeError, /'file'/],
      [[{ fileno: () => fd, mode: 'r' }], RangeError, /binary mode/],
      [[fd, '1'], TypeError, /'offset'/],
      [[fd, -1], RangeError, /'offset'/],
      [[fd, 0.5], TypeError, /'offset'/],
      [[fd, 0, 0], RangeError, /'count'/],
      [[fd, 0, -1], RangeError, /'count'/],
      [[fd, 0, 'x'], TypeError, /'count'/],
      [[fd, { cuont: 1 }], TypeError, /cuont/],
      [[fd, 0, 1, 2], TypeError, /at most 2/],
      [[{ read: () => 'text' }], TypeError, /bytes-like/],
      [[{ read: () => Promise.resolve(1) }], TypeError, /bytes-like/],
      [[{ read: () => Buffer.alloc(0) }, 5], TypeError, /seek\(\)/],
    ];
    for (const [args, kind, text] of cases) {
      const error = thrown(() => a.sendfile(...(args as [number])));
      expect([error.constructor.name, error.message]).toEqual([kind.name, expect.stringMatching(text)]);
    }
    expect(thrown(() => a.sendfile(99_999)).code).toBe('EBADF');
    a.setblocking(false);
    expect(thrown(() => a.sendfile(fd)).message).toMatch(/non-blocking sockets are not supported/);
    const datagrams = own(socket(AF_INET, SOCK_DGRAM));
    expect(thrown(() => datagrams.sendfile(fd)).message).toMatch(/only SOCK_STREAM/);
    a.close();
  });

  it('gives the errors of the socket', () => {
    const [a, b] = pair();
    const fd = opened();
    a.close();
    expect(thrown(() => a.sendfile(fd)).code).toBe('EBADF');
    expect(rest(fd)).toBe(100_000);
    const lonely = own(socket());
    expect(['ENOTCONN', 'EPIPE']).toContain(thrown(() => lonely.sendfile(fd)).code);
    b.close();
  });
});

describe('without sendfile(2)', () => {
  it('does the same', async () => {
    const script = `
      import { closeSync, openSync, readSync } from 'node:fs';
      import { capabilities, socketpair } from 'berkeley/socket';
      const said = [capabilities.sendfile];
      for (const args of [[], [10], [10, 5], [99_990, 100], [100_000], [0, 70_000]]) {
        const [a, b] = socketpair();
        for (const one of [a, b]) one.settimeout(5);
        const fd = openSync(process.env.FILE);
        readSync(fd, Buffer.alloc(33), 0, 33, null);
        const sent = a.sendfile(fd, ...args);
        const left = readSync(fd, Buffer.alloc(200_000), 0, 200_000, null);
        a.close();
        const bytes = b.makefile('rb').read();
        b.close();
        closeSync(fd);
        said.push([sent, left, bytes.reduce((sum, byte) => (sum * 31 + byte) % 1_000_003, 0)]);
      }
      console.log(JSON.stringify(said));
    `;
    const [own, other] = await Promise.all(
      [undefined, 'sendfile'].map(async (without) => {
        const { stdout, stderr } = await runScript(script, ['--no-warnings'], { FILE: path, BERKELEY_WITHOUT: without })
          .ended;
        expect(stderr).toBe('');
        return JSON.parse(stdout) as unknown[];
      }),
    );
    expect(other![0]).toBe(false);
    expect(other!.slice(1)).toEqual(own!.slice(1));
  });

  it.skipIf(!python)('sends what Python sends', () => {
    const calls = [[], [10], [10, 5], [99_990, 100], [100_000], [0, 70_000]];
    const theirs = run<unknown[][]>(
      `
def play(args):
    a, b = socketpair()
    with a, b, open(${JSON.stringify(path)}, 'rb') as f:
        a.settimeout(5)
        a.setsockopt(SOL_SOCKET, SO_SNDBUF, 1 << 20)  # as Python waits for room once more at the end
        f.read(33)
        sent = a.sendfile(f, *args)
        a.close()
        return [sent, len(f.read()), len(b.makefile('rb').read())]
answer([play(args) for args in input])`,
      calls,
    );
    const ours = calls.map((args) => {
      const [a, b] = own(socketpair());
      a.settimeout(5);
      b.settimeout(5);
      const fd = opened();
      readSync(fd, Buffer.alloc(33), 0, 33, null);
      const sent = a.sendfile(fd, ...(args as [number]));
      return [sent, rest(fd), received(b, sent).length];
    });
    // The position moves where the backend can move it.
    const seen = ([sent, left, got]: readonly unknown[]) =>
      capabilities.fileDescriptors ? [sent, left, got] : [sent, got];
    expect(ours.map(seen)).toEqual(theirs.map(seen));
  });
});
