import type { Capabilities } from './capabilities.ts';
import { choose } from './choose.ts';
import type { Backend } from './types.ts';

/** What `BERKELEY_WITHOUT` can hide: the features that have something else to stand in for them. */
const HIDEABLE = [
  'poll',
  'epoll',
  'kqueue',
  'socketpair',
  'sendfile',
  'reactor',
  'uv_poll',
  'io_uring',
  'streamBatches',
] as const satisfies (keyof Capabilities)[];

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
  if (names.length === 0) return backend;
  // Some are found out when they are asked for.
  const capabilities = Object.defineProperties({}, Object.getOwnPropertyDescriptors(backend.capabilities));
  for (const name of names) Object.defineProperty(capabilities, name, { value: false });
  return { ...backend, capabilities: capabilities as Capabilities };
}

const choice = choose(process.env.BERKELEY_BACKEND);

/** The backend in force, chosen once when the package is first imported. */
export const backend: Backend = without(choice.backend, process.env.BERKELEY_WITHOUT);

/** Why it is not the addon, in a sentence; `null` if it is. */
export const whyNotNative: string | null = choice.reason;
