import { constants } from '../constants.ts';
import { formatIPv4 } from '../inet.ts';
import { inet6Bytes, type Name } from './name.ts';

/** A TCP socket that has a port. */
export interface Holder {
  /** Its name; the port is not 0. */
  readonly holds: Name;
  /** SO_REUSEADDR, SO_REUSEPORT and IPV6_V6ONLY. */
  readonly reuseAddress: boolean;
  readonly reusePort: boolean;
  readonly ipv6Only: boolean;
  readonly listening: boolean;
}

/**
 * The ports that sockets of this thread have. Node sets SO_REUSEADDR on every socket that it binds, so that the kernel
 * lets pass what it would refuse to a program that did not ask for it: here that is made up for.
 */
const ports = new Map<number, Set<Holder>>();

export function hold(holder: Holder): void {
  const { port } = holder.holds;
  const holders = ports.get(port) ?? new Set();
  ports.set(port, holders.add(holder));
}

export function release(holder: Holder, port: number): void {
  const holders = ports.get(port);
  if (holders?.delete(holder) && holders.size === 0) ports.delete(port);
}

/** Whether a socket of this thread stands in the way of another one that wants a name. */
export function isTaken(name: Name, wants: Omit<Holder, 'holds'>): boolean {
  for (const holder of ports.get(name.port) ?? []) {
    const shared =
      (wants.reuseAddress && holder.reuseAddress && !holder.listening) || (wants.reusePort && holder.reusePort);
    if (!shared && overlap(name, wants.ipv6Only, holder.holds, holder.ipv6Only)) return true;
  }
  return false;
}

function overlap(a: Name, aOnly: boolean, b: Name, bOnly: boolean): boolean {
  const [one, other] = [reach(a, aOnly), reach(b, bOnly)];
  return (
    one.families.some((family) => other.families.includes(family)) && (one.any || other.any || one.host === other.host)
  );
}

/** What a name reaches: families, and one host or any. */
function reach({ family, host }: Name, only: boolean): { families: readonly number[]; any: boolean; host: string } {
  const { AF_INET, AF_INET6 } = constants as { [name: string]: number };
  if (family === AF_INET) return { families: [family], any: host === '0.0.0.0', host };
  const bytes = inet6Bytes(host);
  const isAny = (part: readonly number[]) => part.every((byte) => byte === 0);
  const isMapped = isAny(bytes.slice(0, 10)) && bytes[10] === 255 && bytes[11] === 255;
  const inet = bytes.slice(12);
  if (isMapped) return { families: [AF_INET!], any: isAny(inet), host: formatIPv4(Uint8Array.from(inet)) };
  const any = isAny(bytes);
  return { families: any && !only ? [AF_INET!, AF_INET6!] : [AF_INET6!], any, host: bytes.join() };
}
