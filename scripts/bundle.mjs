// Writes the JavaScript of dist/. Node takes longer to find a file and to open it than to compile what is in it: so the
// modules of a layer become one chunk. All programs share the chunks, and with them every class and all state.
//
// What most programs do without is in chunks that are loaded when they are used, by `load` of lib/backend/place.ts. That
// is `require`, and `require` fails on a module that an `import()` is loading at that moment. So these chunks are never
// imported: the exports of the package require them too, and what `load` asks for has a file that nobody imports. A chunk
// among them may import others of them, and the first chunks, which whoever requires it has imported.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
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
    'promises/api',
    'select',
    'selectors',
    'selectors/api',
    'socket',
    'socket/constants',
    'socketserver',
    'socketserver/api',
    // What tests look into.
    'backend/addon',
    'backend/load',
    'backend/native',
    'handover/index',
    'promises/race',
    'socket/afalg',
    'socket/call',
    'socket/families',
    'socket/file/makefile',
    'socket/pair',
    'socketserver/bytesio',
    'socketserver/request_queue',
  ],
  /** The chunks and what is in them, lowest layer first. What a module needs and no chunk names goes with it. */
  chunks: {
    core: /^(?:backend|core)\/|^select\/(?:fileno|spin)$/,
    socket:
      /^(?:socket\/(?!constants$|file\/|families$|bluetooth$|fields$)|socket\/file\/(?:later|newlines|characters|socketio)$|handover\/(?:duplex|later)$)/,
    select: /^select\/(?!constants$)/,
  },
  /** The chunks that are loaded when they are used. */
  later: {
    reactor: /^promises\/(?:reactor|limits|news)$/,
    families: /^socket\/(?:families|bluetooth|fields)$/,
    files: /^socket\/file\//,
    handover: /^handover\//,
    selectors: /^selectors\/(?!api$)/,
    batches: /^(?:batches|selectors)\//,
    promises: /^promises\//,
    socketserver: /^socketserver\//,
  },
};

/** The backend in JavaScript, by itself: it is required while the chunk that chooses a backend is being evaluated. */
const JS_BACKEND = {
  started: ['backend/js/look_up_thread', 'backend/js/worker'],
  exporting: ['backend/js', 'backend/js/constants', 'backend/js/look_up', 'backend/js/names'],
  chunks: { seam: /^backend\/[a-z]+$(?<!\/js)/ },
};

/** It stands alone, and needs nothing of Node: not even what the bundler gives to chunks. */
const IPADDRESS = { started: [], exporting: ['ipaddress'], chunks: {} };

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

async function build({ started, exporting, chunks, later = {} }, chunkFileNames) {
  const bundle = await rolldown({
    cwd: root,
    input: Object.fromEntries([...started, ...exporting].map((name) => [name, `lib/${name}.ts`])),
    // That of Node would give every chunk a `require`.
    platform: 'neutral',
    external: /^node:/,
    plugins: [apart],
    // That of tsconfig.json.
    transform: { target: 'es2022' },
    onLog(level, log) {
      throw new Error(`${level}: ${log.message}`);
    },
  });
  const { output } = await bundle.write({
    dir: 'dist',
    chunkFileNames,
    sourcemap: true,
    comments: false,
    // Stack traces have names, and lines.
    minify: false,
    // Users see the names of classes, of which two may be the same in a chunk.
    keepNames: true,
    codeSplitting: {
      groups: Object.entries({ ...chunks, ...later }).map(([name, modules], layer) => ({
        name,
        test: (id) => modules.test(nameOf(id)) && !started.includes(nameOf(id)),
        priority: 20 - layer,
      })),
    },
  });
  await bundle.close();
  const files = new Map(output.filter(({ type }) => type === 'chunk').map((chunk) => [chunk.fileName, chunk]));
  const required = Object.keys(later).map((name) => chunkFileNames.replace('[name]', name));
  const codes = [...files.values()].map((chunk) => finish(chunk, files, required));
  const runtime = chunkFileNames.replace('[name]', 'rolldown-runtime');
  if (!codes.some((code) => code.includes('rolldown-runtime.js'))) rmSync(`${root}dist/${runtime}`, { force: true });
}

/** All that of `files` is loaded with a file, itself among them. */
function loadedWith(file, files, found = new Set()) {
  found.add(file);
  for (const name of files.get(file)?.imports ?? []) if (!found.has(name)) loadedWith(name, files, found);
  return found;
}

/** How a file names another. */
function pathTo(from, to) {
  const path = relative(`${from}/..`, to).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

/** Rewrites what the bundler wrote, line by line, so that source maps stay right. */
function finish({ fileName, isEntry }, files, required) {
  const path = `${root}dist/${fileName}`;
  let code = readFileSync(path, 'utf8');
  // A file for one line.
  code = code.replace(
    /^import \{ \w+ as __name \} from "[^"]*rolldown-runtime\.js";$/m,
    'const __name = (target, value) => Object.defineProperty(target, "name", { value, configurable: true });',
  );
  let requires = 'const require = process.getBuiltinModule("node:module").createRequire(import.meta.url); ';
  code = code.replace(/^import \{ (.*) \} from "(.*)";$/gm, (line, names, source) => {
    const name = [...files.keys()].find((other) => pathTo(fileName, other) === source);
    if (!isEntry || !required.includes(name)) return line;
    const first = [...loadedWith(name, files)].filter((one) => !required.includes(one) && !one.includes('rolldown-'));
    const imports = first.map((one) => `import "${pathTo(fileName, one)}"; `).join('');
    const before = imports + requires;
    requires = '';
    return `${before}const { ${names.replaceAll(' as ', ': ')} } = require("${source}");`;
  });
  // Names in an `export` of their own would be compiled twice, and there are thousands.
  if (fileName === 'socket/constants.js') {
    code = code.replace(/^const (\{[^}]*\} = .*;)$/m, 'export const $1').replace(/^export \{.*\};$/m, '');
  }
  // One character beyond Latin-1, and V8 reads and keeps twice as many bytes.
  code = code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(path, code);
  return code;
}

await build(PACKAGE, 'chunks/[name].js');
await build(JS_BACKEND, 'chunks/js-[name].js');
await build(IPADDRESS, 'chunks/ipaddress-[name].js');
