/**
 * What the tutorials' programs use of Python beside `socket`: its way to print, `struct`, `hexlify`, `ctime`, `input`.
 * It is here so that a program reads as its model does, and prints the same.
 */
import { writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { createInterface } from 'node:readline';
import { OSError } from 'berkeley';

/** `b'ping'`: one byte a character. */
export function b(text: TemplateStringsArray): Buffer {
  return Buffer.from(text.join(''), 'latin1');
}

/** Prints the values with a space between them, each as `str()` gives it. */
export function print(...values: unknown[]): void {
  console.log(values.map(str).join(' '));
}

/** Prints at once, in a worker too, whose `console.log` waits until the main thread is free. */
export function printNow(...values: unknown[]): void {
  writeSync(1, `${values.map(str).join(' ')}\n`);
}

/** `logging.getLogger(name).debug` with the format `%(name)s: %(message)s`: to standard error, at once. */
export function logger(name: string): (...values: unknown[]) => void {
  return (...values) => void writeSync(2, `${name}: ${values.map(str).join(' ')}\n`);
}

/** A string as it is, the text of an OSError without the call and the address that ours adds; else `repr()`. */
export function str(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!(value instanceof OSError)) return repr(value);
  const { message, syscall } = value;
  const end = syscall === undefined ? -1 : message.indexOf(`: ${syscall}`);
  return end < 0 ? message : message.slice(0, end);
}

/** A value as Python writes it in a program: `'text'`, `b'bytes'`, `('127.0.0.1', 80)`. An array is a tuple. */
export function repr(value: unknown): string {
  if (typeof value === 'string') return quoted(value, /[\\\p{Cc}]/gu);
  if (value instanceof Uint8Array) return `b${quoted(Buffer.from(value).toString('latin1'), /[\\\p{Cc}\xa0-\xff]/gu)}`;
  if (Array.isArray(value)) return `(${value.map(repr).join(', ')}${value.length === 1 ? ',' : ''})`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return value === null || value === undefined ? 'None' : String(value);
}

/** An array as Python writes a list: `['a', 'b']`. */
export function list(values: readonly unknown[]): string {
  return `[${values.map(repr).join(', ')}]`;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function quoted(text: string, special: RegExp): string {
  const escaped = text.replace(special, (c) => ESCAPES[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  // Python doubles the quotes only where that saves a backslash.
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}

/** `binascii.hexlify`: two digits a byte, as bytes. */
export function hexlify(data: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(data).toString('hex'));
}

/** `time.ctime()`: `Sun Jun 20 23:21:05 1993`, in local time. */
export function ctime(): string {
  const [day, month, date, year, time] = new Date().toString().split(' ');
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}`;
}

/** `time.sleep`: blocks the thread for so many seconds. */
export function sleep(seconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, seconds * 1000);
}

/** `input(prompt)` again and again: the lines that are typed, to the end of the input. */
export async function* inputs(prompt: string): AsyncGenerator<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    process.stdout.write(prompt);
    for await (const line of lines) {
      yield line;
      process.stdout.write(prompt);
    }
  } finally {
    // A caller that leaves its loop must not wait for the end of the input.
    lines.close();
  }
}

const LITTLE_ENDIAN = endianness() === 'LE';

/** The numbers of `struct`: their size, which is also their alignment, and how they are read and written. */
const NUMBERS = {
  b: { size: 1, get: DataView.prototype.getInt8, set: DataView.prototype.setInt8 },
  I: { size: 4, get: DataView.prototype.getUint32, set: DataView.prototype.setUint32 },
  f: { size: 4, get: DataView.prototype.getFloat32, set: DataView.prototype.setFloat32 },
};

/**
 * `struct.Struct`: values in bytes as C lays them out in a struct, in this machine's byte order and alignment.
 *
 * The format has `b` (signed char), `I` (unsigned int), `f` (float) and `4s` (four bytes).
 */
export class Struct {
  /** How many bytes `pack` gives and `unpack` takes. */
  readonly size: number;
  readonly #fields: { code: string; at: number; size: number }[] = [];

  constructor(format: string) {
    if (!/^(\s*([bIf]|\d+s))*\s*$/.test(format)) throw new RangeError(`bad char in struct format '${format}'`);
    let end = 0;
    for (const [, count, code = ''] of format.matchAll(/(\d*)([bIfs])/g)) {
      const size = code === 's' ? Number(count) : NUMBERS[code as keyof typeof NUMBERS].size;
      const at = code === 's' ? end : Math.ceil(end / size) * size;
      this.#fields.push({ code, at, size });
      end = at + size;
    }
    this.size = end;
  }

  pack(...values: (number | Uint8Array)[]): Buffer {
    const bytes = Buffer.alloc(this.size);
    const view = new DataView(bytes.buffer, bytes.byteOffset, this.size);
    for (const [i, { code, at, size }] of this.#fields.entries()) {
      if (code === 's') bytes.set((values[i] as Uint8Array).subarray(0, size), at);
      else NUMBERS[code as keyof typeof NUMBERS].set.call(view, at, values[i] as number, LITTLE_ENDIAN);
    }
    return bytes;
  }

  unpack(bytes: Buffer): (number | Buffer)[] {
    if (bytes.length !== this.size) throw new RangeError(`unpack requires a buffer of ${this.size} bytes`);
    const view = new DataView(bytes.buffer, bytes.byteOffset, this.size);
    return this.#fields.map(({ code, at, size }) =>
      code === 's'
        ? bytes.subarray(at, at + size)
        : NUMBERS[code as keyof typeof NUMBERS].get.call(view, at, LITTLE_ENDIAN),
    );
  }
}

/** `struct.pack`. */
export function pack(format: string, ...values: (number | Uint8Array)[]): Buffer {
  return new Struct(format).pack(...values);
}
