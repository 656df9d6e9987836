import { findAddon, loadAddon } from './addon.ts';
import type { Backend, Syscalls } from './types.ts';

/** What the addon exports: the table, and the lists. */
type Addon = Syscalls & Pick<Backend, 'constants' | 'selectConstants' | 'structs' | 'errnos'> & { unixPathMax: number };

/**
 * The backend on the kernel: the C++ addon.
 *
 * @param path - where it is.
 * @throws Error that says what was looked for, if there is no addon or the one that is there does not load.
 */
export function native(path: string = findAddon()): Backend {
  // A copy: to V8 the exports of an addon are a dictionary, in which optimized code looks every call up by its name.
  const addon = { ...(loadAddon(path) as Addon) };
  const { constants, selectConstants, structs, errnos } = addon;
  let hasRing = false;
  return {
    sys: hasLibuv() ? addon : { ...addon, interrupt_fd: () => -errnos.ENOSYS! },
    constants,
    selectConstants,
    structs,
    errnos,
    capabilities: {
      name: 'native',
      unixSockets: 'AF_UNIX' in constants,
      unixDatagrams: 'AF_UNIX' in constants,
      unixPeerNames: 'AF_UNIX' in constants,
      unixBytes: 'AF_UNIX' in constants,
      unixPathMax: addon.unixPathMax,
      abstractUnix: 'SO_PASSCRED' in constants,
      socketpair: true,
      sendfile: 'sendfile' in addon,
      ipv6: hasIpv6(addon, constants),
      messages: true,
      ancillary: true,
      fdPassing: 'SCM_RIGHTS' in constants,
      batches: 'recvmmsg' in addon,
      select: true,
      poll: true,
      epoll: 'epoll_wait' in addon,
      kqueue: 'kevent' in addon,
      fileDescriptors: true,
      interrupts: true,
      outOfBand: true,
      allFamilies: true,
      allOptions: true,
      structs: true,
      sethostname: true,
      backlog: true,
      reactor: 'reactor_open' in addon,
      uv_poll: hasLibuv(),
      // Found out when somebody wants to know, which most programs never do: it takes a ring, which then is there to be used.
      get io_uring() {
        hasRing ||= 'use_io_uring' in addon && addon.use_io_uring(1) > 0;
        return hasRing;
      },
      streamBatches: 'stream_exchange' in addon,
      asyncLookups: true,
    },
  };
}

/** Whether the host's event loop is libuv's. Others export its calls and abort in them: so nothing is tried. */
function hasLibuv(): boolean {
  return process.versions.bun === undefined && !('Deno' in globalThis);
}

/** The headers know AF_INET6 everywhere; only a socket tells whether this kernel does. */
function hasIpv6(sys: Syscalls, { AF_INET6, SOCK_DGRAM }: Readonly<Record<string, number>>): boolean {
  if (AF_INET6 === undefined || SOCK_DGRAM === undefined) return false;
  const fd = sys.socket(AF_INET6, SOCK_DGRAM, 0);
  return fd >= 0 && sys.close(fd) === 0;
}
