import { backend } from '../backend/load.ts';
import { SLAB_SLOT } from '../core/lent.ts';
import { keepHere } from '../core/threads.ts';

// The global is an accessor, which is called each time; and to import `node:buffer` loads more than this.
const { Buffer } = globalThis;

// Where received bytes land before they are the user's. A Buffer that was given out is never written to again.

const MSG_TRUNC = backend.constants.MSG_TRUNC ?? 0;

// By themselves: to find them in Buffer and its prototype takes a quarter of what they do.
const { allocUnsafe } = Buffer;
const { set } = Uint8Array.prototype;

/** Up to here a message is copied into the pool of small ones: cheaper than any memory of its own. */
const SMALL = 1024;
/** Up to here a call receives into the slab, or into a block of which the Buffer then is a slice. */
const MIDDLE = 64 * 1024;
const BLOCK = 256 * 1024;
/** Where a slice may begin: the kernel's copy to an odd address takes up to several times as long. */
const ALIGNED = 64;
/** The largest spare block that is kept for the next read. */
const SPARE_MOST = 4 * 1024 * 1024;

const slab = new Uint8Array(MIDDLE);
backend.sys.lend(SLAB_SLOT, slab);
/** `slab.subarray(0, n)` of small `n`, made once each: a view takes longer to make than to copy. */
const smallViews: Uint8Array[] = [];
/** The same for the last larger `n`. Programs ask for the same again and again. */
let largerView: Uint8Array = slab;

let block: Uint8Array<ArrayBuffer> = new Uint8Array(0);
let blockUsed = 0;
let spare: Uint8Array = new Uint8Array(0);

/** Whether the last message was too large to be copied cheaply. The next one is taken to be like it. */
let expectLarge = false;

/** Where the next message lands, no longer than what was asked for; and whose memory that is. */
let room: Uint8Array = slab;
let place: 'slab' | 'block' | 'spare' = 'slab';

/**
 * Finds room for `size` bytes, and no more.
 *
 * @param flags - MSG_*. With MSG_TRUNC a stream drops what it receives and counts it all the same: the room is cleared,
 * or it would give out what somebody else has received.
 */
export function reserve(size: number, flags: number): Uint8Array {
  place = size > MIDDLE ? 'spare' : size > SMALL && expectLarge ? 'block' : 'slab';
  room = place === 'slab' ? slabView(size) : place === 'block' ? inBlock(size) : inSpare(size);
  if (flags & MSG_TRUNC) room.fill(0);
  return room;
}

/** Whether a message of at most `size` bytes is received into the slab, which is lent to the backend as SLAB_SLOT. */
export function fitsSlab(size: number): boolean {
  return size <= MIDDLE && size > 0 && Number.isInteger(size) && (size <= SMALL || !expectLarge);
}

/** The first `received` bytes of the slab, as the user's own. */
export function takeSlab(received: number): Buffer {
  if (received > SMALL) {
    expectLarge = true;
    return copyOf(slab.subarray(0, received));
  }
  return copyOf(slabView(received));
}

/** The first `size` bytes of the slab. */
export function slabView(size: number): Uint8Array {
  if (size <= SMALL) {
    smallViews[size] ??= slab.subarray(0, size);
    return smallViews[size];
  }
  if (largerView.length !== size) largerView = slab.subarray(0, size);
  return largerView;
}

function inBlock(size: number): Uint8Array {
  if (block.length - blockUsed < size) {
    // One message's owner must not take the memory of the others to another thread.
    block = keepHere(Buffer.allocUnsafeSlow(BLOCK));
    blockUsed = 0;
  }
  return block.subarray(blockUsed, blockUsed + size);
}

/** Fresh memory costs more in page faults than copying does: one block serves until a read fills it. */
function inSpare(size: number): Uint8Array {
  if (spare.length >= size) return spare.length === size ? spare : spare.subarray(0, size);
  const fresh = Buffer.allocUnsafeSlow(size);
  if (size <= SPARE_MOST) spare = fresh;
  return fresh;
}

/**
 * The bytes that landed, as the user's own.
 *
 * @param result - what the call returned: with MSG_TRUNC the length of the message, which may be more than landed.
 */
export function take(result: number): Buffer {
  const { length } = room;
  const received = result < length ? result : length;
  if (place === 'slab') return takeSlab(received);
  if (place === 'block') expectLarge = received > SMALL;
  // A short message must not keep all of its room from being collected.
  if (place === 'block' ? received <= SMALL : received < length / 2) return copyOf(room.subarray(0, received));
  if (place === 'block') blockUsed += Math.ceil(received / ALIGNED) * ALIGNED;
  else if (room.buffer === spare.buffer) spare = new Uint8Array(0);
  return Buffer.from(room.buffer as ArrayBuffer, room.byteOffset, received);
}

function copyOf(view: Uint8Array): Buffer {
  const copy = allocUnsafe(view.length);
  set.call(copy, view);
  return copy;
}
