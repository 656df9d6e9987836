// Formats the C and C++ sources, or with --check fails on any that is not formatted.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['native', 'bench']
  .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
  .filter((name) => /\.(cc|h|c)$/.test(name));

const mode = process.argv.includes('--check') ? ['--dry-run', '--Werror'] : ['-i'];
const { status } = spawnSync('clang-format', [...mode, ...sources], { stdio: 'inherit' });
process.exit(status ?? 1);
