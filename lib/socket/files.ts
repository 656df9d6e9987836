import { type FileMode, type FileOptions, makefile, type SocketFile } from './file/makefile.ts';
import { TransferSocket } from './transfer.ts';

/** The calls that have to do with files. */
export abstract class FilesSocket extends TransferSocket {
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
    return makefile(this, given);
  }
}
