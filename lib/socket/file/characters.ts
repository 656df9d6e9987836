// Sizes of text are counted in characters, as in Python; a string counts a character beyond U+FFFF as two.

const SURROGATE = /[\ud800-\udfff]/;

/** How many characters a text has. */
export function countCharacters(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** The index behind `count` characters from `from` on; the end of the text if it has fewer. */
export function afterCharacters(text: string, from: number, count: number): number {
  const end = Math.min(text.length, from + count);
  if (!SURROGATE.test(text.slice(from, end))) return end;
  let at = from;
  for (let left = count; left > 0 && at < text.length; left--) at += text.codePointAt(at)! > 0xffff ? 2 : 1;
  return at;
}
