/**
 * What a thread and the host of its sockets share: a request and its answer in memory, and who may touch it when.
 *
 * The thread writes a request, posts a message, and sleeps until `ANSWERED`; the host alone writes then. There is one
 * request at a time, so that nothing is ever queued.
 */

/** The calls that the host performs; a call's number is its place here. */
export const CALLS = [
  'socket',
  'socketpair',
  'dup',
  'close',
  'set_blocking',
  'get_blocking',
  'set_inheritable',
  'get_inheritable',
  'bind',
  'connect',
  'listen',
  'accept',
  'shutdown',
  'getsockname',
  'getpeername',
  'recv',
  'recvfrom',
  'send',
  'sendto',
  'getsockopt',
  'setsockopt',
  'socket_timeout',
  'poll',
  'select',
] as const;

export type Call = (typeof CALLS)[number];

// Words of the header.
/** 0 while the host is at work, 1 when it has answered. The thread sleeps on it. */
export const ANSWERED = 0;
/** What the call returns. */
export const RESULT = 1;
/** How many bytes of the note count: why this backend cannot do what was asked; 0 for none. */
export const NOTE_LENGTH = 2;
/** How many times the host has said that it is alive. */
export const PONGS = 3;
/** The call's number, and its integers. */
export const CALL = 4;
export const ARGUMENTS = 5;
export const MOST_ARGUMENTS = 6;
/** 1 if the message that was received was longer than the room for it. The host writes it in the place of an argument. */
export const TRUNCATED = ARGUMENTS + MOST_ARGUMENTS - 1;

/** Where the address record and the note are, in bytes; and how large the header is. */
export const ADDRESS_AT = 64;
export const NOTE_AT = 256;
export const NOTE_SIZE = 256;
export const HEADER_SIZE = NOTE_AT + NOTE_SIZE;

/** How many bytes a call moves at once, at least: any datagram fits. */
export const AREA_SIZE = 1 << 18;

/** What is posted to the host: a request is in the header; say that you are alive; here is a larger area. */
export type Message = 'request' | 'ping' | SharedArrayBuffer;

/** What the host is started with. */
export interface Start {
  header: SharedArrayBuffer;
  area: SharedArrayBuffer;
  /** The first descriptor. */
  base: number;
}
