import { backend } from '../backend/load.ts';
import { available } from '../core/available.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import type { ReturnedAddress } from './address.ts';
import { sockaddr } from './sockaddr.ts';
import { struct } from './struct.ts';

/** `struct sock_extended_err`. */
export interface SockExtendedErr {
  /** The errno. */
  ee_errno: number;
  /** SO_EE_ORIGIN_*: who found it. */
  ee_origin: number;
  /** Of ICMP: the type, the code. */
  ee_type: number;
  ee_code: number;
  ee_pad: number;
  /** More about it: the MTU for EMSGSIZE. */
  ee_info: number;
  ee_data: number;
}
/** What MSG_ERRQUEUE gives as ancillary data IP_RECVERR and IPV6_RECVERR; ip(7). */
export const sock_extended_err = struct<SockExtendedErr>('sock_extended_err');

/**
 * C's macro: the address of the machine that reported an error, which stands behind the `sock_extended_err`; `null` where
 * none is known.
 */
export const SO_EE_OFFENDER = available('sock_extended_err' in backend.structs, (data: BytesLike): ReturnedAddress => {
  const bytes = bytesOf(data, "SO_EE_OFFENDER() argument 'data'");
  const address = sockaddr.unpack(bytes.subarray(sock_extended_err.size));
  // AF_UNSPEC is what a family of 0 says, whatever follows it.
  return Array.isArray(address) && address[0] === backend.constants.AF_UNSPEC ? null : address;
});
