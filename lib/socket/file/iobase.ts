import { backend } from '../../backend/load.ts';
import { typeName } from '../../core/bytes.ts';
import { UnsupportedOperation } from '../../core/errors.ts';
import { intArgument } from '../../core/numbers.ts';

const { errnos } = backend;

/** A size that a method takes: -1 where it was left out or `null`. */
export function sizeArgument(value: unknown, where: string): number {
  if (value === undefined || value === null) return -1;
  return intArgument(value, where, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
}

/** The error of what a file cannot do. EBADF is what the system says where a descriptor is open for something else. */
export function unsupported(text: string): UnsupportedOperation {
  return new UnsupportedOperation(errnos.EBADF!, undefined, { text });
}

/**
 * What all files have: lines, iteration, and an end. Python's `io.IOBase`.
 *
 * @typeParam Line - Buffer in a binary file, string in a text file.
 */
export abstract class IOBase<Line extends Buffer | string> implements IterableIterator<Line> {
  /** Whether the file is closed. */
  abstract get closed(): boolean;

  /** Writes what is buffered, and closes the file. A second call does nothing. The socket is closed when it was too. */
  abstract close(): void;

  /** One line with its end, or at most `size` of it; empty at the end of the file. */
  abstract readline(size?: number | null): Line;

  /** Puts data into the file. */
  abstract write(data: never): number | null;

  /** Whether the file can be read. */
  readable(): boolean {
    return false;
  }

  /** Whether the file can be written. */
  writable(): boolean {
    return false;
  }

  /** Never: a connection has no position. */
  seekable(): boolean {
    return false;
  }

  /** Not on a socket: throws UnsupportedOperation. */
  seek(_offset: number, _whence?: number): number {
    throw unsupported('seek');
  }

  /** Not on a socket: throws UnsupportedOperation. */
  tell(): number {
    throw unsupported('seek');
  }

  /** Not on a socket: throws UnsupportedOperation. */
  truncate(_size?: number | null): number {
    throw unsupported('truncate');
  }

  /** The descriptor of the socket. */
  fileno(): number {
    throw unsupported('fileno');
  }

  /** Never: a socket is no terminal. */
  isatty(): boolean {
    this.checkClosed();
    return false;
  }

  /** Writes what is buffered. */
  flush(): void {
    this.checkClosed();
  }

  /**
   * All lines that are left.
   *
   * @param hint - stop after the line with which they pass so many bytes or characters; 0 or less: all.
   */
  readlines(hint?: number | null): Line[] {
    const most = sizeArgument(hint, "readlines() argument 'hint'");
    const lines: Line[] = [];
    let total = 0;
    for (const line of this) {
      lines.push(line);
      total += line.length;
      if (most > 0 && total > most) break;
    }
    return lines;
  }

  /** Writes each of `lines`; nothing is put between them. */
  writelines(lines: Iterable<Parameters<this['write']>[0]>): void {
    this.checkClosed();
    if (typeof (lines as Partial<Iterable<unknown>> | null)?.[Symbol.iterator] !== 'function') {
      throw new TypeError(`writelines() argument 'lines' must be iterable, not '${typeName(lines)}'`);
    }
    for (const line of lines) this.write(line as never);
  }

  /** The next line; done at the end of the file. */
  next(): IteratorResult<Line, undefined> {
    const value = this.readline();
    return value.length === 0 ? { done: true, value: undefined } : { done: false, value };
  }

  /** `for (const line of file)`. Leaving the loop leaves the file open. */
  [Symbol.iterator](): this {
    this.checkClosed();
    return this;
  }

  /** `using file = sock.makefile(…)` closes it at the end of the block. */
  [Symbol.dispose](): void {
    this.close();
  }

  /** Throws if the file is closed. */
  protected checkClosed(text = 'I/O operation on closed file.'): void {
    if (this.closed) throw new RangeError(text);
  }
}
