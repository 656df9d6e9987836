import { backend } from '../backend/load.ts';
import { Socket } from '../socket/socket.ts';

const { SOL_SOCKET, SO_TYPE } = backend.constants as Record<'SOL_SOCKET' | 'SO_TYPE', number>;

/** A socket that the service manager opened, and the name that it has there. */
export interface ListenFd {
  /** `FileDescriptorName=` of the socket's unit; `'unknown'` where none was given, as with systemd. */
  readonly name: string;
  readonly socket: Socket;
}

/** The first of them; SD_LISTEN_FDS_START. */
const START = 3;

/**
 * The sockets that systemd, or what does as it, has opened for this process: sd_listen_fds(3). They are close-on-exec from now
 * on, and the caller's; a server takes one in place of an address. The variables that tell of them are taken out of the
 * environment, so that a second call finds none. Not in Python.
 *
 * @returns them in their order; none where the process was not started for a socket.
 * @throws RangeError if LISTEN_FDS is no count; OSError if a descriptor is not open, or no socket.
 */
export function listenFds(): ListenFd[] {
  const { LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES } = process.env;
  if (LISTEN_PID === undefined || LISTEN_FDS === undefined || Number(LISTEN_PID) !== process.pid) return [];
  if (!/^\d{1,6}$/.test(LISTEN_FDS)) throw new RangeError(`LISTEN_FDS must be a count, not '${LISTEN_FDS}'`);
  const names = LISTEN_FDNAMES === undefined || LISTEN_FDNAMES === '' ? [] : LISTEN_FDNAMES.split(':');
  const found: ListenFd[] = [];
  try {
    for (let i = 0; i < Number(LISTEN_FDS); i++) {
      const socket = new Socket({ fileno: START + i });
      found.push({ name: names[i] ?? 'unknown', socket });
      // Asked of the kernel, so that another kind of file is found out here.
      socket.getsockopt(SOL_SOCKET, SO_TYPE);
      socket.set_inheritable(false);
    }
  } catch (error) {
    // As they were: they are not ours.
    for (const { socket } of found) socket.detach();
    throw error;
  }
  for (const name of ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES']) delete process.env[name];
  return found;
}
