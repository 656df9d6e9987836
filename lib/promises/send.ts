import { backend } from '../backend/load.ts';
import { Pending } from './pending.ts';

const { sys } = backend;

/** What is left of a `sendall`: part after part, as there is room. */
export class SendAll extends Pending<void> {
  readonly #fd: number;
  readonly #bytes: Uint8Array;
  readonly #flags: number;
  readonly #naps: boolean;
  #sent: number;

  constructor(fd: number, bytes: Uint8Array, sent: number, flags: number, naps: boolean) {
    super();
    this.#fd = fd;
    this.#bytes = bytes;
    this.#sent = sent;
    this.#flags = flags;
    this.#naps = naps;
  }

  protected override get syscall(): string {
    return 'send';
  }

  protected override call(): number {
    const { length } = this.#bytes;
    for (;;) {
      const result = sys.send(this.#fd, this.#bytes, this.#sent, length - this.#sent, this.#flags);
      if (result < 0) return result;
      this.#sent += result;
      if (this.#sent >= length) return length;
    }
  }

  protected override value(): void {}

  protected override naps(): boolean {
    return this.#naps;
  }
}
