import type { AddressInput, NetworkInput } from './base.ts';
import { AddressValueError, NetmaskValueError } from './errors.ts';
import { IPv4Address } from './ipv4address.ts';
import { IPv4Interface } from './ipv4interface.ts';
import { IPv4Network } from './ipv4network.ts';
import { IPv6Address } from './ipv6address.ts';
import { IPv6Interface } from './ipv6interface.ts';
import { IPv6Network } from './ipv6network.ts';
import { isStrict, type NetworkOptions } from './network.ts';
import { repr } from './repr.ts';
import { parse4 } from './text4.ts';
import { parse6 } from './text6.ts';
import { SCRATCH } from './words.ts';

/** What `make` makes, or `undefined` where it finds no address or no mask. Other errors pass. */
function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AddressValueError || error instanceof NetmaskValueError) return undefined;
    throw error;
  }
}

/** IPv4 if it can be, else IPv6. No text with a colon is IPv4, and none without is IPv6. */
function either<T4, T6>(value: unknown, make4: () => T4, make6: () => T6, kind: string): T4 | T6 {
  const colon = typeof value === 'string' ? value.includes(':') : undefined;
  const made = (colon === true ? undefined : attempt(make4)) ?? (colon === false ? undefined : attempt(make6));
  if (made === undefined) throw new RangeError(`${repr(value)} does not appear to be an IPv4 or IPv6 ${kind}`);
  return made;
}

/**
 * An `IPv4Address` or `IPv6Address`. An integer below 2^32 is IPv4.
 *
 * Python: `ipaddress.ip_address`.
 * @throws RangeError if it is neither; the classes' constructors say why.
 */
export function ip_address(address: AddressInput): IPv4Address | IPv6Address {
  if (typeof address === 'string') {
    if (parse4(address, 0, address.length)) return new IPv4Address(SCRATCH as never);
    if (parse6(address, address.length)) return new IPv6Address(SCRATCH as never);
  }
  return either(
    address,
    () => new IPv4Address(address),
    () => new IPv6Address(address),
    'address',
  );
}

/**
 * An `IPv4Network` or `IPv6Network`. An integer below 2^32 is IPv4.
 *
 * Python: `ipaddress.ip_network`.
 * @param strict Refuse bits after the prefix (the default), or clear them.
 * @throws RangeError if it is neither, or has host bits and `strict` is set.
 */
export function ip_network(address: NetworkInput, strict: boolean | NetworkOptions = true): IPv4Network | IPv6Network {
  const refuse = isStrict(strict, 'ip_network');
  return either(
    address,
    () => new IPv4Network(address, refuse),
    () => new IPv6Network(address, refuse),
    'network',
  );
}

/**
 * An `IPv4Interface` or `IPv6Interface`. An integer below 2^32 is IPv4.
 *
 * Python: `ipaddress.ip_interface`.
 * @throws RangeError if it is neither.
 */
export function ip_interface(address: NetworkInput): IPv4Interface | IPv6Interface {
  return either(
    address,
    () => new IPv4Interface(address),
    () => new IPv6Interface(address),
    'interface',
  );
}
