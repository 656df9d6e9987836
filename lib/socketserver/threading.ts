import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { isMainThread } from '../core/threads.ts';
import { transfer } from '../handover/later.ts';
import type { BaseSelector } from '../selectors/base.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import { BaseServer } from './base.ts';
import { addToLibrary, type ClassReference, fieldsOf, referenceTo, whereIs } from './crossing.ts';
import { TCPServer, UDPServer, UnixDatagramServer, UnixStreamServer } from './servers.ts';
import { ThreadPool } from './thread_pool.ts';
import type { ServerMessage } from './worker_messages.ts';

const { capabilities, constants, errnos } = backend;

/** A class of servers, for the mix-ins. */
// biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it of a class that is mixed into
export type AnyServer = abstract new (...args: any[]) => BaseServer<any>;

/** What `ThreadingMixIn` adds to a server. */
export interface Threading {
  /**
   * Whether the process may end while a handler runs, which ends the handler. `server_close()` does not wait then. Python's;
   * its first value is static.
   */
  daemon_threads: boolean;
  /** Whether `server_close()` waits for the handlers that run. Python's; its first value is static. */
  block_on_close: boolean;
  /** How many threads there are at the most. Further requests wait until one is free. Its first value is static. */
  maxWorkers: number;
  /** Handles a request in the thread. Python's: to override, in a class that says where it is. */
  // biome-ignore lint/suspicious/noExplicitAny: what the server's get_request() gives
  process_request_thread(request: any, client_address: ReturnedAddress): void;
}

/** The static properties that `ThreadingMixIn` adds. */
export interface ThreadingClass {
  daemon_threads: boolean;
  block_on_close: boolean;
  maxWorkers: number;
}

/** A class of servers with `ThreadingMixIn`. */
// biome-ignore lint/suspicious/noExplicitAny: so that TypeScript takes it for a mix-in
export type ThreadingServer<Base> = Base & ThreadingClass & (abstract new (...args: any[]) => Threading);

/** What runs in the thread, where a class that is not found again would not be asked. */
const IN_THREAD = ['process_request_thread', 'finish_request', 'shutdown_request', 'close_request'];

const mixed = new WeakMap<AnyServer, AnyServer>();
const mixins = new WeakSet<AnyServer>();

/**
 * A class of servers that handle each request in a thread of its own: `class Server extends ThreadingMixIn(TCPServer) {}`.
 * Python's `socketserver.ThreadingMixIn`.
 *
 * The thread is a worker, which is kept for further requests and imports the class of handlers: that one says where it is,
 * `static readonly module = import.meta.url`, and is exported there. The connection moves to the thread; `handle_error()` is
 * called here.
 *
 * @throws TypeError, when the server is made, for a handler that does not say; OSError (ENOTSUP) where the backend's
 * descriptors cannot move.
 */
export function ThreadingMixIn<Base extends AnyServer>(Base: Base): ThreadingServer<Base> {
  const known = mixed.get(Base);
  if (known !== undefined) return known as ThreadingServer<Base>;
  // Not private fields, which a declaration cannot have of a class without a name.
  const pools = new WeakMap<object, ThreadPool<unknown>>();
  const selectors = new WeakMap<object, BaseSelector | null>();

  abstract class Server extends Base implements Threading {
    static daemon_threads = false;
    static block_on_close = true;
    static maxWorkers = 64;

    daemon_threads: boolean;
    block_on_close: boolean;
    maxWorkers: number;

    // biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it of a mix-in
    constructor(...args: any[]) {
      super(...args);
      const preset = new.target as unknown as ThreadingClass;
      this.daemon_threads = preset.daemon_threads;
      this.block_on_close = preset.block_on_close;
      this.maxWorkers = preset.maxWorkers;
    }

    override _checks_handler(): void {
      super._checks_handler();
      if (!capabilities.fileDescriptors) throw oserror(errnos.ENOTSUP!, 'ThreadingMixIn');
      referenceTo(this.RequestHandlerClass, 'a thread of the server');
      referenceToServer(this);
    }

    override process_request(request: unknown, client_address: ReturnedAddress): void {
      let pool = pools.get(this);
      if (pool === undefined) {
        const settings = {
          most: () => this.maxWorkers,
          // A thread that served is there until its handlers are done: whether the process waits for it is said elsewhere.
          keeps: () => !isMainThread() || !this.daemon_threads,
        };
        pool = new ThreadPool<unknown>(this, settings, () => messageFor(this));
        pool.waitsWith(selectors.get(this) ?? null);
        pools.set(this, pool);
      }
      pool.dispatch(request, client_address);
    }

    process_request_thread(request: unknown, client_address: ReturnedAddress): void {
      try {
        this.finish_request(request, client_address);
      } catch (error) {
        this.handle_error(request, client_address, error);
      } finally {
        this.shutdown_request(request);
      }
    }

    override _waits_with(selector: BaseSelector | null): void {
      super._waits_with(selector);
      selectors.set(this, selector);
      pools.get(this)?.waitsWith(selector);
    }

    override _tend(): number | null {
      return pools.get(this)?.tend() ?? super._tend();
    }

    override _waits_on_close(): boolean {
      return this.block_on_close && !this.daemon_threads;
    }

    override server_close(): void {
      super.server_close();
      this._close_pool();
    }

    override _close_pool(): void {
      pools.get(this)?.close(this._waits_on_close());
    }
  }
  mixed.set(Base, Server);
  mixins.add(Server);
  return Server as unknown as ThreadingServer<Base>;
}

/** Makes a class known as a mix-in's, whose methods every thread and process has. */
export function markMixin(kind: AnyServer): void {
  mixins.add(kind);
}

/** The nearest class of a server that another thread finds. What runs there must not be below it. */
export function referenceToServer(server: BaseServer<unknown>, where = 'a thread of the server'): ClassReference {
  let kind = server.constructor as AnyServer;
  for (; whereIs(kind) === null; kind = Object.getPrototypeOf(kind)) {
    const own = IN_THREAD.find((name) => Object.hasOwn(kind.prototype, name));
    if (own !== undefined && !mixins.has(kind)) referenceTo(kind, `${where} calls its ${own}() and`);
  }
  return whereIs(kind)!;
}

function messageFor(server: BaseServer<unknown>): ServerMessage {
  const kind = referenceToServer(server);
  const handler = referenceTo(server.RequestHandlerClass, 'a thread of the server');
  const { socket } = server;
  // Answers to datagrams go out on the server's socket. One that listens is none of a thread's business.
  const needed = socket.type === constants.SOCK_STREAM ? null : transfer(socket.dup(), { within: null });
  return { class: kind, handler, fields: fieldsOf(server), socket: needed };
}

/** A `TCPServer` that handles each connection in a thread. Python's. */
export class ThreadingTCPServer extends ThreadingMixIn(TCPServer) {}

/** A `UDPServer` that handles each message in a thread. Python's. */
export class ThreadingUDPServer extends ThreadingMixIn(UDPServer) {}

/** A `UnixStreamServer` that handles each connection in a thread. Python's. */
export class ThreadingUnixStreamServer extends ThreadingMixIn(UnixStreamServer) {}

/** A `UnixDatagramServer` that handles each message in a thread. Python's. */
export class ThreadingUnixDatagramServer extends ThreadingMixIn(UnixDatagramServer) {}

addToLibrary({
  BaseServer,
  ThreadingTCPServer,
  ThreadingUDPServer,
  ThreadingUnixStreamServer,
  ThreadingUnixDatagramServer,
});
