import { AddressValueError, NetmaskValueError } from './errors.ts';
import { repr, reprText } from './repr.ts';
import { scratch } from './words.ts';

const OCTETS = Array.from({ length: 256 }, (_, octet) => String(octet));
const DOTTED = OCTETS.map((octet) => `.${octet}`);

/** The dotted form of 32 bits. */
export function format4(bits: number): string {
  return (
    (OCTETS[bits >>> 24] as string) + DOTTED[(bits >>> 16) & 255] + DOTTED[(bits >>> 8) & 255] + DOTTED[bits & 255]
  );
}

/**
 * Reads the dotted address in `text` from `start` up to `end` into `scratch.d`, and says whether it is one. It neither
 * throws nor allocates: `explain4` finds the words for a refusal.
 */
export function parse4(text: string, start: number, end: number): boolean {
  let bits = 0;
  let octet = 0;
  let digits = 0;
  let dots = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2e) {
      if (digits === 0 || dots === 3) return false;
      bits = (bits << 8) | octet;
      octet = digits = 0;
      dots++;
    } else {
      // A zero in front could be meant as octal, which is how addresses get past filters.
      if (code < 0x30 || code > 0x39 || (digits > 0 && octet === 0)) return false;
      octet = octet * 10 + code - 0x30;
      if (octet > 255) return false;
      digits++;
    }
  }
  if (dots !== 3 || digits === 0) return false;
  scratch.d = (bits << 8) | octet;
  return true;
}

function explainOctet(octet: string): string | undefined {
  if (octet === '') return 'Empty octet not permitted';
  if (!/^[0-9]+$/.test(octet)) return `Only decimal digits permitted in ${reprText(octet)}`;
  if (octet.length > 3) return `At most 3 characters permitted in ${reprText(octet)}`;
  if (octet !== '0' && octet.startsWith('0')) return `Leading zeros are not permitted in ${reprText(octet)}`;
  return Number(octet) > 255 ? `Octet ${octet} (> 255) not permitted` : undefined;
}

/** What is wrong with a text that `parse4` refuses, in Python's words. */
export function explain4(text: string): string {
  if (text === '') return 'Address cannot be empty';
  const octets = text.split('.');
  if (octets.length !== 4) return `Expected 4 octets in ${reprText(text)}`;
  return `${octets.map(explainOctet).find((why) => why !== undefined)} in ${reprText(text)}`;
}

/** Reads the text of an address, whole, into `scratch.d`; `given` is what the user passed. */
export function read4(text: string, given: unknown): void {
  if (parse4(text, 0, text.length)) return;
  throw new AddressValueError(text.includes('/') ? `Unexpected '/' in ${repr(given)}` : explain4(text));
}

/** The length of a prefix written in decimal, or -1. */
export function parsePrefix(text: string, max: number): number {
  // Python's int() stops at 4300 digits, zeros in front included.
  if (!/^[0-9]+$/.test(text) || text.length > 4300) return -1;
  const length = Number(text);
  return length <= max ? length : -1;
}

/** The length of a prefix given as an integer. */
export function checkPrefix(given: unknown, max: number): number {
  if (typeof given !== 'bigint' && !Number.isInteger(given)) {
    throw new TypeError(`netmask must be an integer or a string, not ${repr(given)}`);
  }
  if (Number(given) < 0 || Number(given) > max) throw new NetmaskValueError(`${repr(given)} is not a valid netmask`);
  return Number(given);
}

/** The length of an IPv4 prefix from an integer, from decimal text, or from a net mask or host mask in dotted form. */
export function prefix4(given: unknown): number {
  if (typeof given !== 'string') return checkPrefix(given, 32);
  const length = parsePrefix(given, 32);
  if (length >= 0) return length;
  if (parse4(given, 0, given.length)) {
    const host = ~scratch.d;
    // Ones up to the end, and nothing before: adding one clears them all.
    if ((host & (host + 1)) === 0) return Math.clz32(host);
    if ((scratch.d & (scratch.d + 1)) === 0) return Math.clz32(scratch.d);
  }
  throw new NetmaskValueError(`${reprText(given)} is not a valid netmask`);
}
