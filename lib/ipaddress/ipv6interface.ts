import { type NetworkInput, splitPrefix, VALUE } from './base.ts';
import { IPv6Address, reverse6, sameAddress6, wordsOf } from './ipv6address.ts';
import { IPv6Network } from './ipv6network.ts';
import { explode6, format6 } from './text6.ts';
import { SCRATCH, scratch } from './words.ts';

/**
 * An IPv6 address with the network that it is on. It is an `IPv6Address` too. Immutable.
 *
 * Python: `ipaddress.IPv6Interface`.
 */
export class IPv6Interface extends IPv6Address {
  readonly #network: IPv6Network;

  /**
   * @param address As for `IPv6Network`; bits after the prefix are the interface's own.
   * @throws AddressValueError if the address is none, NetmaskValueError if the prefix is none.
   */
  constructor(address: NetworkInput) {
    const [base, prefix] = splitPrefix(address, 128);
    super(base);
    this.#network = new IPv6Network([base, prefix as string], false);
    this[VALUE] = [this[VALUE], this.#network.prefixlen];
  }

  /** The network. */
  get network(): IPv6Network {
    return this.#network;
  }

  /** The address without the network and without its zone. */
  get ip(): IPv6Address {
    wordsOf(this);
    return new IPv6Address(SCRATCH as never);
  }

  /** The network's net mask. */
  get netmask(): IPv6Address {
    return this.#network.netmask;
  }

  /** The network's host mask. */
  get hostmask(): IPv6Address {
    return this.#network.hostmask;
  }

  /** The address, all in hexadecimal and without its zone, and the prefix. */
  get with_prefixlen(): string {
    return `${this.#text}/${this.#network.prefixlen}`;
  }

  /** The address, as in `with_prefixlen`, and the net mask. */
  get with_netmask(): string {
    return `${this.#text}/${this.netmask}`;
  }

  /** The address, as in `with_prefixlen`, and the host mask. */
  get with_hostmask(): string {
    return `${this.#text}/${this.hostmask}`;
  }

  /** The long form and the prefix; as in Python, a mapped address goes without the prefix. */
  override get exploded(): string {
    return this.ipv4_mapped === null ? `${this.#long}/${this.#network.prefixlen}` : super.exploded;
  }

  override get reverse_pointer(): string {
    return this.ipv4_mapped === null ? reverse6(this.exploded) : super.reverse_pointer;
  }

  /** Whether the network is `::/128`. */
  override get is_unspecified(): boolean {
    return this.valueOf() === 0n && this.#network.is_unspecified;
  }

  /** Whether every address of the network is a loopback address. */
  override get is_loopback(): boolean {
    return super.is_loopback && this.#network.is_loopback;
  }

  override toString(): string {
    return `${super.toString()}/${this.#network.prefixlen}`;
  }

  override equals(other: unknown): boolean {
    return sameAddress6(this, other) && other instanceof IPv6Interface && this.#network.equals(other.#network);
  }

  get #text(): string {
    wordsOf(this);
    return format6(scratch.a, scratch.b, scratch.c, scratch.d);
  }

  get #long(): string {
    wordsOf(this);
    return explode6(scratch.a, scratch.b, scratch.c, scratch.d);
  }
}
