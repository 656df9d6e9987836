import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { type BindAddress, fromRecord, type ReturnedAddress, toRecord } from './address.ts';

const { sys } = backend;

/** The largest sockaddr: sizeof(struct sockaddr_storage). */
const SOCKADDR_SIZE = 128;

const scratch = new AddressRecord();

/**
 * The bytes of C's `struct sockaddr` of an address, as long as its family's: what options and messages take that hold
 * one. Names are resolved, as in `connect`.
 *
 * @param proto - the protocol, on which the addresses of AF_CAN and AF_BLUETOOTH depend.
 * @throws what `connect` throws for an address that it cannot use.
 */
export function sockaddr(family: number, address: BindAddress, proto?: number): Buffer {
  const kind = intArgument(family, "sockaddr() argument 'family'");
  const protocol = optionalInt(proto, 0, "sockaddr() argument 'proto'");
  const record = toRecord(kind, address, 'sockaddr', protocol);
  const bytes = Buffer.alloc(SOCKADDR_SIZE);
  const length = sys.pack_sockaddr(record, bytes, 0, bytes.length);
  if (length < 0) throw oserror(-length, 'sockaddr', { address });
  return bytes.subarray(0, length);
}

/**
 * Reads C's `struct sockaddr`, such as SO_ORIGINAL_DST gives: the address, in the shape of its family. What is missing of
 * a sockaddr that was cut is zero.
 *
 * @returns `null` for no bytes; `[family, bytes]` for a family without a shape.
 */
sockaddr.unpack = (buffer: BytesLike, proto?: number): ReturnedAddress => {
  const bytes = bytesOf(buffer, "sockaddr.unpack() argument 'buffer'");
  const protocol = optionalInt(proto, 0, "sockaddr.unpack() argument 'proto'");
  const result = sys.unpack_sockaddr(bytes, 0, Math.min(bytes.length, SOCKADDR_SIZE), scratch.bytes);
  if (result < 0) throw oserror(-result, 'sockaddr.unpack');
  return fromRecord(scratch, protocol);
};
