import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { InterruptedError, OSError, oserror } from '../core/errors.ts';
import { closeFd } from '../core/fd.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import type { Address } from './address.ts';
import { reprAddress } from './describe.ts';
import type { Host } from './host.ts';
import type { NamedSocket } from './named.ts';
import { getaddrinfo } from './resolve.ts';
import { Socket } from './socket.ts';

const { sys, constants, capabilities } = backend;
const { AF_INET, AF_INET6, IPPROTO_IPV6, IPV6_V6ONLY, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR } = constants as {
  [name: string]: number;
};

/** `create_connection(address, { timeout, source_address, all_errors })`. */
export interface ConnectionOptions {
  /** Seconds, or `null` for none; left out: the default time-out. */
  timeout?: number | null;
  /** Where to bind the socket first: `[host, port]`, either of which may be `''` or 0. */
  source_address?: Address | null;
  /** Throw every attempt's error as one AggregateError, not the last one alone. */
  all_errors?: boolean;
}

/** `create_server(address, { family, backlog, reuse_port, dualstack_ipv6 })`. */
export interface ServerOptions {
  /** AF_INET, the default, or AF_INET6. */
  family?: number;
  backlog?: number | null;
  /** Set SO_REUSEPORT: several sockets may listen on the port, and the kernel shares connections out. */
  reuse_port?: boolean;
  /** Accept IPv4 connections too; needs AF_INET6. */
  dualstack_ipv6?: boolean;
}

/** Closes what was made when what follows fails, and hands the result on when it does not. */
export function closedOnError<T extends { close(): void }>(made: T, then: (made: T) => void): T {
  try {
    then(made);
    return made;
  } catch (error) {
    made.close();
    throw error;
  }
}

/**
 * Connects a stream to `[host, port]`, trying every address of the host in turn.
 *
 * Python's `socket.create_connection(address, timeout=…, source_address=None, *, all_errors=False)`.
 *
 * @param timeout - seconds for each attempt, and of the socket afterwards.
 * @throws the last attempt's OSError, or with `all_errors` an AggregateError of them all; gaierror for no such host.
 */
export function create_connection(
  address: readonly [host: string | null, port: number | string],
  timeout?: number | null | ConnectionOptions,
  source_address?: Address | null | Omit<ConnectionOptions, 'timeout'>,
  options?: Pick<ConnectionOptions, 'all_errors'>,
): Socket;
export function create_connection(address: unknown, ...given: unknown[]): Socket {
  const [timeout, source, allErrors] = optional(given, CONNECTION_PARAMETERS, 'create_connection', ['all_errors']);
  checkHostAndPort(address);
  const errors: OSError[] = [];
  for (const [family, type, proto, , target] of getaddrinfo(address[0], address[1], 0, SOCK_STREAM)) {
    try {
      return closedOnError(new Socket(family, type, proto), (made) => {
        if (timeout !== undefined) made.settimeout(timeout as number | null);
        if (source !== undefined && source !== null) made.bind(source as Address);
        made.connect(target);
      });
    } catch (error) {
      // A handler waits for the call to end: the next address would make it wait longer.
      if (!(error instanceof OSError) || error instanceof InterruptedError) throw error;
      errors.push(error);
    }
  }
  throw failureOf(errors, Boolean(allErrors));
}

export const CONNECTION_PARAMETERS: readonly string[] = ['timeout', 'source_address'];

/** TypeError for what is not `[host, port]`. */
export function checkHostAndPort(
  address: unknown,
): asserts address is [host: Host | null, port: number | string | null] {
  if (Array.isArray(address) && address.length === 2) return;
  throw new TypeError(`create_connection() argument 'address' must be [host, port], not '${typeName(address)}'`);
}

/** What is thrown when no attempt has succeeded: the last one's error, or all. */
export function failureOf(errors: readonly Error[], all: boolean): Error {
  return all ? new AggregateError(errors, 'create_connection failed') : errors.at(-1)!;
}

/**
 * A TCP socket that is bound to `address` and listens. SO_REUSEADDR is set; an AF_INET6 socket takes IPv6 connections
 * alone unless `dualstack_ipv6` is set.
 *
 * Python's `socket.create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False)`.
 *
 * @throws RangeError if the platform lacks what an option asks for; OSError if the address cannot be bound.
 */
export function create_server(address: Address, options: ServerOptions = {}): Socket {
  return listening((family, type) => new Socket(family, type), address, options);
}

/** A server's socket, of the class that `make` makes. */
export function listening<S extends NamedSocket>(
  make: (family: number, type: number) => S,
  address: Address,
  options: ServerOptions,
): S {
  const name = 'create_server';
  const names = ['family', 'backlog', 'reuse_port', 'dualstack_ipv6'];
  const [given, backlog, reusePort, dualstack] = optional([options], [], name, names);
  const family = optionalInt(given, AF_INET!, `${name}() argument 'family'`);
  if (reusePort && constants.SO_REUSEPORT === undefined) {
    throw new RangeError(`${name}() argument 'reuse_port': SO_REUSEPORT not supported on this platform`);
  }
  if (dualstack && !has_dualstack_ipv6()) {
    throw new RangeError(`${name}() argument 'dualstack_ipv6': not supported on this platform`);
  }
  if (dualstack && family !== AF_INET6) {
    throw new RangeError(`${name}() argument 'dualstack_ipv6' requires AF_INET6 family`);
  }
  return closedOnError(make(family, SOCK_STREAM!), (made) => {
    made.setsockopt(SOL_SOCKET!, SO_REUSEADDR!, 1);
    if (reusePort) made.setsockopt(SOL_SOCKET!, constants.SO_REUSEPORT!, 1);
    if (family === AF_INET6) made.setsockopt(IPPROTO_IPV6!, IPV6_V6ONLY!, dualstack ? 0 : 1);
    try {
      made.bind(address);
    } catch (error) {
      if (!(error instanceof OSError)) throw error;
      throw error.with({ address, note: `while attempting to bind on address ${reprAddress(address)}` });
    }
    made.listen(...(backlog === undefined || backlog === null ? [] : [backlog as number]));
  });
}

/** Whether an AF_INET6 socket can also take IPv4 connections here. Python's `socket.has_dualstack_ipv6`. */
export function has_dualstack_ipv6(): boolean {
  if (!capabilities.ipv6 || IPPROTO_IPV6 === undefined || IPV6_V6ONLY === undefined) return false;
  try {
    const probe = new Socket(AF_INET6, SOCK_STREAM);
    closedOnError(probe, () => probe.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)).close();
    return true;
  } catch (error) {
    if (error instanceof OSError) return false;
    throw error;
  }
}

/**
 * A socket on a duplicate of the descriptor `fd`, which stays the caller's.
 *
 * Python's `socket.fromfd(fd, family, type, proto=0)`. `socket({ fileno: fd })` adopts the descriptor itself.
 */
export function fromfd(fd: number, family: number, type: number, proto: number | { proto?: number } = 0): Socket {
  const name = 'fromfd';
  const [protocol] = optional([proto], ['proto'], name);
  const kind = (value: unknown, argument: string) => intArgument(value, `${name}() argument '${argument}'`);
  const [af, sock, ipproto] = [kind(family, 'family'), kind(type, 'type'), kind(protocol, 'proto')];
  const twin = dup(fd);
  try {
    return new Socket(af, sock, ipproto, twin);
  } catch (error) {
    sys.close(twin);
    throw error;
  }
}

/** Closes a descriptor that no object owns, such as one that `detach()` gave. Python's `socket.close`. */
export function close(fd: number): void {
  const result = closeFd(intArgument(fd, "close() argument 'fd'"));
  if (result < 0) throw oserror(-result, 'close');
}

/** A duplicate of a descriptor: the caller's to close, and not inherited. Python's `socket.dup`. */
export function dup(fd: number): number {
  const twin = sys.dup(intArgument(fd, "dup() argument 'fd'"));
  if (twin < 0) throw oserror(-twin, 'dup');
  return sys.disown(twin);
}
