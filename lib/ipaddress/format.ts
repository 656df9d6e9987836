const STRING_SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([_,])?(\.\d*)?s?$/su;

const REFUSED = 'not allowed in string format specifier';

/** Why Python's format() refuses a specification for a string, or `undefined`. */
function refusal(spec: string, parts: readonly (string | undefined)[]): string | undefined {
  const [, , align, sign, negativeZero, alternate, , , grouping, precision] = parts;
  if (grouping !== undefined) return `Cannot specify '${grouping}' with 's'.`;
  if (precision === '.') return 'Format specifier missing precision';
  if (sign !== undefined) return `${sign === ' ' ? 'Space' : 'Sign'} ${REFUSED}`;
  if (negativeZero !== undefined) return `Negative zero coercion (z) ${REFUSED}`;
  if (alternate !== undefined) return `Alternate form (#) ${REFUSED}`;
  if (align === '=') return `'=' alignment ${REFUSED}`;
  return parts.length === 0 ? `Invalid format specifier '${spec}' for object of type 'str'` : undefined;
}

/** Python's `format(text, spec)` for a `spec` that ends in `s`: fill, alignment, width, precision. */
export function formatText(text: string, spec: string): string {
  const parts: readonly (string | undefined)[] = STRING_SPEC.exec(spec) ?? [];
  const why = refusal(spec, parts);
  if (why !== undefined) throw new RangeError(why);
  const [, fill, align = '<', , , , zero, width, , precision] = parts;
  const kept = precision === undefined ? [...text] : [...text].slice(0, Number(precision.slice(1)));
  const missing = Math.max(0, Number(width ?? 0) - kept.length);
  const before = align === '<' ? 0 : align === '>' ? missing : missing >> 1;
  const filler = fill ?? (zero === undefined ? ' ' : '0');
  return filler.repeat(before) + kept.join('') + filler.repeat(missing - before);
}

const RADIX: Readonly<Record<string, readonly [radix: number, bitsPerDigit: number]>> = {
  b: [2, 1],
  o: [8, 3],
  x: [16, 4],
  X: [16, 4],
};

/**
 * An address as an integer of full width. `spec` is `#` for a prefix, `_` for groups of four, and the base: `b`, `o`,
 * `x`, `X`, or `n`, which is `b` for 32 bits and `x` for 128. `undefined` for any other `spec`.
 */
export function formatInteger(value: bigint, bits: number, spec: string): string | undefined {
  const parts = /^(#?)(_?)([boxXn])$/.exec(spec);
  if (parts === null) return undefined;
  const [, alternate, grouping, type] = parts as unknown as [string, string, string, string];
  const base = type === 'n' ? (bits === 32 ? 'b' : 'x') : type;
  const [radix, bitsPerDigit] = RADIX[base] as readonly [number, number];
  let digits = value.toString(radix).padStart(Math.ceil(bits / bitsPerDigit), '0');
  if (grouping !== '') digits = digits.replace(/\B(?=(?:.{4})+$)/g, '_');
  const text = alternate === '' ? digits : `0${base}${digits}`;
  return base === 'X' ? text.toUpperCase() : text;
}
