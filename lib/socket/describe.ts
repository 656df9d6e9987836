import { AddressRecord } from '../backend/address.ts';
import { backend } from '../backend/load.ts';
import { inspect } from '../core/inspect.ts';
import { fromRecord, type ReturnedAddress } from './address.ts';

// Sockets and addresses in words, as Python has them.

const { sys, constants, errnos } = backend;

const scratch = new AddressRecord();
const optionInt = new Int32Array(1);
const optionBytes = new Uint8Array(optionInt.buffer);

/** What the kernel says of a descriptor: an option of SOL_SOCKET, or minus the errno. */
export function socketOption(fd: number, option: number | undefined): number {
  if (option === undefined) return -errnos.ENOPROTOOPT!;
  const got = sys.getsockopt(fd, constants.SOL_SOCKET!, option, optionBytes, 0, 4);
  return got < 0 ? got : optionInt[0]!;
}

/** The address that `call` reports, or `undefined` where it reports none. */
function addressOrNothing(call: 'getsockname' | 'getpeername', fd: number, proto: number): ReturnedAddress | undefined {
  if (sys[call](fd, scratch.bytes) < 0) return undefined;
  try {
    return fromRecord(scratch, proto);
  } catch {
    return undefined; // A repr tells what it can: the kernel's address may have no shape.
  }
}

/** What Python's repr says of a socket, from what the kernel knows. */
export function describeSocket(fd: number, family: number, type: number, proto: number, closed = false): string {
  const laddr = closed ? undefined : addressOrNothing('getsockname', fd, proto);
  const raddr = closed ? undefined : addressOrNothing('getpeername', fd, proto);
  // A socket without a name has an empty one, which Python leaves out.
  const address = (name: string, value: unknown) =>
    value === undefined || value === null || value === '' ? '' : `, ${name}=${strAddress(value)}`;
  return (
    `<socket.socket${closed ? ' [closed]' : ''} fd=${fd}, family=${family}, type=${type}, proto=${proto}` +
    `${address('laddr', laddr)}${address('raddr', raddr)}>`
  );
}

/** An address as Python's str() gives it: a path as it is, else a tuple or bytes. */
function strAddress(address: ReturnedAddress): string {
  return typeof address === 'string' ? address : reprAddress(address);
}

/** An address as Python's repr() gives it: a tuple, a quoted path, bytes. */
export function reprAddress(address: ReturnedAddress): string {
  if (Array.isArray(address)) return `(${address.map(reprAddress).join(', ')}${address.length === 1 ? ',' : ''})`;
  if (typeof address === 'string') return inspect(address);
  if (address instanceof Uint8Array) return `b${reprBytes(address)}`;
  return String(address);
}

function reprBytes(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return inspect(text).replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}

/** What a forgotten socket is called in its ResourceWarning, when the object itself is gone. */
export function describeFd(fd: number): string {
  const known = (option: number | undefined) => Math.max(0, socketOption(fd, option));
  const family = sys.getsockname(fd, scratch.bytes) < 0 ? 0 : scratch.family;
  return describeSocket(fd, family, known(constants.SO_TYPE), known(constants.SO_PROTOCOL));
}
