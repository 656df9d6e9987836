import { getSystemErrorName } from 'node:util';
import { errnos } from '../constants.ts';

/** Minus the errno of this name. One that the platform does not have is ENOSYS. */
export function failed(name: string): number {
  return -(errnos[name] ?? errnos.ENOSYS!);
}

// Those that are asked for often.
export const EAGAIN = failed('EAGAIN');
export const EBADF = failed('EBADF');
export const EINVAL = failed('EINVAL');
export const EISCONN = failed('EISCONN');
export const ENOTCONN = failed('ENOTCONN');
export const ENOSYS = failed('ENOSYS');
export const EOPNOTSUPP = failed('EOPNOTSUPP');
export const EPIPE = failed('EPIPE');

/** What Node says in its own words, and no errno of the system's. */
const OURS: Readonly<Record<string, string>> = {
  ERR_STREAM_DESTROYED: 'EPIPE',
  ERR_STREAM_WRITE_AFTER_END: 'EPIPE',
  ERR_SOCKET_CLOSED: 'ENOTCONN',
  ERR_ACCESS_DENIED: 'EACCES',
};

/** Minus the errno of an error that Node made. */
export function errnoOf(error: unknown): number {
  const { code = '' } = error as { code?: string };
  const name = OURS[code] ?? code;
  if (errnos[name] !== undefined) return failed(name);
  return code.startsWith('ERR_') ? EINVAL : broken(error);
}

/** Minus the errno of what a handle of Node returned: a negative number of libuv's. */
export function errnoOfHandle(result: number): number {
  return result >= 0 ? result : errnoOf({ code: getSystemErrorName(result) });
}

/** Why this backend cannot do what was asked, of the last call that failed for that. */
let note = '';

/**
 * Fails because of this backend, and not because of the kernel that it imitates: the exception says so.
 *
 * @param feature - what it lacks: `'AF_NETLINK'`.
 */
export function lacks(result: number, feature: string): number {
  note = `${feature} is not available on the js backend`;
  return result;
}

/** Fails because of an error that should not be: the exception says what it was. */
export function broken(error: unknown): number {
  note = `the js backend: ${error instanceof Error ? error.stack : error}`;
  return failed('EIO');
}

/** The note, which is forgotten then. */
export function takeNote(): string {
  const text = note;
  note = '';
  return text;
}
