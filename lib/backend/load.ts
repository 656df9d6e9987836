import { native } from './native.ts';
import type { Backend, Capabilities } from './types.ts';

/** The backends by the name that `BERKELEY_BACKEND` takes. */
const BACKENDS: Readonly<Record<string, () => Backend>> = { native };

/** What `BERKELEY_WITHOUT` can hide: the features that have something else to stand in for them. */
const HIDEABLE = [
  'poll',
  'epoll',
  'kqueue',
  'socketpair',
  'sendfile',
  'reactor',
  'uv_poll',
] as const satisfies (keyof Capabilities)[];

function load(name: string | undefined): Backend {
  // An empty variable is an unset one, as shells have it.
  const wanted = name || 'native';
  const make = Object.hasOwn(BACKENDS, wanted) ? BACKENDS[wanted] : undefined;
  if (make === undefined) {
    throw new Error(`BERKELEY_BACKEND=${name}: there is no such backend; known: ${Object.keys(BACKENDS).join(', ')}`);
  }
  return make();
}

/**
 * A backend without some of its features, as if the platform lacked them: that is how what stands in for them is tried
 * where they are.
 *
 * @param hidden - names of capabilities, separated by commas.
 */
function without(backend: Backend, hidden: string | undefined): Backend {
  const names = (hidden ?? '').split(',').filter((name) => name !== '');
  for (const name of names) {
    if (!(HIDEABLE as readonly string[]).includes(name)) {
      throw new Error(`BERKELEY_WITHOUT=${hidden}: '${name}' cannot be hidden; known: ${HIDEABLE.join(', ')}`);
    }
  }
  const missing = Object.fromEntries(names.map((name) => [name, false]));
  return names.length === 0 ? backend : { ...backend, capabilities: { ...backend.capabilities, ...missing } };
}

/** The backend in force, chosen once when the package is first imported. */
export const backend: Backend = without(load(process.env.BERKELEY_BACKEND), process.env.BERKELEY_WITHOUT);
