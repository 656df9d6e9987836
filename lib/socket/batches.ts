import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { BufferError } from '../core/errors.ts';
import { optionalInt } from '../core/numbers.ts';
import { POLLIN, POLLOUT } from '../core/wait.ts';
import { needs } from './ancillary.ts';
import { MessageBatch } from './batch.ts';
import { complete, firstFlags, waiterOf } from './call.ts';
import { MessageSocket } from './message.ts';

const { sys } = backend;

/** The calls that move many messages. */
export abstract class BatchSocket extends MessageSocket {
  /**
   * Receives messages into `batch`, as many as are there and fit; recvmmsg(2). Waits for the first of them only. Beyond
   * Python. Descriptors in ancillary data are closed: `recvmsg` has ancillary data.
   *
   * @param flags - MSG_*.
   * @returns how many messages came: `batch.count`.
   */
  recvmmsg(batch: MessageBatch, flags?: number): number {
    const { slab, size, words, records, capacity } = batchArgument(batch, 'recvmmsg');
    const given = optionalInt(flags, 0, "recvmmsg() argument 'flags'");
    const first = firstFlags(this.timeout, given);
    const call = () => sys.recvmmsg(this.fd.number, slab, size, words, records, capacity, first);
    const got = call();
    const count = got >= 0 ? got : complete(waiterOf(this, given), 'recvmmsg', POLLIN, got, call);
    batch.received(count, this.proto);
    return count;
  }

  /**
   * Sends the messages of `batch` from number `start` on, each to its address; sendmmsg(2). Beyond Python.
   *
   * @param start - 0, or how many went before: after a call that sent fewer than were left.
   * @param flags - MSG_*.
   * @returns how many messages went: on a socket that does not wait, and before one that cannot go, fewer than there are.
   * @throws OSError of the first of them. To call again from a message that was left is how to learn why.
   */
  sendmmsg(batch: MessageBatch, start?: number, flags?: number): number {
    const { slab, size, words, records, count } = batchArgument(batch, 'sendmmsg');
    const from = optionalInt(start, 0, "sendmmsg() argument 'start'", 0, count);
    const given = optionalInt(flags, 0, "sendmmsg() argument 'flags'");
    const first = firstFlags(this.timeout, given);
    batch.resolve(this.family, this.proto);
    const call = () => sys.sendmmsg(this.fd.number, slab, size, words, records, from, count - from, first);
    const sent = call();
    return sent >= 0 ? sent : complete(waiterOf(this, given), 'sendmmsg', POLLOUT, sent, call);
  }
}

function batchArgument(batch: unknown, name: string): MessageBatch {
  needs('batches', 'batches of messages', name);
  if (!(batch instanceof MessageBatch)) {
    throw new TypeError(`${name}() argument 'batch' must be a MessageBatch, not '${typeName(batch)}'`);
  }
  if (batch.slab.length === 0 || batch.words.length === 0 || batch.records.length === 0) {
    throw new BufferError(`${name}() argument 'batch': its memory was transferred`);
  }
  return batch;
}
