import { constants, errnos, selectConstants } from './js/constants.ts';
import { nameCalls } from './js/names.ts';
import type { Backend, Syscalls } from './types.ts';

/** The calls that need a kernel. */
const KERNEL = [
  ...['socket', 'socketpair', 'dup', 'close', 'own', 'disown', 'set_blocking', 'get_blocking', 'set_inheritable'],
  ...['get_inheritable', 'bind', 'connect', 'listen', 'accept', 'shutdown', 'getsockname', 'getpeername', 'recv'],
  ...['recvfrom', 'send', 'sendto', 'getsockopt', 'setsockopt', 'socket_timeout', 'poll', 'select', 'interrupt_fd'],
  'take_interrupt',
];

/** The backend in JavaScript: names, and no sockets. */
export function js(): Backend {
  const missing = Object.fromEntries(KERNEL.map((name) => [name, () => -errnos.ENOSYS!]));
  return {
    sys: { ...missing, ...nameCalls() } as Syscalls,
    constants,
    selectConstants,
    errnos,
    capabilities: {
      name: 'js',
      unixSockets: false,
      abstractUnix: false,
      unixPathMax: 0,
      socketpair: false,
      ipv6: false,
      select: true,
      poll: true,
      epoll: false,
      kqueue: false,
    },
  };
}
