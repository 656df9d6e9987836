import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { type BindAddress, toRecord } from './address.ts';
import { type Made, type SocketClass, wrapAs } from './base.ts';
import { HandoverSocket } from './handover.ts';

const { sys, constants } = backend;

/** How many connections wait for accept() unless listen() is told: Python's choice. */
export const BACKLOG = Math.min(constants.SOMAXCONN ?? 128, 128);

/** `socket({ family, type, proto, fileno })`. */
export interface SocketOptions {
  family?: number;
  type?: number;
  proto?: number;
  fileno?: number | null;
}

/** A socket with the calls on names and connections that never wait. */
export abstract class NamedSocket extends HandoverSocket {
  /** Gives the socket a name; bind(2). */
  bind(address: BindAddress): void {
    const result = sys.bind(this.fd.number, toRecord(this.family, address, 'bind', this.proto));
    if (result < 0) throw oserror(-result, 'bind', { address });
  }

  /**
   * Lets the socket accept connections; listen(2).
   *
   * @param backlog - how many may wait for `accept()`; at least 0.
   */
  listen(backlog: number = BACKLOG): void {
    const most = Math.max(0, intArgument(backlog, "listen() argument 'backlog'"));
    this.check(sys.listen(this.fd.number, most), 'listen');
  }

  /** Ends one or both directions of a connection: SHUT_RD, SHUT_WR, SHUT_RDWR; shutdown(2). */
  shutdown(how: number): void {
    this.flushSends();
    this.check(sys.shutdown(this.fd.number, intArgument(how, "shutdown() argument 'how'")), 'shutdown');
  }

  /** A second socket, of the same class, on a duplicate of the descriptor, with the same time-out. */
  dup(): this {
    this.flushSends();
    const fd = OwnedFd.take(this.check(sys.dup(this.fd.number), 'dup'));
    try {
      const twin = wrapAs(this.constructor as SocketClass<this>, fd, this, 'dup');
      twin.settimeout(this.timeout);
      return twin;
    } catch (error) {
      fd.close();
      throw error;
    }
  }
}

/** What the constructor of a socket is given, as that of `SocketBase` takes it. */
export function socketArguments(
  given: readonly unknown[],
): [family: number, type: number, proto: number, fileno: number | Made | null] {
  const made = given[3] as Made | undefined;
  if (made?.fd instanceof OwnedFd) return [given[0] as number, given[1] as number, given[2] as number, made];
  const [family, type, proto, fileno] = optional(given, ['family', 'type', 'proto', 'fileno'], 'socket');
  return [
    kindArgument(family, 'family'),
    kindArgument(type, 'type'),
    kindArgument(proto, 'proto'),
    filenoArgument(fileno),
  ];
}

/** -1 where the caller did not say. */
function kindArgument(value: unknown, name: string): number {
  return optionalInt(value, -1, `socket() argument '${name}'`);
}

/** A descriptor to adopt; `null` for none. */
function filenoArgument(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  const fd = intArgument(value, "socket() argument 'fileno'");
  if (fd < 0) throw new RangeError("socket() argument 'fileno': negative file descriptor");
  return fd;
}
