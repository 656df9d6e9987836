/** Reads lists of names and numbers, `AF_UNIX 1  AF_INET 2`. A later list has the last word. */
export function table(...lists: readonly string[]): Record<string, number> {
  const words = lists.join(' ').trim().split(/\s+/);
  const numbers: Record<string, number> = {};
  for (let i = 0; i + 1 < words.length; i += 2) numbers[words[i]!] = Number(words[i + 1]);
  return numbers;
}
