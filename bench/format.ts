/** With so many decimals, and commas between thousands, whatever the reader's locale: `12345.6` is `'12,346'`. */
export function fixed(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** For a mark of a scale: `2000` is `'2k'`. */
export function short(value: number): string {
  const [divisor, suffix] = value >= 1e6 ? [1e6, 'M'] : value >= 1e3 ? [1e3, 'k'] : [1, ''];
  return `${Number((value / divisor).toPrecision(3))}${suffix}`;
}

/** `400` seconds are `'7 min'`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return `${Math.round(seconds / 60)} min`;
}

/** Lines of text: the first columns, which are words, to the left, and the others, which are numbers, to the right. */
export function align(rows: readonly (readonly string[])[], words = 1): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const pad = (cell: string, column: number) =>
    column < words ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ').trimEnd());
}

/**
 * The most telling line of a failure: the program's exception, else what another program said, else what the runner
 * saw.
 */
export function gist(failure: string): string {
  const lines = failure.split('\n');
  const find = (pattern: RegExp) => lines.find((line) => pattern.test(line));
  return (find(/^\w*Error\b.*: /) ?? find(/^(load|taskset): /) ?? lines[0]!).trim();
}

/** Whether a driver is the one in C. */
export function isC(driver: string): boolean {
  return /^c_/.test(driver);
}

/** `c_epoll` is `C`. */
export function referenceTitle(reference: string): string {
  return isC(reference) ? 'C' : reference;
}
