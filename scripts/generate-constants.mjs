// Writes lib/socket/constants.ts, lib/select/constants.ts and lib/socket/enum_names.ts from the names in native/*.inc, or
// with --check fails if one of them is stale.
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);

const modules = [
  { source: 'native/constants.inc', target: 'lib/socket/constants.ts', table: 'constants', text: moduleOf },
  {
    source: 'native/select_constants.inc',
    target: 'lib/select/constants.ts',
    table: 'selectConstants',
    text: moduleOf,
  },
  { source: 'native/constants.inc', target: 'lib/socket/enum_names.ts', text: enumNamesOf },
];

/** The exported names of a list, in its order: NAME of X(NAME), X(NAME, VALUE) and X_AS(NAME, VALUE). */
function namesOf(list) {
  const names = [...list.matchAll(/^X(?:_AS)?\((\w+)(?:, \w+)?\)$/gm)].map((match) => match[1]);
  const lines = list.split('\n').filter((line) => /^\s*X/.test(line));
  if (names.length !== lines.length) throw new Error('a line of the list is not of the form X(NAME)');
  // One name may stand on several lines, behind guards that exclude each other.
  return [...new Set(names)];
}

/** The names are taken out of the table in one pattern: thousands of statements take several times as long to compile. */
function moduleOf({ source, table }) {
  const names = namesOf(readFileSync(new URL(source, root), 'utf8'));
  return `/**
 * Generated from ${source} by \`npm run generate\`: do not edit. A name that the platform lacks is undefined.
 */
import { backend } from '../backend/load.ts';

/** All of the names, typed as if every platform had them. */
export interface Constants {
${names.map((name) => `  readonly ${name}: number;`).join('\n')}
}

export const {
${names.map((name) => `  ${name},`).join('\n')}
} = backend.${table} as unknown as Constants;
`;
}

/** Further names of a number that Python knows by a later name in the alphabet. */
const aliases = new Set(['AF_FILE', 'AF_LOCAL', 'AF_OROUTE']);

/**
 * The names of each enumeration: those that start with its prefix and are all upper case. To look for them, and to sort them,
 * would be a tenth of an import.
 */
function enumNamesOf({ source }) {
  const names = namesOf(readFileSync(new URL(source, root), 'utf8')).sort();
  const enums = ['AF_', 'SOCK_', 'MSG_', 'AI_'].map((prefix) => {
    const members = names.filter((name) => name.startsWith(prefix) && name === name.toUpperCase());
    const inOrder = [...members.filter((name) => !aliases.has(name)), ...members.filter((name) => aliases.has(name))];
    return `  ${prefix}: [\n${inOrder.map((name) => `    '${name}',\n`).join('')}  ],\n`;
  });
  return `/**
 * Generated from ${source} by \`npm run generate\`: do not edit. The names of the enumerations, in
 * Python's order: of those that share a number, the first that the platform has answers for it.
 */
export const enumNames = {
${enums.join('')}} as const;
`;
}

let stale = false;
for (const module of modules) {
  const target = new URL(module.target, root);
  const text = module.text(module);
  if (!process.argv.includes('--check')) {
    writeFileSync(target, text);
    continue;
  }
  let current = '';
  try {
    current = readFileSync(target, 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  if (current === text) continue;
  console.error(`${module.target} is stale: run \`npm run generate\``);
  stale = true;
}
process.exit(stale ? 1 : 0);
