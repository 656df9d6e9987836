import type { InspectOptions } from 'node:util';
import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd, Sentinel } from '../core/fd.ts';
import { custom } from '../core/inspect.ts';
import { intArgument } from '../core/numbers.ts';
import { fromRecord, type ReturnedAddress } from './address.ts';
import { describeFd, describeSocket, socketOption } from './describe.ts';
import { SockFprog } from './filter.ts';
import { getdefaulttimeout, timeoutArgument } from './timeout.ts';

const { sys, constants, errnos } = backend;

const scratch = new AddressRecord();
const optionInt = new Int32Array(1);
const optionBytes = new Uint8Array(optionInt.buffer);

/** A descriptor that the caller vouches for, with the other three known: nothing is asked of the kernel. */
export interface Made {
  fd: OwnedFd;
  /** Whether it was made non-blocking; it blocks if this is left out. */
  isNonBlocking?: boolean;
}

/** A class of sockets, by the constructor that wraps a descriptor which is there already. */
export type SocketClass<T> = new (family: number, type: number, proto: number, fileno: Made) => T;

/**
 * A socket of a class on a descriptor, which stays the caller's if this throws.
 *
 * @param where - the call, for the message if the class is one that keeps the arguments of its constructor to itself.
 */
export function wrapAs<T extends SocketBase>(
  kind: SocketClass<T>,
  fd: OwnedFd,
  { family, type, proto }: Pick<SocketBase, 'family' | 'type' | 'proto'>,
  where: string,
): T {
  const made = new kind(family, type, proto, { fd });
  if (made.fd === fd) return made;
  made.close();
  throw new TypeError(`${where}(): the constructor of ${kind.name} must hand its arguments on to Socket's`);
}

// Methods that only a class itself calls are TypeScript's `private` in a socket: with a `#method` every socket would have a
// field more for each such class.

/** A socket without its calls: the descriptor, the mode, the options. `Socket` is the whole. */
export abstract class SocketBase {
  /** The descriptor and its life. */
  readonly fd: OwnedFd;
  /** AF_*. */
  readonly family: number;
  /** SOCK_*. */
  readonly type: number;
  /** IPPROTO_*, or 0. */
  readonly proto: number;
  #timeout: number | null = null;
  #closed = false;
  /** Nobody else keeps it: it closes the descriptor of a socket that is forgotten. */
  #sentinel: Sentinel | null;
  /** How many files `makefile()` has open on the socket; the last to be closed closes what `close()` left open. */
  _io_refs = 0;

  constructor(family: number, type: number, proto: number, fileno: number | Made | null) {
    if (fileno === null) {
      this.family = family === -1 ? constants.AF_INET! : family;
      const wanted = type === -1 ? constants.SOCK_STREAM! : type;
      this.proto = proto === -1 ? 0 : proto;
      const fd = sys.socket(this.family, wanted, this.proto);
      if (fd < 0) throw oserror(-fd, 'socket');
      this.fd = OwnedFd.take(fd);
      this.type = plainType(wanted);
      if (wanted & (constants.SOCK_NONBLOCK ?? 0)) this.#timeout = 0;
    } else if (typeof fileno === 'number') {
      const found = detect(fileno, family, type, proto);
      ({ family: this.family, type: this.type, proto: this.proto } = found);
      this.fd = OwnedFd.adopt(fileno);
    } else {
      this.fd = fileno.fd;
      this.family = family;
      this.type = type;
      this.proto = proto;
    }
    this.#sentinel = Sentinel.of(this.fd, describeFd);
    const preset = getdefaulttimeout();
    if (preset !== null && this.#timeout === null) {
      this.#timeout = preset;
      this.setKernelMode();
    }
  }

  /** Makes the sends that are held back: what follows is to come after them. */
  protected flushSends(): void {}

  /** The descriptor's number; -1 once the socket is closed or detached. */
  fileno(): number {
    this.flushSends();
    return this.fd.number;
  }

  /** Closes the socket, as soon as all files that `makefile()` made of it are closed. A second call does nothing. */
  close(): void {
    this.#closed = true;
    if (this._io_refs > 0) return;
    this.fd.close();
    this.relieve();
  }

  /** What a file of `makefile()` calls when it is closed. */
  _decref_socketios(): void {
    if (this._io_refs > 0) this._io_refs--;
    if (this.#closed) this.close();
  }

  /**
   * Puts the socket into the closed state without closing the descriptor.
   *
   * @returns the descriptor, which is the caller's now: nothing here closes it any more. -1 if it was closed.
   */
  detach(): number {
    this.#closed = true;
    this.relieve();
    return this.fd.detach();
  }

  private relieve(): void {
    this.#sentinel?.relieve();
    this.#sentinel = null;
  }

  /** `using s = socket(…)` closes it at the end of the block. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Seconds that a call waits; 0 does not wait; `null`, the default, waits without end. */
  get timeout(): number | null {
    return this.#timeout;
  }

  gettimeout(): number | null {
    return this.#timeout;
  }

  /**
   * Sets the time-out of the calls that wait.
   *
   * @param value - seconds, as a float: 0 for a non-blocking socket, `null` for one that waits without end.
   * @throws RangeError if it is negative or NaN.
   */
  settimeout(value: number | null): void {
    this.#timeout = timeoutArgument(value, "settimeout() argument 'value'");
    this.setKernelMode();
  }

  /** `setblocking(true)` is `settimeout(null)`, `setblocking(false)` is `settimeout(0)`. */
  setblocking(flag: boolean | number): void {
    this.settimeout(flag ? null : 0);
  }

  getblocking(): boolean {
    return this.#timeout !== 0;
  }

  private setKernelMode(): void {
    this.check(sys.set_blocking(this.fd.number, this.blocksInKernel() ? 1 : 0), 'ioctl');
  }

  /** Whether the kernel waits, where there is no time-out. */
  protected blocksInKernel(): boolean {
    return this.#timeout === null;
  }

  /** Whether programs that this one executes inherit the descriptor. No socket's does at first (PEP 446). */
  get_inheritable(): boolean {
    return this.check(sys.get_inheritable(this.fd.number), 'fcntl') === 1;
  }

  set_inheritable(inheritable: boolean | number): void {
    const flag = intArgument(inheritable, "set_inheritable() argument 'inheritable'");
    this.check(sys.set_inheritable(this.fd.number, flag === 0 ? 0 : 1), 'fcntl');
  }

  /** The address of this end; getsockname(2). */
  getsockname(): ReturnedAddress {
    this.check(sys.getsockname(this.fd.number, scratch.bytes), 'getsockname');
    return fromRecord(scratch, this.proto);
  }

  /** The address of the other end; getpeername(2). */
  getpeername(): ReturnedAddress {
    this.check(sys.getpeername(this.fd.number, scratch.bytes), 'getpeername');
    return fromRecord(scratch, this.proto);
  }

  /**
   * The value of a socket option; getsockopt(2).
   *
   * @param buflen - 0 for an option that is an int; else how many bytes to ask for, 1024 at most.
   * @returns the int, or a Buffer of as many bytes as the kernel gave.
   */
  getsockopt(level: number, optname: number): number;
  getsockopt(level: number, optname: number, buflen: 0 | undefined): number;
  getsockopt(level: number, optname: number, buflen: number): Buffer;
  getsockopt(level: number, optname: number, buflen = 0): number | Buffer {
    const name = 'getsockopt';
    const at = intArgument(level, `${name}() argument 'level'`);
    const option = intArgument(optname, `${name}() argument 'optname'`);
    const length = intArgument(buflen, `${name}() argument 'buflen'`);
    this.flushSends();
    if (length < 0 || length > 1024) {
      throw oserror(errnos.EINVAL!, name, { text: 'getsockopt buflen out of range' });
    }
    if (length > 0) {
      const value = Buffer.alloc(length);
      return value.subarray(0, this.check(sys.getsockopt(this.fd.number, at, option, value, 0, length), name));
    }
    optionInt[0] = 0;
    const got = this.check(sys.getsockopt(this.fd.number, at, option, optionBytes, 0, 4), name);
    // Some systems answer with the single byte that the option is to them.
    return got === 1 ? optionBytes[0]! : optionInt[0]!;
  }

  /**
   * Sets a socket option; setsockopt(2).
   *
   * @param value - an int; the bytes that the option takes, such as `linger(…)` gives; a program of `sock_fprog`; `null`
   * with the length `optlen`.
   */
  setsockopt(level: number, optname: number, value: number | boolean | BytesLike | SockFprog): void;
  setsockopt(level: number, optname: number, value: null, optlen: number): void;
  setsockopt(
    level: number,
    optname: number,
    value: number | boolean | BytesLike | SockFprog | null,
    optlen?: number,
  ): void {
    const name = 'setsockopt';
    const at = intArgument(level, `${name}() argument 'level'`);
    const option = intArgument(optname, `${name}() argument 'optname'`);
    this.flushSends();
    if (value instanceof SockFprog) {
      this.attachFilter(at, option, value);
      return;
    }
    let bytes: Uint8Array | null = optionBytes;
    if (value === null && optlen !== undefined) {
      bytes = null;
    } else if (typeof value === 'number' || typeof value === 'boolean') {
      optionInt[0] = intArgument(value, `${name}() argument 'value'`);
    } else {
      bytes = bytesOf(value, `${name}() argument 'value'`);
    }
    if (bytes !== null && optlen !== undefined) {
      throw new TypeError(`${name}() argument 'value' must be null where 'optlen' is given, not '${typeName(value)}'`);
    }
    const length = bytes?.length ?? intArgument(optlen, `${name}() argument 'optlen'`, 0);
    const result = sys.setsockopt(this.fd.number, at, option, bytes, 0, length);
    // Bytes are always there: the seam refuses those in which the kernel would find a pointer.
    const note = { note: 'no bytes may hold a pointer; a filter is a sock_fprog()' };
    if (result < 0) throw oserror(-result, name, bytes !== null && result === -errnos.EFAULT! ? note : {});
  }

  /** The structure of a program holds a pointer, which only the backend can make. */
  private attachFilter(level: number, option: number, { filter }: SockFprog): void {
    const name = 'setsockopt';
    this.check(sys.setsockopt_fprog(this.fd.number, level, option, filter, 0, filter.length), name);
  }

  /** Hands a result on, or throws what it says. */
  protected check(result: number, syscall: string): number {
    if (result < 0) throw oserror(-result, syscall);
    return result;
  }

  /** Python's repr. */
  toString(): string {
    return describeSocket(this.fd.number, this.family, this.type, this.proto, this.#closed || this.fd.number < 0);
  }

  [custom](_depth: number, _options: InspectOptions): string {
    return this.toString();
  }
}

/** The type without the flags that socket(2) lets it carry. */
function plainType(type: number): number {
  return type & ~((constants.SOCK_NONBLOCK ?? 0) | (constants.SOCK_CLOEXEC ?? 0));
}

/** What an adopted descriptor is, where the caller did not say (-1). */
export function detect(fd: number, family: number, type: number, proto: number) {
  const named = sys.getsockname(fd, scratch.bytes);
  if (named < 0 && (family === -1 || named === -errnos.EBADF! || named === -errnos.ENOTSOCK!)) {
    throw oserror(-named, 'getsockname');
  }
  const kind = type === -1 ? socketOption(fd, constants.SO_TYPE) : plainType(type);
  if (kind < 0) throw oserror(-kind, 'getsockopt');
  return {
    family: family === -1 ? scratch.family : family,
    type: kind,
    // Where the system cannot tell, 0 is what most sockets have.
    proto: proto === -1 ? Math.max(0, socketOption(fd, constants.SO_PROTOCOL)) : proto,
  };
}
