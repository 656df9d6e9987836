import { ADDRESS_SIZE } from '../address.ts';
import type { Syscalls } from '../types.ts';
import { whole } from './arguments.ts';
import { int } from './check.ts';
import { errnos } from './constants.ts';

const EINVAL = -errnos.EINVAL!;
const SLOTS = 8;
const nothing = new Uint8Array(0);

/** The calls of the seam on arrays that were lent for good. */
export type LentCalls = Pick<Syscalls, 'lend' | 'recv_lent' | 'send_lent' | 'recvfrom_lent' | 'sendto_lent'>;

/** They save nothing here, and are the calls in `sys` that take the arrays themselves. */
export function lentCalls(sys: Pick<Syscalls, 'recv' | 'send' | 'recvfrom' | 'sendto'>): LentCalls {
  const lent: Uint8Array[] = new Array(SLOTS).fill(nothing);

  /** The last of the arguments may be left out. */
  const ints = (call: string, given: readonly (number | undefined)[], most: number) => {
    for (let i = 0; i < Math.max(most - 1, Math.min(given.length, most)); i++) int(call, i + 1, given[i]);
  };
  const bytes = (slot: number, count?: number) => (lent[slot] ?? nothing).subarray(0, count && Math.max(0, count));
  const address = (slot: number) => (bytes(slot).length < ADDRESS_SIZE ? null : bytes(slot));

  return {
    lend: (slot, array) => {
      int('lend', 1, slot);
      whole('lend', 2, array);
      if (slot < 0 || slot >= SLOTS) return EINVAL;
      lent[slot] = array;
      return 0;
    },
    recv_lent: (...given) => {
      ints('recv_lent', given, 3);
      const [fd, slot, count] = given;
      return sys.recv(fd, bytes(slot, count));
    },
    send_lent: (...given) => {
      ints('send_lent', given, 3);
      const [fd, slot, count] = given;
      return sys.send(fd, bytes(slot, count));
    },
    recvfrom_lent: (...given) => {
      ints('recvfrom_lent', given, 4);
      const [fd, record, slot, count] = given;
      const [into, from] = [bytes(slot, count), address(record)];
      return from === null ? EINVAL : sys.recvfrom(fd, into, 0, into.length, 0, from);
    },
    sendto_lent: (...given) => {
      ints('sendto_lent', given, 4);
      const [fd, record, slot, count] = given;
      const [message, to] = [bytes(slot, count), address(record)];
      return to === null ? EINVAL : sys.sendto(fd, message, 0, message.length, 0, to);
    },
  };
}
