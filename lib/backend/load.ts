import { native } from './native.ts';
import type { Backend } from './types.ts';

/** The backends by the name that `BERKELEY_BACKEND` takes. */
const BACKENDS: Readonly<Record<string, () => Backend>> = { native };

function load(name: string | undefined): Backend {
  // An empty variable is an unset one, as shells have it.
  const make = BACKENDS[name || 'native'];
  if (make === undefined) {
    throw new Error(`BERKELEY_BACKEND=${name}: there is no such backend; known: ${Object.keys(BACKENDS).join(', ')}`);
  }
  return make();
}

/** The backend in force, chosen once when the package is first imported. */
export const backend: Backend = load(process.env.BERKELEY_BACKEND);
