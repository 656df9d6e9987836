import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import type { Done, HostEntry, LookupFailure } from '../backend/types.ts';
import { OSError, timedOut } from '../core/errors.ts';
import { type Address, fromRecord } from '../socket/address.ts';
import { firstRecord, type Host, hostName, idnaName, recordQuery } from '../socket/host.ts';
import {
  ADDRESS_PARAMETERS,
  type AddressInfoOptions,
  type AddressInfoTuple,
  addressAnswer,
  addressQuery,
  hostEntry,
  nameAnswer,
  nameQuery,
  nameToQualify,
  qualified,
} from '../socket/resolve.ts';
import { type Limits, limited, UNLIMITED, type WaitOptions } from './limits.ts';

const { sys, constants, capabilities } = backend;
const { AF_INET, AF_INET6 } = constants as { [name: string]: number };

/** Look-ups of `getaddrinfo`, with its options. */
export type AwaitedAddressOptions = AddressInfoOptions & WaitOptions;

/**
 * Asks off this thread where the backend can, else on it, when the event loop has had its turn. A look-up cannot be
 * stopped: what it finds after the limits is dropped.
 */
function ask<T>(
  call: string,
  { signal, timeout }: Limits,
  later: (done: Done<T>) => void,
  now: () => T | LookupFailure,
): Promise<T | LookupFailure> {
  return new Promise((resolve, reject) => {
    const timer =
      timeout === undefined || timeout === null
        ? undefined
        : setTimeout(() => end(reject, timedOut(call)), Math.min(timeout * 1000, 0x7fffffff));
    const abort = () => end(reject, signal!.reason);
    const end = <V>(settle: (value: V) => void, value: V) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      settle(value);
    };
    signal?.addEventListener('abort', abort);
    if (capabilities.asyncLookups) later((answer) => end(resolve, answer));
    else setImmediate(() => end(resolve, now()));
  });
}

/**
 * The addresses of a host and a service; getaddrinfo(3), off this thread.
 *
 * @param host - a name or an address; `null` for this machine (every address of it, with AI_PASSIVE).
 * @param port - a number, a service's name, or `null`.
 * @returns `[family, type, proto, canonname, sockaddr]` for each.
 * @throws gaierror if there is no answer.
 */
export function getaddrinfo(
  host: Host | null,
  port: number | string | null,
  family?: number | AwaitedAddressOptions,
  type?: number | AwaitedAddressOptions,
  proto?: number | AwaitedAddressOptions,
  flags?: number | AwaitedAddressOptions,
  options?: WaitOptions,
): Promise<AddressInfoTuple[]>;
export async function getaddrinfo(host: unknown, port: unknown, ...given: unknown[]): Promise<AddressInfoTuple[]> {
  const [values, limits] = limited(given, ADDRESS_PARAMETERS, 'getaddrinfo');
  const query = addressQuery(host, port, values);
  const found = await ask(
    'getaddrinfo',
    limits,
    (done) => sys.getaddrinfo(...query, done),
    () => sys.getaddrinfo(...query),
  );
  return addressAnswer(found, query[0], port);
}

/**
 * The names of an address and its port; getnameinfo(3), off this thread.
 *
 * @param sockaddr - `[host, port, flowinfo?, scope_id?]`, the host as an address, not a name.
 * @param flags - NI_*.
 * @returns `[host, service]`.
 */
export async function getnameinfo(
  sockaddr: readonly [host: string, port: number, flowinfo?: number, scope_id?: number],
  flags: number,
  options?: WaitOptions,
): Promise<[host: string, service: string]> {
  const [, limits] = limited([options], [], 'getnameinfo');
  const [record, wanted] = nameQuery(sockaddr, flags);
  const found = await ask(
    'getnameinfo',
    limits,
    (done) => sys.getnameinfo(record, wanted, done),
    () => sys.getnameinfo(record, wanted),
  );
  return nameAnswer(found, sockaddr);
}

/** The record of a name, as `lookup` of the blocking API finds it. */
async function lookup(family: number, name: string, where: string, limits: Limits): Promise<Uint8Array> {
  const query = recordQuery(family, name, where);
  const found = await ask(
    where,
    limits,
    (done) => sys.getaddrinfo(...query, done),
    () => sys.getaddrinfo(...query),
  );
  return firstRecord(found, name, where);
}

/** The IPv4 address of a host. Python's `socket.gethostbyname`; gaierror if it has none. */
export async function gethostbyname(hostname: Host, options?: WaitOptions): Promise<string> {
  const call = 'gethostbyname';
  const [, limits] = limited([options], [], call);
  return fromRecord(new AddressRecord(await lookup(AF_INET!, idnaName(hostname, call), call, limits)))[0];
}

/** A host's `[name, aliases, IPv4 addresses]`. Python's `socket.gethostbyname_ex`. */
export async function gethostbyname_ex(hostname: Host, options?: WaitOptions): Promise<HostEntry> {
  const call = 'gethostbyname_ex';
  const [, limits] = limited([options], [], call);
  const name = idnaName(hostname, call);
  await lookup(AF_INET!, name, call, limits); // Python reports a name that does not resolve as gaierror.
  const found = await ask(
    call,
    limits,
    (done) => sys.gethostbyname(name, done),
    () => sys.gethostbyname(name),
  );
  return hostEntry(found, call, name);
}

/** The `[name, aliases, addresses]` of the host with an address, IPv4 or IPv6. Python's `socket.gethostbyaddr`. */
export async function gethostbyaddr(ip_address: Host, options?: WaitOptions): Promise<HostEntry> {
  const call = 'gethostbyaddr';
  const [, limits] = limited([options], [], call);
  const name = idnaName(ip_address, call);
  const record = await lookup(0, name, call, limits);
  const found = await ask(
    call,
    limits,
    (done) => sys.gethostbyaddr(record, done),
    () => sys.gethostbyaddr(record),
  );
  return hostEntry(found, call, name);
}

/** A fully qualified name for `name`, or for this machine. Python's `socket.getfqdn`. */
export async function getfqdn(name = '', options?: WaitOptions): Promise<string> {
  const known = nameToQualify(name);
  try {
    return qualified(await gethostbyaddr(known, options));
  } catch (error) {
    if (error instanceof OSError) return known;
    throw error;
  }
}

const packed = new Uint8Array(16);

/**
 * An address whose host is no name, so that no call looks one up and blocks: names are looked up here. What is no address
 * comes back as it is, for the call to refuse.
 */
export function withoutName(
  family: number,
  address: Address,
  where: string,
  limits: Limits = UNLIMITED,
): Address | Promise<Address> {
  if (family !== AF_INET && family !== AF_INET6) return address;
  if (!Array.isArray(address)) return address;
  const [host, ...rest] = address;
  if (typeof host !== 'string' && !ArrayBuffer.isView(host) && !(host instanceof ArrayBuffer)) return address;
  const name = hostName(host, where);
  if (sys.inet_pton(family, name, packed) === 1) return [name, ...rest] as unknown as Address;
  const found = lookup(family, name, where, limits);
  return found.then((bytes) => [fromRecord(new AddressRecord(bytes))[0], ...rest] as unknown as Address);
}
