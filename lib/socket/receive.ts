import { Buffer } from 'node:buffer';
import { markAsUntransferable } from 'node:worker_threads';
import { backend } from '../backend/load.ts';
import { passed } from '../core/bytes.ts';

// Where received bytes land before they are the user's. A Buffer that was given out is never written to again.

const MSG_TRUNC = backend.constants.MSG_TRUNC ?? 0;

/** Up to here a message is received into the slab, and copied: cheaper than any new memory. */
const SMALL = 1024;
/** Up to here it is received into a block of the pool, and the Buffer is a slice of it. */
const MIDDLE = 64 * 1024;
const BLOCK = 256 * 1024;
/** The largest spare block that is kept for the next read. */
const SPARE_MOST = 4 * 1024 * 1024;

const slab = new Uint8Array(SMALL);
/** `slab.subarray(0, n)`, made once an `n`: a view takes longer to make than to copy. */
const slabViews: Uint8Array[] = [];
/** The same for the block from `blockUsed` on, which stays where it is while messages are small. */
let blockViews: Uint8Array[] = [];
let block: Uint8Array<ArrayBuffer> = new Uint8Array(0);
let blockUsed = 0;
let spare: Uint8Array = new Uint8Array(0);

/** The place that `reserve` found: receive into `bytes` from `at` on. */
export const landing = { bytes: slab as Uint8Array, at: 0, size: 0 };

/**
 * Finds room for `size` bytes.
 *
 * @param flags - MSG_*. With MSG_TRUNC a stream drops what it receives and counts it all the same: the room is cleared,
 * or it would give out what somebody else has received.
 */
export function reserve(size: number, flags: number): void {
  landing.size = size;
  if (size <= SMALL) {
    landing.bytes = slab;
    landing.at = 0;
  } else if (size <= MIDDLE) {
    if (block.length - blockUsed < size) {
      block = Buffer.allocUnsafeSlow(BLOCK);
      blockUsed = 0;
      blockViews = [];
      // One message's owner must not take the memory of the others to another thread.
      markAsUntransferable(block.buffer);
    }
    landing.bytes = block;
    landing.at = blockUsed;
  } else {
    // Fresh memory costs more in page faults than copying does: one block serves until a read fills it.
    const room = spare.length < size ? Buffer.allocUnsafeSlow(size) : spare;
    if (size <= SPARE_MOST) spare = room;
    landing.bytes = room;
    landing.at = 0;
  }
  if (flags & MSG_TRUNC) landing.bytes.fill(0, landing.at, landing.at + size);
}

/**
 * The bytes that landed, as the user's own.
 *
 * @param result - what the call returned: with MSG_TRUNC the length of the message, which may be more than landed.
 */
export function take(result: number): Buffer {
  const { bytes, at, size } = landing;
  const received = Math.min(result, size);
  if (received <= SMALL) return copySmall(received);
  if (bytes !== block && received < bytes.length / 2) return copyOf(bytes.subarray(at, at + received));
  if (bytes === block) {
    blockUsed += received;
    blockViews = [];
  } else if (bytes === spare) {
    spare = new Uint8Array(0);
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, received);
}

function copySmall(received: number): Buffer {
  const { bytes, at } = landing;
  const views = bytes === slab ? slabViews : bytes === block ? blockViews : undefined;
  const view = views?.[received] ?? bytes.subarray(at, at + received);
  if (views !== undefined) views[received] = view;
  const copy = copyOf(view);
  passed(copy);
  return copy;
}

function copyOf(view: Uint8Array): Buffer {
  const copy = Buffer.allocUnsafe(view.length);
  copy.set(view);
  return copy;
}
