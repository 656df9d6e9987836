/**
 * The enumerations of Python's `socket`: AddressFamily, SocketKind, MsgFlag and AddressInfo.
 *
 * Constants are plain numbers here. An enumeration is a frozen object that goes both ways, from a name to its number
 * and from a number to its name; what the platform lacks is in neither direction.
 */
import { backend } from '../backend/load.ts';
import type { Constants } from './constants.ts';
import { enumNames } from './enum_names.ts';

/** The constants that start with a prefix and are all upper case, which leaves out AF_DECnet as Python does. */
type NamesWith<Prefix extends string> = Extract<keyof Constants, `${Prefix}${string}` & Uppercase<string>>;

/** A frozen object: `AddressFamily.AF_INET` is 2, and `AddressFamily[2]` is `'AF_INET'`. */
export type IntEnum<Name extends string> = { readonly [N in Name]: number } & { readonly [value: number]: string };

/** As Python does it: of the names that share a number, the first in the alphabet answers for it. */
function intEnum<Prefix extends keyof typeof enumNames>(prefix: Prefix): IntEnum<NamesWith<Prefix>> {
  const both: Record<string | number, string | number> = {};
  for (const name of enumNames[prefix]) {
    const value = backend.constants[name];
    if (value === undefined) continue;
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
