import type { Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { constants } from '../constants.ts';
import { formatIPv4, formatIPv6, parseIPv4 } from '../inet.ts';
import { interfaceName } from '../interfaces.ts';
import { EINVAL, failed } from './errno.ts';
import { asFlag, intBytes, intOf, type Option } from './option.ts';
import type { KernelSocket } from './socket.ts';
import { UdpSocket } from './udp.ts';

const { AF_INET, AF_INET6 } = constants as { [name: string]: number };

const isUdp = (socket: KernelSocket): boolean => socket instanceof UdpSocket;
const isUdp6 = (socket: KernelSocket): boolean => isUdp(socket) && socket.family === AF_INET6;

/** An int of an option that may also be one byte. */
function smallInt(value: Uint8Array): number | undefined {
  return value.length >= 4 ? intOf(value) : value[0];
}

/** An int that Node is told of. -1 is the preset. */
function setting(
  name: string,
  preset: number,
  on: (socket: KernelSocket) => boolean,
  read: (value: number) => number,
  tell: (node: Socket, value: number) => void,
): Option {
  return {
    get: (socket) => intBytes(socket.ints.get(name) ?? preset),
    set: (socket, value) => {
      const int = smallInt(value);
      if (int === undefined) return EINVAL;
      const wanted = read(int === -1 ? preset : int);
      if (wanted < 0) return wanted;
      const result = (socket as UdpSocket).set(name, (node) => tell(node, wanted));
      if (result === 0) socket.ints.set(name, wanted);
      return result;
    },
    on,
  };
}

const timeToLive = (value: number): number => (value >= 0 && value <= 255 ? value : EINVAL);
const onlyFlag = (value: number): number => (value === 0 || value === 1 ? value : EINVAL);

/** The address that Node knows an interface of IPv4 by; the unspecified one lets the system choose. */
function addressOf(index: number): string | number {
  if (index === 0) return '0.0.0.0';
  const name = interfaceName(index);
  const addresses = (name === undefined ? undefined : networkInterfaces()[name]) ?? [];
  return addresses.find(({ family }) => family === 'IPv4')?.address ?? failed('ENODEV');
}

/** Joins a group or leaves it, in Node's words: group and interface. */
function membership(socket: KernelSocket, joins: boolean, group: string, local: string, source?: string): number {
  const udp = socket as UdpSocket;
  const key = ['member', group, local, source].join(' ');
  const join = (node: Socket) =>
    source === undefined ? node.addMembership(group, local) : node.addSourceSpecificMembership(source, group, local);
  const leave = (node: Socket) =>
    source === undefined ? node.dropMembership(group, local) : node.dropSourceSpecificMembership(source, group, local);
  if (joins) {
    if (udp.has(key)) return failed('EADDRINUSE');
    return udp.attempt(join) || udp.remember(key, join);
  }
  if (!udp.unset(key)) return failed('EADDRNOTAVAIL');
  return udp.isOpen ? udp.attempt(leave) : 0;
}

/** struct ip_mreq: group, address of the interface; struct ip_mreqn: and its index. */
function inetMembership(joins: boolean): Option {
  return {
    set: (socket, value) => {
      if (value.length < 8) return EINVAL;
      const group = formatIPv4(value.subarray(0, 4));
      const index = intOf(value, 8) ?? 0;
      const local = index === 0 ? formatIPv4(value.subarray(4, 8)) : addressOf(index);
      return typeof local === 'number' ? local : membership(socket, joins, group, local);
    },
    on: (socket) => isUdp(socket) && socket.family === AF_INET,
  };
}

/** struct ip_mreq_source of Linux: group, interface, source. */
function sourceMembership(joins: boolean): Option {
  return {
    set: (socket, value) => {
      if (value.length < 12) return EINVAL;
      const [group, local, source] = [0, 4, 8].map((at) => formatIPv4(value.subarray(at, at + 4)));
      return membership(socket, joins, group!, local!, source);
    },
    on: (socket) => isUdp(socket) && socket.family === AF_INET && process.platform === 'linux',
  };
}

/** Which interface sends: struct in_addr, ip_mreq or ip_mreqn. */
const inetInterface: Option = {
  get: (socket) => Uint8Array.from(parseIPv4((socket as UdpSocket).multicastInterface || '0.0.0.0')!),
  set: (socket, value) => {
    if (value.length < 4) return EINVAL;
    const index = intOf(value, 8) ?? 0;
    const at = value.length >= 8 ? 4 : 0;
    const address = index === 0 ? formatIPv4(value.subarray(at, at + 4)) : addressOf(index);
    if (typeof address === 'number') return address;
    return sendFrom(socket as UdpSocket, address, address === '0.0.0.0' ? address : undefined, address);
  },
  on: (socket) => isUdp(socket) && socket.family === AF_INET,
};

function sendFrom(socket: UdpSocket, address: string, unset: string | undefined, shown: string): number {
  const choose = (node: Socket) => void node.setMulticastInterface(address);
  // The system's choice is what a new socket has.
  const result = unset !== undefined && !socket.isOpen ? 0 : socket.attempt(choose);
  if (result !== 0) return result === EINVAL ? failed('EADDRNOTAVAIL') : result;
  socket.remember('multicast interface', choose);
  socket.multicastInterface = shown;
  return 0;
}

/** The options of IPv4's multicast. Node has them for UDP. */
export const ipMulticast: Readonly<Record<string, Option>> = {
  IP_MULTICAST_TTL: setting(
    'IP_MULTICAST_TTL',
    1,
    isUdp,
    timeToLive,
    (node, value) => void node.setMulticastTTL(value),
  ),
  IP_MULTICAST_LOOP: setting(
    'IP_MULTICAST_LOOP',
    1,
    isUdp,
    asFlag,
    (node, value) => void node.setMulticastLoopback(value !== 0),
  ),
  IP_MULTICAST_IF: inetInterface,
  IP_ADD_MEMBERSHIP: inetMembership(true),
  IP_DROP_MEMBERSHIP: inetMembership(false),
  IP_ADD_SOURCE_MEMBERSHIP: sourceMembership(true),
  IP_DROP_SOURCE_MEMBERSHIP: sourceMembership(false),
};

/** struct ipv6_mreq: group, index of the interface. */
function inet6Membership(joins: boolean): Option {
  return {
    set: (socket, value) => {
      if (value.length < 20) return EINVAL;
      const local = scopeOf(intOf(value, 16)!);
      if (typeof local === 'number') return local;
      return membership(socket, joins, formatIPv6(value.subarray(0, 16)), local);
    },
    on: isUdp6,
  };
}

/** How Node names an interface of IPv6. */
function scopeOf(index: number): string | number {
  if (index === 0) return '::';
  const name = interfaceName(index);
  return name === undefined ? failed('ENODEV') : `::%${name}`;
}

const inet6Interface: Option = {
  get: (socket) => intBytes(Number((socket as UdpSocket).multicastInterface || 0)),
  set: (socket, value) => {
    const index = intOf(value);
    if (index === undefined) return EINVAL;
    const local = scopeOf(index);
    if (typeof local === 'number') return local;
    return sendFrom(socket as UdpSocket, local, index === 0 ? local : undefined, String(index));
  },
  on: isUdp6,
};

/** The options of IPv6's multicast. */
export const ipv6Multicast: Readonly<Record<string, Option>> = {
  IPV6_MULTICAST_HOPS: setting(
    'IPV6_MULTICAST_HOPS',
    1,
    isUdp6,
    timeToLive,
    (node, value) => void node.setMulticastTTL(value),
  ),
  IPV6_MULTICAST_LOOP: setting(
    'IPV6_MULTICAST_LOOP',
    1,
    isUdp6,
    onlyFlag,
    (node, value) => void node.setMulticastLoopback(value !== 0),
  ),
  IPV6_MULTICAST_IF: inet6Interface,
  IPV6_JOIN_GROUP: inet6Membership(true),
  IPV6_LEAVE_GROUP: inet6Membership(false),
};
