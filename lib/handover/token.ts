import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { type Deadline, deadlineAfter } from '../core/deadline.ts';
import { closeFd, OwnedFd } from '../core/fd.ts';
import { intArgument } from '../core/numbers.ts';
import { optional } from '../core/parameters.ts';
import { type SocketBase, type SocketClass, wrapAs } from '../socket/base.ts';
import { timeoutArgument } from '../socket/timeout.ts';
import { handedFd, needsDescriptors, refused } from './node.ts';

// Sockets on their way to another thread. The descriptor is nobody's meanwhile; a word of memory that all threads share
// says what became of it, so that of all who hold a copy of the message one gets the socket.

const { errnos } = backend;

const KIND = 'berkeley.Socket';

/** What the shared word says. */
const IN_FLIGHT = 0;
const RECEIVED = 1;
const EXPIRED = 2;

/** How long a socket waits to be received, in seconds, unless `transfer()` is told. */
const WITHIN = 60;

/** The longest pause between two looks at what is in flight, in milliseconds. */
const LOOK = 1000;

/** A socket as a message: for `postMessage()`, `workerData`, and whatever else clones objects within the process. */
export interface SocketMessage {
  readonly kind: typeof KIND;
  readonly fd: number;
  readonly family: number;
  readonly type: number;
  readonly proto: number;
  /** Seconds, or `null`. */
  readonly timeout: number | null;
  /** Whether it was received. */
  readonly state: SharedArrayBuffer;
}

/** `transfer({ within })`. */
export interface TransferOptions {
  /** Seconds in which the socket must be received, 60 if left out; `null` for no limit. It is closed if it is not. */
  within?: number | null;
}

interface Flight {
  message: SocketMessage;
  end: Deadline;
}

/** Those that this thread has sent, and may have to close. */
let flights: Flight[] = [];
let timer: NodeJS.Timeout | undefined;

/** See `HandoverSocket.transfer`. */
export function transfer(socket: SocketBase, options: TransferOptions): SocketMessage {
  const call = 'transfer';
  const [given = WITHIN] = optional([options], [], call, ['within']);
  const within = timeoutArgument(given, `${call}() argument 'within'`);
  handedFd(socket, call);
  const { family, type, proto, timeout } = socket;
  const state = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  return socket.fd.handOver((fd) => {
    const message: SocketMessage = { kind: KIND, fd, family, type, proto, timeout, state };
    if (within !== null) {
      flights.push({ message, end: deadlineAfter(within) });
      schedule();
    }
    return message;
  });
}

/** It does not keep the process alive: when that ends, everything is closed. */
function schedule(): void {
  if (flights.length === 0) return;
  clearTimeout(timer);
  const next = flights.reduce((least, { end }) => Math.min(least, end), Infinity);
  timer = setTimeout(look, Math.max(1, Math.min(LOOK, next - performance.now()))).unref();
}

/** Forgets those that were received, and closes those whose time is over. */
function look(): void {
  const now = performance.now();
  flights = flights.filter(({ message, end }) => {
    const state = new Int32Array(message.state);
    if (Atomics.load(state, 0) !== IN_FLIGHT) return false;
    if (end > now) return true;
    if (Atomics.compareExchange(state, 0, IN_FLIGHT, EXPIRED) === IN_FLIGHT) {
      process.emitWarning(`nobody received the socket of descriptor ${message.fd}`, 'ResourceWarning');
      closeFd(message.fd);
    }
    return false;
  });
  schedule();
}

/** See `HandoverSocket.receive`. */
export function receive<T extends SocketBase>(kind: SocketClass<T>, message: SocketMessage): T {
  const call = 'receive';
  const { fd, family, type, proto, timeout, state } = checked(message);
  needsDescriptors(call);
  const word = new Int32Array(state);
  const was = Atomics.compareExchange(word, 0, IN_FLIGHT, RECEIVED);
  if (was !== IN_FLIGHT) {
    const why = was === RECEIVED ? 'was received already' : 'was not received in time, and is closed';
    throw refused(errnos.EBADF!, call, `the socket ${why}`);
  }
  let owned: OwnedFd | undefined;
  try {
    owned = OwnedFd.adopt(fd);
    const made = wrapAs(kind, owned, { family, type, proto }, call);
    made.settimeout(timeout);
    return made;
  } catch (error) {
    // Somebody else may receive it.
    if (owned !== undefined && owned.detach() < 0) throw error;
    Atomics.store(word, 0, IN_FLIGHT);
    throw error;
  }
}

/** A message that `transfer()` made. */
function checked(message: unknown): SocketMessage {
  const where = "receive() argument 'message'";
  if (typeof message !== 'object' || message === null) {
    throw new TypeError(`${where} must be what transfer() gave, not '${typeName(message)}'`);
  }
  const { kind, fd, family, type, proto, timeout, state } = message as Partial<SocketMessage>;
  // One that went through JSON, or to another process, has no memory in common with the sender.
  if (kind !== KIND || !(state instanceof SharedArrayBuffer) || state.byteLength !== Int32Array.BYTES_PER_ELEMENT) {
    throw new TypeError(`${where} must be what transfer() gave, as cloned within this process`);
  }
  return {
    kind,
    fd: intArgument(fd, `${where}: fd`, 0),
    family: intArgument(family, `${where}: family`),
    type: intArgument(type, `${where}: type`),
    proto: intArgument(proto, `${where}: proto`),
    timeout: timeoutArgument(timeout, `${where}: timeout`),
    state,
  };
}
