import type { ReturnedAddress } from '../socket/address.ts';
import type { RequestHandlerClass } from './base.ts';

/** `serve_forever({ signal, poll_interval })` of a server with `AsyncMixIn`. */
export interface AsyncServeOptions {
  /** Ends the serving, as `shutdown()` does. */
  signal?: AbortSignal | null | undefined;
  /** Seconds between two calls of `service_actions()` where no request comes; `null` for no end. */
  poll_interval?: number | null | undefined;
}

/** A server with `AsyncMixIn`: the methods of `BaseServer`, of which these are promises. */
export interface AsyncServing<Request> {
  /**
   * Handles requests, any number at once, until `shutdown()` or the signal. The promise resolves when the handlers that
   * run have finished, and does not reject with the signal's reason.
   */
  serve_forever(options?: AsyncServeOptions): Promise<void>;
  /** Waits for one request, up to `timeout` seconds, and handles it. */
  handle_request(options?: Pick<AsyncServeOptions, 'signal'>): Promise<void>;
  /** The next request, and the address that it came from. `signal` ends the wait. */
  get_request(options?: {
    signal?: AbortSignal | undefined;
    timeout?: number | null | undefined;
  }): Promise<[request: Request, client_address: ReturnedAddress]>;
  /** Handles the request, reports what goes wrong to `handle_error()`, and ends it. */
  process_request(request: Request, client_address: ReturnedAddress): Promise<void>;
  /** Makes a handler for the request and runs it: `setup()`, `handle()` and `finish()` are awaited. */
  finish_request(request: Request, client_address: ReturnedAddress): Promise<void>;
  /** Ends the serving: no further request is taken. The promise of `serve_forever()` tells when the handlers are done. */
  shutdown(): void;
  readonly RequestHandlerClass: RequestHandlerClass<Request>;
  verify_request(request: Request, client_address: ReturnedAddress): boolean;
  handle_error(request: Request, client_address: ReturnedAddress, error: unknown): void;
  shutdown_request(request: Request): void;
  close_request(request: Request): void;
  handle_timeout(): void;
  service_actions(): void;
  server_bind(): void;
  server_activate(): void;
  /** Closes the socket, and ends the serving as `shutdown()` does. */
  server_close(): void;
  fileno(): number;
}
