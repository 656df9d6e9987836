/** What the tutorial's programs call `get_constants`. */
import { socket } from 'berkeley';

/** The names of the constants of `socket` that start with `prefix`, by their values. */
export function getConstants(prefix: string): Record<number, string> {
  return Object.fromEntries(
    Object.entries(socket)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [value, name]),
  );
}
