// Builds the addon with node-gyp. Where the tools for that are missing it says so and succeeds: the package runs on its
// backend in JavaScript then. With the tools, whatever goes wrong fails the build.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

const PYTHON = {
  what: 'Python 3',
  variables: ['PYTHON', 'NODE_GYP_FORCE_PYTHON', 'npm_config_python', 'npm_package_config_node_gyp_python'],
  commands: ['python3', 'python'],
};

/** What node-gyp needs: a name for people, the variables that name one, and the commands it goes by. */
const TOOLS = [
  {
    what: 'a C++ compiler',
    variables: ['CXX'],
    // The first is what make takes by itself.
    commands: process.platform === 'linux' ? ['g++', 'c++', 'clang++'] : ['c++', 'clang++', 'g++'],
  },
  { what: 'make', variables: ['MAKE'], commands: process.platform.endsWith('bsd') ? ['gmake'] : ['make'] },
  PYTHON,
];

/** Whether a variable names a tool. It is taken to be there then: if it is not, whoever set it wants to know. */
function isNamed({ variables }) {
  return variables.some((name) => process.env[name]);
}

function isThere(tool) {
  if (isNamed(tool)) return true;
  const { variables, commands } = tool;
  const found = commands.find((command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found !== undefined && found !== commands[0]) process.env[variables[0]] = found;
  return found !== undefined;
}

/** What of it is missing. On Windows only node-gyp knows where to look for Visual Studio. */
function missingTools() {
  return windows ? [] : TOOLS.filter((tool) => !isThere(tool)).map(({ what }) => what);
}

/** Runs a step of node-gyp, with what it prints passed on and kept. */
function gyp(step) {
  const script = fileURLToPath(import.meta.resolve('node-gyp/bin/node-gyp.js'));
  const child = spawn(process.execPath, [script, step], { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      printed += text;
      process.stderr.write(text);
    });
    child.on('error', reject).on('close', (code) => resolve({ code, printed }));
  });
}

/** Says that there will be no addon, and why. */
function doWithout(why) {
  const built = existsSync(new URL('../build/Release/berkeley.node', import.meta.url));
  console.error(
    `The addon is not built: ${why}.\n` +
      (built
        ? 'The one that was built before stays as it is: remove build/ to do without.'
        : 'The package runs on its backend in JavaScript; `npx berkeley info` says what that can do.'),
  );
  process.exit(0);
}

const missing = missingTools();
if (missing.length > 0)
  doWithout(`this machine has no ${missing.map((what) => what.replace(/^a /, '')).join(', no ')}`);
const configured = await gyp('configure');
if (configured.code !== 0) {
  // What it looks for by itself: a Visual Studio, and a Python that is new enough.
  const [, tool] = /gyp ERR! find (VS|Python)/.exec(configured.printed) ?? [];
  if (tool === 'VS') doWithout('node-gyp found no Visual Studio');
  if (tool === 'Python' && !isNamed(PYTHON)) doWithout('node-gyp found no Python that it can use');
  process.exit(configured.code ?? 1);
}
process.exit((await gyp('build')).code ?? 1);
