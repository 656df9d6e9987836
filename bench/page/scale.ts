/** Values to places, with the values to mark. */
export interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** The room that a mark takes at least. */
const MARK = 38;
/** More marks than this are a nuisance. */
const MARKS = 10;

/**
 * How far a scale must go to show these values: to the greatest, but not to one that would leave no room for the
 * differences of the others.
 */
export function reach(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const most = sorted.at(-1) ?? 0;
  const usual = 3 * sorted[sorted.length >> 1]!;
  return usual > 0 && most > 1.2 * usual ? usual : most;
}

/** From 0 to `most`, on `from` to `to`. */
export function linear(most: number, from: number, to: number): Scale {
  const end = most > 0 ? most : 1;
  const step = niceStep(end * Math.max(MARK / (to - from), 1 / MARKS));
  return {
    // A hair of tolerance: 0.3 / 0.1 is a little less than 3.
    ticks: Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => clean(i * step)),
    at: (value) => from + ((to - from) * Math.min(Math.max(value, 0), end)) / end,
  };
}

/** From `least`, which is above 0, to `most`, each factor of ten as long as the other. */
export function logarithmic(least: number, most: number, from: number, to: number): Scale {
  // Values that are all the same stand in the middle of a factor of four.
  const low = most > least ? least : least / 2;
  const high = most > least ? most : most * 2;
  const position = (value: number) => Math.log(Math.min(Math.max(value, low), high) / low) / Math.log(high / low);
  const at = (value: number) => from + (to - from) * position(value);
  const decades = Array.from({ length: 40 }, (_, i) => Math.floor(Math.log10(low)) + i).filter((n) => 10 ** n <= high);
  // The densest set of marks that has room: the last is one of many decades.
  const sets = [[1, 2, 5], [1, 3], [1]].map((steps) =>
    decades.flatMap((n) => steps.map((step) => clean(step * 10 ** n))).filter((value) => value >= low && value <= high),
  );
  const fits = (ticks: number[]) => ticks.every((tick, i) => i === 0 || at(tick) - at(ticks[i - 1]!) >= MARK);
  const ticks = sets.find((set) => set.length >= 2 && fits(set)) ?? sets.find(fits) ?? [];
  // Two marks are the least that a scale can be read by.
  return {
    ticks: ticks.length >= 2 ? ticks : [clean(low), clean(high)].map((value) => Number(value.toPrecision(2))),
    at,
  };
}

/** The next of 1, 2, 2.5, 5 and 10 times a power of ten. */
function niceStep(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].find((step) => step * decade >= value * (1 - 1e-9))! * decade;
}

/** `0.30000000000000004` is 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
