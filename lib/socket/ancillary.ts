import type { Capabilities } from '../backend/capabilities.ts';
import { type ControlItem, decodeControl } from '../backend/control.ts';
import { backend } from '../backend/load.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { INT_MAX, intArgument } from '../core/numbers.ts';

const { sys, constants, errnos, capabilities } = backend;

/**
 * An item of ancillary data to send, with the fields of a `cmsghdr`: a level such as `SOL_SOCKET`, a type such as
 * `SCM_RIGHTS`, the bytes.
 */
export type AncillaryItem = readonly [cmsg_level: number, cmsg_type: number, cmsg_data: BytesLike];

/** An item of ancillary data that came. */
export type ReceivedAncillaryItem = [cmsg_level: number, cmsg_type: number, cmsg_data: Buffer];

/**
 * Throws an OSError with ENOSYS where the backend in force lacks a feature.
 *
 * @param what - the feature in words.
 */
export function needs(feature: keyof Capabilities, what: string, syscall: string): void {
  if (!capabilities[feature]) throw oserror(errnos.ENOSYS!, syscall, { note: `the backend has no ${what}` });
}

/**
 * How many bytes an item of ancillary data takes, without the padding behind it: what `recvmsg` needs to receive that
 * item alone, if it is the last. Python's `socket.CMSG_LEN`; cmsg(3).
 *
 * @param length - of the item's data, in bytes.
 * @throws RangeError if it is negative, or the sum is more than an int of C.
 */
export function CMSG_LEN(length: number): number {
  return control('CMSG_LEN', length);
}

/**
 * How many bytes an item of ancillary data takes, with its padding: the `ancbufsize` that `recvmsg` needs is the sum of
 * them. Python's `socket.CMSG_SPACE`; cmsg(3).
 *
 * @param length - of the item's data, in bytes.
 * @throws RangeError if it is negative, or the sum is more than an int of C.
 */
export function CMSG_SPACE(length: number): number {
  return control('CMSG_SPACE', length);
}

function control(name: 'CMSG_LEN' | 'CMSG_SPACE', length: unknown): number {
  needs('messages', 'messages', name);
  const result = sys[name](intArgument(length, `${name}() argument 'length'`, 0, INT_MAX));
  if (result < 0) throw new RangeError(`${name}() argument 'length' is out of range: ${length}`);
  return result;
}

/** What an iterable gives, all of it, before anything is made of it: to iterate may run code of the caller's. */
export function listOf(value: unknown, where: string): unknown[] {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
    throw new TypeError(`${where} must be an iterable, not '${typeName(value)}'`);
  }
  return [...(value as Iterable<unknown>)];
}

/** The buffers of a message, ready to be lent. */
export function buffersOf(values: readonly unknown[], where: string): Uint8Array[] {
  return values.map((value, i) => bytesOf(value, `${where}[${i}]`));
}

/** Items of ancillary data as the caller gives them. */
export function itemsOf(values: readonly unknown[], where: string): ControlItem[] {
  return values.map((item, i) => {
    const at = `${where}[${i}]`;
    if (!Array.isArray(item))
      throw new TypeError(`${at} must be an array [level, type, data], not '${typeName(item)}'`);
    if (item.length !== 3) throw new TypeError(`${at} must have 3 elements, not ${item.length}`);
    const [level, type, data] = item;
    return [
      intArgument(level, `${at} cmsg_level`),
      intArgument(type, `${at} cmsg_type`),
      bytesOf(data, `${at} cmsg_data`),
    ];
  });
}

/** Whether the data of an item is descriptors. */
function holdsFds([level, type]: ReceivedAncillaryItem): boolean {
  return level === constants.SOL_SOCKET && (type === constants.SCM_RIGHTS || type === constants.SCM_PIDFD);
}

/** The descriptors in the data of an item; what is left over is no descriptor. */
export function fdsIn(data: Uint8Array): number[] {
  const whole = data.length - (data.length % 4);
  return Array.from(new Int32Array(Uint8Array.from(data.subarray(0, whole)).buffer));
}

/** The descriptors in records that came. */
export function fdsOf(items: readonly ReceivedAncillaryItem[]): number[] {
  return items.filter(holdsFds).flatMap(([, , data]) => fdsIn(data));
}

/**
 * Items that came, for the caller. The descriptors in them were the environment's, and are the caller's from now on. If
 * they cannot be handed over they are closed.
 *
 * @param give - makes what the caller gets of the items.
 */
export function hand<T>(records: Uint8Array, length: number, give: (items: ReceivedAncillaryItem[]) => T): T {
  const items = decodeControl(records, length);
  const fds = length === 0 ? [] : fdsOf(items);
  try {
    const given = give(items);
    for (const fd of fds) sys.disown(fd);
    return given;
  } catch (error) {
    for (const fd of fds) sys.close(fd);
    throw error;
  }
}
