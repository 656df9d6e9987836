import type { ErrorDetail } from '../core/errors.ts';
import { Pending } from './pending.ts';

/** A call that waits, of those that are not made often enough to have a class of their own. */
export class Call<T> extends Pending<T> {
  protected override readonly syscall: string;
  readonly #call: () => number;
  readonly #value: (result: number) => T;
  readonly #detail: ErrorDetail | undefined;
  readonly #naps: boolean;

  /** @param naps - whether nothing tells when it is to be made again. */
  constructor(
    syscall: string,
    call: () => number,
    value: (result: number) => T,
    detail?: ErrorDetail,
    naps: boolean = false,
  ) {
    super();
    this.syscall = syscall;
    this.#call = call;
    this.#value = value;
    this.#detail = detail;
    this.#naps = naps;
  }

  protected override call(): number {
    return this.#call();
  }

  protected override value(result: number): T {
    return this.#value(result);
  }

  protected override detail(): ErrorDetail | undefined {
    return this.#detail;
  }

  protected override naps(): boolean {
    return this.#naps;
  }
}
