// Node's Buffer where there is one; in a browser its base class serves.
const NodeBuffer = (globalThis as { Buffer?: typeof Buffer }).Buffer;

/** `length` zero bytes of the caller's own: a `Buffer` under Node, a `Uint8Array` elsewhere. */
export function newBytes(length: number): Buffer {
  return NodeBuffer === undefined ? (new Uint8Array(length) as Buffer) : NodeBuffer.alloc(length);
}

// A browser may have no SharedArrayBuffer to compare with, and an ArrayBuffer of a frame's is no instance of ours.
const BUFFER = /^\[object (?:Shared)?ArrayBuffer\]$/;

/** The bytes of a view, an `ArrayBuffer` or a `SharedArrayBuffer`, or `undefined` for anything else. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'object') return undefined;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return BUFFER.test(Object.prototype.toString.call(value)) ? new Uint8Array(value as ArrayBuffer) : undefined;
}
