/** Bytes that have come and wait to be read. */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  /** How much of the first chunk is gone. */
  #offset = 0;
  length = 0;

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.length += chunk.length;
  }

  /**
   * Reads as much as there is and fits.
   *
   * @param peek - leaves it there.
   * @returns how much that was.
   */
  read(into: Uint8Array, peek: boolean): number {
    let copied = 0;
    let offset = this.#offset;
    let used = 0;
    while (copied < into.length && used < this.#chunks.length) {
      const chunk = this.#chunks[used]!;
      const part = chunk.subarray(offset, offset + into.length - copied);
      into.set(part, copied);
      copied += part.length;
      offset += part.length;
      if (offset < chunk.length) break;
      offset = 0;
      used++;
    }
    if (!peek) this.#drop(used, offset, copied);
    return copied;
  }

  #drop(chunks: number, offset: number, bytes: number): void {
    this.#chunks.splice(0, chunks);
    this.#offset = offset;
    this.length -= bytes;
  }

  clear(): void {
    this.#drop(this.#chunks.length, 0, this.length);
  }
}
