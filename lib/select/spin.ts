import { intArgument } from '../core/numbers.ts';

/** The longest busy wait, in microseconds: nothing but an event ends one. */
const LONGEST = 100_000;

/** What may be given where selectors and pollers are made. Ours. */
export interface SpinOptions {
  /**
   * For how many microseconds a wait looks again and again before it sleeps, up to 100,000; 0 if left out. It answers sooner
   * where something comes within that time, at the price of a core that is busy meanwhile.
   */
  spin?: number;
}

/** The option `spin` of a call. */
export function spinArgument(spin: unknown, where: string): number {
  return spin === undefined ? 0 : spinValue(spin, `${where}() argument 'spin'`);
}

/** Microseconds for a busy wait. */
export function spinValue(value: unknown, where: string): number {
  return intArgument(value, where, 0, LONGEST);
}
