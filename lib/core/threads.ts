// Of `node:worker_threads`, which takes as long to load as a tenth of this package: so it is loaded when it is needed.

let isMain: boolean | undefined;
let mark: ((object: object) => void) | undefined;

/** Whether this is the thread that the process began with. */
export function isMainThread(): boolean {
  isMain ??= process.getBuiltinModule('node:worker_threads').isMainThread;
  return isMain;
}

/** Keeps an array's memory from being taken to another thread by a message. */
export function keepHere<T extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(array: T): T {
  mark ??= process.getBuiltinModule('node:worker_threads').markAsUntransferable;
  mark(array.buffer);
  return array;
}
