import { BufferError } from './errors.ts';

const { isAnyArrayBuffer } = process.getBuiltinModule('node:util/types');

/** What Python calls a bytes-like object. A `SharedArrayBuffer` is memory like any other. */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;

/** What a value is, as error messages name it. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return value.constructor?.name || 'object';
}

/**
 * The bytes of `value`, shared with it, ready to be lent to a call of the backend. That a buffer may change its size does
 * not matter: it cannot while a call goes on.
 *
 * @param where - the call and its argument, for the message: `"send() argument 'data'"`.
 * @throws TypeError if `value` is not bytes-like; BufferError if its memory is gone.
 */
export function bytesOf(value: unknown, where: string): Uint8Array {
  if (value instanceof Uint8Array) {
    // The usual case first, without a look at the memory, which takes longer than all else: a detached view is empty.
    if (value.length === 0) checkMemory(value.buffer, where);
    return value;
  }
  if (ArrayBuffer.isView(value)) {
    checkMemory(value.buffer, where);
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  // Also one of another realm, such as a `vm` context's.
  if (isAnyArrayBuffer(value)) {
    checkMemory(value, where);
    return new Uint8Array(value);
  }
  throw new TypeError(`${where}: a bytes-like object is required, not '${typeName(value)}'`);
}

function checkMemory(buffer: ArrayBufferLike, where: string): void {
  if (buffer.byteLength > 0) return;
  try {
    // Node 20 has no `detached`; making a view of a detached buffer is what fails everywhere.
    new Uint8Array(buffer);
  } catch {
    throw new BufferError(`${where}: the buffer is detached`);
  }
}
