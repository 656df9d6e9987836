// How batches of streams cross the seam: see `backend/stream_calls.ts`. What stands in for it where the
// backend has no such call works on the same words.

/** Words of the header. */
export const MOST = 0;
export const REPLIES = 1;
export const RECEIVE = 2;
export const ROOM = 3;
export const OTHER = 4;
export const NEXT_TAG = 5;
export const TAKE = 6;
export const HEADER_WORDS = 8;

/** Words of an event: kind, descriptor, tag, and two more. Of a reply: descriptor, tag, offset, length, errno. */
export const ENTRY_WORDS = 5;
/** Twice as many events fit as come from the call. */
const EVENT_PARTS = 2;

/** The most events that a call brings. */
export const EVENTS_MOST = 256;
/** How many replies wait for the call at the most. */
export const REPLIES_MOST = 1024;

// Kinds of events.
export const DATA = 0;
export const END = 1;
export const ERROR = 2;
export const ACCEPTED = 3;
export const READY = 4;
export const WRITABLE = 5;
/** Ours: what could not be sent has gone. */
export const DRAINED = 6;

// Modes of a registration.
export const READS = 1;
export const HOLDS = 2;
export const LISTENS = 4;
export const TELLS = 8;
export const PARTS = 16;
export const ASKS = 32;
export const SOLE = 64;

/** What a batch and whoever performs its calls work on. */
export interface Memory {
  /** Received into from the start; behind that are replies that are not what came. */
  readonly slab: Buffer<ArrayBuffer>;
  readonly words: Int32Array<ArrayBuffer>;
  /** Where in `words` the replies begin. */
  readonly repliesAt: number;
}

/** Where event `i` begins in `words`. */
export function eventAt(i: number): number {
  return HEADER_WORDS + ENTRY_WORDS * i;
}

/**
 * @param most - events at the most.
 * @param receive - bytes of the slab that are received into.
 * @param room - bytes at the most from one stream.
 * @param more - bytes of the slab behind them.
 */
export function makeMemory(most: number, receive: number, room: number, more: number): Memory {
  const repliesAt = eventAt(EVENT_PARTS * most);
  const words = new Int32Array(repliesAt + ENTRY_WORDS * REPLIES_MOST);
  words[MOST] = words[TAKE] = most;
  words[RECEIVE] = receive;
  words[ROOM] = room;
  words[NEXT_TAG] = 1;
  return { slab: Buffer.alloc(receive + more), words, repliesAt };
}

/** The tag of a new registration. 0 is none's. */
export function takeTag(words: Int32Array): number {
  const tag = words[NEXT_TAG]!;
  words[NEXT_TAG] = tag + 1;
  if (words[NEXT_TAG] === 0) words[NEXT_TAG] = 1;
  return tag;
}
