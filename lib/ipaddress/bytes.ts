// Node's Buffer where there is one; in a browser its base class serves.
const NodeBuffer = (globalThis as { Buffer?: typeof Buffer }).Buffer;

/** `length` zero bytes of the caller's own: a `Buffer` under Node, a `Uint8Array` elsewhere. */
export function newBytes(length: number): Buffer {
  return NodeBuffer === undefined ? (new Uint8Array(length) as Buffer) : NodeBuffer.alloc(length);
}

/** The bytes of a view or an `ArrayBuffer`, or `undefined` for anything else. */
export function bytesOf(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof ArrayBuffer ? new Uint8Array(value) : undefined;
}
