import { files } from '../socket/file/later.ts';
import type { FileMode, FileOptions } from '../socket/file/makefile.ts';
import { DEFAULT_BUFFER_SIZE } from '../socket/file/socketio.ts';
import type { SendableFile } from '../socket/sendfile.ts';
import { BinaryFile } from './file.ts';
import type { WaitOptions } from './limits.ts';
import { AwaitedMessages } from './message.ts';
import { sendfile } from './sendfile.ts';
import { TextFile } from './text_file.ts';

/** What `makefile` gives in a mode. */
export type AwaitedFile<M> = M extends `${string}b${string}` ? BinaryFile : TextFile;

/** The calls that have to do with files, awaited. */
export abstract class AwaitedFiles extends AwaitedMessages {
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
    const found = files().fileArguments(given);
    const size = found.size < 0 ? DEFAULT_BUFFER_SIZE : found.size;
    this._io_refs++;
    return found.format === undefined
      ? new BinaryFile(this, found, size)
      : new TextFile(this, found, size, found.format);
  }

  /**
   * Sends a file until its end, or `count` bytes of it: Python's `socket.sendfile(file, offset=0, count=None)`. The kernel
   * does it where it can, sendfile(2), and else it is read and sent.
   *
   * The file's position is moved behind what was sent, also in case of an error. A time-out holds for each part.
   *
   * @param file - a descriptor, a `FileHandle` of `node:fs/promises`, or an object with `fileno()`, or with `read(size)`
   * and, for an offset, `seek(offset)`, which may return promises.
   * @param offset - where in the file to begin, in bytes.
   * @param count - how many bytes at most; `null` for all.
   * @returns how many bytes went.
   * @throws RangeError for a socket that is no stream, and for a file of text.
   */
  sendfile(
    file: SendableFile,
    offset?: number | ({ offset?: number; count?: number | null } & WaitOptions),
    count?: number | null | ({ count?: number | null } & WaitOptions),
    options?: WaitOptions,
  ): Promise<number>;
  sendfile(file: SendableFile, ...given: unknown[]): Promise<number> {
    return sendfile(this, file, given, (sending, limits) => {
      sending.fd = this.openFd('sendfile');
      return sending.keeping(this).start(this.watch(sending.fd).writers, limits, this.timeout);
    });
  }
}
