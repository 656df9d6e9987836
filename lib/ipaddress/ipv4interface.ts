import { type NetworkInput, splitPrefix, VALUE } from './base.ts';
import { bitsOf, IPv4Address, makeAddress4, sameAddress4 } from './ipv4address.ts';
import { IPv4Network } from './ipv4network.ts';
import { format4 } from './text4.ts';

/**
 * An IPv4 address with the network that it is on. It is an `IPv4Address` too. Immutable.
 *
 * Python: `ipaddress.IPv4Interface`.
 */
export class IPv4Interface extends IPv4Address {
  readonly #network: IPv4Network;

  /**
   * @param address As for `IPv4Network`; bits after the prefix are the interface's own.
   * @throws AddressValueError if the address is none, NetmaskValueError if the mask is none.
   */
  constructor(address: NetworkInput) {
    const [base, mask] = splitPrefix(address, 32);
    super(base);
    this.#network = new IPv4Network([base, mask as string], false);
    this[VALUE] = [this[VALUE], this.#network.prefixlen];
  }

  /** The network. */
  get network(): IPv4Network {
    return this.#network;
  }

  /** The address without the network. */
  get ip(): IPv4Address {
    return makeAddress4(bitsOf(this));
  }

  /** The network's net mask. */
  get netmask(): IPv4Address {
    return this.#network.netmask;
  }

  /** The network's host mask. */
  get hostmask(): IPv4Address {
    return this.#network.hostmask;
  }

  /** The text: the address and the prefix. */
  get with_prefixlen(): string {
    return this.toString();
  }

  /** The address and the net mask. */
  get with_netmask(): string {
    return `${format4(bitsOf(this))}/${this.netmask}`;
  }

  /** The address and the host mask. */
  get with_hostmask(): string {
    return `${format4(bitsOf(this))}/${this.hostmask}`;
  }

  /** False, as in Python, where an interface never equals the address 0.0.0.0. */
  override get is_unspecified(): boolean {
    return false;
  }

  override toString(): string {
    return `${format4(bitsOf(this))}/${this.#network.prefixlen}`;
  }

  override equals(other: unknown): boolean {
    return sameAddress4(this, other) && other instanceof IPv4Interface && this.#network.equals(other.#network);
  }
}
