import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { isOptions, optional } from '../core/parameters.ts';
import { secondsArgument } from '../select/timeout.ts';
import type { BaseSelector } from '../selectors/base.ts';
import { EVENT_READ, type SelectorKey } from '../selectors/key.ts';
import { PollSelector } from '../selectors/poll.ts';
import { SelectSelector } from '../selectors/select.ts';
import type { Address, ReturnedAddress } from '../socket/address.ts';
import { reprAddress } from '../socket/describe.ts';
import { InterruptedError, OSError } from '../socket/errors.ts';
import type { Socket } from '../socket/socket.ts';
import { closeThread, type ServerThread, serveInThread, shutdownThread } from './in_thread.ts';
import { least } from './least.ts';

/** What a server makes for each request. A class that does not extend `BaseRequestHandler` does all in its constructor. */
export type RequestHandlerClass<Request> = new (
  request: Request,
  client_address: ReturnedAddress,
  // biome-ignore lint/suspicious/noExplicitAny: a handler may want its own kind of server
  server: any,
) => { run?(): void };

/** The cheapest to make: it watches one descriptor. */
export const ServerSelector: new () => BaseSelector = backend.capabilities.poll ? PollSelector : SelectSelector;

const RULE = '-'.repeat(40);

/**
 * The frame of every server: waits for requests, and hands each to a handler. Python's `socketserver.BaseServer`.
 *
 * A class's attribute in Python is a static property here: `static allow_reuse_address = true`.
 *
 * @typeParam Request - what `get_request` gives.
 */
export abstract class BaseServer<Request = Socket> {
  /** What `timeout` is at first. */
  static timeout: number | null = null;

  /** The address that the server is at; where it listens, once it is bound. */
  server_address: ReturnedAddress;
  /** The class that handles requests. */
  readonly RequestHandlerClass: RequestHandlerClass<Request>;
  /** Seconds that `handle_request` waits; `null` waits without end. `serve_forever` does not heed it. */
  timeout: number | null;
  /** A server that has crossed to another thread was never constructed there, and has no private fields. */
  private shutdownRequested = false;

  constructor(server_address: Address, RequestHandlerClass: RequestHandlerClass<Request>) {
    if (typeof RequestHandlerClass !== 'function') {
      throw new TypeError(
        `${new.target.name}() argument 'RequestHandlerClass' must be a class, not '${typeName(RequestHandlerClass)}'`,
      );
    }
    this.server_address = server_address;
    this.RequestHandlerClass = RequestHandlerClass;
    this.timeout = new.target.timeout;
    this._checks_handler();
  }

  /** Called by the constructor before anything is opened: a mix-in finds out whether the handler suits it. */
  _checks_handler(): void {}

  /** The server's socket. */
  abstract readonly socket: Socket;

  /** The descriptor to wait for. */
  abstract fileno(): number;

  /** The next request, and the address that it came from. */
  abstract get_request(): [request: Request, client_address: ReturnedAddress];

  /** Called by the constructor, once the server is bound. */
  server_activate(): void {}

  /** Closes the server. If a thread serves it, that ends first. */
  server_close(): void {
    closeThread(this as BaseServer<unknown>, this._waits_on_close());
  }

  /** Ends the threads or processes that a mix-in has started. */
  _close_pool(): void {}

  /** Whether `server_close()` waits for the handlers that run. */
  _waits_on_close(): boolean {
    return true;
  }

  /** `using server = new TCPServer(…)` closes it at the end of the block. */
  [Symbol.dispose](): void {
    this.server_close();
  }

  /**
   * Handles requests, one after another, until `shutdown()`. It holds up the thread.
   *
   * @param poll_interval - seconds between two calls of `service_actions()` where no request comes; `null` for no end.
   * @throws InterruptedError if a signal arrives that the program handles: call it again to go on.
   */
  serve_forever(poll_interval: number | null | { poll_interval?: number | null } = 0.5): void {
    const [interval = 0.5] = optional([poll_interval], ['poll_interval'], 'serve_forever') as [
      number | null | undefined,
    ];
    this.checkSettings();
    const selector = new ServerSelector();
    try {
      selector.register(this, EVENT_READ);
      this._waits_with(selector);
      while (!this.shutdownRequested) {
        const requested = isRequested(selector.select(least(interval, this._tend())));
        if (requested && !this.shutdownRequested) this._handle_request_noblock();
        this.service_actions();
      }
    } finally {
      this.shutdownRequested = false;
      this._waits_with(null);
      selector.close();
    }
  }

  /**
   * Ends `serve_forever()`: the one that runs, after the request that it is at; else the next, before it handles any. It
   * returns at once. Python's waits for the end, which from a handler of the same thread is no end.
   *
   * After `serveInThread()` it ends the serving in that thread, at once, and waits for the end, as in Python.
   */
  shutdown(): void {
    if (!shutdownThread(this as BaseServer<unknown>)) this.shutdownRequested = true;
  }

  /**
   * Runs `serve_forever()` in a thread, while this one goes on: `threading.Thread(target=server.serve_forever)`. The thread
   * has a copy of the server, with the fields that can be cloned, and the same socket; all methods are called there. It
   * imports the classes of the server and the handler, which say where they are: `static readonly module = import.meta.url`.
   * Those of this module need not.
   *
   * @param poll_interval - as of `serve_forever()`.
   * @param daemon - whether the process may end while the thread serves; false if left out.
   * @throws TypeError for a class that does not say where it is; OSError: EALREADY if a thread serves already, ENOTSUP where
   * the backend's descriptors cannot move.
   */
  serveInThread(
    poll_interval: number | null | { poll_interval?: number | null; daemon?: boolean } = 0.5,
    { daemon }: { daemon?: boolean } = {},
  ): ServerThread {
    const given = isOptions(poll_interval) ? [poll_interval] : [poll_interval, { daemon }];
    const [interval = 0.5, asDaemon = false] = optional(given, ['poll_interval'], 'serveInThread', ['daemon']);
    this.checkSettings();
    return serveInThread(this as BaseServer<unknown>, secondsArgument(interval, 'serveInThread'), Boolean(asDaemon));
  }

  /** Called by `serve_forever()` after each wait. */
  service_actions(): void {}

  /**
   * Waits for one request and handles it. After `timeout` seconds, or those of the socket's time-out if they are fewer,
   * `handle_timeout()` is called instead.
   */
  handle_request(): void {
    this.checkSettings();
    const timeout = least(this.socket.gettimeout(), this.timeout ?? null);
    const deadline = timeout === null ? Infinity : performance.now() + timeout * 1000;
    const selector = new ServerSelector();
    let ready = false;
    try {
      selector.register(this, EVENT_READ);
      this._waits_with(selector);
      for (let left = timeout; !ready && (left === null || left >= 0); ) {
        ready = isRequested(selector.select(least(left, this._tend())));
        left = timeout === null ? null : (deadline - performance.now()) / 1000;
      }
    } finally {
      this._waits_with(null);
      selector.close();
    }
    if (ready) this._handle_request_noblock();
    else this.handle_timeout();
  }

  /**
   * Called with the selector that the server waits with, and with `null` when the wait is over. What is registered with a
   * function as its data has that called when it is ready.
   */
  _waits_with(_selector: BaseSelector | null): void {}

  /** Called before each wait. In how many seconds it is to be called again at the latest; `null` if there is no need. */
  _tend(): number | null {
    return null;
  }

  /** Handles the request that is there. What goes wrong with it goes to `handle_error()`. */
  _handle_request_noblock(): void {
    let request: Request;
    let client_address: ReturnedAddress;
    try {
      [request, client_address] = this.get_request();
    } catch (error) {
      // The client was gone before it was accepted.
      if (error instanceof OSError && !(error instanceof InterruptedError)) return;
      throw error;
    }
    if (!this.isVerified(request, client_address)) {
      this.shutdown_request(request);
      return;
    }
    try {
      this.process_request(request, client_address);
    } catch (error) {
      try {
        // The signal's handler runs when the stack is empty: the loop ends for it.
        if (error instanceof InterruptedError) throw error;
        this.handle_error(request, client_address, error);
      } finally {
        this.shutdown_request(request);
      }
    }
  }

  /** As in Python what `verify_request()` throws goes to the caller; the request, which nobody collects here, ends. */
  private isVerified(request: Request, client_address: ReturnedAddress): boolean {
    try {
      return this.verify_request(request, client_address);
    } catch (error) {
      this.shutdown_request(request);
      throw error;
    }
  }

  /** Called by `handle_request()` when no request has come in time. */
  handle_timeout(): void {}

  /** Whether to handle the request. */
  verify_request(_request: Request, _client_address: ReturnedAddress): boolean {
    return true;
  }

  /** Handles the request, and ends it. */
  process_request(request: Request, client_address: ReturnedAddress): void {
    this.finish_request(request, client_address);
    this.shutdown_request(request);
  }

  /** Makes a handler for the request and runs it. */
  finish_request(request: Request, client_address: ReturnedAddress): void {
    new this.RequestHandlerClass(request, client_address, this).run?.();
  }

  /** Ends a request. */
  shutdown_request(request: Request): void {
    this.close_request(request);
  }

  /** Frees what a request holds. */
  close_request(_request: Request): void {}

  /** Called with what a handler threw: prints it to standard error. Python's has no `error`, which its `sys` tells. */
  handle_error(_request: Request, client_address: ReturnedAddress, error: unknown): void {
    const text = (error instanceof Error && error.stack) || String(error);
    const from = `Exception occurred during processing of request from ${reprAddress(client_address)}`;
    process.stderr.write(`${RULE}\n${from}\n${text}\n${RULE}\n`);
  }

  /** Finds what was set too late to have an effect. */
  protected checkSettings(): void {}
}

/** Calls those whose data is a function. Whether the server itself is ready, too. */
function isRequested(ready: readonly [SelectorKey, number][]): boolean {
  let requested = false;
  for (const [{ data }] of ready) {
    if (typeof data === 'function') data();
    else requested = true;
  }
  return requested;
}
