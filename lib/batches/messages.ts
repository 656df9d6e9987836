import type { BytesLike } from '../core/bytes.ts';
import { type OSError, oserror } from '../core/errors.ts';
import { intArgument } from '../core/numbers.ts';
import { DATA, ERROR, eventAt } from './layout.ts';
import type { BatchStream } from './stream.ts';
import { Streams } from './streams.ts';

/**
 * What a message of a batch is:
 * - `'data'`: bytes came;
 * - `'end'`: the peer sends no more; it may still read. The stream stays until it is closed;
 * - `'error'`: `error(i)`. The stream is closed, unless it is a listener, which goes on later;
 * - `'open'`: a listener of the batch has accepted the stream;
 * - `'drain'`: a stream that was not read, because too much was unsent, has sent all of it;
 * - `'ready'`: what `watch()` was given can be read.
 */
export type MessageKind = 'data' | 'end' | 'error' | 'open' | 'ready' | 'drain';

const KINDS: readonly MessageKind[] = ['data', 'end', 'error', 'open', 'ready', 'data', 'drain'];
/** The last word of an error: it was a send that failed. */
export const SENDING = 1;

/** What the last wait brought. */
export abstract class Messages<D> extends Streams<D> {
  /** How many they are. */
  protected messages = 0;

  /** Where all that came is, one message behind the other. The next wait writes over it. */
  get slab(): Buffer {
    return this.memory.slab;
  }

  /** How many messages the last wait brought. */
  get count(): number {
    return this.messages;
  }

  /** What message `i` is. */
  kind(i: number): MessageKind {
    return KINDS[this.words[this.#at(i)]!]!;
  }

  /** The stream that message `i` is of: the same object for as long as the stream is in the batch. */
  stream(i: number): BatchStream<D> {
    const at = this.#at(i);
    const stream = this.members.get(this.words[at + 1]!);
    const tag = this.words[at + 2]!;
    // It may have been closed since.
    return stream?._tag === tag ? stream! : this.gone.get(tag)!;
  }

  /** Where the bytes of message `i` begin in `slab`. */
  offset(i: number): number {
    const at = this.#at(i);
    return this.words[at] === DATA ? this.words[at + 3]! : 0;
  }

  /** How many bytes message `i` has. */
  length(i: number): number {
    const at = this.#at(i);
    return this.words[at] === DATA ? this.words[at + 4]! : 0;
  }

  /** The bytes of message `i`, as a view of `slab`: the next wait writes over them. */
  bytes(i: number): Buffer {
    const offset = this.offset(i);
    return this.memory.slab.subarray(offset, offset + this.length(i));
  }

  /** What went wrong; `null` for a message that is no error. */
  error(i: number): OSError | null {
    const at = this.#at(i);
    if (this.words[at] !== ERROR) return null;
    const call = this.stream(i)._isListener ? 'accept' : this.words[at + 4] === SENDING ? 'send' : 'recv';
    return oserror(this.words[at + 3]!, call);
  }

  /**
   * Sends bytes back to where message `i` came from, with the next wait.
   *
   * @param bytes - as in `BatchStream.send`. Left out: those of the message, from where they are. To a stream that was closed
   * since nothing is sent.
   */
  reply(i: number, bytes?: BytesLike): void {
    const at = this.#at(i);
    const { words } = this;
    if (bytes === undefined) {
      if (words[at] === DATA) this.queue(words[at + 1]!, words[at + 2]!, words[at + 3]!, words[at + 4]!);
      return;
    }
    const stream = this.stream(i);
    if (stream.isClosed) return;
    this.sendTo(stream, bytes, "reply() argument 'bytes'");
  }

  /** Sends the bytes of message `i` to another stream, from where they are, with the next wait. */
  forward(i: number, to: BatchStream): void {
    to.send(this.bytes(i));
  }

  /** Where the words of message `i` begin. */
  #at(i: number): number {
    if (i >>> 0 === i && i < this.messages) return eventAt(i);
    intArgument(i, "StreamBatch: argument 'i'", 0);
    throw new RangeError(`StreamBatch: there is no message ${i}: the last wait brought ${this.messages}`);
  }
}
