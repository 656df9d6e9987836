import { backend } from '../backend/load.ts';
import { bytesOf, typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { stringArgument } from '../core/parameters.ts';
import { bluetooth } from './bluetooth.ts';
import { elements, padded, part, type Shape, word } from './fields.ts';

// The families whose addresses are a row of fields. A record of one has a word for each number and then the bytes, in the
// order of native/families.inc: what is decided here is Python's shape of them.

const { sys, constants, errnos } = backend;

/** An AF_NETLINK address: the port id, 0 for the kernel; a bit for each multicast group from 1 to 32. */
export type NetlinkAddress = readonly [pid: number, groups: number];
/** An AF_PACKET address; packet(7). The protocol is an ETH_P_*, as a number: `htons` is not needed. */
export type PacketAddress = readonly [
  ifname: string,
  proto: number,
  pkttype?: number,
  hatype?: number,
  addr?: Uint8Array,
];
/** An AF_CAN address, by the socket's protocol: CAN_RAW and CAN_BCM, CAN_ISOTP, CAN_J1939. `''` is every interface. */
export type CanAddress =
  | readonly [interface_: string]
  | readonly [interface_: string, rx_addr: number, tx_addr: number]
  | readonly [interface_: string, name: bigint | number, pgn: number, addr: number];
/** An AF_VSOCK address: context id and port. */
export type VsockAddress = readonly [cid: number, port: number];
/** An AF_ALG address: `['hash', 'sha256']`. */
export type AlgAddress = readonly [type: string, name: string, feat?: number, mask?: number];
/** An AF_TIPC address; what v1, v2 and v3 are, `addr_type` tells. */
export type TipcAddress = readonly [addr_type: number, v1: number, v2: number, v3: number, scope?: number];
/** An AF_QIPCRTR address. */
export type QipcrtrAddress = readonly [node: number, port: number];

const UINT_MAX = 0xffffffff;

function unsigned(value: unknown, where: string, name: string, most = UINT_MAX): number {
  return intArgument(value, `${where}() ${name}`, 0, most);
}

/** A family whose address is two numbers. */
function pair(family: string, first: string, second: string): Shape {
  return {
    fields(address, where) {
      const [a, b] = elements(address, where, family, `[${first}, ${second}]`, 2);
      return { words: [unsigned(a, where, first), unsigned(b, where, second)] };
    },
    read: (record) => [word(record, 0), word(record, 1)],
  };
}

/** The name of an interface; `''` for 0, and for one that is gone. */
function interfaceName(index: number): string {
  const name = index === 0 ? '' : sys.if_indextoname(index | 0);
  return typeof name === 'string' ? name : '';
}

function interfaceIndex(name: string, where: string, address: unknown): number {
  const index = sys.if_nametoindex(name);
  if (index < 0) throw oserror(-index, where, { address });
  return index;
}

const packet: Shape = {
  fields(address, where) {
    const names = '[ifname, proto, pkttype?, hatype?, addr?]';
    const [ifname, proto, pkttype, hatype, addr] = elements(address, where, 'AF_PACKET', names, 2, 5);
    const name = stringArgument(ifname, `${where}() ifname`);
    const hardware = addr === undefined ? new Uint8Array(0) : bytesOf(addr, `${where}() addr`);
    if (hardware.length > 8) throw new RangeError('Hardware address must be 8 bytes or less');
    const words = [
      unsigned(proto, where, 'proto', 0xffff),
      interfaceIndex(name, where, address),
      optionalInt(pkttype, constants.PACKET_HOST!, `${where}() pkttype`, 0, 0xff),
      optionalInt(hatype, 0, `${where}() hatype`, 0, 0xffff),
      hardware.length,
    ];
    return { words, parts: [hardware] };
  },
  read(record) {
    const addr = Buffer.from(part(record, 5, 0, word(record, 4)));
    return [interfaceName(word(record, 1)), word(record, 0), word(record, 2), word(record, 3), addr];
  },
};

/** The index of the interface of an AF_CAN address. */
function canInterface(value: unknown, where: string, address: unknown): number {
  const name =
    typeof value === 'string' || value === null || value === undefined
      ? stringArgument(value, `${where}() interface`)
      : Buffer.from(bytesOf(value, `${where}() interface`)).toString();
  if (Buffer.byteLength(name) >= constants.IFNAMSIZ!) {
    throw oserror(errnos.ENAMETOOLONG!, where, { text: 'AF_CAN interface name too long' });
  }
  return name === '' ? 0 : interfaceIndex(name, where, address);
}

const name64 = new BigUint64Array(1);
const nameBytes = new Uint8Array(name64.buffer);

/** The eight bytes of a J1939 NAME, in the machine's order. */
function j1939Name(value: unknown, where: string): Uint8Array {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) {
    throw new TypeError(`${where}() name must be an integer, not '${typeName(value)}'`);
  }
  const name = BigInt(value as bigint | number);
  if (name !== BigInt.asUintN(64, name)) throw new RangeError(`${where}() name must be from 0 to 2**64 - 1`);
  name64[0] = name;
  return nameBytes.slice();
}

// The numbers of a record: ifindex; rx_id and tx_id; pgn and addr. Then the eight bytes of the J1939 name.
const can: Shape = {
  fields(address, where, proto) {
    const noName = new Uint8Array(8);
    if (proto === constants.CAN_ISOTP) {
      const [name, rx, tx] = elements(address, where, 'AF_CAN', '[interface, rx_addr, tx_addr]', 3);
      const ids = [unsigned(rx, where, 'rx_addr'), unsigned(tx, where, 'tx_addr')];
      return { words: [canInterface(name, where, address), ...ids, 0, 0], parts: [noName] };
    }
    if (proto === constants.CAN_J1939) {
      const [iface, name, pgn, addr] = elements(address, where, 'AF_CAN', '[interface, name, pgn, addr]', 4);
      const bytes = j1939Name(name, where);
      const target = [unsigned(pgn, where, 'pgn'), unsigned(addr, where, 'addr', 0xff)];
      return { words: [canInterface(iface, where, address), 0, 0, ...target], parts: [bytes] };
    }
    if (proto === constants.CAN_RAW || proto === constants.CAN_BCM) {
      const [name] = elements(address, where, 'AF_CAN', '[interface]', 1);
      return { words: [canInterface(name, where, address), 0, 0, 0, 0], parts: [noName] };
    }
    throw oserror(errnos.EPROTONOSUPPORT!, where, { text: `${where}(): unsupported CAN protocol` });
  },
  read(record, proto) {
    const name = interfaceName(word(record, 0));
    if (proto === constants.CAN_ISOTP) return [name, word(record, 1), word(record, 2)];
    if (proto !== constants.CAN_J1939) return [name];
    nameBytes.set(part(record, 5, 0, 8));
    return [name, name64[0]!, word(record, 3), word(record, 4)];
  },
};

/** Text with the NUL that ends it in C. */
function algText(value: unknown, where: string, name: string, room: number): Uint8Array {
  const text = Buffer.from(stringArgument(value, `${where}() ${name}`));
  if (text.length >= room) throw new RangeError(`AF_ALG ${name} too long.`);
  return padded(text, Math.ceil(room / 4) * 4);
}

function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end)).toString();
}

const alg: Shape = {
  fields(address, where) {
    const [type, name, feat, mask] = elements(address, where, 'AF_ALG', '[type, name, feat?, mask?]', 2, 4);
    const words = [
      optionalInt(feat, 0, `${where}() feat`, 0, UINT_MAX),
      optionalInt(mask, 0, `${where}() mask`, 0, UINT_MAX),
    ];
    return { words, parts: [algText(type, where, 'type', 14), algText(name, where, 'name', 64)] };
  },
  read: (record) => [
    untilNul(part(record, 2, 0, 14)),
    untilNul(part(record, 2, 16, 64)),
    word(record, 0),
    word(record, 1),
  ],
};

// The numbers of a record: addrtype and scope; type, lower and upper; type and instance; node and ref.
const tipc: Shape = {
  fields(address, where) {
    const given = elements(address, where, 'AF_TIPC', '[addr_type, v1, v2, v3, scope?]', 4, 5);
    const type = unsigned(given[0], where, 'addr_type');
    const [v1, v2, v3] = [1, 2, 3].map((i) => unsigned(given[i], where, `v${i}`)) as [number, number, number];
    const head = [type, optionalInt(given[4], constants.TIPC_CLUSTER_SCOPE!, `${where}() scope`, 0, 0xff)];
    if (type === constants.TIPC_ADDR_NAMESEQ) return { words: [...head, v1, v2, v3, 0, 0, 0, 0] };
    if (type === constants.TIPC_ADDR_NAME) return { words: [...head, 0, 0, 0, v1, v2, 0, 0] };
    if (type === constants.TIPC_ADDR_ID) return { words: [...head, 0, 0, 0, 0, 0, v1, v2] };
    throw new TypeError(`${where}() addr_type: Invalid address type`);
  },
  read(record) {
    const [type, scope, ...values] = Array.from({ length: 9 }, (_, i) => word(record, i));
    if (type === constants.TIPC_ADDR_NAMESEQ) return [type, ...values.slice(0, 3), scope];
    if (type === constants.TIPC_ADDR_NAME) return [type, values[3], values[4], values[4], scope];
    if (type === constants.TIPC_ADDR_ID) return [type, values[5], values[6], 0, scope];
    throw new RangeError('Invalid address type');
  },
};

const { AF_NETLINK, AF_PACKET, AF_CAN, AF_VSOCK, AF_ALG, AF_TIPC, AF_QIPCRTR, AF_BLUETOOTH } = constants;

/** The shapes by family. A family that the platform lacks is under `undefined`, where nobody looks. */
export const shapes: ReadonlyMap<number | undefined, Shape> = new Map<number | undefined, Shape>([
  [AF_NETLINK, pair('AF_NETLINK', 'pid', 'groups')],
  [AF_PACKET, packet],
  [AF_CAN, can],
  [AF_VSOCK, pair('AF_VSOCK', 'cid', 'port')],
  [AF_ALG, alg],
  [AF_TIPC, tipc],
  [AF_QIPCRTR, pair('AF_QIPCRTR', 'node', 'port')],
  [AF_BLUETOOTH, bluetooth],
]);
