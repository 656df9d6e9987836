import { backend } from '../backend/load.ts';
import { oserror } from '../core/errors.ts';
import { isMainThread } from '../core/threads.ts';
import type { BaseSelector } from '../selectors/base.ts';
import type { ReturnedAddress } from '../socket/address.ts';
import type { BaseServer } from './base.ts';
import { ChildHands } from './child_hands.ts';
import { addToLibrary, fieldsOf, referenceTo } from './crossing.ts';
import { GivingPool } from './giving_pool.ts';
import { TCPServer, UDPServer, UnixDatagramServer, UnixStreamServer } from './servers.ts';
import { type AnyServer, markMixin, referenceToServer } from './threading.ts';

const { capabilities, constants, errnos } = backend;

/** What `ForkingMixIn` adds to a server. */
export interface Forking {
  /** How many children there are at the most; further requests wait until one is free. Python's; its first value is static. */
  max_children: number;
  /** Whether `server_close()` waits for the handlers that run. Python's; its first value is static. */
  block_on_close: boolean;
  /** The ids of the children that are there; `null` before there was one. Python's. */
  active_children: ReadonlySet<number> | null;
  /** Hears of children that have ended. Python's; `service_actions()` and `handle_timeout()` call it. */
  collect_children(): void;
}

/** The static properties that `ForkingMixIn` adds. */
export interface ForkingClass {
  max_children: number;
  block_on_close: boolean;
}

/** A class of servers with `ForkingMixIn`. */
// biome-ignore lint/suspicious/noExplicitAny: so that TypeScript takes it for a mix-in
export type ForkingServer<Base> = Base & ForkingClass & (abstract new (...args: any[]) => Forking);

/**
 * A class of servers that handle each request in a process of its own: `class Server extends ForkingMixIn(TCPServer) {}`.
 * Python's `socketserver.ForkingMixIn`.
 *
 * Children are started before they are needed, and kept for further requests; they receive the connection over a socket pair.
 * They import the class of handlers: that one says where it is, `static readonly module = import.meta.url`, and is exported
 * there. `handle_error()` is called here.
 *
 * @throws TypeError, when the server is made, for a handler that does not say; OSError (ENOTSUP) where the backend cannot pass
 * descriptors.
 */
export function ForkingMixIn<Base extends AnyServer>(Base: Base): ForkingServer<Base> {
  const pools = new WeakMap<object, GivingPool<unknown>>();
  const selectors = new WeakMap<object, BaseSelector | null>();

  abstract class Server extends Base implements Forking {
    static timeout = 300;
    static max_children = 40;
    static block_on_close = true;

    max_children: number;
    block_on_close: boolean;
    active_children: ReadonlySet<number> | null = null;

    // biome-ignore lint/suspicious/noExplicitAny: TypeScript wants it of a mix-in
    constructor(...args: any[]) {
      super(...args);
      const preset = new.target as unknown as ForkingClass;
      this.max_children = preset.max_children;
      this.block_on_close = preset.block_on_close;
    }

    override _checks_handler(): void {
      super._checks_handler();
      if (!capabilities.fdPassing) throw oserror(errnos.ENOTSUP!, 'ForkingMixIn');
      referenceTo(this.RequestHandlerClass, 'a child of the server');
      referenceToServer(this, 'a child of the server');
    }

    override process_request(request: unknown, client_address: ReturnedAddress): void {
      const pool = poolOf(this);
      pool.collect();
      pool.dispatch(request, client_address);
    }

    collect_children(): void {
      pools.get(this)?.collect();
    }

    override handle_timeout(): void {
      this.collect_children();
    }

    override service_actions(): void {
      this.collect_children();
    }

    override _tend(): number | null {
      return pools.get(this)?.tend() ?? super._tend();
    }

    override _waits_with(selector: BaseSelector | null): void {
      super._waits_with(selector);
      selectors.set(this, selector);
      pools.get(this)?.waitsWith(selector);
      if (selector !== null && !pools.has(this))
        poolOf(this).prepare(process.getBuiltinModule('node:os').availableParallelism());
    }

    override _waits_on_close(): boolean {
      return this.block_on_close;
    }

    override server_close(): void {
      super.server_close();
      this._close_pool();
    }

    override _close_pool(): void {
      // A thread that served waits for its children: who else would reap them?
      pools.get(this)?.close(this.block_on_close || !isMainThread());
      pools.delete(this);
    }
  }

  function poolOf(server: Server): GivingPool<unknown> {
    const known = pools.get(server);
    if (known !== undefined) return known;
    const hands = new ChildHands(() => childOf(server));
    const pool = new GivingPool<unknown>(server, { most: () => server.max_children, keeps: () => false }, hands);
    server.active_children = hands.pids;
    pool.waitsWith(selectors.get(server) ?? null);
    pools.set(server, pool);
    return pool;
  }
  markMixin(Server);
  return Server as unknown as ForkingServer<Base>;
}

function childOf(server: BaseServer<unknown>) {
  const kind = referenceToServer(server, 'a child of the server');
  const handler = referenceTo(server.RequestHandlerClass, 'a child of the server');
  const { socket } = server;
  const fields = Object.fromEntries(Object.entries(fieldsOf(server)).filter(([, value]) => isPlain(value)));
  // Answers to datagrams go out on the server's socket. One that listens is none of a child's business.
  return { start: { class: kind, handler, fields }, socket: socket.type === constants.SOCK_STREAM ? null : socket };
}

/** Memory that threads share is not another process's. */
function isPlain(value: unknown): boolean {
  return !(
    value instanceof SharedArrayBuffer ||
    (ArrayBuffer.isView(value) && value.buffer instanceof SharedArrayBuffer)
  );
}

/** A `TCPServer` that handles each connection in a process. Python's. */
export class ForkingTCPServer extends ForkingMixIn(TCPServer) {}

/** A `UDPServer` that handles each message in a process. Python's. */
export class ForkingUDPServer extends ForkingMixIn(UDPServer) {}

/** A `UnixStreamServer` that handles each connection in a process. Python's. */
export class ForkingUnixStreamServer extends ForkingMixIn(UnixStreamServer) {}

/** A `UnixDatagramServer` that handles each message in a process. Python's. */
export class ForkingUnixDatagramServer extends ForkingMixIn(UnixDatagramServer) {}

addToLibrary({ ForkingTCPServer, ForkingUDPServer, ForkingUnixStreamServer, ForkingUnixDatagramServer });
