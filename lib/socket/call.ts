import { backend } from '../backend/load.ts';
import { type Deadline, deadlineAfter } from '../core/deadline.ts';
import { type ErrorDetail, oserror, timedOut } from '../core/errors.ts';
import type { OwnedFd } from '../core/fd.ts';
import { isInterruptible } from '../core/signals.ts';
import { nap, POLLOUT, wait } from '../core/wait.ts';

// Waiting is decided here and nowhere else: try, on EAGAIN wait against the deadline, try again. A call on a blocking
// socket waits in the kernel, where EAGAIN means that its own SO_RCVTIMEO ran out; only when the wait must be
// interruptible does it come here as well.

const { sys, constants, errnos } = backend;
const EAGAIN = -errnos.EAGAIN!;
const EINTR = -errnos.EINTR!;
const ENOBUFS = -errnos.ENOBUFS!;
const ETIMEDOUT = -errnos.ETIMEDOUT!;
const MSG_DONTWAIT = constants.MSG_DONTWAIT ?? 0;
const MSG_ERRQUEUE = constants.MSG_ERRQUEUE ?? 0;
const MSG_PEEK = constants.MSG_PEEK ?? 0;
const MSG_WAITALL = constants.MSG_WAITALL ?? 0;

/** What passes for "not tried yet": waits first, and then calls. */
export const UNTRIED = EAGAIN;

/** What a call has to know of its socket. */
export interface Waiter {
  readonly fd: OwnedFd;
  /** Seconds; 0 does not wait, `null` waits without end. */
  readonly timeout: number | null;
}

/**
 * What a transfer with `flags` has to know of its socket: one that must not wait does not, whoever would do the waiting.
 * The queue of errors is never waited for in the kernel either. A time-out that was set holds all the same, as in CPython.
 */
export function waiterOf(waiter: Waiter, flags: number): Waiter {
  if (waiter.timeout !== null || (flags & (MSG_DONTWAIT | MSG_ERRQUEUE)) === 0) return waiter;
  return { fd: waiter.fd, timeout: 0 };
}

/**
 * The flags of a transfer's first try on a socket with this time-out. Where the wait must be interruptible the call does
 * not wait in the kernel, and what MSG_WAITALL asks for is done in parts; a look ahead cannot be.
 */
export function firstFlags(timeout: number | null, flags: number): number {
  if (timeout !== null || !isInterruptible()) return flags;
  if ((flags & MSG_WAITALL) === 0) return flags | MSG_DONTWAIT;
  return (flags & MSG_PEEK) === 0 ? (flags & ~MSG_WAITALL) | MSG_DONTWAIT : flags;
}

/** Whether a receive with `flags` was asked to fill its buffer, and does it in parts. */
export function isInParts(flags: number, first: number): boolean {
  return (flags & MSG_WAITALL) !== 0 && (first & MSG_WAITALL) === 0;
}

/** Whether a call without flags (accept, connect) would wait in the kernel where it could not be interrupted. */
export function mustWaitFirst(waiter: Waiter): boolean {
  return waiter.timeout === null && isInterruptible() && isBlocking(waiter);
}

/** A descriptor that came non-blocking and was given no time-out does not wait, as in CPython. */
function isBlocking(waiter: Waiter): boolean {
  return sys.get_blocking(waiter.fd.number) !== 0;
}

/**
 * Runs calls that take no flags. Where the kernel must not be the one that waits, the descriptor does not wait in the
 * meantime, and the waiter that `run` is given makes `complete` wait for it.
 */
export function outsideKernel<T>(waiter: Waiter, run: (waiter: Waiter) => T): T {
  const { fd } = waiter;
  if (!mustWaitFirst(waiter) || sys.set_blocking(fd.number, 0) < 0) return run(waiter);
  const milliseconds = sys.socket_timeout(fd.number, 1);
  try {
    return run({ fd, timeout: milliseconds > 0 ? milliseconds / 1000 : Infinity });
  } finally {
    sys.set_blocking(fd.number, 1);
  }
}

/** Whether a send waits where the queue behind the socket is full. */
function waitsForRoom(waiter: Waiter): boolean {
  return waiter.timeout === null ? isBlocking(waiter) : waiter.timeout > 0;
}

/** How often a wait may say "ready" to a call that then finds that it is not. */
const BROKEN_PROMISES = 2;

/**
 * Brings a call whose first try failed to its end.
 *
 * @param events - what to wait for: POLLIN, POLLOUT.
 * @param result - what the first try returned: negative.
 * @param retry - tries again.
 * @returns what the call returned in the end, never negative.
 * @throws OSError: TimeoutError past the deadline, BlockingIOError if the socket does not wait, InterruptedError if a
 * signal arrived that the program handles.
 */
export function complete(
  waiter: Waiter,
  syscall: string,
  events: number,
  result: number,
  retry: () => number,
  detail?: ErrorDetail,
  deadline?: Deadline,
): number {
  const waits = waiter.timeout === null ? mustWaitFirst(waiter) : waiter.timeout > 0;
  let end = deadline;
  let got = result;
  for (let tries = 0; got < 0; tries++) {
    if (got === ENOBUFS && events === POLLOUT && waitsForRoom(waiter)) {
      // What lies behind the socket is full, an interface's queue as a rule, and nothing tells when there is room.
      end ??= deadlineOf(waiter, events);
      const failed = nap(end);
      if (failed === ETIMEDOUT) throw timeUp(waiter, syscall, detail);
      if (failed < 0) throw oserror(-failed, syscall, detail);
    } else if (got === EAGAIN && waits) {
      end ??= deadlineOf(waiter, events);
      // A Unix datagram socket is writable though its peer's queue is full: nothing tells when there is room.
      const failed = tries <= BROKEN_PROMISES ? wait(waiter.fd.number, events, end) : nap(end);
      if (failed === ETIMEDOUT) throw timeUp(waiter, syscall, detail);
      if (failed < 0) throw oserror(-failed, syscall, detail);
    } else if (got !== EINTR) {
      throw oserror(-got, syscall, detail);
    }
    got = retry();
  }
  return got;
}

/** When the wait of a call that starts now ends: by the time-out, or by the SO_RCVTIMEO that the kernel would heed. */
function deadlineOf(waiter: Waiter, events: number): Deadline {
  if (waiter.timeout !== null) return deadlineAfter(waiter.timeout);
  const milliseconds = sys.socket_timeout(waiter.fd.number, events === POLLOUT ? 1 : 0);
  return milliseconds > 0 ? deadlineAfter(milliseconds / 1000) : Infinity;
}

/** The kernel's own time-out is EAGAIN, as where it waits itself. */
function timeUp(waiter: Waiter, syscall: string, detail?: ErrorDetail): Error {
  return waiter.timeout === null ? oserror(-EAGAIN, syscall, detail) : timedOut(syscall, detail);
}
