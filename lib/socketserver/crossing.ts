import { typeName } from '../core/bytes.ts';
import { OSError } from '../core/errors.ts';
import { SocketBase } from '../socket/base.ts';
import { gaierror, herror } from '../socket/errors.ts';

// What crosses to another thread or process: a class by where it is found, a server by its fields, an error by its parts.

/** Where a class is found again: a module and the name there, or a class of this package. */
export interface ClassReference {
  readonly module: string | null;
  readonly name: string;
}

type AnyClass = abstract new (...args: never[]) => object;

/** The servers of this package, which every thread has. */
const library = new Map<string, AnyClass>();

/** Makes classes known by their names. */
export function addToLibrary(classes: Record<string, AnyClass>): void {
  for (const [name, kind] of Object.entries(classes)) library.set(name, kind);
}

/** Where a class says that it is found, or `null` if it does not. What its base says is not about it. */
export function whereIs(kind: AnyClass): ClassReference | null {
  if (library.get(kind.name) === kind) return { module: null, name: kind.name };
  if (!Object.hasOwn(kind, 'module')) return null;
  const { module, name } = kind as AnyClass & { module: unknown };
  if (typeof module !== 'string') {
    throw new TypeError(`${name}.module must be the URL of a module (import.meta.url), not '${typeName(module)}'`);
  }
  return { module, name };
}

/** Where a class is found, of which `what` has to make an object. */
export function referenceTo(kind: AnyClass, what: string): ClassReference {
  const found = whereIs(kind);
  if (found !== null) return found;
  throw new TypeError(
    `${kind.name || 'a class without a name'}: ${what} imports the class, which has to say where it is: ` +
      'export it, and give it `static readonly module = import.meta.url`',
  );
}

/** The class that a reference leads to. */
export async function resolve({ module, name }: ClassReference): Promise<AnyClass> {
  if (module === null) return library.get(name)!;
  const exported: Record<string, unknown> = await import(module);
  const isIt = (value: unknown) => typeof value === 'function' && value.name === name;
  const found = isIt(exported[name]) ? exported[name] : Object.values(exported).find(isIt);
  if (found === undefined) throw new TypeError(`${name}: ${module} does not export the class`);
  return found as AnyClass;
}

/** The fields of a server that can be cloned. A socket cannot: what is needed of it is sent on its own. */
export function fieldsOf(server: object): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(server)) {
    if (value instanceof SocketBase) continue;
    try {
      fields[name] = structuredClone(value);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'DataCloneError')) throw error;
    }
  }
  return fields;
}

/** Bytes as they are on the other side of a message: a Buffer becomes a Uint8Array, of the whole pool that it is from. */
export const packed = <T>(value: T): T => (value instanceof Uint8Array ? (new Uint8Array(value) as T) : value);

/** And back. */
export function unpacked<T>(value: T): T {
  const isBytes = value instanceof Uint8Array;
  return isBytes ? (Buffer.from(value.buffer, value.byteOffset, value.byteLength) as unknown as T) : value;
}

/** An error on its way. */
export type PackedError =
  | { kind: 'value'; value: unknown }
  | { kind: 'text'; text: string }
  | {
      kind: 'OSError';
      name: string;
      errno: number | null;
      strerror: string | null;
      message: string;
      stack: string | undefined;
      syscall: string | undefined;
    };

export function packError(error: unknown): PackedError {
  if (error instanceof OSError) {
    const { name, errno, strerror, message, stack, syscall } = error;
    return { kind: 'OSError', name, errno, strerror, message, stack, syscall };
  }
  try {
    return { kind: 'value', value: structuredClone(error) };
  } catch {
    return { kind: 'text', text: String(error) };
  }
}

const LOOKUPS: Record<string, typeof OSError> = { gaierror, herror };

export function unpackError(from: PackedError): unknown {
  if (from.kind === 'value') return from.value;
  if (from.kind === 'text') return new Error(from.text);
  const kind = LOOKUPS[from.name] ?? OSError;
  const { errno, strerror, message, stack, syscall } = from;
  const error = new kind(errno ?? message, strerror ?? undefined, { text: message });
  return Object.defineProperties(error, {
    stack: { value: stack, writable: true, configurable: true },
    syscall: { value: syscall, writable: true, configurable: true, enumerable: true },
  });
}
