// The package as it is built: programs that share chunks, found through its exports.
import { readFileSync } from 'node:fs';
import { capabilities } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { root, run, runScript } from '../support/child.ts';
import { backends } from '../support/contract.ts';

const dist = new URL('../../dist/', import.meta.url);

/** What the package can be imported as, and the file that is imported then. */
const faces = Object.entries<{ default: string } | string>(
  JSON.parse(readFileSync(`${root}package.json`, 'utf8')).exports,
).flatMap(([path, to]) =>
  typeof to === 'string' ? [] : [{ name: path.replace('.', 'berkeley'), file: to.default.replace('./dist/', '') }],
);

/** The files that an import of `file` loads, itself among them. */
function loadedBy(file: string, found = new Set<string>()): Set<string> {
  found.add(file);
  const source = readFileSync(new URL(file, dist), 'utf8');
  for (const [, name] of source.matchAll(/^(?:import|export) (?:[^;'"]* from )?['"](\..*)['"];$/gm)) {
    const imported = new URL(name!, new URL(file, dist)).href.slice(dist.href.length);
    if (!found.has(imported)) loadedBy(imported, found);
  }
  return found;
}

/** Programs that print whether the faces have the same classes, and what became of a connection. */
const SAME = `
  const [root, socket, promises, server] = modules;
  const same = [
    root.socket.Socket === socket.Socket, root.promises.Socket === promises.Socket, root.OSError === socket.OSError,
    socket.OSError === promises.OSError, root.socketserver.TCPServer === server.TCPServer,
    root.ipaddress === modules[4], root.selectors.SelectorKey === modules[5].SelectorKey,
    socket.AF_INET === root.socket.AF_INET, !('AF_NO_SUCH' in socket),
  ];
  socket.setdefaulttimeout(5);
  same.push(root.socket.getdefaulttimeout() === 5);
  const listener = root.socket.create_server(['127.0.0.1', 0]);
  const client = socket.create_connection(listener.getsockname());
  same.push(client instanceof root.socket.Socket);
  try {
    const taken = socket.socket();
    taken.bind(listener.getsockname());
  } catch (error) {
    same.push(error instanceof promises.OSError && error.code === 'EADDRINUSE');
  }
  for (const one of [client, listener]) one.close();
  console.log(root.capabilities.name, same.every(Boolean) || same.join(' '));`;
const NAMES = JSON.stringify(
  ['', '/socket', '/promises', '/socketserver', '/ipaddress', '/selectors'].map((n) => `berkeley${n}`),
);
const IMPORTED = `const modules = await Promise.all(${NAMES}.map((name) => import(name)));${SAME}`;
const REQUIRED = `const modules = ${NAMES}.map(require);${SAME}`;
const IN_THREAD = `
  import { once } from 'node:events';
  import { Worker } from 'node:worker_threads';
  await once(new Worker(${JSON.stringify(`(async () => {${IMPORTED}})()`)}, { eval: true, execArgv: [] }), 'exit');`;

describe.each(backends.map(({ name }) => name))('on the %s backend', (name) => {
  const env = { BERKELEY_BACKEND: name };

  it.each([
    ['by import', IMPORTED],
    ['in a thread', IN_THREAD],
  ])('has one of everything, %s', async (_, script) => {
    expect(await runScript(script, [], env).ended).toMatchObject({ code: 0, stdout: `${name} true\n`, stderr: '' });
  });

  it('has one of everything, by require', async () => {
    const flags = ['--no-warnings', '--input-type=commonjs', '--eval', REQUIRED];
    const child = run(process.execPath, flags, { env: { ...process.env, ...env } });
    expect(await child.ended).toMatchObject({ code: 0, stdout: `${name} true\n` });
  });
});

/** How many files each may load: they cost an import more than what is in them. A new one should be meant. */
const MOST: Record<string, number> = {
  berkeley: 9,
  'berkeley/socket': 6,
  'berkeley/select': 4,
  'berkeley/selectors': 6,
  'berkeley/socketserver': 8,
  'berkeley/promises': 7,
  'berkeley/ipaddress': 1,
};

/** What most programs do without, and what takes long to load. */
const LATER = [
  'child_process',
  'crypto',
  'dgram',
  'dns',
  'fs/promises',
  'internal/fs/streams',
  'internal/mime',
  'internal/worker',
  'net',
  'perf_hooks',
  'timers/promises',
  'v8',
  'worker_threads',
];

describe.each(faces)('$name', ({ name, file }) => {
  it('is few files', () => {
    expect(loadedBy(file).size).toBeLessThanOrEqual(MOST[name]!);
  });

  // The other backend is made of Node's own sockets.
  it.runIf(capabilities.name === 'native')(
    'loads none of the modules of Node that most programs do without',
    async () => {
      const script = `
      const before = new Set(process.moduleLoadList);
      await import('${name}');
      const after = process.moduleLoadList.filter((name) => !before.has(name));
      console.log(JSON.stringify(after.map((name) => name.replace('NativeModule ', ''))));`;
      const loaded: string[] = JSON.parse((await runScript(script).ended).stdout);
      expect(loaded.filter((module) => LATER.includes(module))).toEqual([]);
    },
  );
});

describe('the root', () => {
  const files = loadedBy('index.js');

  it('loads neither the list of constants nor the other backend', () => {
    expect(files).toContain('chunks/core.js');
    expect([...files].filter((file) => file.includes('constants') || file.includes('/js'))).toEqual([]);
  });

  it('is of a size', () => {
    const bytes = [...files].reduce((sum, file) => sum + readFileSync(new URL(file, dist)).length, 0);
    expect(bytes).toBeLessThan(500_000);
  });
});

describe('a chunk', () => {
  it('leaves stack traces with the names of functions, and with lines of the sources for who asks for them', async () => {
    const script = `import { inet_aton } from 'berkeley/socket';
      try { inet_aton(1); } catch (error) { console.log(error.stack); }`;
    const plain = await runScript(script).ended;
    expect(plain.stdout).toMatch(/ at inet_aton \(.*\/dist\/chunks\/socket\.js:\d+:\d+\)/);
    const mapped = await runScript(script, ['--enable-source-maps']).ended;
    expect(mapped.stdout).toMatch(/ at inet_aton \(.*\/lib\/socket\/convert\.ts:\d+:\d+\)/);
  });
});
