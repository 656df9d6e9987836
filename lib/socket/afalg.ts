import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import type { AncillaryItem } from './ancillary.ts';

const { constants, errnos } = backend;
const name = 'sendmsg_afalg';

/** `sendmsg_afalg({ msg, op, iv, assoclen, flags })`. */
export interface AfAlgOptions {
  msg?: Iterable<BytesLike>;
  op: number;
  iv?: BytesLike | null;
  assoclen?: number;
  flags?: number;
}

/** A number as C's `unsigned int`. */
function word(value: number): Uint8Array {
  return new Uint8Array(Uint32Array.of(value).buffer);
}

/** What `sendmsg` is to be given for these arguments of `sendmsg_afalg`: af_alg's `struct af_alg_iv` and its ints. */
export function afalgItems(
  family: number,
  given: readonly unknown[],
): [msg: Iterable<BytesLike>, ancdata: AncillaryItem[], flags: number] {
  const { AF_ALG, SOL_ALG, ALG_SET_OP, ALG_SET_IV, ALG_SET_AEAD_ASSOCLEN } = constants;
  if (AF_ALG === undefined || family !== AF_ALG) {
    throw oserror(errnos.EAFNOSUPPORT!, name, { text: 'algset is only supported for AF_ALG' });
  }
  const [msg, op, iv, assoclen, flags] = optional(given, ['msg'], name, ['op', 'iv', 'assoclen', 'flags']);
  if (op === undefined) throw new TypeError(`${name}() missing argument 'op'`);
  const items: AncillaryItem[] = [[SOL_ALG!, ALG_SET_OP!, word(intArgument(op, `${name}() argument 'op'`, 0))]];
  if (iv !== undefined && iv !== null) {
    const bytes = bytesOf(iv, `${name}() argument 'iv'`);
    items.push([SOL_ALG!, ALG_SET_IV!, Buffer.concat([word(bytes.length), bytes])]);
  }
  if (assoclen !== undefined) {
    items.push([SOL_ALG!, ALG_SET_AEAD_ASSOCLEN!, word(intArgument(assoclen, `${name}() argument 'assoclen'`, 0))]);
  }
  const list = msg === undefined ? [] : (msg as Iterable<BytesLike>);
  return [list, items, optionalInt(flags, 0, `${name}() argument 'flags'`)];
}
