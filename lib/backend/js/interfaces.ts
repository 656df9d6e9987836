/** Network interfaces: if_nameindex(3), if_nametoindex(3), if_indextoname(3). */
import { readdirSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';

const SYSFS = '/sys/class/net';

/** Every interface with its index, in the order of the indexes. */
export function interfaces(): [index: number, name: string][] {
  const found = fromSysfs() ?? fromScopes();
  return found.sort(([a], [b]) => a - b);
}

/** Linux has a folder for each. */
function fromSysfs(): [number, string][] | null {
  let names: string[];
  try {
    names = readdirSync(SYSFS);
  } catch {
    return null; // Another system, or a container that does not show it.
  }
  return names.flatMap((name) => {
    const index = sysfsIndex(name);
    return index === undefined ? [] : [[index, name] as [number, string]];
  });
}

function sysfsIndex(name: string): number | undefined {
  // The name is a path's part here: no slash may lead elsewhere.
  if (name === '' || name.startsWith('.') || name.includes('/')) return undefined;
  try {
    return Number(readFileSync(`${SYSFS}/${name}/ifindex`, 'utf8'));
  } catch {
    return undefined; // Gone since, or no interface: the folder holds some files too.
  }
}

/** Elsewhere Node tells the index of those that have a link-local address: it is the scope. */
function fromScopes(): [number, string][] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) => {
    const scope = addresses.map(({ scopeid = 0 }) => scopeid).find((scopeid) => scopeid > 0);
    // The loopback interface is the first that a system makes; not all give it a link-local address.
    const index = scope ?? (addresses.some(({ internal }) => internal) ? 1 : undefined);
    return index === undefined ? [] : [[index, name] as [number, string]];
  });
}

/** The index of an interface, or undefined. */
export function interfaceIndex(name: string): number | undefined {
  return interfaces().find(([, it]) => it === name)?.[0];
}

/** The name of an interface, or undefined. */
export function interfaceName(index: number): string | undefined {
  return interfaces().find(([it]) => it === index)?.[1];
}

/** Whether this machine has addresses of a family, beyond its loopback: what AI_ADDRCONFIG asks. */
export function configured(): { ipv4: boolean; ipv6: boolean } {
  const addresses = Object.values(networkInterfaces()).flatMap((list = []) => list);
  return {
    ipv4: addresses.some(({ family, address }) => family === 'IPv4' && address !== '127.0.0.1'),
    ipv6: addresses.some(({ family, address }) => family === 'IPv6' && address !== '::1'),
  };
}

/** Whether this machine has the IPv6 loopback address, so that it can connect to itself. */
export function hasLoopback6(): boolean {
  return Object.values(networkInterfaces()).some((list = []) => list.some(({ address }) => address === '::1'));
}
