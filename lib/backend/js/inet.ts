/** Addresses as text and as bytes, as the C library reads and writes them: inet_pton(3), inet_ntop(3), inet_aton(3). */

const QUAD = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;
const GROUP = /^[0-9a-fA-F]{1,4}$/;
/** A number as strtoul(3) reads it with base 0: hexadecimal, octal, decimal. */
const PART = /^(?:0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)/;

/** The four bytes of `1.2.3.4`, or null. No other form, and no leading zero. */
export function parseIPv4(text: string): number[] | null {
  if (!QUAD.test(text)) return null;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

/** The sixteen bytes of an IPv6 address without a scope, or null. */
export function parseIPv6(text: string): number[] | null {
  // As many characters as the longest can have; what is longer costs no time.
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const left = groupsOf(halves[0]!, halves.length === 1);
  const right = halves.length === 1 ? [] : groupsOf(halves[1]!, true);
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  // A `::` stands for at least one group.
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...left, ...new Array<number>(missing).fill(0), ...right].flatMap((group) => [group >> 8, group & 255]);
}

/** The groups of one side of `::`. The last of them all may be an IPv4 address, which is two. */
function groupsOf(side: string, last: boolean): number[] | null {
  if (side === '') return [];
  const groups: number[] = [];
  const words = side.split(':');
  for (const [i, word] of words.entries()) {
    if (GROUP.test(word)) {
      groups.push(Number.parseInt(word, 16));
      continue;
    }
    const quad = last && i === words.length - 1 ? parseIPv4(word) : null;
    if (quad === null) return null;
    groups.push(quad[0]! * 256 + quad[1]!, quad[2]! * 256 + quad[3]!);
  }
  return groups;
}

/**
 * The four bytes of an address in any of the old forms, or null: `1.2.3.4`, `1.2.772`, `127.1`, `2130706433`, each part
 * decimal, octal or hexadecimal.
 *
 * @param exact - that nothing follows. Otherwise white space and anything after it may, as inet_aton(3) has it.
 */
export function parseOldIPv4(text: string, exact: boolean): number[] | null {
  const parts: number[] = [];
  let rest = text;
  for (;;) {
    const digits = PART.exec(rest)?.[0];
    if (digits === undefined) return null;
    parts.push(/^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits));
    rest = rest.slice(digits.length);
    if (!rest.startsWith('.')) break;
    if (parts.length === 4) return null;
    rest = rest.slice(1);
  }
  if (rest !== '' && (exact || !/^[ \t\n\v\f\r]/.test(rest))) return null;
  const last = parts.pop()!;
  // The last part fills the bytes that the others leave.
  const free = 4 - parts.length;
  if (last >= 256 ** free || parts.some((part) => part > 255)) return null;
  return [...parts, ...Array.from({ length: free }, (_, i) => Math.floor(last / 256 ** (free - 1 - i)) % 256)];
}

/** `1.2.3.4`. */
export function formatIPv4(bytes: Uint8Array): string {
  return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}

/** The shortest form of RFC 5952, with the last four bytes as IPv4 where glibc writes them so. */
export function formatIPv6(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes[2 * i]! * 256 + bytes[2 * i + 1]!);
  const [start, length] = longestZeros(groups);
  const hex = (from: number, to: number) => groups.slice(from, to).map((group) => group.toString(16));
  if (start === 0 && (length === 6 || (length === 5 && groups[5] === 0xffff))) {
    return `::${[...hex(length, 6), formatIPv4(bytes.subarray(12, 16))].join(':')}`;
  }
  if (length < 2) return hex(0, 8).join(':');
  return `${hex(0, start).join(':')}::${hex(start + length, 8).join(':')}`;
}

/** Where the longest run of zeros begins, the first of those that are as long, and how long it is. */
function longestZeros(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  for (let i = 0; i < groups.length; i++) {
    const start = i;
    while (groups[i] === 0) i++;
    if (i - start > best[1]) best = [start, i - start];
  }
  return best;
}
