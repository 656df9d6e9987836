/**
 * When a socket's state is known. Node tells by events what a kernel knows at once: after a send over loopback, the
 * bytes are on the other side before the call returns, and Node will say so when its event loop looks. So every answer
 * is given after the loop has looked, and has found nothing new.
 */

/** How many things have happened. */
let count = 0;
let listener: () => void = () => {};

/** Something happened to a socket: the call that waits, if there is one, tries again. */
export function changed(): void {
  count++;
  listener();
}

/** Sets who is told of changes. There is one: a thread makes one call at a time. */
export function onChange(call: () => void): void {
  listener = call;
}

/** How many turns of the loop a call waits for it to calm down. What goes on longer is traffic. */
const MOST_TURNS = 8;

/** Calls `then` when the loop has gone round without anything new. */
export function settle(then: () => void): void {
  let seen = count;
  let turns = 0;
  const look = () => {
    if (seen === count || ++turns === MOST_TURNS) {
      then();
    } else {
      seen = count;
      setImmediate(look);
    }
  };
  // The first comes in the middle of a turn, the second behind a whole one.
  setImmediate(() => setImmediate(look));
}
