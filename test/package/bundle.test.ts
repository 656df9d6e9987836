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

/** The files that an import of `file` loads, itself among them: what it imports, and what it requires at once. */
function loadedBy(file: string, found = new Set<string>()): Set<string> {
  found.add(file);
  const source = readFileSync(new URL(file, dist), 'utf8');
  const names = /^(?:.*; )?(?:(?:import|export) (?:[^;'"]* from )?|const \{[^}]*\} = require\()['"](\.[^'"]*)['"]/gm;
  for (const [, name] of source.replaceAll('; import', ';\nimport').matchAll(names)) {
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
  berkeley: 5,
  'berkeley/socket': 4,
  'berkeley/select': 3,
  'berkeley/selectors': 7,
  'berkeley/socketserver': 7,
  'berkeley/promises': 8,
  'berkeley/ipaddress': 1,
};

/** How many bytes of code are in them, at most: what is not loaded is not compiled. */
const MOST_BYTES: Record<string, number> = {
  berkeley: 240_000,
  'berkeley/socket': 190_000,
  'berkeley/select': 55_000,
  'berkeley/selectors': 220_000,
  'berkeley/socketserver': 270_000,
  'berkeley/promises': 290_000,
  'berkeley/ipaddress': 60_000,
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
  'os',
  'perf_hooks',
  'stream',
  'timers/promises',
  'url',
  'util',
  'v8',
  'worker_threads',
];

describe.each(faces)('$name', ({ name, file }) => {
  it('is few files', () => {
    const files = [...loadedBy(file)];
    expect(files.length, files.join(' ')).toBeLessThanOrEqual(MOST[name]!);
  });

  it('is of a size', () => {
    const bytes = [...loadedBy(file)].reduce((sum, one) => sum + readFileSync(new URL(one, dist)).length, 0);
    expect(bytes).toBeLessThan(MOST_BYTES[name]!);
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
  it('loads neither the list of constants, nor the other backend, nor what is loaded when it is used', () => {
    expect([...loadedBy('index.js')].sort()).toEqual([
      'chunks/core.js',
      'chunks/select.js',
      'chunks/socket.js',
      'index.js',
      'ipaddress.js',
    ]);
  });
});

/** What each module has as an object of the root, and as itself: names before anything is taken out of it, and values. */
const SAME_NAMES = `
  import * as root from 'berkeley';
  const isThere = (module) => Object.keys(module).filter((name) => module[name] !== undefined).sort();
  for (const name of ['socket', 'select', 'selectors', 'socketserver', 'promises']) {
    const object = root[name];
    const names = Object.keys(object).sort();
    const module = await import('berkeley/' + name);
    const same = names.join() === isThere(module).join() && names.every((one) => object[one] === module[one]);
    let frozen = Object.isFrozen(object);
    for (const one of names) if (Reflect.set(object, one, 1) || !(one in object)) frozen = false;
    console.log(name, names.length > 5, same, frozen, { ...object }[names[0]] === module[names[0]]);
  }`;

describe.each(backends.map(({ name }) => name))('the objects of the root, on the %s backend', (name) => {
  it.each(['', 'epoll', 'poll,epoll'])('have what the modules have, without %j', async (without) => {
    const env = { BERKELEY_BACKEND: name, BERKELEY_WITHOUT: without };
    const { stdout, stderr } = await runScript(SAME_NAMES, [], env).ended;
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual(
      ['socket', 'select', 'selectors', 'socketserver', 'promises'].map((one) => `${one} true true true true`),
    );
  });

  // `require` fails on a module that an import() has begun to load: so what is required later is never imported.
  it('load what they need while imports are on their way', async () => {
    const script = `
      import * as root from 'berkeley';
      const faces = ['promises', 'socketserver', 'selectors', 'socket', 'select', 'ipaddress'];
      const uses = [
        () => root.promises.Socket.name,
        () => root.socketserver.TCPServer.name,
        () => root.selectors.StreamBatch.name,
        () => root.socket.socketpair().map((one) => (one.close(), one)).length && 'pair',
        () => {
          const [one, other] = root.socket.socketpair();
          one.makefile('rb').close();
          if (root.capabilities.fileDescriptors) one.toDuplex().destroy();
          else one.close();
          other.close();
          return 'file';
        },
      ];
      const imports = faces.map((face) => import('berkeley/' + face));
      const turn = Number(process.env.TURN);
      for (let i = 0; i < turn % 20; i++) await (i % 2 ? null : new Promise(setImmediate));
      const found = uses.map((use) => use());
      await Promise.all(imports);
      console.log(found.join());`;
    for (const turn of [0, 1, 2, 3, 5, 8, 13]) {
      const { stdout, stderr } = await runScript(script, [], { BERKELEY_BACKEND: name, TURN: String(turn) }).ended;
      expect(stderr).toBe('');
      expect(stdout).toBe('Socket,TCPServer,StreamBatch,pair,file\n');
    }
  });
});

describe('SocketDuplex', () => {
  it('is a stream as soon as there is one, and loads none before', async () => {
    const script = `
      import { SocketDuplex, socketpair } from 'berkeley/socket';
      const before = process.moduleLoadList.includes('NativeModule stream');
      class Mine extends SocketDuplex {}
      const [one, other] = socketpair();
      const stream = one.toDuplex();
      const { Duplex } = await import('node:stream');
      console.log(
        before, stream instanceof SocketDuplex, stream instanceof Duplex, Mine.prototype instanceof Duplex,
        Object.getPrototypeOf(SocketDuplex) === Duplex, stream.constructor === SocketDuplex, SocketDuplex.name,
      );
      stream.destroy();
      other.close();`;
    const { stdout, stderr } = await runScript(script).ended;
    expect(stderr).toBe('');
    // The backend in JavaScript stands on streams itself.
    expect(stdout).toBe(`${!capabilities.fileDescriptors} true true true true true SocketDuplex\n`);
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
