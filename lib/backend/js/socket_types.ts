/** What getaddrinfo(3) makes of a service, a type and a protocol: the sockets that an address is answered for. */
import { constants } from './constants.ts';
import type { Failure } from './failures.ts';
import { servicePort } from './netdb.ts';

const c = constants;

/** A kind of socket. */
interface Kind {
  type: number | undefined;
  protocol: number | undefined;
  /** What `/etc/services` calls it. */
  name: string;
  /** Whether it is answered for where the caller asks for none. */
  usual: boolean;
  /** Raw sockets: any protocol, and no services. */
  raw: boolean;
}

const kind = (type: number | undefined, protocol: number | undefined, name: string, usual = false): Kind => ({
  type,
  protocol,
  name,
  usual,
  raw: name === 'raw',
});

/** The kinds, in the order of glibc's answers. */
const KINDS: readonly Kind[] = [
  kind(c.SOCK_STREAM, c.IPPROTO_TCP, 'tcp', true),
  kind(c.SOCK_DGRAM, c.IPPROTO_UDP, 'udp', true),
  kind(c.SOCK_DCCP, c.IPPROTO_DCCP, 'dccp'),
  kind(c.SOCK_DGRAM, c.IPPROTO_UDPLITE, 'udplite'),
  kind(c.SOCK_STREAM, c.IPPROTO_SCTP, 'sctp'),
  kind(c.SOCK_SEQPACKET, c.IPPROTO_SCTP, 'sctp'),
  kind(c.SOCK_RAW, 0, 'raw', true),
].filter(({ type, protocol }) => type !== undefined && protocol !== undefined);

/** A socket that an address is answered for. */
export interface SocketKind {
  type: number;
  protocol: number;
  port: number;
}

/** A service as it was asked for: none, a port, a name. */
export type Service = null | number | string;

/** A number as strtoul(3) reads it. */
const NUMBER = /^[ \t\n\v\f\r]*([+-]?)(\d+)$/;

/** Whether a service is a number, or none, as AI_NUMERICSERV wants it; also one that `parseService` takes for a name. */
export function isNumeric(text: string): boolean {
  return text === '' || NUMBER.test(text);
}

/**
 * The service of a text: `null` for the empty one, its number if it is one, else the text.
 *
 * As strtoul(3) has it, white space and a sign may go before the digits, and a number too large for an int wraps around;
 * one that is negative then is looked up as a name.
 */
export function parseService(text: string): Service {
  if (text === '') return null;
  const [, sign, digits] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return text;
  const most = (1n << 64n) - 1n;
  const size = BigInt(digits);
  const value = size > most ? most : BigInt.asUintN(64, sign === '-' ? -size : size);
  const number = Number(BigInt.asIntN(32, value));
  return number < 0 ? text : number & 0xffff;
}

/** The sockets of a service, with its port in each. */
export function socketKinds(service: Service, type: number, protocol: number): SocketKind[] | Failure {
  const wanted = (it: Kind) =>
    (type === 0 || it.type === type) && (protocol === 0 || it.raw || it.protocol === protocol);
  const asked = type !== 0 || protocol !== 0;
  const first = KINDS.find(wanted);
  if (first === undefined) return type === 0 ? 'SERVICE' : 'SOCKTYPE';
  if (asked && first.raw && service !== null) return 'SERVICE';
  const made = (it: Kind, port: number): SocketKind => ({
    type: it.type!,
    protocol: it.raw ? protocol : it.protocol!,
    port,
  });
  if (typeof service !== 'string') {
    const port = service ?? 0;
    return asked ? [made(first, port)] : KINDS.filter(({ usual }) => usual).map((it) => made(it, port));
  }
  const found = (asked ? [first] : KINDS.filter(({ raw }) => !raw)).flatMap((it) => {
    const port = servicePort(service, it.name);
    return port === undefined ? [] : [made(it, port)];
  });
  return found.length === 0 ? 'SERVICE' : found;
}
