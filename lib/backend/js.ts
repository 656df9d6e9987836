import { constants, errnos, selectConstants } from './js/constants.ts';
import { Host } from './js/host.ts';
import { hasUnix } from './js/kernel/create.ts';
import { PATH_MAX } from './js/kernel/name.ts';
import { kernelCalls } from './js/kernel_calls.ts';
import { lentCalls } from './js/lent_calls.ts';
import { messageCalls } from './js/message_calls.ts';
import { nameCalls } from './js/names.ts';
import type { Backend, Syscalls } from './types.ts';

/**
 * The backend without an addon: sockets of `node:net` and `node:dgram` in a thread of their own, and calls that sleep on
 * shared memory until that thread has an answer. Every call of it has its own host and its own descriptors.
 */
export function js(): Backend {
  const host = new Host();
  const kernel = kernelCalls(host);
  return {
    // What it lacks altogether is not in its capabilities, and nobody calls it.
    sys: { ...kernel, ...lentCalls(kernel), ...messageCalls(host, kernel), ...nameCalls() } as Syscalls,
    constants: { ...constants },
    selectConstants: Object.fromEntries(
      Object.entries(selectConstants).filter(([name]) => !/^(?:EPOLL|KQ_)/.test(name)),
    ),
    structs: {},
    errnos,
    capabilities: {
      name: 'js',
      unixSockets: hasUnix,
      unixDatagrams: false,
      unixPeerNames: false,
      unixBytes: false,
      unixPathMax: hasUnix ? PATH_MAX : 0,
      abstractUnix: false,
      socketpair: hasUnix,
      sendfile: false,
      messages: true,
      ancillary: false,
      fdPassing: false,
      batches: false,
      ipv6: 'AF_INET6' in constants,
      select: true,
      poll: true,
      epoll: false,
      kqueue: false,
      reactor: false,
      uv_poll: false,
      io_uring: false,
      streamBatches: false,
      asyncLookups: false,
      fileDescriptors: false,
      interrupts: false,
      outOfBand: false,
      allFamilies: false,
      allOptions: false,
      structs: false,
      sethostname: false,
      backlog: false,
    },
    explain: (errno) => host.explain(errno),
  };
}
