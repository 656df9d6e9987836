#!/usr/bin/env node
/** The command `berkeley`. */
import { readFileSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { info } from './cli/info.ts';

const USAGE = `usage: berkeley <command>

  info [--json]      the backend in force, the features present and missing, and why the addon was not loaded
  bench [options]    the speed of this machine's sockets, beside C and Node's own modules; bench --help tells more
`;

/** What `bench/run.ts` exports. */
interface Bench {
  bench(args: string[]): Promise<number>;
}

/** A command line that says what it should not. */
class UsageError extends Error {}

/** The commands: each takes its arguments and gives the exit code. */
const COMMANDS: Readonly<Record<string, (args: string[]) => Promise<number>>> = {
  info: (args) => {
    const { json } = parse({ args, options: { json: { type: 'boolean' } } }).values;
    return info(version(), json === true);
  },
  bench: async (args) => {
    // It is no part of the library, and is compiled on its own, into a folder beside this file.
    const { bench } = (await import(new URL('bench/run.js', import.meta.url).href)) as Bench;
    return bench(args);
  },
};

/** `parseArgs`, with an error of the kind that `main` explains. */
function parse<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

async function main([name, ...args]: string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (name === '--version') {
    console.log(version());
    return 0;
  }
  try {
    const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command !== undefined) return await command(args);
    throw new UsageError(name === undefined ? 'a command is missing' : `there is no command '${name}'`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`berkeley: ${error.message}\n\n${USAGE}`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
