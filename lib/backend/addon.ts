import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { DIST } from './place.ts';

const require = createRequire(import.meta.url);

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
  const { resolve } = require('node-gyp-build') as { resolve(root: string): string };
  try {
    return resolve(fileURLToPath(new URL('..', DIST)));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('No native build was found')) throw error;
    throw new AddonMissing(error.message.trim().replace(/\s*\n\s*/g, ', '));
  }
}

/**
 * Loads the addon.
 *
 * @throws Error with the path, if the one that is there does not load.
 */
export function loadAddon(path: string): unknown {
  try {
    return require(path);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the addon ${path} does not load: ${why}\nBERKELEY_BACKEND=js does without it`, { cause });
  }
}
