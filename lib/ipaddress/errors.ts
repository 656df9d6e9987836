/**
 * An address is malformed or out of range. A `RangeError`, as every `ValueError` of Python's is here.
 *
 * Python: `ipaddress.AddressValueError`.
 */
export class AddressValueError extends RangeError {
  override get name(): string {
    return 'AddressValueError';
  }
}

/**
 * A netmask, or the length of a prefix, is none.
 *
 * Python: `ipaddress.NetmaskValueError`.
 */
export class NetmaskValueError extends RangeError {
  override get name(): string {
    return 'NetmaskValueError';
  }
}
