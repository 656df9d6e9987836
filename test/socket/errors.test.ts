import { constants as os } from 'node:os';
import { inspect } from 'node:util';
import * as berkeley from 'berkeley';
import * as module from 'berkeley/socket';
import {
  AF_INET,
  BlockingIOError,
  BrokenPipeError,
  BufferError,
  ChildProcessError,
  ConnectionAbortedError,
  ConnectionError,
  ConnectionRefusedError,
  ConnectionResetError,
  FileExistsError,
  FileNotFoundError,
  gaierror,
  getaddrinfo,
  herror,
  InterruptedError,
  IsADirectoryError,
  NotADirectoryError,
  OSError,
  PermissionError,
  ProcessLookupError,
  SOCK_DGRAM,
  socket,
  error as socketError,
  TimeoutError,
  timeout,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, run } from '../support/python.ts';
import { linux, own } from '../support/sockets.ts';

guardFds();

type Class = new (...args: never[]) => Error;

/** PEP 3151. */
const tree: [Class, parent: Class, errnos: (keyof typeof os.errno | 'ESHUTDOWN')[]][] = [
  [BlockingIOError, OSError, ['EAGAIN', 'EALREADY', 'EWOULDBLOCK', 'EINPROGRESS']],
  [ChildProcessError, OSError, ['ECHILD']],
  [ConnectionError, OSError, []],
  [BrokenPipeError, ConnectionError, ['EPIPE', 'ESHUTDOWN']],
  [ConnectionAbortedError, ConnectionError, ['ECONNABORTED']],
  [ConnectionRefusedError, ConnectionError, ['ECONNREFUSED']],
  [ConnectionResetError, ConnectionError, ['ECONNRESET']],
  [FileExistsError, OSError, ['EEXIST']],
  [FileNotFoundError, OSError, ['ENOENT']],
  [InterruptedError, OSError, ['EINTR']],
  [IsADirectoryError, OSError, ['EISDIR']],
  [NotADirectoryError, OSError, ['ENOTDIR']],
  [PermissionError, OSError, ['EACCES', 'EPERM']],
  [ProcessLookupError, OSError, ['ESRCH']],
  [TimeoutError, OSError, ['ETIMEDOUT']],
  [gaierror, OSError, []],
  [herror, OSError, []],
];

const numbers = { ...os.errno, ...(linux ? { ESHUTDOWN: 108 } : {}) } as Record<string, number>;

describe.each(tree)('%o', (Type, parent, names) => {
  it('stands where it stands in Python', () => {
    expect(Object.getPrototypeOf(Type)).toBe(parent);
    expect(Type.prototype).toBeInstanceOf(OSError);
    expect(OSError.prototype).toBeInstanceOf(Error);
  });

  it('is what OSError makes of its errnos', () => {
    for (const name of names.filter((name) => name in numbers)) {
      const error = new OSError(numbers[name]!, 'text');
      expect(error.constructor).toBe(Type);
      expect(error).toBeInstanceOf(Type);
      expect(error).toBeInstanceOf(parent);
      expect([error.name, error.errno, error.strerror]).toEqual([Type.name, numbers[name], 'text']);
      expect(error.message).toBe(`[Errno ${numbers[name]}] text`);
    }
  });

  it('can be made by itself', () => {
    const error = new (Type as new (errno: number, text: string) => OSError)(5, 'boom');
    expect(error).toBeInstanceOf(Type);
    expect([error.constructor, error.name, error.errno, error.strerror]).toEqual([Type, Type.name, 5, 'boom']);
    expect(error.stack).toContain(Type.name);
    expect(String(error)).toBe(`${Type.name}: [Errno 5] boom`);
  });
});

describe('OSError', () => {
  it('has its other names', () => {
    expect([socketError, timeout]).toEqual([OSError, TimeoutError]);
    expect([berkeley.OSError, berkeley.TimeoutError, berkeley.gaierror]).toEqual([OSError, TimeoutError, gaierror]);
    expect([berkeley.timeout, berkeley.socket.timeout, berkeley.socket.error]).toEqual([timeout, timeout, OSError]);
    for (const [Type] of tree) {
      expect((module as Record<string, unknown>)[Type.name]).toBe(Type);
      expect((berkeley as Record<string, unknown>)[Type.name]).toBe(Type);
    }
  });

  it('of text alone has no errno', () => {
    const error = new OSError('only text');
    expect([error.errno, error.code, error.strerror, error.message]).toEqual([null, undefined, null, 'only text']);
    expect(error.constructor).toBe(OSError);
  });

  it('of an errno that no subclass has is OSError', () => {
    const error = new OSError(os.errno.EADDRINUSE, 'Address already in use');
    expect([error.constructor, error.name, error.code]).toEqual([OSError, 'OSError', 'EADDRINUSE']);
  });

  it('can be told apart by catch', () => {
    const kinds = [new OSError(111, ''), new OSError(104, ''), new OSError(98, '')].map((error) =>
      error instanceof ConnectionRefusedError ? 'refused' : error instanceof ConnectionError ? 'connection' : 'other',
    );
    if (linux) expect(kinds).toEqual(['refused', 'connection', 'other']);
  });

  it('of a call tells the errno, its name, the text, the call and the address', () => {
    const taken = own(socket(AF_INET, SOCK_DGRAM));
    taken.bind(['127.0.0.1', 0]);
    const address = taken.getsockname();
    const error = thrown(() => own(socket(AF_INET, SOCK_DGRAM)).bind(address));
    expect(error.errno).toBe(os.errno.EADDRINUSE);
    expect([error.code, error.strerror, error.syscall]).toEqual(['EADDRINUSE', 'Address already in use', 'bind']);
    expect(error.address).toEqual(address);
    expect(error.message).toBe(`[Errno ${os.errno.EADDRINUSE}] Address already in use: bind 127.0.0.1:${address[1]}`);
    // Node's own errors are negative; ours are as os.constants has them.
    expect(error.errno).toBeGreaterThan(0);
  });

  it('prints its class, its message and its stack', () => {
    const error = thrown(() => own(socket()).shutdown(1));
    expect(inspect(error)).toMatch(/OSError: \[Errno \d+\] Transport endpoint is not connected: shutdown\n {4}at /);
    expect(inspect(error)).toContain("code: 'ENOTCONN'");
    expect(error.stack).toContain('errors.test.ts');
    expect(Object.keys(error)).not.toContain('name');
  });

  it('knows a time-out by its class, its errno and Python’s text', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    sock.bind(['127.0.0.1', 0]);
    sock.settimeout(0.001);
    const error = thrown(() => sock.recv(1));
    expect(error).toBeInstanceOf(timeout);
    expect(error).toBeInstanceOf(OSError);
    expect([error.errno, error.code, error.syscall]).toEqual([os.errno.ETIMEDOUT, 'ETIMEDOUT', 'recv']);
    expect(error.message).toMatch(/^timed out/);
  });

  it.skipIf(!python || !linux)('has the class, the text and the name of every errno, as in Python', () => {
    const theirs = run<[number, string, string, string][]>(
      'answer([[n, type(OSError(n, "x")).__name__, os.strerror(n), c] for n, c in sorted(errno.errorcode.items())])',
    );
    expect(theirs.length).toBeGreaterThan(100);
    const ours = theirs.map(([errno, , , code]) => {
      const error = new OSError(errno, 'x');
      // Two names of one number: either will do.
      const same = numbers[error.code ?? ''] === errno || error.code === code;
      return [errno, error.constructor.name, error.name, error.message, same ? code : error.code];
    });
    expect(ours).toEqual(theirs.map(([errno, name, , code]) => [errno, name, name, `[Errno ${errno}] x`, code]));
  });

  it.skipIf(!linux)('says what the system says of an errno', () => {
    // Each of these comes from the kernel, not from a table of the test.
    const texts: [number, string, () => unknown][] = [
      [9, 'Bad file descriptor', () => module.dup(9999)],
      [22, 'Invalid argument', () => own(socket()).accept()],
      [92, 'Protocol not available', () => own(socket()).getsockopt(1, 9999)],
      [93, 'Protocol not supported', () => socket(AF_INET, 1, 17)],
      [97, 'Address family not supported by protocol', () => socket(9999)],
      [107, 'Transport endpoint is not connected', () => own(socket()).getpeername()],
    ];
    for (const [errno, strerror, call] of texts) expect(thrown(call)).toMatchObject({ errno, strerror });
  });
});

describe('gaierror', () => {
  it('has an EAI code, its name and its text', () => {
    const error = thrown(() => getaddrinfo('bad host', 80));
    expect(error).toBeInstanceOf(gaierror);
    expect(error).toBeInstanceOf(OSError);
    expect(error).toMatchObject({ errno: module.EAI_NONAME, code: 'EAI_NONAME', syscall: 'getaddrinfo' });
    expect(error.message.startsWith(`[Errno ${error.errno}] ${error.strerror}`)).toBe(true);
    expect(error.message).toContain('bad host');
  });

  it('does not become a subclass of an errno by its number', () => {
    expect(new gaierror(11, 'x').constructor).toBe(gaierror);
    expect(new herror(1, 'Unknown host').constructor).toBe(herror);
    expect(new herror(1, 'Unknown host').message).toBe('[Errno 1] Unknown host');
    expect(new herror(1, 'Unknown host').code).not.toBe('EPERM');
  });
});

describe('the others', () => {
  it('BufferError is a TypeError, KeyError a RangeError', () => {
    expect(new BufferError('x')).toBeInstanceOf(TypeError);
    expect(new BufferError('x').name).toBe('BufferError');
    expect(new berkeley.KeyError('x')).toBeInstanceOf(RangeError);
    expect(new berkeley.KeyError('x').name).toBe('KeyError');
  });
});
