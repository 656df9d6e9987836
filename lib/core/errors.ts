import { backend } from '../backend/load.ts';
import type { LookupFailure } from '../backend/types.ts';

const { errnos, sys } = backend;

/** What an error says beside its errno. */
export interface ErrorDetail {
  /** The call that failed, by its C name. */
  syscall?: string;
  /** The address that it was about, as the caller gave it. */
  address?: unknown;
  /** The text in place of `[Errno N] strerror`, where Python has one of its own. */
  text?: string;
  /** More about the failure, which follows the text in parentheses. */
  note?: string;
}

/**
 * A failed system call: Python's `OSError`, of the subclass that its errno has in PEP 3151.
 *
 * `new OSError(errno, strerror)` makes that subclass, as in Python; `new OSError(text)` has no errno. The message starts
 * as Python's does, `[Errno 111] Connection refused`, and goes on with the call and the address.
 */
export class OSError extends Error {
  /** The error number, positive; `null` if the error was made from text alone. A `gaierror` has an `EAI_*` code. */
  readonly errno: number | null;
  /** The name of `errno`, such as `'ECONNREFUSED'`. */
  readonly code: string | undefined;
  /** What the system says of `errno`. */
  readonly strerror: string | null;
  /** The call that failed. */
  readonly syscall: string | undefined;
  /** The address it was about, where there is one. */
  declare readonly address?: unknown;

  constructor(errno?: number | string, strerror?: string, detail: ErrorDetail = {}) {
    const numbered = typeof errno === 'number';
    const words = numbered ? (strerror ?? sys.strerror(errno)) : null;
    // The message is whole before `super`, which writes it into the stack.
    super(compose(detail.text ?? (numbered ? `[Errno ${errno}] ${words}` : (errno ?? '')), detail));
    this.errno = numbered ? errno : null;
    this.code = numbered ? new.target.codeOf(errno) : undefined;
    this.strerror = words;
    this.syscall = detail.syscall;
    if (detail.address !== undefined) this.address = detail.address;
    const kind = numbered && new.target === OSError ? classOf(errno) : OSError;
    // biome-ignore lint/correctness/noConstructorReturn: OSError(ENOENT) is a FileNotFoundError, as in Python.
    if (kind !== OSError) return new kind(errno, strerror, detail);
  }

  /** The same error, with more said about it. */
  with(detail: ErrorDetail): OSError {
    const { errno, strerror, syscall } = this;
    const kind = this.constructor as typeof OSError;
    return new kind(errno ?? this.message, strerror ?? undefined, { ...(syscall && { syscall }), ...detail });
  }

  /** The Python class. On the prototype, so that it is not printed as a property. */
  override get name(): string {
    return this.constructor.name;
  }

  /** The name of an error number of this class. */
  protected static codeOf(errno: number): string | undefined {
    errnoNames ??= byValue(Object.entries(errnos));
    return errnoNames.get(errno);
  }
}

function compose(text: string, { syscall, address, note }: ErrorDetail): string {
  const what = [syscall, address === undefined ? undefined : formatAddress(address)].filter(
    (part) => part !== undefined,
  );
  return `${text}${note === undefined ? '' : ` (${note})`}${what.length === 0 ? '' : `: ${what.join(' ')}`}`;
}

/** A call that would wait, on a socket that does not. */
export class BlockingIOError extends OSError {
  /** How many characters or bytes a buffered write took before it would have waited. */
  declare readonly characters_written?: number;
}
export class ChildProcessError extends OSError {}
export class ConnectionError extends OSError {}
export class BrokenPipeError extends ConnectionError {}
export class ConnectionAbortedError extends ConnectionError {}
export class ConnectionRefusedError extends ConnectionError {}
export class ConnectionResetError extends ConnectionError {}
export class FileExistsError extends OSError {}
export class FileNotFoundError extends OSError {}
export class InterruptedError extends OSError {}
export class IsADirectoryError extends OSError {}
export class NotADirectoryError extends OSError {}
export class PermissionError extends OSError {}
export class ProcessLookupError extends OSError {}
export class TimeoutError extends OSError {}

/** A file that is asked for what it cannot do, as to read where it only writes. Python's `io.UnsupportedOperation`. */
export class UnsupportedOperation extends OSError {}

/** A look-up by `getaddrinfo` or `getnameinfo` that failed; `errno` is an `EAI_*` code. */
export class gaierror extends OSError {
  protected static override codeOf(code: number): string | undefined {
    // Made when it is first asked for: it takes a look at every constant.
    eaiNames ??= byValue(Object.entries(backend.constants).filter(([name]) => name.startsWith('EAI_')));
    return eaiNames.get(code);
  }
}

/** A look-up by one of the `gethostby…` calls that failed; `errno` is an `h_errno`. */
export class herror extends OSError {
  protected static override codeOf(code: number): string | undefined {
    return HERROR_NAMES[code];
  }
}

/** A buffer that cannot be lent to a call, as its memory is gone: V8 reports these by TypeError. */
export class BufferError extends TypeError {
  override get name(): string {
    return 'BufferError';
  }
}

/** A name that is not known, such as an encoding's: Python's `LookupError`. */
export class LookupError extends RangeError {
  override get name(): string {
    return this.constructor.name;
  }
}

/** A key that a mapping does not have: Python's `KeyError`. */
export class KeyError extends LookupError {}

/** Text or bytes that an encoding has no counterpart for: Python's `UnicodeError`, a `ValueError` there. */
export class UnicodeError extends RangeError {
  /** The encoding, by Python's name. */
  readonly encoding: string;
  /** What was to be encoded or decoded: of a file the part that it was at. */
  readonly object: string | Uint8Array;
  /** Where in `object` the fault begins, and where it is over. An index into a string, as JavaScript counts. */
  readonly start: number;
  readonly end: number;
  readonly reason: string;

  constructor(message: string, [encoding, object, start, end, reason]: UnicodeFault) {
    super(message);
    this.encoding = encoding;
    this.object = object;
    this.start = start;
    this.end = end;
    this.reason = reason;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** The parameters of Python's `UnicodeDecodeError` and `UnicodeEncodeError`. */
export type UnicodeFault<T = string | Uint8Array> = [
  encoding: string,
  object: T,
  start: number,
  end: number,
  reason: string,
];

/** Bytes that are no text in their encoding. */
export class UnicodeDecodeError extends UnicodeError {
  constructor(...fault: UnicodeFault<Uint8Array>) {
    const [encoding, bytes, start, end, reason] = fault;
    const what =
      end - start === 1
        ? `byte 0x${bytes[start]!.toString(16).padStart(2, '0')} in position ${start}`
        : `bytes in position ${start}-${end - 1}`;
    super(`'${encoding}' codec can't decode ${what}: ${reason}`, fault);
  }
}

/** Text that an encoding has no bytes for. */
export class UnicodeEncodeError extends UnicodeError {
  constructor(...fault: UnicodeFault<string>) {
    const [encoding, text, start, end, reason] = fault;
    const points = [...text.slice(start, end)];
    const what =
      points.length === 1
        ? `character '${escaped(points[0]!)}' in position ${start}`
        : `characters in position ${start}-${end - 1}`;
    super(`'${encoding}' codec can't encode ${what}: ${reason}`, fault);
  }
}

/** A character as Python's repr escapes it: `\\xe9`, `\\u20ac`, `\\U0001f600`. */
export function escaped(character: string): string {
  const hex = character.codePointAt(0)!.toString(16);
  if (hex.length <= 2) return `\\x${hex.padStart(2, '0')}`;
  return hex.length <= 4 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

function byValue(names: readonly (readonly [string, number])[]): ReadonlyMap<number, string> {
  const map = new Map<number, string>();
  // The first name wins: EAGAIN before EWOULDBLOCK.
  for (const [name, value] of names) if (!map.has(value)) map.set(value, name);
  return map;
}

let errnoNames: ReadonlyMap<number, string> | undefined;
let eaiNames: ReadonlyMap<number, string> | undefined;
/** `h_errno`s, which are 1 to 4 everywhere. */
const HERROR_NAMES = [undefined, 'HOST_NOT_FOUND', 'TRY_AGAIN', 'NO_RECOVERY', 'NO_DATA'];

/** The classes and their errnos, as in PEP 3151. */
const CLASSES: readonly (readonly [typeof OSError, readonly string[]])[] = [
  [BlockingIOError, ['EAGAIN', 'EALREADY', 'EINPROGRESS', 'EWOULDBLOCK']],
  [BrokenPipeError, ['EPIPE', 'ESHUTDOWN']],
  [ChildProcessError, ['ECHILD']],
  [ConnectionAbortedError, ['ECONNABORTED']],
  [ConnectionRefusedError, ['ECONNREFUSED']],
  [ConnectionResetError, ['ECONNRESET']],
  [FileExistsError, ['EEXIST']],
  [FileNotFoundError, ['ENOENT']],
  [InterruptedError, ['EINTR']],
  [IsADirectoryError, ['EISDIR']],
  [NotADirectoryError, ['ENOTDIR']],
  [PermissionError, ['EACCES', 'EPERM', 'ENOTCAPABLE']],
  [ProcessLookupError, ['ESRCH']],
  [TimeoutError, ['ETIMEDOUT']],
];

let classes: ReadonlyMap<number, typeof OSError> | undefined;

function classOf(errno: number): typeof OSError {
  classes ??= new Map(CLASSES.flatMap(([kind, names]) => names.map((name) => [errnos[name]!, kind] as const)));
  return classes.get(errno) ?? OSError;
}

/**
 * Makes the exception of a failed call. With its two neighbours below, the only place that does.
 *
 * @param errno - positive.
 */
export function oserror(errno: number, syscall: string, detail: ErrorDetail = {}): OSError {
  const note = backend.explain?.(errno);
  return new (classOf(errno))(errno, undefined, { ...(note !== undefined && { note }), ...detail, syscall });
}

/** A time-out that ran out. Python gives it no errno; here it has ETIMEDOUT, as every OSError has one. */
export function timedOut(syscall: string, detail: ErrorDetail = {}): TimeoutError {
  return new TimeoutError(errnos.ETIMEDOUT!, 'timed out', { text: 'timed out', ...detail, syscall });
}

/** The exception of a failed look-up. */
export function lookupError(
  kind: typeof gaierror | typeof herror,
  { code, errno, message }: LookupFailure,
  syscall: string,
  detail: ErrorDetail = {},
): OSError {
  // EAI_SYSTEM: the resolver has no more to say than the errno has.
  return errno > 0 ? oserror(errno, syscall, detail) : new kind(code, message, { ...detail, syscall });
}

/** An address as messages show it: `127.0.0.1:80`, `[::1]:80`, a path, an abstract name with `@` for its NUL. */
export function formatAddress(address: unknown): string {
  if (Array.isArray(address)) {
    const [host, port] = address;
    if (address.length < 2 || typeof host !== 'string') return address.join(',');
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  }
  if (ArrayBuffer.isView(address)) {
    const text = Buffer.from(address.buffer, address.byteOffset, address.byteLength).toString('latin1');
    return text.replaceAll('\0', '@');
  }
  return String(address);
}
