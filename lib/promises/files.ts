import { type FileMode, type FileOptions, fileArguments } from '../socket/file/makefile.ts';
import { DEFAULT_BUFFER_SIZE } from '../socket/file/socketio.ts';
import { BinaryFile, TextFile } from './file.ts';
import { AwaitedTransfer } from './transfer.ts';

/** What `makefile` gives in a mode. */
export type AwaitedFile<M> = M extends `${string}b${string}` ? BinaryFile : TextFile;

/** The calls that have to do with files, awaited. */
export abstract class AwaitedFiles extends AwaitedTransfer {
  /**
   * A file on the socket, to read and write lines or bytes through a buffer. Its methods are those of the files of Python's
   * `socket.makefile(mode='r', buffering=None, *, encoding=None, errors=None, newline=None)`, and return promises;
   * `for await (const line of file)` reads lines.
   *
   * Closing the file does not close the socket unless `close()` was called on it before; and the socket stays open until
   * its last file is closed.
   *
   * @param mode - `'r'`, `'w'` or `'rw'`, with `'b'` for a binary file.
   * @param buffering - 0: a binary file without a buffer; 1: text that goes out a line at a time; else bytes.
   * @throws RangeError for another mode, or text without a buffer; LookupError for an encoding that is not known.
   */
  makefile<M extends FileMode = 'r'>(
    mode?: M,
    buffering?: number | null,
    options?: Omit<FileOptions, 'mode' | 'buffering'>,
  ): AwaitedFile<M>;
  makefile<M extends FileMode>(mode: M, options: Omit<FileOptions, 'mode'>): AwaitedFile<M>;
  makefile<M extends FileMode = 'r'>(options: Omit<FileOptions, 'mode'> & { mode?: M }): AwaitedFile<M>;
  makefile(...given: unknown[]): BinaryFile | TextFile {
    const found = fileArguments(given);
    const size = found.size < 0 ? DEFAULT_BUFFER_SIZE : found.size;
    this._io_refs++;
    return found.format === undefined
      ? new BinaryFile(this, found, size)
      : new TextFile(this, found, size, found.format);
  }
}
