/** The lesser of two time-outs, `null` being the longest. */
export function least(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
