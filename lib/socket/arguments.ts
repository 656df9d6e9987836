import { intArgument, optionalInt } from '../core/numbers.ts';
import { spread } from '../core/parameters.ts';
import type { Address } from './address.ts';

// The arguments of the calls that move bytes.

/** `recv_into(buffer, { nbytes, flags })`. */
export interface ReceiveOptions {
  nbytes?: number;
  flags?: number;
}

/** How many bytes a call into `buffer` asks for. */
export function countInto(nbytes: unknown, buffer: Uint8Array, name: string): number {
  if (nbytes === undefined || nbytes === 0) return buffer.length;
  const count = intArgument(nbytes, `${name}() argument 'nbytes'`);
  if (count < 0) throw new RangeError(`negative buffersize in ${name}() argument 'nbytes'`);
  if (count > buffer.length) throw new RangeError(`${name}() argument 'buffer' is too small for requested bytes`);
  return count;
}

export function countArgument(bufsize: unknown, name: string): number {
  const count = intArgument(bufsize, `${name}() argument 'bufsize'`);
  if (count < 0) throw new RangeError(`negative buffersize in ${name}() argument 'bufsize'`);
  return count;
}

export function flagsArgument(flags: unknown, name: string): number {
  return flags === undefined || flags === 0 ? 0 : optionalInt(flags, 0, `${name}() argument 'flags'`);
}

/** The two parameters, where an options object stands in for some. */
export function receiveOptions(given: unknown[], name: string): [nbytes?: number, flags?: number] {
  return spread(given, ['nbytes', 'flags'], name) as [number?, number?];
}

/** The flags and the address of `sendto`, whose address is the last of one or two arguments. */
export function sendtoArguments(rest: readonly unknown[]): [flags: number, address: Address] {
  const given = rest.length;
  if (given < 1 || given > 2) throw new TypeError(`sendto() takes 2 or 3 arguments (${given + 1} given)`);
  return [given === 1 ? 0 : flagsArgument(rest[0], 'sendto'), rest[given - 1] as Address];
}
