import type { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { bytesOf } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { intArgument, optionalInt } from '../core/numbers.ts';
import { type Fields, padded, part, type Shape, word } from './fields.ts';

const { constants, errnos } = backend;
const { BTPROTO_L2CAP, BTPROTO_RFCOMM, BTPROTO_HCI, BTPROTO_SCO } = constants;
const RAW = constants.HCI_CHANNEL_RAW ?? 0;
const BREDR = constants.BDADDR_BREDR ?? 0;

/**
 * An AF_BLUETOOTH address, by the socket's protocol, as in Python 3.14: BTPROTO_L2CAP, BTPROTO_RFCOMM, BTPROTO_HCI,
 * BTPROTO_SCO. A `bdaddr` is text: `'01:23:45:67:89:AB'`.
 */
export type BluetoothAddress =
  | readonly [bdaddr: string, psm: number, cid?: number, bdaddr_type?: number]
  | readonly [bdaddr: string, channel: number]
  | readonly [device_id: number, channel?: number]
  | number
  | string
  | Uint8Array;

// The numbers of a record: psm, cid and bdaddr_type of L2CAP; the channel of RFCOMM; device and channel of HCI. Then the
// bdaddr of L2CAP, that of RFCOMM and that of SCO, each of six bytes in eight.
const WORDS = 6;
const NONE = new Uint8Array(8);

/** The six bytes of an address, the last byte of the text first, in eight. */
function packed(text: string, where: string): Uint8Array {
  if (!/^[0-9a-f]{1,2}(:[0-9a-f]{1,2}){5}$/i.test(text)) {
    throw oserror(errnos.EINVAL!, where, { text: 'bad bluetooth address' });
  }
  const bytes = text.split(':').map((byte) => Number.parseInt(byte, 16));
  return padded(Uint8Array.from(bytes.reverse()), 8);
}

/** The address at a place of a record's bytes, as text. */
function text(record: AddressRecord, at: number): string {
  const bytes = [...part(record, WORDS, at, 6)].reverse();
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(':');
}

/** Python has one error for whatever is wrong with the tuple. */
function wrongFormat(where: string): Error {
  return oserror(errnos.EINVAL!, where, { text: `${where}(): wrong format` });
}

/** `[bdaddr, …]` with as many elements as it may have. */
function withAddress(address: unknown, where: string, most: number): readonly [string, ...unknown[]] {
  const fits = Array.isArray(address) && address.length >= 2 && address.length <= most;
  if (!fits || typeof address[0] !== 'string') throw wrongFormat(where);
  return address as unknown as readonly [string, ...unknown[]];
}

function l2cap(address: unknown, where: string): Fields {
  const [bdaddr, psm, cid, type] = withAddress(address, where, 4);
  const words = [
    intArgument(psm, `${where}() psm`, 0, 0xffff),
    optionalInt(cid, 0, `${where}() cid`, 0, 0xffff),
    optionalInt(type, BREDR, `${where}() bdaddr_type`, 0, 0xff),
  ];
  return { words: [...words, 0, 0, 0], parts: [packed(bdaddr, where), NONE, NONE] };
}

function rfcomm(address: unknown, where: string): Fields {
  const [bdaddr, channel] = withAddress(address, where, 2);
  const number = intArgument(channel, `${where}() channel`, 0, 0xff);
  return { words: [0, 0, 0, number, 0, 0], parts: [NONE, packed(bdaddr, where), NONE] };
}

function hci(address: unknown, where: string): Fields {
  const given: readonly unknown[] = Array.isArray(address) ? address : [address];
  if (given.length < 1 || given.length > 2 || typeof given[0] !== 'number') throw wrongFormat(where);
  const device = intArgument(given[0], `${where}() device_id`, 0, 0xffff);
  const channel = optionalInt(given[1], RAW, `${where}() channel`, 0, 0xffff);
  return { words: [0, 0, 0, 0, device, channel], parts: [NONE, NONE, NONE] };
}

function sco(address: unknown, where: string): Fields {
  if (typeof address !== 'string' && !ArrayBuffer.isView(address)) throw wrongFormat(where);
  const bdaddr =
    typeof address === 'string' ? address : Buffer.from(bytesOf(address, `${where}() bdaddr`)).toString('latin1');
  return { words: [0, 0, 0, 0, 0, 0], parts: [NONE, NONE, packed(bdaddr, where)] };
}

function readL2cap(record: AddressRecord): unknown {
  const [psm, cid, type] = [word(record, 0), word(record, 1), word(record, 2)];
  const bdaddr = text(record, 0);
  if (type !== BREDR) return [bdaddr, psm, cid, type];
  return cid === 0 ? [bdaddr, psm] : [bdaddr, psm, cid];
}

function readHci(record: AddressRecord): unknown {
  const [device, channel] = [word(record, 4), word(record, 5)];
  return channel === RAW ? device : [device, channel];
}

/** Python's shapes of AF_BLUETOOTH, one a protocol. */
export const bluetooth: Shape = {
  fields(address, where, proto) {
    if (proto === BTPROTO_L2CAP) return l2cap(address, where);
    if (proto === BTPROTO_RFCOMM) return rfcomm(address, where);
    if (proto === BTPROTO_HCI) return hci(address, where);
    if (proto === BTPROTO_SCO) return sco(address, where);
    throw oserror(errnos.EPROTONOSUPPORT!, where, { text: `${where}(): unknown Bluetooth protocol` });
  },
  read(record, proto) {
    if (proto === BTPROTO_L2CAP) return readL2cap(record);
    if (proto === BTPROTO_RFCOMM) return [text(record, 8), word(record, 3)];
    if (proto === BTPROTO_HCI) return readHci(record);
    if (proto === BTPROTO_SCO) return text(record, 16);
    throw new RangeError('Unknown Bluetooth protocol');
  },
};
