import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { join } from 'node:path';
import { capabilities } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../support/certificate.ts';
import { example, stopPrograms } from '../support/example_programs.ts';
import { directory } from '../support/sockets.ts';

afterEach(stopPrograms);

/** Whether a command is there. */
const has = (command: string, option: string) => spawnSync(command, [option]).status === 0;

/** What curl gets. */
function curl(...args: string[]): string {
  const { stdout, stderr, status } = spawnSync('curl', ['--silent', '--show-error', '--max-time', '20', ...args]);
  expect([String(stderr), status]).toEqual(['', 0]);
  return String(stdout);
}

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
    name: 'https_server',
    needs: capabilities.fileDescriptors && has('openssl', 'version'),
    output: `\
the listener is Node's: true
status 200, trusted: true
you asked for /hello over TLSv1.3
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

  describe.runIf(capabilities.fileDescriptors)('a server that stays up on a port', () => {
    const noCurl = has('curl', '--version') ? '' : ': there is no curl';

    async function http(): Promise<string> {
      const [url] = await example('interop/http_server', ['0']).until(/http:\S+\//);
      return url;
    }

    /** The server's URL, its certificate, and where that is. */
    async function https(): Promise<[url: URL, cert: string, file: string]> {
      const { key, cert } = selfSigned();
      const folder = directory();
      const files = [join(folder, 'key'), join(folder, 'cert')] as const;
      writeFileSync(files[0], key);
      writeFileSync(files[1], cert);
      const [url] = await example('interop/https_server', ['0', ...files]).until(/https:\S+\//);
      return [new URL('here', url), cert, files[1]];
    }

    it('answers over HTTP', async () => {
      const [answer] = await once(get(`${await http()}here`, { agent: false }), 'response');
      expect(String(await answer.setEncoding('utf8').toArray())).toBe('you asked for /here\n');
    });

    it('answers over TLS', async () => {
      const [{ port, pathname }, ca] = await https();
      const options = { host: '127.0.0.1', port, path: pathname, servername: 'localhost', ca, agent: false };
      const [answer] = await once(getSecurely(options), 'response');
      expect(String(await answer.setEncoding('utf8').toArray())).toBe('you asked for /here over TLSv1.3\n');
    });

    it.skipIf(noCurl)(`answers curl over HTTP${noCurl}`, async () => {
      expect(curl(`${await http()}here`)).toBe('you asked for /here\n');
    });

    it.skipIf(noCurl)(`answers curl over TLS, which checks the certificate${noCurl}`, async () => {
      const [url, , file] = await https();
      const answer = curl('--cacert', file, '--resolve', `localhost:${url.port}:127.0.0.1`, url.href);
      expect(answer).toMatch(/^you asked for \/here over TLSv1\.[23]\n$/);
    });
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
