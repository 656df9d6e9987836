/** The failures of look-ups, with the resolver's words. */
import type { LookupFailure } from '../types.ts';
import { constants, errnos } from './constants.ts';
import { strerror } from './strerror.ts';

/** `EAI_*` by its name without the prefix, and gai_strerror(3). */
const WORDS = {
  ADDRFAMILY: 'Address family for hostname not supported',
  AGAIN: 'Temporary failure in name resolution',
  BADFLAGS: 'Bad value for ai_flags',
  BADHINTS: 'Bad value for hints',
  FAIL: 'Non-recoverable failure in name resolution',
  FAMILY: 'ai_family not supported',
  IDN_ENCODE: 'Parameter string not correctly encoded',
  MEMORY: 'Memory allocation failure',
  NODATA: 'No address associated with hostname',
  NONAME: 'Name or service not known',
  OVERFLOW: 'Argument buffer overflow',
  PROTOCOL: 'Resolved protocol is unknown',
  SERVICE: 'Servname not supported for ai_socktype',
  SOCKTYPE: 'ai_socktype not supported',
} as const;

/** The name of an `EAI_*` without its prefix. */
export type Failure = keyof typeof WORDS;

/** A failed look-up. A code that the platform lacks gives way to the most general one. */
export function failure(name: Failure): LookupFailure {
  const code = constants[`EAI_${name}`];
  return { code: code ?? constants.EAI_NONAME!, errno: 0, message: WORDS[code === undefined ? 'NONAME' : name] };
}

/** `h_errno`s, which are 1 to 4 everywhere, and hstrerror(3). */
const HOST_WORDS = {
  HOST_NOT_FOUND: [1, 'Unknown host'],
  TRY_AGAIN: [2, 'Host name lookup failure'],
  NO_RECOVERY: [3, 'Unknown server error'],
  NO_DATA: [4, 'No address associated with name'],
} as const;

/** A failed look-up by one of the `gethostby…` calls. */
export function hostFailure(name: keyof typeof HOST_WORDS): LookupFailure {
  const [code, message] = HOST_WORDS[name];
  return { code, errno: 0, message };
}

/** libuv's numbers of the `EAI_*`, which Node's errors have. */
const UV: Readonly<Record<number, Failure>> = {
  [-3000]: 'ADDRFAMILY',
  [-3001]: 'AGAIN',
  [-3002]: 'BADFLAGS',
  [-3004]: 'FAIL',
  [-3005]: 'FAMILY',
  [-3006]: 'MEMORY',
  [-3007]: 'NODATA',
  [-3008]: 'NONAME',
  [-3009]: 'OVERFLOW',
  [-3010]: 'SERVICE',
  [-3011]: 'SOCKTYPE',
  [-3013]: 'BADHINTS',
  [-3014]: 'PROTOCOL',
};

/** What an error of `node:dns` is to getaddrinfo(3). */
export function failureOf({ errno, code }: { errno: number | undefined; code: string | undefined }): LookupFailure {
  const name = errno === undefined ? undefined : UV[errno];
  if (name !== undefined) return failure(name);
  // libuv refuses what cannot be a name, such as one that is too long, before it asks.
  if (code === 'EINVAL') return failure('NONAME');
  // EAI_SYSTEM, which Node reports as the errno behind it.
  const system = code === undefined ? undefined : errnos[code];
  if (system === undefined || constants.EAI_SYSTEM === undefined) return failure('FAIL');
  return { code: constants.EAI_SYSTEM, errno: system, message: strerror(system) };
}

/** The same to gethostbyname(3). */
export function hostFailureOf(error: { errno: number | undefined; code: string | undefined }): LookupFailure {
  const { code } = failureOf(error);
  if (code === constants.EAI_NODATA && code !== constants.EAI_NONAME) return hostFailure('NO_DATA');
  if (code === constants.EAI_AGAIN) return hostFailure('TRY_AGAIN');
  return hostFailure(code === constants.EAI_NONAME ? 'HOST_NOT_FOUND' : 'NO_RECOVERY');
}
