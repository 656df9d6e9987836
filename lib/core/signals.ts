import { backend } from '../backend/load.ts';
import { isMainThread } from './threads.ts';

// JavaScript cannot run a signal's handler inside a blocking call: it runs when the call stack is empty again. So a wait
// ends with InterruptedError when a signal arrives that the program handles, and goes on when any other does. And a worker's
// wait ends when something wants its event loop, so that terminate() and process.exit() are not held up by it.

const { sys, capabilities } = backend;

const signals = () => process.getBuiltinModule('node:os').constants.signals;
const isSignal = (event: string | symbol) => String(event).startsWith('SIG') && event in signals();

/** Whether a listener for a signal was ever added. Until then a blocking call need not look. */
let handlesAny = process.eventNames().some(isSignal);
process.on('newListener', (event) => {
  handlesAny ||= isSignal(event);
});

/**
 * Whether something other than its own end may have to end a blocking wait of this thread. Where the backend has nothing
 * to be interrupted by, such a wait is one that `terminate()` ends by itself.
 */
export function isInterruptible(): boolean {
  return capabilities.interrupts && (!isMainThread() || (handlesAny && process.eventNames().some(isSignal)));
}

/** The descriptor to wait on beside one's own; negative where the backend has none. */
export function interruptFd(): number {
  return sys.interrupt_fd(isMainThread() ? 1 : 0);
}

/**
 * Resets `interruptFd`, and says whether a signal has arrived that the program handles: the call that waits must end with
 * InterruptedError then.
 */
export function takeHandledSignal(): boolean {
  const arrived = sys.take_interrupt();
  const handled =
    arrived > 0 &&
    Object.entries(signals()).some(([name, number]) => hasBit(arrived, number - 1) && process.listenerCount(name) > 0);
  // One more turn of the event loop, so that the handler runs even where the program has nothing else to do.
  if (handled) setImmediate(() => {});
  return handled;
}

function hasBit(mask: number, bit: number): boolean {
  return mask > 0 && bit < 31 && (mask & (1 << bit)) !== 0;
}
