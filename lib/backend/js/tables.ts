/** The system's tables, such as `/etc/hosts`: read when they are asked for, and again when they have changed. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of them. */
const FOLDER =
  process.platform === 'win32' ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc') : '/etc';

/** The lines of a table without their comments, each as its words. */
type Lines = readonly (readonly string[])[];

const cache = new Map<string, { stamp: string; lines: Lines | null }>();

/** The lines of a table that have any words; `null` where there is no such table. */
export function tableLines(name: string): Lines | null {
  const path = join(FOLDER, name);
  const stamp = stampOf(path);
  const known = cache.get(path);
  if (known?.stamp === stamp) return known.lines;
  const lines = stamp === '' ? null : read(path);
  cache.set(path, { stamp, lines });
  return lines;
}

/** What tells one version of a file from another; empty where there is none. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stats?.isFile() ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : '';
}

function read(path: string): Lines | null {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    // One that this process may not read is as good as none, as it is to the C library.
    if (['ENOENT', 'EACCES', 'EPERM', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  return content
    .split('\n')
    .map((line) => line.replace(/#.*/s, '').split(/\s+/).filter(Boolean))
    .filter((words) => words.length > 0);
}
