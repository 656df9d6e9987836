import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { UNLIMITED } from './limits.ts';
import { EAGAIN, EINTR } from './pending.ts';
import { telling } from './reactor.ts';
import { Send, SendAll } from './send.ts';
import type { Outbox, Watch } from './watch.ts';

// Sends that leave together. While the program is told a batch of news every handler sends its answer, and each call that
// sends takes the processor's caches away from the program. So the bytes are collected, and one call sends them when all
// handlers that are ready have run. Whatever else is done with a descriptor comes after what was sent on it before: see
// `Watch.sending`.

const { sys, errnos } = backend;
const ENOBUFS = -errnos.ENOBUFS!;

/** With fewer news than this a send is made at once. */
const FEW = 4;
/** So many leave together at the most: the first must not wait for long. */
const MOST = 64;
/** The longest message that is copied. Beside the call one copy more is nothing. */
const LONGEST = 4096;
/** Descriptor, where in the slab the bytes begin, and how many they are: afterwards, how many are left, or -errno. */
const WORDS = 3;

/** What is to be known of the socket that sends. */
interface Sender {
  readonly timeout: number | null;
}

/** A send that waits to leave. */
class Held {
  watch: Watch | null = null;
  socket: Sender | null = null;
  /** The caller's: what is left of them is sent from there. */
  bytes: Uint8Array | null = null;
  resolve: ((value: unknown) => void) | null = null;
  /** How many they were: by the time they leave the caller may have taken their memory away. */
  length = 0;
  isAll = false;
  /** The socket's. */
  timeout: number | null = null;
}

const words = new Int32Array(WORDS * MOST);
const slab = new Uint8Array(LONGEST * MOST);
const held = Array.from({ length: MOST }, () => new Held());
let count = 0;
let isEnding = false;
/** How much of the slab is taken. */
let used = 0;

const SOON = Promise.resolve();

// A promise's function, taken out without a closure for each promise.
let resolveLast: (value: never) => void;
const capture = (resolve: (value: never) => void) => {
  resolveLast = resolve;
};

const outbox: Outbox = { flush };

// What is collected leaves before the process ends. Whatever another listener sends after that is sent at once: there are no
// more turns.
process.on('exit', () => {
  isEnding = true;
  flush();
});

/** Whether a message of so many bytes is to be collected. */
export function mayCollect(length: number): boolean {
  return length <= LONGEST && telling() >= FEW && !isEnding;
}

/**
 * Collects a message. The descriptor has none to leave, as the next may only go when all of the one before has gone, and
 * nobody waits to write.
 *
 * @returns what `send` does, or with `isAll` `sendall`.
 */
export function collect<T>(socket: Sender, watch: Watch, bytes: Uint8Array, isAll: boolean): Promise<T> {
  const { length } = bytes;
  if (count === MOST) flush();
  // After whoever is ready to run has had its turn.
  if (count === 0) SOON.then(flush);
  slab.set(bytes, used);
  const at = WORDS * count;
  words[at] = watch.fd;
  words[at + 1] = used;
  words[at + 2] = length;
  used += length;
  const promise = new Promise<T>(capture);
  const one = held[count++]!;
  one.watch = watch;
  one.bytes = bytes;
  one.resolve = resolveLast as (value: unknown) => void;
  one.length = length;
  one.isAll = isAll;
  one.timeout = socket.timeout;
  one.socket = socket;
  watch.sending = outbox;
  return promise;
}

/** Sends what is collected. */
function flush(): void {
  const sent = count;
  if (sent === 0) return;
  count = used = 0;
  sys.reactor_send(words, slab, sent);
  for (let i = 0; i < sent; i++) {
    const one = held[i]!;
    const watch = one.watch!;
    const resolve = one.resolve!;
    watch.sending = null;
    const left = words[WORDS * i + 2]!;
    if (left !== 0) resolve(rest(watch, left, one));
    else resolve(one.isAll ? undefined : one.length);
    one.watch = one.socket = one.bytes = one.resolve = null;
  }
}

/** What comes of a message of which so many bytes are left, or -errno. */
function rest(watch: Watch, left: number, one: Held): Promise<unknown> | number {
  const { length, isAll, timeout } = one;
  const bytes = one.bytes!;
  const socket = one.socket!;
  if (left < 0 && left !== EAGAIN && left !== EINTR && left !== ENOBUFS) return Promise.reject(oserror(-left, 'send'));
  const sent = left < 0 ? 0 : length - left;
  const { writers } = watch;
  if (isAll) return new SendAll(writers, bytes, sent, 0, false).keeping(socket).start(writers, UNLIMITED, timeout);
  if (sent > 0) return sent;
  const call = () => sys.send(watch.fd, bytes, 0, bytes.length, 0);
  return new Send('send', writers, call, false).keeping(socket).start(writers, UNLIMITED, timeout);
}
