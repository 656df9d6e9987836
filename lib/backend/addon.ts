import { packageFolder } from './place.ts';

/** What node-gyp-build goes by. */
const SETTINGS = ['BERKELEY_PREBUILD', 'PREBUILDS_ONLY', 'LIBC', 'npm_config_platform', 'npm_config_arch'];

/** There is no addon for this platform: neither was one built here, nor does the package bring one. */
export class AddonMissing extends Error {
  override get name(): string {
    return 'AddonMissing';
  }
}

/**
 * Where the addon is: in `build/` if it was built here, else in `prebuilds/`; or where `BERKELEY_PREBUILD` says.
 *
 * @throws AddonMissing that says what was looked for, if there is none.
 */
export function findAddon(): string {
  const found = whereItUsuallyIs();
  if (found !== undefined) return found;
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const { resolve } = require('node-gyp-build') as { resolve(root: string): string };
  try {
    return resolve(packageFolder());
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('No native build was found')) throw error;
    throw new AddonMissing(error.message.trim().replace(/\s*\n\s*/g, ', '));
  }
}

/**
 * What node-gyp-build would find, unless the environment has something to say about that: to load it and have it list the
 * folders takes longer than the addon takes to load.
 */
function whereItUsuallyIs(): string | undefined {
  const { env, platform, arch } = process;
  if (SETTINGS.some((name) => env[name])) return undefined;
  const { join } = process.getBuiltinModule('node:path');
  // An import of it would load half of Node's streams.
  const { existsSync } = process.getBuiltinModule('node:fs');
  const folder = packageFolder();
  const libc = platform !== 'linux' ? '' : existsSync('/etc/alpine-release') ? '.musl' : '.glibc';
  return [
    'build/Release/berkeley.node',
    'build/Debug/berkeley.node',
    `prebuilds/${platform}-${arch}/berkeley${libc}.node`,
  ]
    .map((path) => join(folder, path))
    .find((path) => existsSync(path));
}

/** The addons that are loaded, by their path: what they own is kept once. */
const loaded = new Map<string, unknown>();

/**
 * Loads the addon.
 *
 * @throws Error with the path, if the one that is there does not load.
 */
export function loadAddon(path: string): unknown {
  if (loaded.has(path)) return loaded.get(path);
  const module = { exports: {} };
  try {
    process.dlopen(module, process.getBuiltinModule('node:path').toNamespacedPath(path));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the addon ${path} does not load: ${why}\nBERKELEY_BACKEND=js does without it`, { cause });
  }
  loaded.set(path, module.exports);
  return module.exports;
}
