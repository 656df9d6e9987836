import { types } from 'node:util';
import { BufferError } from './errors.ts';

/** What Python calls a bytes-like object. A `SharedArrayBuffer` is memory like any other. */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;

/** What a value is, as error messages name it. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return value.constructor?.name || 'object';
}

/**
 * The two views that passed last: programs use a buffer again and again, and to ask a view for its memory takes longer
 * than all other checks. Two, since an echo takes turns between what it receives into and what it sends.
 */
let checked: Uint8Array | undefined;
let checkedBefore: Uint8Array | undefined;
/** They are kept from being collected, so they are small. */
const CHECKED_MOST = 256 * 1024;

/** Notes a view that passed, or that need not be looked at. */
export function passed(view: Uint8Array): void {
  checkedBefore = checked;
  checked = view;
}

/**
 * The bytes of `value`, shared with it, ready to be lent to a call of the backend.
 *
 * @param where - the call and its argument, for the message: `"send() argument 'data'"`.
 * @throws TypeError if `value` is not bytes-like; BufferError if its memory is gone or may move during the call.
 */
export function bytesOf(value: unknown, where: string): Uint8Array {
  if (value instanceof Uint8Array) {
    // The usual case first, and without making anything. A detached view has no length any more.
    if (value.length > 0 && (value === checked || value === checkedBefore)) return value;
    checkMemory(value.buffer, where);
    if (value.buffer.byteLength <= CHECKED_MOST) passed(value);
    return value;
  }
  if (ArrayBuffer.isView(value)) {
    checkMemory(value.buffer, where);
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  // Also one of another realm, such as a `vm` context's.
  if (types.isAnyArrayBuffer(value)) {
    checkMemory(value, where);
    return new Uint8Array(value);
  }
  throw new TypeError(`${where}: a bytes-like object is required, not '${typeName(value)}'`);
}

/** `resizable` is ES2024: Node 20 has it, its types do not. A growable SharedArrayBuffer only grows, and may stay. */
function isResizable(buffer: ArrayBufferLike & { readonly resizable?: boolean }): boolean {
  return buffer.resizable === true;
}

function checkMemory(buffer: ArrayBufferLike, where: string): void {
  if (isResizable(buffer)) throw new BufferError(`${where}: a resizable buffer cannot be lent to a system call`);
  if (buffer.byteLength > 0) return;
  try {
    // Node 20 has no `detached`; making a view of a detached buffer is what fails everywhere.
    new Uint8Array(buffer);
  } catch {
    throw new BufferError(`${where}: the buffer is detached`);
  }
}
