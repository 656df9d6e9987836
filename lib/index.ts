/**
 * Berkeley sockets for Node.js.
 *
 * The modules of Python's standard library, under their names: `import { socket } from 'berkeley'` is Python's
 * `import socket`. Each is also a subpath: `import { socket, AF_INET } from 'berkeley/socket'`.
 */
import * as selectModule from './select.ts';
import * as socketModule from './socket.ts';

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

/** A module as an object: a constant that the platform lacks is absent, so that `'SO_REUSEPORT' in socket` tells. */
function present<M extends object>(module: M): Readonly<M> {
  return Object.freeze(Object.fromEntries(Object.entries(module).filter(([, value]) => value !== undefined))) as M;
}

/** Python's `socket` module; `'berkeley/socket'` as one object. */
export const socket: Readonly<typeof socketModule> = present(socketModule);

/** Python's `select` module; `'berkeley/select'` as one object. */
export const select: Readonly<typeof selectModule> = present(selectModule);
