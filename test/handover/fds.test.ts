import { once } from 'node:events';
import { closeSync, openSync, readSync } from 'node:fs';
import {
  AF_UNIX,
  capabilities,
  close,
  OSError,
  recv_fds,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  type Socket,
  type SocketDuplex,
  send_fds,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { thrown } from '../support/compare.ts';
import { openFds, openSockets } from '../support/fds.ts';
import { kernelFlags, linux, O_CLOEXEC, own, tcpPair } from '../support/sockets.ts';

guardAwaited();

function kept(sock: Socket): SocketDuplex {
  const stream = sock.toDuplex();
  onTestFinished(() => void stream.destroy());
  return stream;
}

/** What comes of a stream, in order: `fds N at P`, and the bytes. The descriptors are closed with the test. */
function heard(stream: SocketDuplex): { said: string[]; fds: number[] } {
  const said: string[] = [];
  const fds: number[] = [];
  stream.on('fds', (came: number[], position: number) => {
    fds.push(...ownAll(came));
    said.push(`${came.length} at ${position}`);
  });
  stream.on('data', (bytes) => said.push(String(bytes)));
  return { said, fds };
}

/** Takes descriptors with the test. */
function ownAll(fds: number[]): number[] {
  for (const fd of fds) own(fd);
  return fds;
}

const bytes = (text: string) => Buffer.from(text);

describe.skipIf(!capabilities.fdPassing)('descriptors beside the bytes of a stream', () => {
  it('come before their bytes, close-on-exec, and lead to the same', async () => {
    const [left, right] = socketpair();
    const [one, two] = [kept(left), kept(right)];
    const { said, fds } = heard(two);
    const [passed, peer] = own(socketpair());
    one.write('plain');
    await once(two, 'data');
    one.writeWithFds(bytes('with'), [passed.fileno(), peer.fileno()]);
    // The caller's are its own all the time.
    passed.close();
    await once(two, 'data');
    expect(said).toEqual(['plain', '2 at 5', 'with']);
    expect(fds.map((fd) => kernelFlags(fd) & O_CLOEXEC)).toEqual([O_CLOEXEC, O_CLOEXEC]);
    const again = socket({ fileno: fds[0]! });
    again.sendall(bytes('through'));
    expect(String(peer.recv(100))).toBe('through');
    again.detach();
  });

  it('keep their order, and are merged with no other write', async () => {
    const [left, right] = socketpair();
    own(right);
    const stream = kept(left);
    const file = openSync(new URL(import.meta.url), 'r');
    stream.cork();
    for (const text of ['one', 'two', 'three', 'four']) {
      if (text === 'one' || text === 'four') stream.write(text);
      else stream.writeWithFds(bytes(text), [file]);
    }
    stream.uncork();
    closeSync(file);
    right.settimeout(10);
    const got = [];
    // The kernel ends a receive behind the bytes that descriptors came with.
    for (let i = 0; i < 3; i++) {
      const [data, fds] = recv_fds(right, 100, 10);
      got.push([String(data), ownAll(fds).length]);
    }
    expect(got).toEqual([
      ['onetwo', 1],
      ['three', 1],
      ['four', 0],
    ]);
  });

  it('wait behind a full buffer, with those of the caller closed', async () => {
    const [left, right] = socketpair();
    const [one, two] = [kept(left), kept(right)];
    const before = openFds().size;
    const file = openSync(new URL(import.meta.url), 'r');
    one.write(Buffer.alloc(3_000_000));
    const sent = new Promise((resolve) => one.writeWithFds(Buffer.alloc(1_000_000, 'x'), [file], resolve));
    closeSync(file);
    let length = 0;
    let position = -1;
    let fd = -1;
    two.on('fds', ([came]: number[], at: number) => {
      fd = own(came!);
      position = at;
    });
    two.on('data', (data) => {
      length += data.length;
      if (length >= 4_000_000) two.emit('whole');
    });
    await Promise.all([once(two, 'whole'), sent]);
    // They come with the chunk in which their first byte is.
    expect(position).toBeLessThanOrEqual(3_000_000);
    expect(position).toBeGreaterThan(3_000_000 - 70_000);
    expect(readSync(fd, Buffer.alloc(10), 0, 10, 0)).toBe(10);
    close(fd);
    expect(openFds().size).toBe(before);
  });

  it('are closed when nobody listens', async () => {
    const [left, right] = own(socketpair());
    const stream = kept(left);
    const [passed, peer] = own(socketpair());
    send_fds(right, [bytes('x')], [passed.fileno()]);
    passed.close();
    await once(stream, 'data');
    // Nobody has the other end any more.
    expect(peer.recv(1).length).toBe(0);
  });

  it('are closed when the stream is destroyed before they went', async () => {
    const [left, right] = own(socketpair());
    const stream = kept(left);
    const [passed, peer] = own(socketpair());
    stream.write(Buffer.alloc(3_000_000));
    const told = new Promise((resolve) => stream.writeWithFds(bytes('never'), [passed.fileno()], resolve));
    passed.close();
    stream.destroy();
    expect(await told).toBeInstanceOf(Error);
    expect(peer.recv(1).length).toBe(0);
    right.close();
  });

  it('are closed when a write comes too late', async () => {
    const [left] = own(socketpair());
    const stream = kept(left);
    const before = openFds().size;
    stream.end();
    const failed = once(stream, 'error');
    stream.writeWithFds(bytes('x'), [0]);
    expect((await failed)[0].code).toBe('ERR_STREAM_WRITE_AFTER_END');
    expect(openFds().size).toBeLessThanOrEqual(before);
  });

  it('many of them, and much of them', async () => {
    const [left, right] = socketpair();
    const [one, two] = [kept(left), kept(right)];
    let count = 0;
    two.on('fds', (fds: number[]) => {
      count += fds.length;
      for (const fd of fds) close(fd);
    });
    two.resume();
    for (let i = 0; i < 50; i++)
      one.writeWithFds(
        bytes('x'),
        Array.from({ length: i === 0 ? 253 : 20 }, () => 0),
      );
    one.end();
    await once(two, 'end');
    expect(count).toBe(253 + 49 * 20);
  });
});

describe.runIf(linux && capabilities.fdPassing)('descriptors beside messages', () => {
  it('come with theirs, also with an empty one', async () => {
    const [left, right] = socketpair(AF_UNIX, SOCK_SEQPACKET);
    const [one, two] = [kept(left), kept(right)];
    const came: [count: number, position: number][] = [];
    const messages: string[] = [];
    two.on('fds', (fds: number[], position: number) => came.push([ownAll(fds).length, position]));
    two.on('data', (message) => messages.push(String(message)));
    const ended = once(two, 'end');
    one.write('first');
    one.writeWithFds(bytes('second'), [0]);
    one.writeWithFds(bytes(''), [0, 0]);
    one.end('last');
    await ended;
    expect(messages).toEqual(['first', 'second', '', 'last']);
    expect(came).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });
});

describe('writeWithFds() refuses', () => {
  it('sockets of other families', () => {
    const stream = kept(tcpPair()[0]);
    const error = thrown(() => stream.writeWithFds(bytes('x'), [0]));
    expect(error).toBeInstanceOf(OSError);
    expect([error.code, error.syscall]).toEqual(['ENOTSUP', 'writeWithFds']);
  });

  it.skipIf(!capabilities.fdPassing)('wrong arguments, without a leak and without a write', () => {
    const [left, right] = own(socketpair(AF_UNIX, SOCK_STREAM));
    right.setblocking(false);
    const stream = kept(left);
    const before = openFds().size;
    const wrong: [unknown, unknown, RegExp][] = [
      ['text', [0], /argument 'bytes': a bytes-like object is required/],
      [bytes(''), [0], /argument 'bytes' must have at least one byte/],
      [bytes('x'), 0, /argument 'fds' must be an iterable, not 'number'/],
      [bytes('x'), [0, '1'], /argument 'fds'\[1\] must be an integer/],
      [bytes('x'), [-1], /argument 'fds'\[0\] must be from 0/],
      [bytes('x'), Array.from({ length: 254 }, () => 0), /argument 'fds' must be at most 253 descriptors, not 254/],
      [bytes('x'), [0, 0, 12_345], /Bad file descriptor/],
    ];
    for (const [data, fds, words] of wrong) {
      expect(() => stream.writeWithFds(data as never, fds as never)).toThrow(words);
    }
    expect(openFds().size).toBe(before);
    expect(thrown(() => right.recv(1)).code).toBe('EAGAIN');
    expect(openSockets().has(stream.fileno())).toBe(true);
  });
});
