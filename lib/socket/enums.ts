/**
 * The enumerations of Python's `socket`: AddressFamily, SocketKind, MsgFlag and AddressInfo.
 *
 * Constants are plain numbers here. An enumeration is a frozen object that goes both ways, from a name to its number
 * and from a number to its name; what the platform lacks is in neither direction.
 */
import { backend } from '../backend/load.ts';
import type { Constants } from './constants.ts';

/** The constants that start with a prefix and are all upper case, which leaves out AF_DECnet as Python does. */
type NamesWith<Prefix extends string> = Extract<keyof Constants, `${Prefix}${string}` & Uppercase<string>>;

/** A frozen object: `AddressFamily.AF_INET` is 2, and `AddressFamily[2]` is `'AF_INET'`. */
export type IntEnum<Name extends string> = { readonly [N in Name]: number } & { readonly [value: number]: string };

/** Further names of a number that Python knows by a later name in the alphabet. */
const aliases = new Set(['AF_FILE', 'AF_LOCAL', 'AF_OROUTE']);

/** The names that the platform has, by their prefix: one look at them all for the four enumerations. */
const present = new Map<string, string[]>(['AF_', 'SOCK_', 'MSG_', 'AI_'].map((prefix) => [prefix, []]));
for (const name of Object.keys(backend.constants)) {
  const names = present.get(name.slice(0, name.indexOf('_') + 1));
  if (names !== undefined && name === name.toUpperCase()) names.push(name);
}

/** As Python does it: of the names that share a number, the first in the alphabet answers for it. */
function intEnum<Prefix extends string>(prefix: Prefix): IntEnum<NamesWith<Prefix>> {
  const members = present
    .get(prefix)!
    .sort((a, b) => Number(aliases.has(a)) - Number(aliases.has(b)) || (a < b ? -1 : 1));
  const both: Record<string | number, string | number> = {};
  for (const name of members) {
    const value = backend.constants[name]!;
    both[name] = value;
    both[value] ??= name;
  }
  return Object.freeze(both) as unknown as IntEnum<NamesWith<Prefix>>;
}

/** Address families, AF_*: the first argument of `socket()`. Python's `socket.AddressFamily`. */
export const AddressFamily: IntEnum<NamesWith<'AF_'>> = intEnum('AF_');

/** Socket types, SOCK_*: the second argument of `socket()`. Python's `socket.SocketKind`. */
export const SocketKind: IntEnum<NamesWith<'SOCK_'>> = intEnum('SOCK_');

/** Flags of `send()` and `recv()`, MSG_*, one name a bit. Python's `socket.MsgFlag`. */
export const MsgFlag: IntEnum<NamesWith<'MSG_'>> = intEnum('MSG_');

/** Flags of `getaddrinfo()`, AI_*, one name a bit. Python's `socket.AddressInfo`. */
export const AddressInfo: IntEnum<NamesWith<'AI_'>> = intEnum('AI_');
