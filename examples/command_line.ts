/** The command line of the examples: each runs as in the tutorial without one, and elsewhere with `--host` and `--port`. */
import { parseArgs } from 'node:util';
import type { Socket } from 'berkeley/socket';
import { print } from './python.ts';

/** The values of options with these defaults, and what is left of the command line. */
type CommandLine<Defaults> = { [Name in keyof Defaults]: Defaults[Name] extends number ? number : string } & {
  args: string[];
};

/**
 * Reads `--name value` for each name of `defaults`. An option whose default is a number is a number.
 *
 *     const { host, port } = commandLine({ host: 'localhost', port: 10000 });
 */
export function commandLine<Defaults extends Record<string, string | number>>(
  defaults: Defaults,
): CommandLine<Defaults> {
  const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const read = Object.entries(defaults).map(([name, preset]) => {
    const given = values[name] ?? preset;
    const value = typeof preset === 'number' ? Number(given) : given;
    if (Number.isNaN(value)) throw new RangeError(`--${name} must be a number, not '${given}'`);
    return [name, value];
  });
  return { ...Object.fromEntries(read), args: positionals };
}

/** Says which port a server has whose model does not say it, where `--port 0` left the choice to the system. */
export function announceFreePort(sock: Socket, port: number): void {
  if (port !== 0) return;
  const [host, chosen] = sock.getsockname();
  print(`starting up on ${host} port ${chosen}`);
}
