import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { NamedSocket, socketArguments } from '../socket/named.ts';
import { release, setRef, watchOf } from './reactor.ts';
import type { Watch } from './watch.ts';

const { sys, errnos } = backend;

// Methods that only a class itself calls are TypeScript's `private` in a socket and in what waits: with a `#method` every object
// would have a field more for each such class, and there is one for each connection.

/** A socket whose descriptor never blocks: everything but the calls that wait. */
export abstract class AwaitedBase extends NamedSocket {
  #isRef = true;
  #watch: Watch | null = null;
  /** Whether `accept` made it: it does not listen, and nobody has another number of it before they ask for this one. */
  protected isAccepted = false;

  constructor(...given: unknown[]) {
    // Not super(...socketArguments(given)), which would go through an iterator.
    const [family, type, proto, made] = socketArguments(given);
    super(family, type, proto, made);
    if (made !== null && typeof made === 'object' && made.isNonBlocking) return;
    const result = sys.set_blocking(this.fd.number, 0);
    if (result >= 0) return;
    // Adopted, and not taken over.
    if (typeof made === 'number') this.fd.detach();
    else this.fd.close();
    throw oserror(-result, 'ioctl');
  }

  protected override blocksInKernel(): boolean {
    return false;
  }

  /** The descriptor. OSError (EBADF) if the socket is closed. */
  protected openFd(syscall: string): number {
    const fd = this.fd.number;
    if (fd < 0) throw oserror(errnos.EBADF!, syscall);
    return fd;
  }

  /** Who waits for the descriptor. */
  protected watch(fd: number): Watch {
    const before = this.#watch;
    if (before !== null && !before.isOver) return before;
    const watch = watchOf(fd, this.fd);
    watch.isShared = before !== null || !this.isAccepted;
    setRef(watch, this.#isRef);
    this.#watch = watch;
    return watch;
  }

  /** From now on others may have a duplicate of the descriptor. */
  private share(): void {
    const fd = this.fd.number;
    if (fd >= 0 && this.isAccepted) this.watch(fd).isShared = true;
  }

  override fileno(): number {
    this.share();
    return super.fileno();
  }

  override set_inheritable(inheritable: boolean | number): void {
    this.share();
    super.set_inheritable(inheritable);
  }

  override dup(): this {
    this.share();
    return super.dup();
  }

  protected override flushSends(): void {
    this.#watch?.sending?.flush();
  }

  /** Has the waits of this socket keep the process alive, as they do unless `unref()` was called. */
  ref(): this {
    return this.setRef(true);
  }

  /** Lets the process end though somebody waits for this socket. */
  unref(): this {
    return this.setRef(false);
  }

  private setRef(isRef: boolean): this {
    this.#isRef = isRef;
    if (this.fd.number >= 0) setRef(this.watch(this.fd.number), isRef);
    return this;
  }

  /** Puts the socket into the closed state without closing the descriptor. Whoever waits for it is let go: ECANCELED. */
  override detach(): number {
    if (this.fd.number >= 0) release(this.fd.number);
    return super.detach();
  }

  /** `await using s = socket(…)` closes it at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }
}
