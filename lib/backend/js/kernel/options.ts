import { constants } from '../constants.ts';
import { changed } from './activity.ts';
import { EINVAL, EOPNOTSUPP, failed, lacks } from './errno.ts';
import { canReusePort } from './handle.ts';
import { ipMulticast, ipv6Multicast } from './multicast.ts';
import { asFlag, intBytes, intOf, intOption, type Option, OptionTable, reading, within } from './option.ts';
import type { KernelSocket } from './socket.ts';
import { UdpSocket } from './udp.ts';

const { AF_INET6, AF_INET, SOCK_STREAM, SOL_SOCKET, IPPROTO_IP, IPPROTO_IPV6, IPPROTO_TCP } = constants as {
  [name: string]: number;
};

const isTcp = (socket: KernelSocket) => socket.type === SOCK_STREAM && isInet(socket);
const isInet = (socket: KernelSocket) => socket.family === AF_INET || socket.family === AF_INET6;
const isInet6 = (socket: KernelSocket) => socket.family === AF_INET6;
const isUdp = (socket: KernelSocket) => socket instanceof UdpSocket;

/** The least that Linux lets a buffer have. */
const LEAST_BUFFER = { receiveBuffer: 2304, sendBuffer: 4608 };
/** The most: net.core.rmem_max, doubled. */
const MOST_BUFFER = 425_984;

/**
 * SO_RCVBUF and SO_SNDBUF. UDP hands them to the kernel; of a stream they are what waits in this backend. As Linux does,
 * twice of what is asked for is taken, for what it costs beside the bytes.
 */
function buffer(which: 'receiveBuffer' | 'sendBuffer', option: string): Option {
  return {
    get: (socket) => intBytes(socket[which]),
    set: (socket, value) => {
      const size = intOf(value);
      if (size === undefined) return EINVAL;
      // A negative one is taken for a large one.
      const doubled = size < 0 ? MOST_BUFFER : Math.min(MOST_BUFFER, 2 * size);
      socket[which] = Math.max(LEAST_BUFFER[which], doubled);
      return isUdp(socket) ? remember(socket, option, Math.max(1, size)) : 0;
    },
  };
}

function remember(socket: KernelSocket, option: string, value: number): number {
  socket.ints.set(option, value);
  return socket.apply(option, value);
}

/** The bytes of a struct timeval: two words of the machine. */
const WORD = ['arm', 'ia32', 'mips', 'mipsel', 'ppc'].includes(process.arch) ? 4 : 8;
const MICROSECONDS = 1_000_000;
/** The longest that a time-out can be, in milliseconds: what is longer is no time-out. */
const LONGEST = 0x7fffffff;

/** SO_RCVTIMEO and SO_SNDTIMEO. */
function timeout(which: 'receiveTimeout' | 'sendTimeout'): Option {
  return {
    get: (socket) => {
      const milliseconds = socket[which];
      return timeval(Math.floor(milliseconds / 1000), (milliseconds % 1000) * 1000);
    },
    set: (socket, value) => {
      if (value.length < 2 * WORD) return EINVAL;
      const [seconds, microseconds] = [wordOf(value, 0), wordOf(value, WORD)];
      if (microseconds < 0 || microseconds >= MICROSECONDS) return failed('EDOM');
      // Linux: a negative time-out is over at once; it is rounded up like any other.
      const milliseconds = seconds < 0 ? 1 : Math.ceil(seconds * 1000 + microseconds / 1000);
      socket[which] = milliseconds > LONGEST ? 0 : milliseconds;
      return 0;
    },
  };
}

function timeval(seconds: number, microseconds: number): Uint8Array {
  const words =
    WORD === 8 ? BigInt64Array.of(BigInt(seconds), BigInt(microseconds)) : Int32Array.of(seconds, microseconds);
  return new Uint8Array(words.buffer);
}

function wordOf(value: Uint8Array, at: number): number {
  const copy = value.slice(at, at + WORD).buffer;
  return WORD === 8 ? Number(new BigInt64Array(copy)[0]!) : new Int32Array(copy)[0]!;
}

/** Whether ports are shared: Node can let them be from some version on. */
function reusePort(value: number): number {
  return value === 0 || canReusePort ? asFlag(value) : lacks(EOPNOTSUPP, 'SO_REUSEPORT');
}

const linger: Option = {
  get: (socket) => intBytes(...socket.linger),
  set: (socket, value) => {
    const [on, seconds] = [intOf(value), intOf(value, 4)];
    if (on === undefined || seconds === undefined) return EINVAL;
    socket.linger = [asFlag(on), on === 0 ? socket.linger[1] : seconds];
    return 0;
  },
};

const error: Option = {
  get: (socket) => {
    // An error that Node has told is the socket's once it is looked at.
    socket.poll();
    const value = intBytes(-socket.takeError());
    changed();
    return value;
  },
};

const ipv6Only: Option = {
  ...intOption('IPV6_V6ONLY', { read: asFlag, on: isInet6 }),
  set: (socket, value) => {
    const int = intOf(value);
    if (int === undefined) return EINVAL;
    if ((socket.getsockname()?.port ?? 0) !== 0) return EINVAL;
    socket.ints.set('IPV6_V6ONLY', asFlag(int));
    return 0;
  },
};

/** How long a packet may travel. Only of UDP does Node know it. */
function hops(name: string, on: (socket: KernelSocket) => boolean, least: number): Option {
  return {
    get: (socket) => intBytes(socket.ints.get(name) ?? 64),
    set: (socket, value) => {
      // Options of IP may be one byte.
      const asked = value.length >= 4 ? intOf(value)! : value[0];
      if (asked === undefined || asked < least || asked === 0 || asked > 255) return EINVAL;
      const wanted = asked === -1 ? 64 : asked;
      const result = (socket as UdpSocket).set(name, (node) => void node.setTTL(wanted));
      if (result === 0) socket.ints.set(name, wanted);
      return result;
    },
    on,
  };
}

/** Every option that this backend knows. */
export const options = new OptionTable()
  .level(SOL_SOCKET, 'SO_', {
    SO_TYPE: reading((socket) => socket.type),
    SO_DOMAIN: reading((socket) => socket.family),
    SO_PROTOCOL: reading((socket) => socket.protocol),
    SO_ACCEPTCONN: reading((socket) => Number(socket.listening)),
    SO_ERROR: error,
    SO_REUSEADDR: intOption('SO_REUSEADDR', { read: asFlag }),
    SO_KEEPALIVE: intOption('SO_KEEPALIVE', { read: asFlag }),
    SO_BROADCAST: intOption('SO_BROADCAST', { read: asFlag }),
    SO_REUSEPORT: intOption('SO_REUSEPORT', { read: reusePort, on: isInet }),
    SO_LINGER: linger,
    SO_RCVBUF: buffer('receiveBuffer', 'SO_RCVBUF'),
    SO_SNDBUF: buffer('sendBuffer', 'SO_SNDBUF'),
    SO_RCVTIMEO: timeout('receiveTimeout'),
    SO_SNDTIMEO: timeout('sendTimeout'),
  })
  .level(IPPROTO_TCP, 'TCP_', {
    TCP_NODELAY: intOption('TCP_NODELAY', { read: asFlag, on: isTcp }),
    TCP_KEEPIDLE: intOption('TCP_KEEPIDLE', { preset: 7200, read: within(1, 32_767), on: isTcp }),
    // macOS has it under another name.
    TCP_KEEPALIVE: intOption('TCP_KEEPIDLE', { preset: 7200, read: within(1, 32_767), on: isTcp }),
  })
  .level(IPPROTO_IP, 'IP_', { IP_TTL: hops('IP_TTL', isUdp, 1), ...ipMulticast })
  .level(IPPROTO_IPV6, 'IPV6_', {
    IPV6_V6ONLY: ipv6Only,
    IPV6_UNICAST_HOPS: hops('IPV6_UNICAST_HOPS', (socket) => isUdp(socket) && isInet6(socket), -1),
    ...ipv6Multicast,
  });

/** How many bytes of an option's value are written: an int of IP's may be asked for as a byte. */
export function valueFor(value: Uint8Array, level: number, room: number): Uint8Array {
  const int = level === IPPROTO_IP && value.length === 4 && room > 0 && room < 4 ? intOf(value)! : -1;
  return int >= 0 && int <= 255 ? Uint8Array.of(int) : value.subarray(0, room);
}
