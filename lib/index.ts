/**
 * Berkeley sockets for Node.js.
 *
 * The modules of Python's standard library, under their names: `import { socket } from 'berkeley'` is Python's
 * `import socket`. Each is also a subpath: `import { socket, AF_INET } from 'berkeley/socket'`.
 */
import { backend } from './backend/load.ts';
import * as selectApi from './select/api.ts';
import type * as selectModule from './select.ts';
import * as socketApi from './socket/api.ts';
import type * as socketModule from './socket.ts';

export {
  BlockingIOError,
  BrokenPipeError,
  BufferError,
  ChildProcessError,
  ConnectionAbortedError,
  ConnectionError,
  ConnectionRefusedError,
  ConnectionResetError,
  FileExistsError,
  FileNotFoundError,
  gaierror,
  herror,
  InterruptedError,
  IsADirectoryError,
  KeyError,
  NotADirectoryError,
  OSError,
  PermissionError,
  ProcessLookupError,
  TimeoutError,
  TimeoutError as timeout,
} from './core/errors.ts';

// A module as an object has the constants of this platform and no others, so that `'SO_REUSEPORT' in socket` tells.

export * as ipaddress from './ipaddress.ts';

/** Python's `socket` module; `'berkeley/socket'` as one object. */
export const socket = Object.freeze({ ...backend.constants, ...socketApi }) as Readonly<typeof socketModule>;

/** Python's `select` module; `'berkeley/select'` as one object. */
export const select = Object.freeze({ ...backend.selectConstants, ...selectApi }) as Readonly<typeof selectModule>;
