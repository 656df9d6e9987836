import { readFileSync } from 'node:fs';
import { capabilities, SO_REUSEPORT } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { example, server, stopPrograms } from '../support/example_programs.ts';

// The page shows what the tutorials' servers print and what the ports print. It is compared with what they do print.

afterEach(stopPrograms);

const page = readFileSync(new URL('../../docs/examples.md', import.meta.url), 'utf8');

/** What the page says that a command prints. */
function shown(command: string): string {
  const [, text] = new RegExp(`^ {4}\\$ ${command}\\n((?: {4}.*\\n)+)`, 'm').exec(page)!;
  return text!.replaceAll(/^ {4}/gm, '');
}

const byTutorial = (name: string) => shown(`python3 ${name}\\.py`);
const byPort = (name: string) => shown(`node out/examples/${name}\\.js`);

/** The same numbers for all: ports in the order in which they come, descriptors, the ids of processes. */
function numbered(output: string): string {
  const known = new Map<string, string>();
  const name = (kind: string, number: string) => {
    const names = [...known.values()].filter((name) => name.startsWith(kind));
    if (!known.has(kind + number)) known.set(kind + number, `${kind}-${names.length + 1}`);
    return known.get(kind + number)!;
  };
  return output
    .replaceAll(/(?<='127\.0\.0\.1', |127\.0\.0\.1:)\d+/g, (port) => name('port', port))
    .replaceAll(/(?<=process: |b')\d+/g, (id) => name('process', id))
    .replaceAll(/(?<=fd=)\d+/g, (fd) => name('fd', fd));
}

/** The lines of each of those who speak, in their order. */
function voices(output: string): Record<string, string[]> {
  const lines = numbered(output).trimEnd().split('\n');
  const who = (line: string) => (line.startsWith('client') ? 'client' : 'server');
  // By the time that the request is closed the client may have gone, and have no address.
  const of = (one: string) =>
    lines.filter((line) => who(line) === one).map((line) => line.replace(/(close_request.*), raddr=.*?>/, '$1>'));
  return { client: of('client'), server: of('server') };
}

/** Python's own way to write a family and a type has changed since. */
const today = (output: string) =>
  output.replaceAll('AddressFamily.AF_INET', '2').replaceAll('SocketKind.SOCK_STREAM', '1');

describe('what the page shows of the port is what it prints, and what the tutorial shows', () => {
  it.each([
    ['socketserver_echo_simple', true],
    ['socketserver_threaded', capabilities.fileDescriptors],
    ['socketserver_forking', capabilities.fdPassing],
  ])('%s', async (name, isThere) => {
    expect(numbered(byPort(name))).toBe(numbered(byTutorial(name)));
    if (isThere) expect(numbered(await example(name).end())).toBe(numbered(byTutorial(name)));
  });

  it('socketserver_echo', async () => {
    const tutorial = voices(today(byTutorial('socketserver_echo')));
    expect(tutorial.client!.length + tutorial.server!.length).toBe(22);
    expect(voices(byPort('socketserver_echo'))).toEqual(tutorial);
    const printed = await example('socketserver_echo', [], { mergeErrors: true }).end();
    expect(voices(printed)).toEqual(tutorial);
  });

  it.runIf(capabilities.fileDescriptors)('hello_server_threaded and its client', async () => {
    const { program, port } = await server('hello_server_threaded', ['--delay', '0'], /Waiting/);
    expect(await example('hello_client', ['--port', port]).end()).toBe(byPort('hello_client'));
    const words = byPort('hello_server_threaded');
    // It says first which port it is on, as it was given none.
    const printed = (await program.linesOf(`\n${words}`)).replace(/^.*\n/, '');
    expect(numbered(printed)).toBe(numbered(words));
  });
});

it.runIf(capabilities.fileDescriptors && SO_REUSEPORT !== undefined)('socketserver_reuse_port', async () => {
  expect(await example('socketserver_reuse_port').end()).toMatch(
    /^60 connections, and each of 3 servers had some: true\n$/,
  );
});
