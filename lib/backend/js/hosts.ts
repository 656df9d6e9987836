/** The hosts table: the names that need no server. */
import { parseIPv4, parseIPv6 } from './inet.ts';
import { tableLines } from './tables.ts';

/** A line of the table. */
export interface Host {
  /** Four or sixteen bytes. */
  address: readonly number[];
  name: string;
  aliases: readonly string[];
}

/** Whether the table is what the system asks first; if not, only the C library can say what a name means. */
function comesFirst(): boolean {
  const order = tableLines('nsswitch.conf')?.find(([database]) => database === 'hosts:');
  return order === undefined || order[1] === 'files';
}

function lines(): Host[] {
  if (!comesFirst()) return [];
  return (tableLines('hosts') ?? []).flatMap(([text, name, ...aliases]) => {
    const address = parseIPv4(text!) ?? parseIPv6(text!);
    return address === null || name === undefined ? [] : [{ address, name, aliases }];
  });
}

/** The lines with a name, in any case, of addresses of this many bytes, or of any. */
export function hostsNamed(name: string, size?: 4 | 16): Host[] {
  const wanted = name.toLowerCase();
  return lines().filter(
    (host) =>
      (size === undefined || host.address.length === size) &&
      [host.name, ...host.aliases].some((it) => it.toLowerCase() === wanted),
  );
}

/** The first line with an address. */
export function hostAt(address: Uint8Array): Host | undefined {
  return lines().find(
    (host) => host.address.length === address.length && host.address.every((b, i) => b === address[i]),
  );
}
