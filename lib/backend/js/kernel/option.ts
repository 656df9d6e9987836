import { endianness } from 'node:os';
import { constants } from '../constants.ts';
import { EINVAL, EOPNOTSUPP, failed, lacks } from './errno.ts';
import type { Outcome } from './operation.ts';
import type { KernelSocket } from './socket.ts';

/** An option of getsockopt(2) and setsockopt(2). */
export interface Option {
  /** Its value, or minus the errno. */
  get?(socket: KernelSocket): Uint8Array | number;
  set?(socket: KernelSocket, value: Uint8Array): Outcome;
  /** Whether a socket has it; all do if left out. */
  on?(socket: KernelSocket): boolean;
}

const little = endianness() === 'LE';

/** An int as the bytes of an option. */
export function intBytes(...values: number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer);
}

/** The int that an option's bytes begin with, or `undefined` if they are too few. */
export function intOf(value: Uint8Array, at = 0): number | undefined {
  if (value.length < at + 4) return undefined;
  return new DataView(value.buffer, value.byteOffset + at).getInt32(0, little);
}

const NOT_SUPPORTED = (name: string) => () => lacks(EOPNOTSUPP, name);

/** An option that is an int and is kept with the socket, which is told of it. */
export function intOption(
  name: string,
  {
    preset = 0,
    read = (value: number) => value,
    on,
  }: { preset?: number; read?: (value: number) => number } & Pick<Option, 'on'> = {},
): Option {
  return {
    get: (socket) => intBytes(socket.ints.get(name) ?? preset),
    set: (socket, value) => {
      const int = intOf(value);
      if (int === undefined) return EINVAL;
      const kept = read(int);
      if (kept < 0) return kept;
      const result = socket.apply(name, kept);
      if (result >= 0) socket.ints.set(name, kept);
      return result;
    },
    ...(on && { on }),
  };
}

/** Any int but 0 counts as 1. */
export const asFlag = (value: number): number => Number(value !== 0);

/** An int from `least` to `most`; anything else is EINVAL. */
export function within(least: number, most: number): (value: number) => number {
  return (value) => (value >= least && value <= most ? value : EINVAL);
}

/** An option that can only be read, as an int. */
export function reading(get: (socket: KernelSocket) => number): Option {
  return { get: (socket) => intBytes(get(socket)) };
}

/** What begins as options of TCP do, and is none. */
const STATE =
  /^TCP_(?:ESTABLISHED|SYN_\w+|NEW_SYN_RECV|FIN_\w+|TIME_WAIT|CLOSE|CLOSE_WAIT|LAST_ACK|LISTEN|CLOSING|(?:NO|RECV|SEND)_QUEUE|QUEUES_NR)$/;

/** The options by level and number, of those that the platform has. */
export class OptionTable {
  readonly #options = new Map<string, Option>();
  readonly #levels = new Set<number>();
  /** The names of all options that the platform has, for messages. */
  readonly #names = new Map<string, string>();

  /** @param level - the level's number; @param prefix - what the names of its options begin with. */
  level(level: number | undefined, prefix: string, options: Readonly<Record<string, Option>>): this {
    if (level === undefined) return this;
    this.#levels.add(level);
    for (const [name, number] of Object.entries(constants)) {
      const key = `${level}:${number}`;
      if (name.startsWith(prefix) && !STATE.test(name) && !this.#names.has(key)) this.#names.set(key, name);
    }
    for (const [name, option] of Object.entries(options)) {
      const number = constants[name];
      if (number === undefined) continue;
      this.#names.set(`${level}:${number}`, name);
      this.#options.set(`${level}:${number}`, option);
    }
    return this;
  }

  /** An option of a socket. One that the platform has and this backend has not is EOPNOTSUPP, and says so. */
  find(socket: KernelSocket, level: number, number: number): Option {
    const key = `${level}:${number}`;
    const option = this.#options.get(key);
    if (option !== undefined && (option.on?.(socket) ?? true)) return option;
    const name = this.#names.get(key);
    // What IP has, every socket over it has.
    const has = option === undefined || (level === constants.IPPROTO_IP && socket.family !== constants.AF_UNIX);
    if (name !== undefined && has) return { get: NOT_SUPPORTED(name), set: NOT_SUPPORTED(name) };
    const known = level === constants.SOL_SOCKET || (this.#levels.has(level) && socket.family !== constants.AF_UNIX);
    const unknown = () => failed(known ? 'ENOPROTOOPT' : 'EOPNOTSUPP');
    return { get: unknown, set: socket.family === constants.AF_UNIX ? unknown : () => failed('ENOPROTOOPT') };
  }
}
