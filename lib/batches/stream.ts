import { backend } from '../backend/load.ts';
import { type BytesLike, typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { custom } from '../core/inspect.ts';
import type { FileObject } from '../selectors/key.ts';
import { Socket } from '../socket/socket.ts';
import type { Nature } from './nature.ts';
import { Unsent } from './unsent.ts';

/** Where a stream stands. */
export const OPEN = 0;
/** To be closed when all has gone. */
export const ENDING = 1;
/** It has failed, and the next wait says so. */
export const FAILED = 2;
export const CLOSED = 3;

/** What a stream asks of its batch. */
export interface Hands<D> {
  send(stream: BatchStream<D>, bytes: BytesLike): void;
  close(stream: BatchStream<D>): void;
  abort(stream: BatchStream<D>): void;
  detach(stream: BatchStream<D>): number;
  /** Others may have a duplicate from now on. */
  share(stream: BatchStream<D>): void;
  /** A socket owns the descriptor now. */
  disown(stream: BatchStream<D>): void;
}

/**
 * A connection in a `StreamBatch`, or a listener, or what is only watched. Two connections are two objects, though the
 * system may give the number of the one to the other: whoever keeps one reaches nobody else with it.
 */
export class BatchStream<D = unknown> {
  /** The program's own. */
  data: D;
  /** The listener that accepted it; `null` for what was added. */
  readonly listener: BatchStream<D> | null;

  // For the batch.
  /** The registration. */
  readonly _tag: number;
  readonly _file: FileObject | null;
  readonly _nature: Nature | null;
  readonly _unsent: Unsent = new Unsent();
  _fd: number;
  _state: number = OPEN;
  /** The errno that it failed with. */
  _errno = 0;
  /** It is not read until all has gone. */
  _isPaused = false;
  _isListener = false;
  /** The peer sends no more. */
  _hasEnded = false;
  /** Others may have a duplicate. */
  _isShared: boolean;
  readonly #hands: Hands<D>;
  #socket: Socket | undefined;

  /** Batches make them. */
  constructor(
    hands: Hands<D>,
    fd: number,
    tag: number,
    file: FileObject | null,
    nature: Nature | null,
    listener: BatchStream<D> | null,
    data: D,
  ) {
    this.#hands = hands;
    this._fd = fd;
    this._tag = tag;
    this._file = file;
    this._nature = nature;
    this._isShared = file !== null;
    this.listener = listener;
    this.data = data;
  }

  /** The descriptor; -1 once the stream is closed. */
  fileno(): number {
    this.#share();
    return this._fd;
  }

  /** Whether it is closed, or was taken out of the batch. */
  get isClosed(): boolean {
    return this._state === CLOSED;
  }

  /** How many bytes wait until the peer takes them: those that were sent and did not go. */
  get unsent(): number {
    return this._unsent.length;
  }

  /** Whether nothing is read from it, because more than the batch's `limit` is unsent. */
  get isPaused(): boolean {
    return this._isPaused;
  }

  /**
   * Sends bytes with the next wait, or `flush()`, behind those that are sent already. Bytes of the batch's slab are sent
   * from where they are, and are to be left as they are until then; of others there is a copy. What the peer does not take
   * is kept.
   *
   * @throws OSError (EBADF) if the stream is closed; BlockingIOError if more than the batch's `most` is unsent: nothing is
   * taken then. To a stream that has failed, of which the next wait tells, bytes are sent in vain.
   */
  send(bytes: BytesLike): void {
    this.#hands.send(this, bytes);
  }

  /** Closes it as soon as all that was sent has gone; nothing more is read from it. A second call does nothing. */
  close(): void {
    this.#hands.close(this);
  }

  /** Closes it at once, whatever is unsent. */
  abort(): void {
    this.#hands.abort(this);
  }

  /**
   * Takes it out of the batch and leaves it open. What is unsent is lost: `flush()` before.
   *
   * @returns the descriptor: its object's, if it was added as one or `socket()` made one, else the caller's from now on. -1 if
   * it was closed.
   */
  detach(): number {
    return this.#hands.detach(this);
  }

  /**
   * The socket, to set options or ask for names. It does not wait. It is the same as the stream: whichever is closed first
   * closes the other.
   *
   * @throws TypeError if what was added is no `Socket`; OSError (EBADF) if the stream is closed.
   */
  socket(): Socket {
    if (this._file instanceof Socket) return this._file;
    if (this.#socket !== undefined) return this.#socket;
    if (this._file !== null || this._nature === null) {
      throw new TypeError(`socket(): what was added is no Socket, but '${typeName(this._file)}'`);
    }
    if (this._fd < 0) throw oserror(backend.errnos.EBADF!, 'socket');
    const { family, type, proto } = this._nature;
    this.#share();
    const made = new Socket(family, type, proto, { fd: OwnedFd.take(this._fd) });
    made.setblocking(false);
    this.#socket = made;
    this.#hands.disown(this);
    return made;
  }

  #share(): void {
    if (this._isShared || this._fd < 0) return;
    this._isShared = true;
    this.#hands.share(this);
  }

  /** For the batch: whether `file` is this one again, and not another with a number that was used again. */
  _isOf(file: FileObject): boolean {
    return !this._isShared || typeof file === 'number' || [this, this._file, this.#socket].includes(file as this);
  }

  /** For the batch: closes the descriptor's object, if it has one. Returns whether no more is to be done. */
  _closeObject(): boolean {
    if (this._nature === null) return true; // Only watched.
    if (this.#socket !== undefined) {
      this.#socket.close();
      return true;
    }
    if (typeof this._file !== 'object' || this._file === null) return false;
    (this._file as { close?: () => void }).close?.();
    return true;
  }

  [custom](): string {
    const state = ['open', 'ending', 'failed', 'closed'][this._state];
    return `<BatchStream fd=${this._fd} ${state}${this.unsent === 0 ? '' : `, ${this.unsent} bytes unsent`}>`;
  }
}
