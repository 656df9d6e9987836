import { fstatSync } from 'node:fs';
import { isUint8Array } from 'node:util/types';
import { ADDRESS_DATA, AddressRecord, INET_AT, INET_LENGTH, INET6_AT, INET6_LENGTH } from '../address.ts';
import type { Syscalls } from '../types.ts';
import { record, span, words } from './arguments.ts';
import { bytes, int, misuse } from './check.ts';
import { constants, errnos } from './constants.ts';
import type { Host } from './host.ts';

const { AF_INET, AF_INET6, AF_UNIX, AF_UNSPEC, MSG_TRUNC = 0 } = constants as { [name: string]: number };
const EINVAL = -errnos.EINVAL!;

/** The calls of the seam that gather and scatter, and that deal with C's structures. */
export type MessageCalls = Pick<
  Syscalls,
  | 'sendmsg'
  | 'recvmsg'
  | 'CMSG_LEN'
  | 'CMSG_SPACE'
  | 'pack_sockaddr'
  | 'unpack_sockaddr'
  | 'setsockopt_fprog'
  | 'lseek'
  | 'sethostname'
>;

/** The most buffers of one message: IOV_MAX. */
const MOST_PARTS = 1024;

function parts(call: string, index: number, value: unknown): Uint8Array[] {
  if (Array.isArray(value) && value.slice(0, MOST_PARTS + 1).every(isUint8Array)) return value;
  throw misuse(call, index, 'an array of Uint8Arrays');
}

/** struct cmsghdr: a word of the machine, and two ints; and what its parts are aligned to. */
const WORD = ['arm', 'ia32', 'mips', 'mipsel', 'ppc'].includes(process.arch) ? 4 : 8;
const HEADER = process.platform === 'darwin' ? 12 : WORD + 8;
const ALIGNED = process.platform === 'darwin' ? 4 : WORD;
const INT_MAX = 0x7fffffff;

const align = (size: number): number => Math.ceil(size / ALIGNED) * ALIGNED;
const withinInt = (size: number): number => (size <= INT_MAX ? size : EINVAL);

/**
 * Messages over the calls that take one buffer: `sys` has those.
 */
export function messageCalls(host: Host, sys: Pick<Syscalls, 'send' | 'sendto' | 'recvfrom' | 'own'>): MessageCalls {
  return {
    sendmsg: (fd, list, control, flags, address) => {
      int('sendmsg', 1, fd);
      const given = parts('sendmsg', 2, list);
      const ancillary = bytes('sendmsg', 3, control, 0);
      int('sendmsg', 4, flags);
      const to = address === null ? null : record('sendmsg', 5, address);
      if (ancillary.length > 0) {
        const open = sys.own(fd);
        return open < 0 ? open : host.lacks(errnos.EOPNOTSUPP!, 'ancillary data');
      }
      if (given.length > MOST_PARTS) return -errnos.EMSGSIZE!;
      const message = given.length === 1 ? given[0]! : Buffer.concat(given);
      return to === null
        ? sys.send(fd, message, 0, message.length, flags)
        : sys.sendto(fd, message, 0, message.length, flags, to);
    },

    recvmsg: (fd, list, control, space, flags, address, info) => {
      int('recvmsg', 1, fd);
      const given = parts('recvmsg', 2, list);
      const room = bytes('recvmsg', 3, control, 0).length;
      int('recvmsg', 4, space);
      int('recvmsg', 5, flags);
      record('recvmsg', 6, address);
      const facts = words('recvmsg', 7, info);
      if (facts.length < 2 || space < 0 || room < space) return EINVAL;
      if (given.length > MOST_PARTS) return -errnos.EMSGSIZE!;
      const total = given.reduce((sum, part) => sum + part.length, 0);
      const whole = given.length === 1 ? given[0]! : new Uint8Array(total);
      const got = sys.recvfrom(fd, whole, 0, whole.length, flags, address);
      if (got < 0) return got;
      if (given.length > 1) scatter(whole.subarray(0, got), given);
      facts.set([host.isTruncated ? MSG_TRUNC : 0, 0]);
      return got;
    },

    CMSG_LEN: (length) => {
      int('CMSG_LEN', 1, length);
      return length < 0 ? EINVAL : withinInt(align(HEADER) + length);
    },
    CMSG_SPACE: (length) => {
      int('CMSG_SPACE', 1, length);
      return length < 0 ? EINVAL : withinInt(align(HEADER) + align(length));
    },

    pack_sockaddr: (address, into, offset, length) => {
      const packed = pack(record('pack_sockaddr', 1, address));
      const room = span('pack_sockaddr', 2, into, offset, length);
      if (typeof packed === 'number') return packed;
      room.set(packed.subarray(0, room.length));
      return packed.length;
    },
    unpack_sockaddr: (from, offset, length, address) => {
      const packed = span('unpack_sockaddr', 1, from, offset, length);
      unpack(packed.subarray(0, STORAGE), record('unpack_sockaddr', 4, address));
      return 0;
    },

    setsockopt_fprog: (fd, level, option, filter, offset, length) => {
      int('setsockopt_fprog', 1, fd);
      int('setsockopt_fprog', 2, level);
      int('setsockopt_fprog', 3, option);
      span('setsockopt_fprog', 4, filter, offset, length);
      const open = sys.own(fd);
      return open < 0 ? open : host.lacks(errnos.EOPNOTSUPP!, 'a socket filter');
    },
    lseek: (file, offset) => {
      int('lseek', 1, file);
      if (!Number.isSafeInteger(offset) || offset < 0) throw misuse('lseek', 2, 'an offset in a file');
      if (sys.own(file) >= 0) return -errnos.ESPIPE!;
      const found = position(file);
      return found === -errnos.ENOSYS! ? host.lacks(errnos.ENOSYS!, 'lseek') : found;
    },
    sethostname: (name) => {
      bytes('sethostname', 1, name, 0);
      return host.lacks(errnos.ENOSYS!, 'sethostname');
    },
  };
}

/** What lseek says of a descriptor that is no socket of this backend; ENOSYS for one whose position could be moved. */
function position(file: number): number {
  try {
    const stat = fstatSync(file);
    return stat.isFIFO() || stat.isSocket() ? -errnos.ESPIPE! : -errnos.ENOSYS!;
  } catch {
    return -errnos.EBADF!;
  }
}

function scatter(bytes: Uint8Array, into: readonly Uint8Array[]): void {
  let at = 0;
  for (const part of into) {
    part.set(bytes.subarray(at, at + part.length));
    at += part.length;
  }
}

// struct sockaddr. The BSDs begin it with its length, in one byte, and have one byte for the family.
const HAS_LENGTH = !['linux', 'android', 'win32', 'sunos'].includes(process.platform);
/** The bytes of struct sockaddr_storage, and where the data of a sockaddr begins. */
const STORAGE = 128;
const DATA = 2;
const LITTLE = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A sockaddr, or minus the errno. */
function pack(bytes: Uint8Array): Uint8Array | number {
  const { family, length, words: fields, data } = new AddressRecord(Uint8Array.from(bytes));
  if (length < 0 || length > bytes.length - ADDRESS_DATA) return EINVAL;
  const address = new Uint8Array(STORAGE);
  const view = new DataView(address.buffer);
  let size = DATA + length;
  if (family === AF_INET) {
    if (length !== INET_LENGTH) return EINVAL;
    view.setUint16(2, fields[2]! & 0xffff);
    address.set(bytes.subarray(INET_AT, INET_AT + 4), 4);
    size = 16;
  } else if (family === AF_INET6) {
    if (length !== INET6_LENGTH) return EINVAL;
    view.setUint16(2, fields[2]! & 0xffff);
    view.setInt32(4, fields[3]!);
    address.set(bytes.subarray(INET6_AT, INET6_AT + 16), 8);
    view.setInt32(24, fields[4]!, LITTLE);
    size = 28;
  } else {
    const isPath = family === AF_UNIX && length > 0 && data[0] !== 0;
    if (family === AF_UNIX && length + Number(isPath) > (HAS_LENGTH ? 104 : 108)) return -errnos.ENAMETOOLONG!;
    if (family < 0 || family > 0xffff || size > STORAGE) return EINVAL;
    address.set(data, DATA);
    size += Number(isPath);
  }
  if (HAS_LENGTH) address.set([size, family]);
  else view.setUint16(0, family, LITTLE);
  return address.subarray(0, size);
}

/** Writes the record of a sockaddr. */
function unpack(packed: Uint8Array, into: Uint8Array): void {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const record = new AddressRecord();
  const family = packed.length < DATA ? AF_UNSPEC! : HAS_LENGTH ? packed[1]! : view.getUint16(0, LITTLE);
  const { words: fields } = record;
  if (family === AF_INET && packed.length >= 16) {
    record.head(family, INET_LENGTH);
    fields[2] = view.getUint16(2);
    record.bytes.set(packed.subarray(4, 8), INET_AT);
  } else if (family === AF_INET6 && packed.length >= 28) {
    record.head(family, INET6_LENGTH);
    fields.set([view.getUint16(2), view.getInt32(4), view.getInt32(24, LITTLE)], 2);
    record.bytes.set(packed.subarray(8, 24), INET6_AT);
  } else {
    let data = packed.subarray(Math.min(DATA, packed.length));
    // A path ends with its NUL; a name that begins with one is abstract, where there is such.
    if (family === AF_UNIX && data.length > 0 && (data[0] !== 0 || HAS_LENGTH)) {
      const end = data.indexOf(0);
      data = end < 0 ? data : data.subarray(0, end);
    }
    record.head(family, data.length).bytes.set(data, ADDRESS_DATA);
  }
  into.set(record.bytes.subarray(0, ADDRESS_DATA + record.length));
}
