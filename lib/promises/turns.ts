// The event loop stays fair: calls that need not wait are still promises, and a program that awaits one after another would
// never let timers run. So what completes at once is bounded in time, and then the event loop has its turn.

/** How long calls may complete at once before timers and other sockets have their turn, in milliseconds. */
const TURN = 2;
/** How many calls there are between two looks at the clock, less one. */
const LOOKS = 15;

let calls = 0;
/** When the calls of this turn began; 0 if nobody has looked yet. */
let began = 0;
let isOver = false;
let late: (() => void)[] = [];

/** A new turn of the event loop has begun. */
export function newTurn(): void {
  began = 0;
  calls = 0;
}

/** Whether a call may be made at once. If not, `afterTurn` is for it. */
export function mayCall(): boolean {
  if (isOver) return false;
  if ((++calls & LOOKS) !== 0) return true;
  const now = performance.now();
  if (began === 0) began = now;
  if (now - began < TURN) return true;
  isOver = true;
  setImmediate(next);
  return false;
}

/** Runs `later` when the event loop has had its turn. */
export function afterTurn(later: () => void): void {
  late.push(later);
}

function next(): void {
  isOver = false;
  newTurn();
  const all = late;
  late = [];
  for (const later of all) later();
}
