// Writes the JavaScript of dist/. Node takes longer to find a file and to open it than to compile what is in it: so the
// modules of a layer become one chunk. All programs share the chunks, and with them every class and all state.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

// Programs have a file of their own in dist/ where their source is in lib/, because they are found by a path or a URL.

const PACKAGE = {
  /** What runs when it is loaded: the command, and what threads and child processes run. */
  started: ['cli', 'socketserver/child', 'socketserver/nursery', 'socketserver/serving', 'socketserver/worker'],
  /** What exports something, which it may have from a chunk. */
  exporting: [
    // The exports of the package, and the constants, which two of them pass on.
    'index',
    'promises',
    'select',
    'selectors',
    'socket',
    'socket/constants',
    'socketserver',
    // What tests look into.
    'backend/addon',
    'backend/load',
    'backend/native',
    'promises/race',
    'socket/afalg',
    'socket/call',
    'socket/pair',
    'socketserver/bytesio',
    'socketserver/request_queue',
  ],
  /** The chunks and what is in them, lowest layer first. What a module needs and no chunk names goes with it. */
  chunks: {
    backend: /^backend\//,
    core: /^(?:core|select|selectors)\//,
    socket: /^(?:socket\/(?!constants$)|handover\/)/,
    batches: /^(?:batches\/|selectors$)/,
    promises: /^promises\//,
    socketserver: /^socketserver\b/,
  },
};

/** The backend in JavaScript, by itself: it is required while the chunk that chooses a backend is being evaluated. */
const JS_BACKEND = {
  started: ['backend/js/look_up_thread', 'backend/js/worker'],
  exporting: ['backend/js', 'backend/js/constants', 'backend/js/look_up', 'backend/js/names'],
  chunks: { seam: /^backend\/[a-z]+$(?<!\/js)/ },
};

/** It stands alone, and needs nothing of Node: not even what the bundler gives to chunks. */
const IPADDRESS = { started: [], exporting: ['ipaddress'], chunks: {}, platform: 'neutral' };

/** A module as the lists above have it. */
function nameOf(id) {
  return relative(`${root}lib`, id).replaceAll('\\', '/').replace(/\.ts$/, '');
}

/** What is not put together with those who import it, but imported by them from its own file; all are in dist/ itself. */
const apart = {
  name: 'apart',
  resolveId(source, importer) {
    // The constants would be compiled once for each export. And `ipaddress` of the root is the module itself.
    const isApart = importer !== undefined && ['./socket/constants.ts', './ipaddress.ts'].includes(source);
    return isApart ? { id: source.replace('.ts', '.js'), external: true } : undefined;
  },
};

async function build({ started, exporting, chunks, platform = 'node' }, chunkFileNames) {
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries([...started, ...exporting].map((name) => [name, `lib/${name}.ts`])),
    platform,
    external: /^node:/,
    plugins: [apart],
    // That of tsconfig.json.
    transform: { target: 'es2022' },
    onLog(level, log) {
      throw new Error(`${level}: ${log.message}`);
    },
  });
  await bundle.write({
    dir: 'dist',
    chunkFileNames,
    sourcemap: true,
    comments: false,
    minify: false,
    // Users see the names of classes, of which two may be the same in a chunk.
    keepNames: true,
    codeSplitting: {
      groups: Object.entries(chunks).map(([name, modules], layer) => ({
        name,
        test: (id) => modules.test(nameOf(id)) && !started.includes(nameOf(id)),
        priority: 9 - layer,
      })),
    },
  });
  await bundle.close();
}

await build(PACKAGE, 'chunks/[name].js');
await build(JS_BACKEND, 'chunks/js-[name].js');
await build(IPADDRESS, 'chunks/ipaddress-[name].js');
