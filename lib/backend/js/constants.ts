/**
 * The constants of the platform, for a backend that has no header to ask: the errnos from Node, the others from lists.
 *
 * They are the platform's, whatever this backend can do with them: a program that names what JavaScript cannot reach
 * hears so from the call, and beforehand from `capabilities`.
 */
import { arch, constants as os, platform } from 'node:os';
import * as bsd from './constants/bsd.ts';
import * as common from './constants/common.ts';
import * as darwin from './constants/darwin.ts';
import * as linux from './constants/linux.ts';
import * as families from './constants/linux_families.ts';
import * as inet from './constants/linux_inet.ts';
import * as others from './constants/others.ts';
import { table } from './constants/table.ts';
import * as win32 from './constants/win32.ts';

/** The lists of a platform. */
interface Lists {
  constants: readonly string[];
  select: readonly string[];
  errnos: readonly string[];
}

/** A system of the BSD kind, with its own lists. */
function bsdLike(...own: readonly string[]): Lists {
  return { constants: [bsd.options, bsd.unix, bsd.resolver, ...own], select: [bsd.poll, bsd.kqueue], errnos: [] };
}

const POWERPC = arch() === 'ppc64';

const LINUX: Lists = {
  constants: [
    linux.families,
    linux.levels,
    linux.options,
    POWERPC ? linux.powerpc : '',
    linux.messages,
    linux.resolver,
    linux.limits,
    ...Object.values(inet),
    ...Object.values(families),
  ],
  select: [linux.poll],
  errnos: [linux.errnos, POWERPC ? linux.powerpcErrnos : ''],
};

const PLATFORMS: Readonly<Partial<Record<NodeJS.Platform, Lists>>> = {
  linux: LINUX,
  android: LINUX,
  darwin: { ...bsdLike(darwin.families, darwin.options, darwin.resolver), errnos: [darwin.errnos] },
  freebsd: bsdLike(others.freebsd),
  netbsd: bsdLike(others.netbsd),
  openbsd: bsdLike(others.openbsd),
  win32: {
    constants: [bsd.options, win32.families, win32.options, win32.resolver],
    select: [win32.poll],
    errnos: [],
  },
};

const lists = PLATFORMS[platform()] ?? bsdLike(others.unlisted);

/** The errnos by name: Node's, then those it leaves out. Of two names of a number the first is the one in use. */
export const errnos: Readonly<Record<string, number>> = { ...os.errno, ...table(...lists.errnos) };

const { EAGAIN, EBADF, EWOULDBLOCK } = os.errno;

/** The constants of `<sys/socket.h>` and its company, by name. */
export const constants: Readonly<Record<string, number>> = {
  ...table(common.families, common.internet, ...lists.constants),
  EAGAIN,
  EBADF,
  EWOULDBLOCK,
};

/** The constants of poll, epoll and kqueue, by Python's names. */
export const selectConstants: Readonly<Record<string, number>> = table(...lists.select);
