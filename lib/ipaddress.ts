/** Python's `ipaddress`: addresses, networks and interfaces of IPv4 and IPv6. It needs nothing else of the package. */
export type { AddressInput, NetworkInput } from './ipaddress/base.ts';
export { AddressValueError, NetmaskValueError } from './ipaddress/errors.ts';
export { ip_address, ip_interface, ip_network } from './ipaddress/factories.ts';
export { IPv4Address, v4_int_to_packed } from './ipaddress/ipv4address.ts';
export { IPv4Interface } from './ipaddress/ipv4interface.ts';
export { IPv4Network } from './ipaddress/ipv4network.ts';
export { IPv6Address, v6_int_to_packed } from './ipaddress/ipv6address.ts';
export { IPv6Interface } from './ipaddress/ipv6interface.ts';
export { IPv6Network } from './ipaddress/ipv6network.ts';
export type { NetworkOptions, PrefixOptions } from './ipaddress/network.ts';
export { collapse_addresses, get_mixed_type_key, summarize_address_range } from './ipaddress/ranges.ts';
