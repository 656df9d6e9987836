import { States } from './hops.ts';
import type { Outcome } from './outcome.ts';

/** More than this share of the machine, in per cent, is more than what is always there. */
const BUSY = 10;

/** What a reader must know before believing the numbers, in words. */
export function remarks(outcome: Outcome): string[] {
  const { machine, rounds } = outcome;
  const busy = Number.parseFloat(machine.busy ?? '0');
  return [
    ...(busy > BUSY
      ? [
          `Other programs took ${machine.busy} of the machine before the run: trust ratios of CPU time more than those of speed, and run it again when they have ended.`,
        ]
      : []),
    ...(machine.pinned === null
      ? ['Server and load were not kept on cores of their own, and took time from each other.']
      : []),
    ...(rounds < 3 ? ['With less than three rounds, nobody knows how much is chance.'] : []),
    new States(outcome).describe(),
  ].filter((words) => words !== null);
}
