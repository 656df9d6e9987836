/**
 * Ancillary data as it crosses the seam: records, one behind the other. `native/control.h` describes the same bytes.
 *
 *     0  int32  level: SOL_*
 *     4  int32  type: SCM_* and others
 *     8  int32  length: how many bytes from 12 on count
 *    12  the bytes, and zeros up to a multiple of 4
 *
 * Integers are in the machine's byte order.
 */
const HEADER = 12;

/** An item of ancillary data, as in the arguments of sendmsg(2): level, type, bytes. */
export type ControlItem = readonly [level: number, type: number, data: Uint8Array];

const NONE = new Uint8Array(0);

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** The records of items. */
export function encodeControl(items: readonly ControlItem[]): Uint8Array {
  if (items.length === 0) return NONE;
  const size = items.reduce((sum, [, , data]) => sum + HEADER + padded(data.length), 0);
  const records = new Uint8Array(size);
  const words = new Int32Array(records.buffer);
  let at = 0;
  for (const [level, type, data] of items) {
    words.set([level, type, data.length], at / 4);
    records.set(data, at + HEADER);
    at += HEADER + padded(data.length);
  }
  return records;
}

/** The items of `length` bytes of records, with copies of their bytes. */
export function decodeControl(records: Uint8Array, length: number): [level: number, type: number, data: Buffer][] {
  const items: [number, number, Buffer][] = [];
  const words = new Int32Array(records.buffer, records.byteOffset, Math.floor(records.length / 4));
  for (let at = 0; at < length; ) {
    const [level, type, size] = words.subarray(at / 4, at / 4 + 3) as unknown as [number, number, number];
    items.push([level, type, Buffer.from(records.subarray(at + HEADER, at + HEADER + size))]);
    at += HEADER + padded(size);
  }
  return items;
}
