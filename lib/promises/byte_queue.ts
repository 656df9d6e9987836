/** Bytes that come in pieces and go in others. */
export class ByteQueue {
  #pieces: Buffer[] = [];
  #length = 0;
  /** In so many pieces the byte was not found. */
  #searched = 0;

  get length(): number {
    return this.#length;
  }

  add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** How many bytes there are up to the first `byte` and with it; -1 if there is none. It is always the same byte. */
  after(byte: number): number {
    let before = 0;
    for (const [i, piece] of this.#pieces.entries()) {
      const at = i < this.#searched ? -1 : piece.indexOf(byte);
      if (at >= 0) return before + at + 1;
      before += piece.length;
    }
    this.#searched = this.#pieces.length;
    return -1;
  }

  /** Takes up to `size` bytes from the front; all if it is negative. */
  take(size: number): Buffer {
    const wanted = size < 0 ? this.#length : Math.min(size, this.#length);
    this.#searched = 0;
    this.#length -= wanted;
    const first = this.#pieces[0];
    if (first !== undefined && first.length > wanted) {
      this.#pieces[0] = first.subarray(wanted);
      return first.subarray(0, wanted);
    }
    let count = 0;
    let sum = 0;
    while (sum < wanted) sum += this.#pieces[count++]!.length;
    const taken = this.#pieces.splice(0, count);
    if (sum > wanted) {
      const last = taken[count - 1]!;
      const cut = last.length - (sum - wanted);
      this.#pieces.unshift(last.subarray(cut));
      taken[count - 1] = last.subarray(0, cut);
    }
    return taken.length === 1 ? taken[0]! : Buffer.concat(taken);
  }
}
