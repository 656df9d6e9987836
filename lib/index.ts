/**
 * Berkeley sockets for Node.js.
 *
 * The modules of Python's standard library, under their names: `import { socket } from 'berkeley'` is Python's
 * `import socket`. Each is also a subpath: `import { socket, AF_INET } from 'berkeley/socket'`.
 */
import { backend } from './backend/load.ts';
import { laterModuleObject, moduleObject } from './core/module.ts';
import { selectApi, socketApi } from './objects.ts';
import type * as promisesModule from './promises.ts';
import type * as selectModule from './select.ts';
import type * as selectorsModule from './selectors.ts';
import type * as socketModule from './socket.ts';
import type * as socketserverModule from './socketserver.ts';

export type { Capabilities } from './backend/capabilities.ts';
export { KeyError } from './core/errors.ts';
export * as ipaddress from './ipaddress.ts';
export { capabilities } from './socket/api.ts';
export * from './socket/errors.ts';

// The others are loaded when they are used: each takes a third as long as all of `berkeley/socket`. So what they export is
// named here; that nothing is missing is seen by the compiler, and by test/package/.

const { capabilities, constants } = backend;

const { unixSockets } = capabilities;

/** The names that are there. */
function present(names: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(names).filter((name) => names[name]);
}

/** What `berkeley/selectors` has and `berkeley/promises` has too. */
const SELECTORS = {
  DefaultSelector: true,
  EVENT_READ: true,
  EVENT_WRITE: true,
  EpollSelector: capabilities.epoll,
  KqueueSelector: capabilities.kqueue,
  PollSelector: capabilities.poll,
  SelectSelector: true,
  SelectorKey: true,
};

/** Python's `selectors` module; `'berkeley/selectors'` as one object. */
export const selectors = laterModuleObject<typeof selectorsModule>(
  'selectors/api',
  present({
    ...SELECTORS,
    BaseSelector: true,
    BatchStream: true,
    StreamBatch: true,
  } satisfies Record<keyof typeof selectorsModule, boolean>),
);

/** Python's `socketserver` module; `'berkeley/socketserver'` as one object. */
export const socketserver = laterModuleObject<typeof socketserverModule>(
  'socketserver/api',
  present({
    AsyncMixIn: true,
    BaseRequestHandler: true,
    BaseServer: true,
    DatagramRequestHandler: true,
    ForkingMixIn: true,
    ForkingTCPServer: true,
    ForkingUDPServer: true,
    ForkingUnixDatagramServer: unixSockets,
    ForkingUnixStreamServer: unixSockets,
    StreamRequestHandler: true,
    TCPServer: true,
    ThreadingMixIn: true,
    ThreadingTCPServer: true,
    ThreadingUDPServer: true,
    ThreadingUnixDatagramServer: unixSockets,
    ThreadingUnixStreamServer: unixSockets,
    UDPServer: true,
    UnixDatagramServer: unixSockets,
    UnixStreamServer: unixSockets,
    listenFds: true,
  } satisfies Record<keyof typeof socketserverModule, boolean>),
);

/** What `berkeley/promises` has and `berkeley/socket` has not. */
type AwaitedOnly = Exclude<keyof typeof promisesModule, keyof typeof socketModule>;

/** `'berkeley/promises'` as one object. */
export const promises = laterModuleObject<typeof promisesModule>(
  'promises/api',
  [
    ...Object.entries(socketApi).flatMap(([name, value]) => (value === undefined ? [] : name)),
    ...present({
      ...SELECTORS,
      AwaitedSelector: true,
      BinaryFile: true,
      TextFile: true,
      setSpin: true,
    } satisfies Record<AwaitedOnly, boolean>),
  ],
  constants,
);

// Last, as nobody copies the constants any more.

/** Python's `socket` module; `'berkeley/socket'` as one object. */
export const socket = moduleObject<typeof socketModule>(socketApi, backend.constants);

/** Python's `select` module; `'berkeley/select'` as one object. */
export const select = moduleObject<typeof selectModule>(selectApi, backend.selectConstants);
