import { constants } from '../constants.ts';
import { EINVAL, ENOSYS, EOPNOTSUPP, failed, lacks } from './errno.ts';
import { PAIR_TYPES, PairSocket } from './pair.ts';
import type { KernelSocket } from './socket.ts';
import { TcpSocket } from './tcp.ts';
import { UdpSocket } from './udp.ts';
import { UnixStream } from './unix.ts';

const { AF_INET, AF_INET6, AF_UNIX, SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET } = constants as {
  [name: string]: number;
};
const { IPPROTO_TCP, IPPROTO_UDP } = constants as { [name: string]: number };
const { SOCK_NONBLOCK = 0, SOCK_CLOEXEC = 0 } = constants;

/** The bits of a type that are no flags, and the numbers of types and protocols that end the lists. */
const TYPE_MASK = 15;
const TYPE_END = 11;
const PROTOCOL_END = 263;

/** Whether Node has AF_UNIX sockets here, and not named pipes in their place. */
export const hasUnix = process.platform !== 'win32';

/** The name of a family that the platform has. */
function familyName(family: number): string | undefined {
  return Object.keys(constants).find((name) => /^[AP]F_/.test(name) && constants[name] === family);
}

/** A new socket; or minus the errno. */
export function create(family: number, type: number, protocol: number): KernelSocket | number {
  const kind = type & TYPE_MASK;
  if ((type & ~TYPE_MASK & ~SOCK_NONBLOCK & ~SOCK_CLOEXEC) !== 0) return EINVAL;
  const made = ofFamily(family, kind, protocol);
  if (typeof made !== 'number') made.blocking = (type & SOCK_NONBLOCK) === 0;
  return made;
}

function ofFamily(family: number, type: number, protocol: number): KernelSocket | number {
  const name = familyName(family);
  if (name === undefined) return failed('EAFNOSUPPORT');
  if (type >= TYPE_END) return EINVAL;
  if (family === AF_INET || family === AF_INET6) return inet(family, type, protocol);
  if (family === AF_UNIX && hasUnix) return unix(type, protocol);
  return lacks(failed('EAFNOSUPPORT'), name);
}

function inet(family: number, type: number, protocol: number): KernelSocket | number {
  if (protocol < 0 || protocol >= PROTOCOL_END) return EINVAL;
  if (type === SOCK_STREAM && (protocol === 0 || protocol === IPPROTO_TCP)) {
    return new TcpSocket(family, type, IPPROTO_TCP!);
  }
  if (type === SOCK_DGRAM && (protocol === 0 || protocol === IPPROTO_UDP)) {
    return new UdpSocket(family, type, IPPROTO_UDP!);
  }
  if (type === SOCK_RAW) return lacks(ENOSYS, 'SOCK_RAW');
  return failed(type === SOCK_STREAM || type === SOCK_DGRAM ? 'EPROTONOSUPPORT' : 'ESOCKTNOSUPPORT');
}

function unix(type: number, protocol: number): KernelSocket | number {
  if (protocol !== 0 && protocol !== AF_UNIX) return failed('EPROTONOSUPPORT');
  if (type === SOCK_STREAM) return new UnixStream(AF_UNIX!, type, 0);
  if (type === SOCK_DGRAM) return lacks(ENOSYS, 'an AF_UNIX datagram socket');
  return type === SOCK_SEQPACKET ? lacks(ENOSYS, 'an AF_UNIX SOCK_SEQPACKET socket') : failed('ESOCKTNOSUPPORT');
}

/** Two new sockets that are connected; or minus the errno. */
export function createPair(family: number, type: number, protocol: number): [KernelSocket, KernelSocket] | number {
  const kind = type & TYPE_MASK;
  if (family === AF_UNIX && PAIR_TYPES.includes(kind) && hasUnix) {
    if ((type & ~TYPE_MASK & ~SOCK_NONBLOCK & ~SOCK_CLOEXEC) !== 0) return EINVAL;
    if (protocol !== 0 && protocol !== AF_UNIX) return failed('EPROTONOSUPPORT');
    const pair = PairSocket.make(kind, 0);
    for (const end of pair) end.blocking = (type & SOCK_NONBLOCK) === 0;
    return pair;
  }
  const single = create(family, type, protocol);
  if (typeof single === 'number') return single;
  single.close();
  return EOPNOTSUPP;
}
