import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { capabilities } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { example, stopPrograms } from '../support/example_programs.ts';

afterEach(stopPrograms);

const programs: { name: string; needs?: boolean; output: string | RegExp }[] = [
  {
    name: 'http_server',
    needs: capabilities.fileDescriptors,
    output: `\
the listener is Node's: true
status 200
you asked for /hello
`,
  },
  {
    name: 'worker_transfer',
    needs: capabilities.fileDescriptors,
    output: /^(connection \d: gone from here: true\n {2}thread [12] has read: hello \d\n){4}$/,
  },
  {
    name: 'fd_stream',
    needs: capabilities.fdPassing,
    output: `\
ping: 0 descriptors, all of them files: true
read: 1 descriptors, all of them files: true
compare: 2 descriptors, all of them files: true
bye: 0 descriptors, all of them files: true
the client has gone, and 0 descriptors are left
`,
  },
];

describe('with the rest of Node', () => {
  for (const { name, needs = true, output } of programs) {
    it.runIf(needs)(name, async () => {
      const printed = await example(`interop/${name}`).end();
      if (typeof output === 'string') expect(printed).toBe(output);
      else expect(printed).toMatch(output);
    });
  }

  it.runIf(capabilities.fileDescriptors)('http_server stays up on a port', async () => {
    const program = example('interop/http_server', ['0']);
    const [url] = await program.until(/http:\S+\//);
    const [answer] = await once(get(`${url}here`, { agent: false }), 'response');
    expect(String(await answer.setEncoding('utf8').toArray())).toBe('you asked for /here\n');
    await program.stop();
  });

  it('are all run, and on the page with what they print', () => {
    const root = new URL('../../', import.meta.url);
    const files = readdirSync(new URL('examples/interop/', root)).map((file) => file.replace(/\.ts$/, ''));
    expect(programs.map(({ name }) => name).sort()).toEqual(files.sort());
    const page = readFileSync(new URL('docs/interop.md', root), 'utf8');
    for (const { name, output } of programs) {
      const shown = new RegExp(`^ {4}\\$ node out/examples/interop/${name}\\.js\\n((?: {4}.*\\n)+)`, 'm').exec(page);
      const text = shown?.[1]?.replaceAll(/^ {4}/gm, '');
      if (typeof output === 'string') expect(text).toBe(output);
      else expect(text).toMatch(output);
    }
  });
});
