import { backend } from '../backend/load.ts';
import { type Deadline, millisecondsUntil } from './deadline.ts';
import { oserror } from './errors.ts';
import { interruptFd, isInterruptible, takeHandledSignal } from './signals.ts';

const { sys, errnos, selectConstants, capabilities } = backend;
const EBADF = -errnos.EBADF!;
const EINTR = -errnos.EINTR!;
const ETIMEDOUT = -errnos.ETIMEDOUT!;

/** poll(2), or select(2) in its shape where there is none. */
export const pollCall = capabilities.poll ? sys.poll : sys.select;

export const POLLIN = selectConstants.POLLIN!;
export const POLLOUT = selectConstants.POLLOUT!;

// Two entries of struct pollfd: the socket's, and the interrupt's.
const entries = new Int32Array(4);
const halves = new Int16Array(entries.buffer);

/**
 * Waits until `fd` is ready for `events`, in error, or no descriptor any more.
 *
 * @param spin - for how many microseconds to look before it sleeps.
 * @returns 0, or -ETIMEDOUT past the deadline, -EINTR if a signal arrived that the program handles, or another -errno.
 */
export function wait(fd: number, events: number, deadline: Deadline, spin = 0): number {
  // poll(2) would pass over a negative descriptor, and wait for nothing.
  return fd < 0 ? EBADF : waitFor(fd, events, deadline, spin);
}

/** How long `nap` sleeps, in milliseconds. */
const NAP = 10;

/**
 * Sleeps a little, for what no call can wait for. Returns as `wait` does: 0 when it is time to try again.
 */
export function nap(deadline: Deadline): number {
  const end = performance.now() + NAP;
  const failed = waitFor(-1, 0, Math.min(deadline, end), 0);
  return failed === ETIMEDOUT && end < deadline ? 0 : failed;
}

function waitFor(fd: number, events: number, deadline: Deadline, spin: number): number {
  const interrupt = isInterruptible() ? interruptFd() : -1;
  entries[0] = fd;
  entries[2] = interrupt;
  halves[2] = events;
  halves[6] = POLLIN;
  for (;;) {
    const timeout = millisecondsUntil(deadline);
    halves[3] = halves[7] = 0;
    const ready = pollCall(entries, interrupt < 0 ? 1 : 2, timeout, spin);
    if (ready < 0 && ready !== EINTR) return ready;
    if (halves[3] !== 0) return 0;
    if (ready !== 0 && takeHandledSignal()) return EINTR;
    if (timeout >= 0 && performance.now() >= deadline) return ETIMEDOUT;
  }
}

/**
 * Waits with `call`, again after a signal that the program does not handle.
 *
 * @param call - one wait of at most so many milliseconds; negative waits without end.
 * @returns how many descriptors are ready; 0 past the deadline.
 * @throws InterruptedError if a signal arrived that the program handles.
 */
export function waitUntil(deadline: Deadline, syscall: string, call: (timeout: number) => number): number {
  for (;;) {
    const timeout = millisecondsUntil(deadline);
    const ready = call(timeout);
    if (ready > 0) return ready;
    if (ready < 0) {
      if (ready !== EINTR || takeHandledSignal()) throw oserror(-ready, syscall);
    } else if (timeout >= 0 && performance.now() >= deadline) {
      return 0;
    }
  }
}
