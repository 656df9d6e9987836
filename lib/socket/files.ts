import { BatchSocket } from './batches.ts';
import { files } from './file/later.ts';
import type { FileMode, FileOptions, SocketFile } from './file/makefile.ts';
import { type SendableFile, sendfile } from './sendfile.ts';

/** The calls that have to do with files. */
export abstract class FilesSocket extends BatchSocket {
  /**
   * A file on the socket, to read and write lines or bytes through a buffer: Python's
   * `socket.makefile(mode='r', buffering=None, *, encoding=None, errors=None, newline=None)`.
   *
   * The socket must wait, or have a time-out: after a time-out the file can no longer be read. Closing the file does not
   * close the socket unless `close()` was called on it before; and the socket stays open until its last file is closed.
   *
   * @param mode - `'r'`, `'w'` or `'rw'`, with `'b'` for a binary file.
   * @param buffering - 0: a binary file without a buffer; 1: text that goes out a line at a time; else bytes.
   * @returns `TextIOWrapper`; with `'b'` `BufferedReader`, `BufferedWriter` or `BufferedRWPair`; without a buffer
   * `SocketIO`.
   * @throws RangeError for another mode, or text without a buffer; LookupError for an encoding that is not known.
   */
  makefile<M extends FileMode = 'r', B extends number | null = null>(
    mode?: M,
    buffering?: B,
    options?: Omit<FileOptions, 'mode' | 'buffering'>,
  ): SocketFile<M, B>;
  makefile<M extends FileMode, B extends number | null = null>(
    mode: M,
    options: Omit<FileOptions, 'mode' | 'buffering'> & { buffering?: B },
  ): SocketFile<M, B>;
  makefile<M extends FileMode = 'r', B extends number | null = null>(
    options: Omit<FileOptions, 'mode' | 'buffering'> & { mode?: M; buffering?: B },
  ): SocketFile<M, B>;
  makefile(...given: unknown[]): unknown {
    return files().makefile(this, given);
  }

  /**
   * Sends a file until its end, or `count` bytes of it: Python's `socket.sendfile(file, offset=0, count=None)`. The kernel
   * does it where it can, sendfile(2), and else it is read and sent.
   *
   * The file's position is moved behind what was sent, also in case of an error. A time-out holds for each part.
   *
   * @param file - a descriptor, a `FileHandle` of `node:fs/promises`, or an object with `fileno()`, or with `read(size)`
   * and, for an offset, `seek(offset)`.
   * @param offset - where in the file to begin, in bytes.
   * @param count - how many bytes at most; `null` for all.
   * @returns how many bytes went.
   * @throws RangeError for a socket that does not wait, or that is no stream, and for a file of text.
   */
  sendfile(
    file: SendableFile,
    offset?: number | { offset?: number; count?: number | null },
    count?: number | null | { count?: number | null },
  ): number;
  sendfile(file: SendableFile, ...given: unknown[]): number {
    return sendfile(this, file, given);
  }
}
