import { AddressValueError, NetmaskValueError } from './errors.ts';
import { repr, reprText } from './repr.ts';
import { checkPrefix, explain4, format4, parse4, parsePrefix } from './text4.ts';
import { scratch } from './words.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16));
const HEX_PADDED = HEX.map((hex) => hex.padStart(2, '0'));

function hextet(value: number): string {
  return value < 256 ? (HEX[value] as string) : (HEX[value >>> 8] as string) + HEX_PADDED[value & 255];
}

const groups = new Int32Array(8);

function loadGroups(a: number, b: number, c: number, d: number): void {
  groups[0] = a >>> 16;
  groups[1] = a & 0xffff;
  groups[2] = b >>> 16;
  groups[3] = b & 0xffff;
  groups[4] = c >>> 16;
  groups[5] = c & 0xffff;
  groups[6] = d >>> 16;
  groups[7] = d & 0xffff;
}

/** The short form of 128 bits: the longest run of zero groups, the first of equals, becomes `::`. All in hexadecimal. */
export function format6(a: number, b: number, c: number, d: number): string {
  loadGroups(a, b, c, d);
  let start = 8;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    if (groups[i] !== 0) continue;
    const first = i;
    while (i < 8 && groups[i] === 0) i++;
    if (i - first > length) {
      start = first;
      length = i - first;
    }
  }
  let text = '';
  for (let i = 0; i < start; i++) text += i === 0 ? hextet(groups[i] as number) : `:${hextet(groups[i] as number)}`;
  if (start === 8) return text;
  const end = start + length;
  text += '::';
  for (let i = end; i < 8; i++) text += i === end ? hextet(groups[i] as number) : `:${hextet(groups[i] as number)}`;
  return text;
}

/** The long form of 128 bits: eight groups of four digits. */
export function explode6(a: number, b: number, c: number, d: number): string {
  loadGroups(a, b, c, d);
  return Array.from(groups, (group) => group.toString(16).padStart(4, '0')).join(':');
}

/** The short form with its last 32 bits dotted, as RFC 4291 has it for mapped addresses. */
export function formatMapped(d: number): string {
  return `::ffff:${format4(d)}`;
}

function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/**
 * Reads the address in the first `end` characters of `text` into `scratch`, and says whether it is one. It neither
 * throws nor allocates: `explain6` finds the words for a refusal.
 */
export function parse6(text: string, end: number): boolean {
  let count = 0; // groups read
  let gap = -1; // how many of them stood before '::'
  let group = 0;
  let digits = 0;
  let i = 0;
  if (text.charCodeAt(0) === 0x3a) {
    if (end < 2 || text.charCodeAt(1) !== 0x3a) return false;
    gap = 0;
    i = 2;
  }
  let start = i;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    const value = digit(code);
    if (value >= 0) {
      if (++digits > 4) return false;
      group = (group << 4) | value;
    } else if (code === 0x3a) {
      if (digits === 0) {
        if (gap >= 0 || count === 0) return false;
        gap = count;
      } else {
        if (count === 8) return false;
        groups[count++] = group;
        group = digits = 0;
      }
      start = i + 1;
    } else if (code === 0x2e) {
      if (count > 6 || !parse4(text, start, end)) return false;
      groups[count++] = scratch.d >>> 16;
      group = scratch.d & 0xffff;
      digits = 1;
      break;
    } else return false;
  }
  if (digits > 0) {
    if (count === 8) return false;
    groups[count++] = group;
  } else if (gap !== count) return false; // a colon at the end that is no '::'
  if (gap < 0 ? count !== 8 : count > 7) return false;
  store(count, gap);
  return true;
}

/** Moves the `count` groups that were read to `scratch`, with zeros put in after the first `gap`. */
function store(count: number, gap: number): void {
  if (gap >= 0) {
    const skipped = 8 - count;
    for (let i = count - 1; i >= gap; i--) groups[i + skipped] = groups[i] as number;
    for (let i = gap; i < gap + skipped; i++) groups[i] = 0;
  }
  scratch.a = ((groups[0] as number) << 16) | (groups[1] as number);
  scratch.b = ((groups[2] as number) << 16) | (groups[3] as number);
  scratch.c = ((groups[4] as number) << 16) | (groups[5] as number);
  scratch.d = ((groups[6] as number) << 16) | (groups[7] as number);
}

function explainHextet(part: string): string | undefined {
  if (!/^[0-9A-Fa-f]*$/.test(part)) return `Only hex digits permitted in ${reprText(part)}`;
  return part.length > 4 ? `At most 4 characters permitted in ${reprText(part)}` : undefined;
}

/** Splits at colons, nine times at most, so that a long text costs no more than a short one. */
function splitParts(text: string): string[] {
  const parts = text.split(':', 9);
  const read = parts.reduce((length, part) => length + part.length + 1, 0);
  return read <= text.length ? [...parts, text.slice(read)] : parts;
}

/** What is wrong with a text, its zone taken off, that `parse6` refuses, in Python's words. */
export function explain6(text: string): string {
  if (text === '') return 'Address cannot be empty';
  const characters = [...text];
  if (characters.length > 45) {
    const [head, tail] = [characters.slice(0, 45).join(''), characters.slice(-45).join('')];
    const shown = characters.length > 100 ? `${head}(${characters.length - 90} chars elided)${tail}` : text;
    return `At most 45 characters expected in ${reprText(shown)}`;
  }
  const quoted = reprText(text);
  const parts = splitParts(text);
  if (parts.length < 3) return `At least 3 parts expected in ${quoted}`;
  const last = parts.at(-1) as string;
  if (last.includes('.')) {
    if (!parse4(last, 0, last.length)) return `${explain4(last)} in ${quoted}`;
    parts.splice(-1, 1, '0', '0');
  }
  if (parts.length > 9) return `At most 8 colons permitted in ${quoted}`;
  const inner = parts.slice(1, -1);
  const skip = inner.indexOf('') + 1;
  if (inner.indexOf('', skip) >= 0 && skip > 0) return `At most one '::' permitted in ${quoted}`;
  if (skip === 0 && parts.length !== 8) return `Exactly 8 parts expected without '::' in ${quoted}`;
  if (parts[0] === '' && skip !== 1) return `Leading ':' only permitted as part of '::' in ${quoted}`;
  if (parts.at(-1) === '' && skip !== parts.length - 2) {
    return `Trailing ':' only permitted as part of '::' in ${quoted}`;
  }
  const given = parts.filter((part) => part !== '');
  if (skip > 0 && given.length > 7) return `Expected at most 7 other parts with '::' in ${quoted}`;
  return `${given.map(explainHextet).find((why) => why !== undefined)} in ${quoted}`;
}

/** Reads the text of an address, whole, into `scratch`, and returns its zone. `given` is what the user passed. */
export function read6(text: string, given: unknown): string | null {
  const percent = text.indexOf('%');
  const scope = percent < 0 ? null : text.slice(percent + 1);
  const end = percent < 0 ? text.length : percent;
  const scoped = scope === null || !(scope === '' || scope.includes('%') || scope.includes('/'));
  if (scoped && parse6(text, end)) return scope;
  if (text.includes('/')) throw new AddressValueError(`Unexpected '/' in ${repr(given)}`);
  if (!scoped) throw new AddressValueError(`Invalid IPv6 address: "${reprText(text)}"`);
  throw new AddressValueError(explain6(text.slice(0, end)));
}

/** The length of an IPv6 prefix, from an integer or from decimal text. */
export function prefix6(given: unknown): number {
  if (typeof given !== 'string') return checkPrefix(given, 128);
  const length = parsePrefix(given, 128);
  if (length < 0) throw new NetmaskValueError(`${reprText(given)} is not a valid netmask`);
  return length;
}
