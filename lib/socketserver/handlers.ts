import { backend } from '../backend/load.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { OSError } from '../socket/errors.ts';
import type { BufferedReader } from '../socket/file/reader.ts';
import type { SocketIO } from '../socket/file/socketio.ts';
import type { BufferedWriter } from '../socket/file/writer.ts';
import type { Socket } from '../socket/socket.ts';
import type { BaseServer } from './base.ts';
import { BytesIO } from './bytesio.ts';
import { SocketWriter } from './writer.ts';

const { IPPROTO_TCP, TCP_NODELAY } = backend.constants as Record<'IPPROTO_TCP' | 'TCP_NODELAY', number>;

/** What a handler of datagrams is given for a request: the message, and the server's socket to answer with. */
export type DatagramRequest = [data: Buffer, socket: Socket];

/**
 * Handles one request: extend it, and say in `handle()` how. Python's `socketserver.BaseRequestHandler`.
 *
 * The server makes one for each request and then calls `run()`: Python runs a handler in its constructor, where in
 * JavaScript a subclass has not set its fields yet.
 *
 * @typeParam Request - a `Socket`, or `DatagramRequest` with the servers of datagrams.
 */
export class BaseRequestHandler<Request = Socket> {
  /** The connection; `[data, socket]` of a datagram. */
  readonly request: Request;
  /** The address that it came from. */
  readonly client_address: ReturnedAddress;
  readonly server: BaseServer<Request>;

  constructor(request: Request, client_address: ReturnedAddress, server: BaseServer<Request>) {
    this.request = request;
    this.client_address = client_address;
    this.server = server;
  }

  /** Calls `setup()`, `handle()` and, whatever comes of that, `finish()`. Not in Python, whose constructor does it. */
  run(): void {
    this.setup();
    try {
      const result: unknown = this.handle();
      if (result instanceof Promise) this.refuse(result);
    } finally {
      this.finish();
    }
  }

  /** The connection is closed when `handle()` returns: what it goes on with later could only fail. */
  private refuse(promise: Promise<unknown>): never {
    promise.catch(() => {});
    throw new TypeError(
      `${this.constructor.name}.handle() is asynchronous: only a server with AsyncMixIn waits for it`,
    );
  }

  /** Called before `handle()`. */
  setup(): void {}

  /** Does all that the request asks for. */
  handle(): void {}

  /** Called after `handle()`, also if that threw; not if `setup()` did. */
  finish(): void {}
}

/**
 * Handles a connection through two files: `rfile` to read, `wfile` to write. Python's
 * `socketserver.StreamRequestHandler`.
 */
export class StreamRequestHandler extends BaseRequestHandler<Socket> {
  /** What `rbufsize` and its like are at first. As a class's attribute in Python, each is set here or in an instance. */
  static rbufsize = -1;
  static wbufsize = 0;
  static timeout: number | null = null;
  static disable_nagle_algorithm = false;

  /** The buffer of `rfile` in bytes; 0 for none, -1 for what `makefile` takes. */
  rbufsize: number;
  /** The buffer of `wfile`; 0, the default, sends all that is written at once. */
  wbufsize: number;
  /** The time-out of the connection in seconds; `null` leaves it as it is. */
  timeout: number | null;
  /** Whether to set TCP_NODELAY: of use where `wfile` has a buffer. */
  disable_nagle_algorithm: boolean;

  /** The request. */
  declare connection: Socket;
  /** The binary file to read from. */
  declare rfile: BufferedReader | SocketIO;
  /** The binary file to write to. */
  declare wfile: SocketWriter | BufferedWriter | SocketIO;

  constructor(request: Socket, client_address: ReturnedAddress, server: BaseServer<Socket>) {
    super(request, client_address, server);
    const preset = new.target;
    this.rbufsize = preset.rbufsize;
    this.wbufsize = preset.wbufsize;
    this.timeout = preset.timeout;
    this.disable_nagle_algorithm = preset.disable_nagle_algorithm;
  }

  override run(): void {
    try {
      super.run();
    } finally {
      // Python's files end with the handler. Ours would keep the connection open, if finish() did not close them.
      this.#close(this.wfile);
      this.#close(this.rfile);
    }
  }

  #close(file: { readonly closed: boolean; close(): void } | undefined): void {
    if (file === undefined || file.closed) return;
    try {
      file.close();
    } catch (error) {
      if (!(error instanceof OSError)) throw error;
    }
  }

  override setup(): void {
    this.connection = this.request;
    if (this.timeout !== null && this.timeout !== undefined) this.connection.settimeout(this.timeout);
    if (this.disable_nagle_algorithm) this.connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1);
    this.rfile = this.connection.makefile('rb', this.rbufsize);
    this.wfile =
      this.wbufsize === 0 ? new SocketWriter(this.connection) : this.connection.makefile('wb', this.wbufsize);
  }

  override finish(): void {
    if (!this.wfile.closed) {
      try {
        this.wfile.flush();
      } catch (error) {
        // The client may have gone.
        if (!(error instanceof OSError)) throw error;
      }
    }
    this.wfile.close();
    this.rfile.close();
  }
}

/**
 * Handles a datagram through two files in memory: `rfile` has what came, and what `wfile` has in the end is sent back.
 * Python's `socketserver.DatagramRequestHandler`.
 */
export class DatagramRequestHandler extends BaseRequestHandler<DatagramRequest> {
  /** The message. */
  declare packet: Buffer;
  /** The server's socket. */
  declare socket: Socket;
  declare rfile: BytesIO;
  declare wfile: BytesIO;

  override setup(): void {
    [this.packet, this.socket] = this.request;
    this.rfile = new BytesIO(this.packet);
    this.wfile = new BytesIO();
  }

  override finish(): void {
    this.socket.sendto(this.wfile.getvalue(), this.client_address);
  }
}
