import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../support/child.ts';

// What fuzzing found, or was begun with, goes through the parsers again: in a program of their own, with sanitizers, as the
// inputs are what no kernel gives. `npm run fuzz` goes on from there.

const compiler = process.env.CXX ?? 'c++';
const folder = mkdtempSync(join(tmpdir(), 'bk-corpus-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const flags = ['-std=c++20', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'];

/** Whether there is a compiler here, with sanitizers. */
const sanitizes =
  spawnSync(compiler, [...flags, '-x', 'c++', '-', '-o', join(folder, 'probe')], { input: 'int main() {}' }).status ===
  0;

describe.runIf(sanitizes)('the corpus', () => {
  it.each(['control', 'address'])(
    'of %s fails nowhere, and neither does what is near it',
    (name) => {
      const sources = [`fuzz/${name}.cc`, 'fuzz/main.cc', 'control.cc', 'address.cc', 'families.cc'];
      const program = join(folder, name);
      const built = spawnSync(compiler, [...flags, ...sources.map((file) => `native/${file}`), '-o', program], {
        cwd: root,
        encoding: 'utf8',
      });
      expect(built.stderr).toBe('');
      const corpus = join(root, 'native', 'fuzz', 'corpus', name);
      const { status, stdout, stderr } = spawnSync(program, ['-runs=5000', corpus], { cwd: folder, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain(`${readdirSync(corpus).length} known inputs, 5000 others`);
    },
    120_000,
  );
});
