/**
 * Berkeley sockets for Node.js.
 *
 * The modules of Python's standard library, under their names: `import { socket } from 'berkeley'` is Python's
 * `import socket`. Each is also a subpath: `import { socket, AF_INET } from 'berkeley/socket'`.
 */
import { backend } from './backend/load.ts';
import * as promisesApi from './promises/api.ts';
import type * as promisesModule from './promises.ts';
import * as selectApi from './select/api.ts';
import type * as selectModule from './select.ts';
import * as selectorsModule from './selectors.ts';
import * as socketApi from './socket/api.ts';
import type * as socketModule from './socket.ts';
import * as socketserverModule from './socketserver.ts';

export type { Capabilities } from './backend/capabilities.ts';
export { KeyError } from './core/errors.ts';
export { capabilities } from './socket/api.ts';
export * from './socket/errors.ts';

/**
 * A module as an object, with what this platform has and nothing else: `'SO_REUSEPORT' in socket` tells.
 *
 * @param api - its functions and classes.
 * @param constants - its constants, where it has some.
 */
function moduleObject<M>(api: object, constants: Readonly<Record<string, number>> = {}): Readonly<M> {
  const present = Object.fromEntries(Object.entries(api).filter(([, value]) => value !== undefined));
  return Object.freeze({ ...constants, ...present }) as Readonly<M>;
}

export * as ipaddress from './ipaddress.ts';

/** Python's `socket` module; `'berkeley/socket'` as one object. */
export const socket = moduleObject<typeof socketModule>(socketApi, backend.constants);

/** Python's `select` module; `'berkeley/select'` as one object. */
export const select = moduleObject<typeof selectModule>(selectApi, backend.selectConstants);

/** Python's `selectors` module; `'berkeley/selectors'` as one object. */
export const selectors = moduleObject<typeof selectorsModule>(selectorsModule);

/** Python's `socketserver` module; `'berkeley/socketserver'` as one object. */
export const socketserver = moduleObject<typeof socketserverModule>(socketserverModule);
/** `'berkeley/promises'` as one object. */
export const promises = moduleObject<typeof promisesModule>(promisesApi, backend.constants);
