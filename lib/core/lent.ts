import { backend } from '../backend/load.ts';

// What is lent to the backend for good is named by a number from then on, and nobody asks for its memory any more. That
// pays for a buffer that is used again and again, which is found out here by looking at some of the calls.

const { sys } = backend;

/** What `recv` receives into. */
export const SLAB_SLOT = 0;
/** The address records of `recvfrom` and of `sendto`. */
export const FROM_SLOT = 1;
export const TO_SLOT = 2;
const FIRST_SLOT = 3;
const SECOND_SLOT = 4;

/** Two: an echo takes turns between what it receives into and what it sends. */
let first: Uint8Array = new Uint8Array(0);
let second: Uint8Array = new Uint8Array(0);
let turn = false;

/** They are kept from being collected, so they are small. */
const LENT_MOST = 256 * 1024;

/**
 * The slot of an array that is lent; -1 for one that is not. What has been detached since is empty, and is not found.
 */
export function slotOf(value: unknown): number {
  if (value === first) return first.length > 0 ? FIRST_SLOT : -1;
  if (value === second) return second.length > 0 ? SECOND_SLOT : -1;
  return -1;
}

/** One call of so many is looked at. It is odd, or an echo would have only its receives looked at, or only its sends. */
const SAMPLE = 15;
/** How much more often than others an array must have been seen. */
const OFTEN = 8;

let left = SAMPLE;
let candidate: Uint8Array | undefined;
let lead = 0;

/** Notes the use of an array that is not lent, and lends it once it is used for a third of the calls. */
export function noteUse(array: Uint8Array): void {
  if (--left === 0) sample(array);
}

function sample(array: Uint8Array): void {
  left = SAMPLE;
  if (array === candidate) {
    lead += 2;
    if (lead >= OFTEN) lend(array);
  } else if (lead > 0) {
    lead--;
  } else if (isPlain(array) && isLendable(array.buffer)) {
    candidate = array;
    lead = 1;
  }
}

/** The length of any other might be what somebody says it is. */
function isPlain(array: Uint8Array): boolean {
  const prototype = Object.getPrototypeOf(array);
  return (prototype === Buffer.prototype || prototype === Uint8Array.prototype) && !Object.hasOwn(array, 'length');
}

/** Its length must not change: shared memory may grow. `resizable` is ES2024: Node 20 has it, its types do not. */
function isLendable(buffer: ArrayBufferLike & { readonly resizable?: boolean }): boolean {
  return buffer instanceof ArrayBuffer && buffer.resizable !== true && buffer.byteLength <= LENT_MOST;
}

function lend(array: Uint8Array): void {
  candidate = undefined;
  lead = 0;
  turn = !turn;
  if (sys.lend(turn ? FIRST_SLOT : SECOND_SLOT, array) < 0) return;
  if (turn) first = array;
  else second = array;
}
