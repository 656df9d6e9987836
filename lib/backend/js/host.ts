import { threadId, Worker } from 'node:worker_threads';
import { ADDRESS_SIZE } from '../address.ts';
import { inDist } from '../place.ts';
import { errnos } from './constants.ts';
import { MOST_DESCRIPTORS } from './kernel/descriptors.ts';
import {
  ADDRESS_AT,
  ANSWERED,
  AREA_SIZE,
  ARGUMENTS,
  CALL,
  CALLS,
  type Call,
  HEADER_SIZE,
  type Message,
  NOTE_AT,
  NOTE_LENGTH,
  PONGS,
  RESULT,
  type Start,
  TRUNCATED,
} from './protocol.ts';

/** Descriptors begin here, far beyond any that a system hands out. */
const FIRST_DESCRIPTOR = 2 ** 30;
/** How many ranges of descriptors there are: each host has its own, so that a number leads to nothing elsewhere. */
const RANGES = FIRST_DESCRIPTOR / MOST_DESCRIPTORS;

/** How long a thread waits for an answer before it asks whether the host is alive; and how often in vain. */
const PATIENCE = 5000;
const MOST_MISSED = 4;

const NUMBERS = new Map<Call, number>(CALLS.map((call, number) => [call, number]));

let hosts = 0;

/**
 * The thread that hosts this thread's sockets, as this one sees it: it makes a call there, and sleeps until the answer.
 *
 * It starts with the first socket, and does not keep the process alive. It ends with the thread that started it.
 */
export class Host {
  #worker: Worker | undefined;
  /** Whether it has ended, other than with this thread. */
  #dead = false;
  readonly #header = new SharedArrayBuffer(HEADER_SIZE);
  readonly #words = new Int32Array(this.#header);
  /** The address record that a call takes, or gives. */
  readonly address = new Uint8Array(this.#header, ADDRESS_AT, ADDRESS_SIZE);
  /** The bytes that a call takes, or gives. */
  area = new Uint8Array(new SharedArrayBuffer(AREA_SIZE));
  /** Why this backend could not do what the last call asked for, and the errno; empty if it was not for that. */
  #note = '';
  #errno = 0;
  /** How often it has been asked whether it is alive. */
  #pings = 0;

  /** Whether there are sockets: whether the host has been started. */
  get isStarted(): boolean {
    return this.#worker !== undefined;
  }

  /** Performs a call, and gives its result back. */
  call(call: Call, a = 0, b = 0, c = 0, d = 0, e = 0): number {
    if (this.#dead) return this.#died();
    const words = this.#words;
    words[ANSWERED] = 0;
    words[CALL] = NUMBERS.get(call)!;
    words[ARGUMENTS] = a;
    words[ARGUMENTS + 1] = b;
    words[ARGUMENTS + 2] = c;
    words[ARGUMENTS + 3] = d;
    words[ARGUMENTS + 4] = e;
    this.#post('request');
    if (!this.#wait()) return this.#died();
    const length = words[NOTE_LENGTH]!;
    this.#note = length === 0 ? '' : Buffer.from(this.#header, NOTE_AT, length).toString();
    this.#errno = -words[RESULT]!;
    return words[RESULT]!;
  }

  /** Why the last call failed with this errno, if it was because of this backend. It is said once. */
  explain(errno: number): string | undefined {
    const text = errno === this.#errno && this.#note !== '' ? this.#note : undefined;
    this.#note = '';
    return text;
  }

  /** Fails because of this backend; as `call` does where it is the host that says so. */
  lacks(errno: number, feature: string): number {
    this.#note = `${feature} is not available on the js backend`;
    this.#errno = errno;
    return -errno;
  }

  /** Whether the message that came last was longer than the room for it. */
  get isTruncated(): boolean {
    return this.#words[TRUNCATED] !== 0;
  }

  /** Sees to it that so many bytes fit into the area. */
  makeRoom(bytes: number): void {
    if (bytes <= this.area.length) return;
    const memory = new SharedArrayBuffer(Math.ceil(bytes / AREA_SIZE) * AREA_SIZE);
    this.area = new Uint8Array(memory);
    if (this.#worker !== undefined) this.#post(memory);
  }

  #post(message: Message): void {
    this.#worker ??= this.#start();
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const range = (threadId + 61 * hosts++) % RANGES;
    const start: Start = {
      header: this.#header,
      area: this.area.buffer as SharedArrayBuffer,
      base: FIRST_DESCRIPTOR + range * MOST_DESCRIPTORS,
    };
    // Flags of this process, such as --input-type, are not meant for it.
    const worker = new Worker(inDist('backend/js/worker.js'), { workerData: start, execArgv: [] });
    worker.on('error', () => {});
    worker.on('exit', () => {
      this.#dead = true;
    });
    worker.unref();
    return worker;
  }

  /** Sleeps until the answer. False if the host does not answer any more. */
  #wait(): boolean {
    const words = this.#words;
    for (let missed = 0; Atomics.load(words, ANSWERED) === 0; ) {
      if (Atomics.wait(words, ANSWERED, 0, PATIENCE) !== 'timed-out') continue;
      // It may have ended, which this thread hears of only once it is back in its event loop.
      missed = Atomics.load(words, PONGS) === this.#pings ? 0 : missed + 1;
      if (missed === MOST_MISSED) return false;
      this.#pings++;
      this.#post('ping');
    }
    return true;
  }

  #died(): number {
    this.#dead = true;
    this.#note = 'the thread that hosts the sockets has ended';
    this.#errno = errnos.EIO!;
    return -this.#errno;
  }
}
