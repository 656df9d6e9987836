import type { Result } from './types.ts';

/**
 * Batches of streams, where `capabilities.streamBatches`. The arrays are lent for the call.
 *
 * `words` has a header of eight: how many events at the most (up to 256); how many replies there are, and after the call
 * how many of them could not go, or not all of them; how many bytes of `slab`, from its start, are received into; how many
 * at the most from one stream; 1 after the call if not all events are bytes; the tag of the next connection that is
 * accepted; how many news the next wait takes, which the call sets; 0. Then come twice as many events as there may be (the
 * caller has some of its own), and then the replies. Five words an event: kind, descriptor, tag, and
 *
 *   0  bytes came: where they begin in `slab`, how many they are
 *   1  the peer sends no more
 *   2  an error: the errno
 *   3  a connection was accepted and is watched; descriptor and tag are its own: the listener's descriptor and tag
 *   4  it can be read
 *   5  it takes bytes again
 *
 * Five words a reply: descriptor, tag, where its bytes begin in `slab`, how many they are; those that are left have what is
 * left of their bytes, and the errno that their stream failed with, or 0.
 *
 * `table` has two words a descriptor, the tag of its registration and its mode, in bits: 1 receives; 2 has bytes that could
 * not be sent, so that replies are left; 4 accepts; 8 is told ready and left alone; 16 may have reads that end early, with
 * descriptors; 32 has others that do; 64 has no duplicate, nor do the connections of a listener at first. Those of an older tag get no events, and replies to them are dropped. The calls set 2
 * and take 1 away.
 */
export interface StreamCalls {
  /** A descriptor for the calls below. */
  stream_open(): Result;
  /** Starts to tell what `fd` is ready for that its mode is for; or changes that, and tells anew. */
  stream_watch(poller: number, fd: number, mode: number, tag: number): Result;
  stream_unwatch(poller: number, fd: number): Result;
  /**
   * Sends the replies; and if all of them went, waits, and receives, without waiting, from all that are ready. Returns how
   * many events there are; 0 where replies are left.
   */
  stream_exchange(
    poller: number,
    words: Int32Array,
    table: Int32Array,
    slab: Uint8Array,
    timeout: number,
    spin?: number,
  ): Result;
  /** Sends the replies. Returns how many are left. */
  stream_send(words: Int32Array, table: Int32Array, slab: Uint8Array): Result;
}
