/**
 * What a module exports under a name that some platforms lack: `undefined` there, as a missing name. It is typed as if it
 * were always there, like the constants.
 */
export function available<T>(has: boolean, value: T): T {
  return has ? value : (undefined as T);
}
