import { AddonMissing, findAddon } from './addon.ts';
import { native } from './native.ts';
import { load } from './place.ts';
import type { Backend } from './types.ts';

/** A backend, and why it is not the addon. */
export interface Choice {
  backend: Backend;
  /** Why the addon was not loaded, in a sentence; `null` if it was. */
  reason: string | null;
}

/** The backends by the name that `BERKELEY_BACKEND` takes. */
const BACKENDS: Readonly<Record<string, () => Choice>> = {
  native: () => ({ backend: native(), reason: null }),
  js: () => fallback('BERKELEY_BACKEND=js asks for the other backend'),
};

/**
 * The backend of this name. Without one it is the addon, and the one in JavaScript only where there is no addon: what
 * does not load, or is not where `BERKELEY_PREBUILD` says, is an error, so that nobody runs on less than they think.
 *
 * @param name - what `BERKELEY_BACKEND` says; empty, as an unset variable, for whichever there is.
 */
export function choose(name: string | undefined): Choice {
  if (!name) return whichever();
  const make = Object.hasOwn(BACKENDS, name) ? BACKENDS[name] : undefined;
  if (make !== undefined) return make();
  throw new Error(`BERKELEY_BACKEND=${name}: there is no such backend; known: ${Object.keys(BACKENDS).join(', ')}`);
}

function whichever(): Choice {
  let path: string;
  try {
    path = findAddon();
  } catch (error) {
    if (!(error instanceof AddonMissing) || process.env.BERKELEY_PREBUILD) throw error;
    return fallback(error.message);
  }
  return { backend: native(path), reason: null };
}

/** The backend in JavaScript, of which no file is read before it is wanted. */
function fallback(reason: string): Choice {
  return { backend: requireJs().js(), reason };
}

function requireJs(): { js(): Backend } {
  try {
    return load('backend/js');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_REQUIRE_ESM') throw error;
    throw new Error('the js backend needs Node.js 20.19, 22.12 or newer', { cause: error });
  }
}
