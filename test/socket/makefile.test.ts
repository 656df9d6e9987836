import {
  BlockingIOError,
  BrokenPipeError,
  capabilities,
  OSError,
  SHUT_WR,
  type Socket,
  SocketIO,
  socketpair,
  TimeoutError,
  UnicodeDecodeError,
  UnicodeEncodeError,
  UnsupportedOperation,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { own, tcpPair } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

/** Two connected sockets, the second with a time-out. */
function pair(timeout: number | null = 5): [Socket, Socket] {
  const [a, b] = own(socketpair()) as [Socket, Socket];
  b.settimeout(timeout);
  return [a, b];
}

describe('makefile', () => {
  it('reads and writes lines, as the tutorials do', () => {
    const [client, server] = tcpPair();
    using rfile = server.makefile('rb');
    using wfile = server.makefile('wb', 0);
    using lines = client.makefile('rw', { encoding: 'utf-8', newline: '\n' });
    lines.write('Hello\nWorld\n');
    lines.flush();
    expect(rfile.readline()).toEqual(Buffer.from('Hello\n'));
    expect(wfile.write(rfile.readline())).toBe(6);
    expect(lines.readline()).toBe('World\n');
  });

  it('takes its arguments by position and by name', () => {
    const [, b] = pair();
    const files = [
      b.makefile(),
      b.makefile({}),
      b.makefile('r', null),
      b.makefile({ mode: 'r', buffering: -1, encoding: null, errors: null, newline: null }),
      b.makefile('r', { buffering: 10 }),
      b.makefile('r', undefined, undefined),
    ];
    for (const file of files) {
      expect([file.mode, file.encoding, file.errors, file.newlines, file.readable(), file.writable()]).toEqual([
        'r',
        'utf-8',
        'strict',
        null,
        true,
        false,
      ]);
      file.close();
    }
    const io = b.makefile('wb', 0);
    expect(io).toBeInstanceOf(SocketIO);
    expect([io.mode, io.fileno(), io.name]).toEqual(['wb', b.fileno(), b.fileno()]);
    io.close();
    expect([io.name, io.closed]).toEqual([-1, true]);
  });

  it.each([
    [() => pair()[1].makefile('x' as 'r'), RangeError, /invalid mode 'x' \(only r, w, b allowed\)/],
    [() => pair()[1].makefile(3 as never), TypeError, /'mode' must be a string/],
    [() => pair()[1].makefile('r', 0), RangeError, /'buffering': unbuffered streams must be binary/],
    [() => pair()[1].makefile('r', 'x' as never), TypeError, /'buffering'/],
    [() => pair()[1].makefile('r', { newline: 'x' }), RangeError, /'newline'/],
    [() => pair()[1].makefile('r', { newline: 1 as never }), TypeError, /'newline'/],
    [() => pair()[1].makefile('r', { encoding: 'nope' }), RangeError, /unknown encoding: nope/],
    [() => pair()[1].makefile('r', { encoding: 1 as never }), TypeError, /'encoding'/],
    [() => pair()[1].makefile('r', { errors: 'nope' }), RangeError, /unknown error handler name 'nope'/],
    [() => pair()[1].makefile('w', { encoding: 'shift_jis' }), RangeError, /can only be read/],
    [() => pair()[1].makefile('r', { encodign: 'x' } as never), TypeError, /unexpected option 'encodign'/],
    [() => new SocketIO(pair()[1], 'x'), RangeError, /invalid mode/],
  ])('refuses %s', (call, kind, text) => {
    const error = thrown(call);
    expect(error).toBeInstanceOf(kind);
    expect(error.message).toMatch(text);
  });

  it('makes nothing of the socket where it refuses', () => {
    const [, b] = pair();
    thrown(() => b.makefile('r', { encoding: 'nope' }));
    thrown(() => b.makefile('r', 0));
    b.close();
    expect(b.fileno()).toBe(-1);
  });
});

describe('the end of a file', () => {
  it('is the end of the socket when that was closed before', () => {
    const [, b] = pair();
    const files = [b.makefile('rb'), b.makefile('w'), b.makefile('rwb', 0)];
    const fd = b.fileno();
    b.close();
    expect(b.fileno()).toBe(fd);
    expect(String(b)).toMatch(/^<socket.socket \[closed\] fd=\d+, family=1, type=1, proto=0>$/);
    for (const file of files) {
      expect(b.fileno()).toBe(fd);
      file.close();
      file.close();
    }
    expect(b.fileno()).toBe(-1);
  });

  it('leaves the socket open when that was not', () => {
    const [a, b] = pair();
    b.makefile('rb').close();
    b.makefile('w').close();
    a.sendall(Buffer.from('x'));
    expect(b.recv(1)).toEqual(Buffer.from('x'));
    b.close();
    expect(b.fileno()).toBe(-1);
  });

  it('lets the peer see the end when the last one goes', () => {
    const [a, b] = pair();
    a.settimeout(5);
    const file = b.makefile('w');
    file.write('bye');
    b.close();
    file.close();
    expect([a.recv(10), a.recv(10)]).toEqual([Buffer.from('bye'), Buffer.alloc(0)]);
  });

  it('comes with `using`', () => {
    const [a, b] = pair();
    {
      using file = b.makefile('w');
      file.write('x');
    }
    expect(a.recv(2)).toEqual(Buffer.from('x'));
  });

  it('comes even if what is buffered cannot be sent', () => {
    const [a, b] = pair();
    const file = b.makefile('wb');
    file.write(Buffer.from('x'));
    a.close();
    b.close();
    expect(thrown(() => file.close())).toBeInstanceOf(BrokenPipeError);
    expect([file.closed, b.fileno()]).toEqual([true, -1]);
  });

  it('leaves the socket to whoever detached it', () => {
    const [, b] = pair();
    const file = b.makefile('rb');
    const raw = file.detach();
    expect(raw).toBeInstanceOf(SocketIO);
    expect(thrown(() => file.read()).message).toBe('raw stream has been detached');
    raw.close();
    const text = b.makefile('rw');
    text.detach().close();
    expect(thrown(() => text.readline()).message).toBe('underlying buffer has been detached');
    b.close();
    expect(b.fileno()).toBe(-1);
  });
});

describe('waiting', () => {
  it('ends with the time-out, from which on the file is not read any more', () => {
    const [a, b] = pair(0.01);
    const file = b.makefile('rb');
    a.sendall(Buffer.from('half'));
    expect(thrown(() => file.readline())).toBeInstanceOf(TimeoutError);
    a.sendall(Buffer.from(' line\n'));
    const error = thrown(() => file.readline());
    expect(error).toBeInstanceOf(OSError);
    expect(error.constructor).toBe(OSError);
    expect(error.message).toMatch(/^cannot read from timed out object/);
    // What was read by then is still there.
    expect(file.read1()).toEqual(Buffer.from('half'));
    file.close();
  });

  it('refuses text as well', () => {
    const [a, b] = pair(0.01);
    const file = b.makefile('r');
    a.sendall(Buffer.from('half'));
    expect(thrown(() => file.readline())).toBeInstanceOf(TimeoutError);
    expect(thrown(() => file.read()).message).toMatch(/^cannot read from timed out object/);
    expect(file.read(4)).toBe('half');
    file.close();
  });

  it('is nothing that a socket which does not wait does', () => {
    const [a, b] = pair(0);
    const raw = b.makefile('rwb', 0);
    expect([raw.read(1), raw.readall(), raw.readinto(Buffer.alloc(2)), raw.readline().length]).toEqual([
      null,
      null,
      null,
      0,
    ]);
    const text = b.makefile('r');
    expect(thrown(() => text.read())).toBeInstanceOf(BlockingIOError);
    expect([text.read(2), text.readline()]).toEqual(['', '']);
    a.sendall(Buffer.from([0xc3]));
    expect([text.read(1), text.readline()]).toEqual(['', '']);
    a.sendall(Buffer.from([0xa9]));
    expect(text.read(1)).toBe('é');
    expect(raw.write(Buffer.from('x'))).toBe(1);
    raw.close();
    text.close();
  });

  it('throws BlockingIOError, with what was taken, when a buffered write finds no room', () => {
    const [a, b] = pair(0);
    a.setblocking(false);
    const file = b.makefile('wb', 1000);
    const total = Buffer.alloc(4 << 20, 'x');
    const error = thrown(() => file.write(total));
    expect(error).toBeInstanceOf(BlockingIOError);
    expect(error.characters_written).toBeGreaterThan(1000);
    expect(thrown(() => file.flush()).characters_written).toBe(0);
    expect(thrown(() => file.write(Buffer.alloc(10))).characters_written).toBe(0);
    let received = 0;
    const drain = () => {
      for (;;) {
        try {
          received += a.recv(1 << 20).length;
        } catch {
          return;
        }
      }
    };
    drain();
    file.flush();
    drain();
    expect(received).toBe(error.characters_written);
    file.close();
  });

  it.runIf(capabilities.fileDescriptors)('goes on over many sends where the socket waits', async () => {
    const [a, b] = pair(null);
    const size = 3 << 20;
    const thread = inThread(
      ({ socket, say }, fd, size) => {
        const sock = socket.socket({ fileno: fd });
        const file = sock.makefile('rb');
        sock.close();
        say('ready');
        const bytes = file.read(size)!;
        const rest = file.read()!;
        file.close();
        return [bytes.length, bytes.every((byte, i) => byte === i % 251), rest.length];
      },
      a.detach(),
      size,
    );
    await thread.heard();
    const file = b.makefile('wb');
    const data = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251));
    for (let at = 0; at < size; at += 5000) file.write(data.subarray(at, at + 5000));
    file.flush();
    b.shutdown(SHUT_WR);
    expect(await thread).toEqual([size, true, 0]);
    file.close();
  });
});

describe('text', () => {
  it('goes out a line at a time with buffering 1', () => {
    const [a, b] = pair();
    a.setblocking(false);
    const file = b.makefile('w', 1);
    file.write('no line');
    expect(thrown(() => a.recv(10))).toBeInstanceOf(BlockingIOError);
    file.write(' end\n');
    expect(String(a.recv(100))).toBe('no line end\n');
    expect(file.line_buffering).toBe(true);
    file.close();
  });

  it('that was read ahead is still there after a write', () => {
    const [a, b] = pair();
    const file = b.makefile('rw', { newline: '\n' });
    a.sendall(Buffer.from('one\ntwo\n'));
    expect(file.readline()).toBe('one\n');
    file.write('answer\n');
    file.flush();
    expect(file.readline()).toBe('two\n');
    file.close();
  });

  it('says where bytes are none', () => {
    const [a, b] = pair();
    a.sendall(Buffer.from([0x61, 0xff, 0x62]));
    const file = b.makefile('r');
    const error = thrown(() => file.read(3));
    expect(error).toBeInstanceOf(UnicodeDecodeError);
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe("'utf-8' codec can't decode byte 0xff in position 1: invalid start byte");
    expect([error.name, error.encoding, error.start, error.end, error.reason, error.object]).toEqual([
      'UnicodeDecodeError',
      'utf-8',
      1,
      2,
      'invalid start byte',
      Buffer.from([0x61, 0xff, 0x62]),
    ]);
    file.close();
  });

  it('says what has no bytes', () => {
    const [, b] = pair();
    const file = b.makefile('w', { encoding: 'ascii' });
    const error = thrown(() => file.write('a€'));
    expect(error).toBeInstanceOf(UnicodeEncodeError);
    expect(error.message).toBe(
      "'ascii' codec can't encode character '\\u20ac' in position 1: ordinal not in range(128)",
    );
    expect(file.write('a')).toBe(1);
    file.close();
  });

  it.each([
    ['utf-8', 'aé€😀'],
    ['UTF_16-le', 'aé€😀'],
    ['latin1', 'aéÿ'],
    ['windows-1252', 'a€é'],
    ['iso-8859-9', 'ş\x80'],
    ['koi8-r', 'Привет'],
    ['macintosh', 'aé'],
  ])('in %s comes back', (encoding, text) => {
    const [a, b] = pair();
    using to = a.makefile('w', { encoding });
    using from = b.makefile('r', { encoding });
    to.write(`${text}\n`);
    to.flush();
    expect(from.readline()).toBe(`${text}\n`);
  });

  it('in several bytes a character can be read', () => {
    const [a, b] = pair();
    a.sendall(Buffer.from('93fa967b0a', 'hex'));
    using file = b.makefile('r', 1, { encoding: 'shift_jis' });
    expect(file.readline()).toBe('日本\n');
    a.sendall(Buffer.from('ff0a', 'hex'));
    expect(thrown(() => file.readline())).toBeInstanceOf(UnicodeDecodeError);
  });
});

describe('lines', () => {
  it('come out of an iteration, which leaves the file open', () => {
    const [a, b] = pair();
    using file = b.makefile('r');
    a.sendall(Buffer.from('1\n2\n3\n4'));
    for (const line of file) if (line === '2\n') break;
    expect(file.next()).toEqual({ done: false, value: '3\n' });
    a.shutdown(SHUT_WR);
    expect([...file]).toEqual(['4']);
    expect(file.next()).toEqual({ done: true, value: undefined });
  });

  it.runIf(capabilities.fileDescriptors)('cost the same, whether they are many or one is long', async () => {
    const [a, b] = pair(null);
    const thread = inThread(({ socket, say }, fd) => {
      const sock = socket.socket({ fileno: fd });
      say('ready');
      sock.sendall(Buffer.from(`${'x'.repeat(4 << 20)}\n`));
      sock.sendall(Buffer.from('short\n'.repeat(100_000)));
      sock.close();
    }, a.detach());
    await thread.heard();
    using file = b.makefile('rb');
    expect(file.readline().length).toBe((4 << 20) + 1);
    let count = 0;
    for (const line of file) count += line.length;
    expect(count).toBe(600_000);
    await thread;
  });

  it('are what they are told to be by whoever asks for too much', () => {
    const [, b] = pair();
    const [reads, writes] = [b.makefile('rb'), b.makefile('wb')];
    expect(thrown(() => reads.write(Buffer.from('x')))).toBeInstanceOf(UnsupportedOperation);
    expect(thrown(() => writes.read())).toBeInstanceOf(UnsupportedOperation);
    expect(thrown(() => writes.readline())).toBeInstanceOf(OSError);
    expect(thrown(() => writes.write('x' as never))).toBeInstanceOf(TypeError);
    expect(thrown(() => reads.read(1.5))).toBeInstanceOf(TypeError);
    expect(thrown(() => reads.readinto('x' as never))).toBeInstanceOf(TypeError);
    expect(thrown(() => writes.writelines(3 as never)).message).toMatch(/must be iterable, not 'number'/);
    reads.close();
    writes.close();
  });
});
