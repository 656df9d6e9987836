import { selectConstants } from '../constants.ts';
import type { Descriptors } from './descriptors.ts';
import { EAGAIN } from './errno.ts';
import type { Waiting } from './operation.ts';
import { HUNG_UP, IN_ERROR, READABLE, WRITABLE } from './socket.ts';

const { POLLIN, POLLOUT, POLLNVAL } = selectConstants as { [name: string]: number };

/** What poll(2) says of every descriptor, asked or not. */
const ALWAYS = HUNG_UP | IN_ERROR;

/** Looks at entries in the layout of struct pollfd, and waits until `look` says something of one. */
function waiting(
  memory: Uint8Array,
  count: number,
  timeout: number,
  look: (fd: number, events: number) => number,
): Waiting {
  const words = new Int32Array(memory.buffer, memory.byteOffset, 2 * count);
  const halves = new Int16Array(memory.buffer, memory.byteOffset, 4 * count);
  const attempt = () => {
    let ready = 0;
    for (let i = 0; i < count; i++) {
      const fd = words[2 * i]!;
      const came = fd < 0 ? 0 : look(fd, halves[4 * i + 2]!);
      halves[4 * i + 3] = came;
      ready += Number(came !== 0);
    }
    return ready === 0 ? EAGAIN : ready;
  };
  return { attempt, timeout, expired: () => 0 };
}

/** poll(2). */
export function poll(table: Descriptors, memory: Uint8Array, count: number, timeout: number): Waiting {
  return waiting(memory, count, timeout, (fd, events) => {
    const socket = table.get(fd);
    return socket === undefined ? POLLNVAL! : socket.poll() & (events | ALWAYS);
  });
}

/** select(2) in the shape of poll(2). Nothing exceptional ever comes: there is no out-of-band data. */
export function select(table: Descriptors, memory: Uint8Array, count: number, timeout: number): Waiting {
  const words = new Int32Array(memory.buffer, memory.byteOffset, 2 * count);
  // One that is not open is an error, and nothing is said of the others.
  const isClosed = (fd: number) => fd >= 0 && table.get(fd) === undefined;
  const anyClosed = Array.from({ length: count }, (_, i) => words[2 * i]!).some(isClosed);
  return waiting(memory, count, timeout, (fd, asked) => {
    if (anyClosed) return isClosed(fd) ? POLLNVAL! : 0;
    const events = table.get(fd)!.poll();
    const readable = (events & (READABLE | ALWAYS)) !== 0 ? POLLIN! : 0;
    const writable = (events & (WRITABLE | IN_ERROR)) !== 0 ? POLLOUT! : 0;
    return (readable | writable) & asked;
  });
}
