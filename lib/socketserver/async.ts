import { load } from '../backend/place.ts';
import { typeName } from '../core/bytes.ts';
import { optional } from '../core/parameters.ts';
import type * as promises from '../promises/api.ts';
import { signalArgument, type WaitOptions } from '../promises/limits.ts';
import { secondsArgument } from '../select/timeout.ts';
import type { Address, ReturnedAddress } from '../socket/address.ts';
import { OSError, TimeoutError } from '../socket/errors.ts';
import type { Socket } from '../socket/socket.ts';
import type { AsyncServeOptions, AsyncServing } from './async_serving.ts';
import type { BaseServer, RequestHandlerClass } from './base.ts';
import { BaseRequestHandler, DatagramRequestHandler, StreamRequestHandler } from './handlers.ts';
import { least } from './least.ts';
import { Running } from './running.ts';
import { type TCPServer, UDPServer } from './servers.ts';

/** What a handler of datagrams is given for a request by a server with `AsyncMixIn`. */
export type AwaitedDatagramRequest = [data: Buffer, socket: promises.Socket];

// biome-ignore lint/suspicious/noExplicitAny: any kind of server, with any constructor
type AnyServer = new (...args: any[]) => TCPServer<any>;

/** What the handlers of an awaited server of this kind are given. */
export type AwaitedRequest<Server> = Server extends UDPServer ? AwaitedDatagramRequest : promises.Socket;

/** A server of this kind with `AsyncMixIn`. */
export type AsyncServer<Server, Request = AwaitedRequest<Server>> = AsyncServing<Request> &
  Omit<Server, keyof AsyncServing<Request> | 'serveInThread'>;

/** A class of servers with `AsyncMixIn`. */
export type AsyncServerClass<Base extends AnyServer> = Omit<Base, 'prototype'> &
  (new (
    server_address: Address | Socket,
    RequestHandlerClass: RequestHandlerClass<AwaitedRequest<InstanceType<Base>>>,
    bind_and_activate?: boolean | { bind_and_activate?: boolean },
  ) => AsyncServer<InstanceType<Base>>);

/** How long no connection is accepted after one could not be, in milliseconds: descriptors may have run out. */
const PAUSE = 10;

/** What belongs to a server while it serves. */
interface State {
  /** The server's socket, awaited. */
  listener: promises.Socket | null;
  stop: AbortController | null;
  shutdownRequested: boolean;
}

type Awaited = AsyncServing<unknown> & Omit<TCPServer<unknown>, keyof AsyncServing<unknown>>;

/**
 * A class of servers on the event loop: `class Server extends AsyncMixIn(TCPServer) {}`. `handle()` is an async function, its
 * `request` a `Socket` of `berkeley/promises`, and `serve_forever()` a promise. Any number of requests are handled at once.
 * Not in Python.
 *
 * Handlers extend `BaseRequestHandler`, and make files of the request themselves: `this.request.makefile('rw')`.
 */
export function AsyncMixIn<Base extends AnyServer>(Base: Base): AsyncServerClass<Base> {
  const states = new WeakMap<object, State>();
  const stateOf = (server: object): State => {
    const state = states.get(server) ?? { listener: null, stop: null, shutdownRequested: false };
    states.set(server, state);
    return state;
  };

  // Its methods are promises where those of its base are not: TypeScript is told so by the type of the function.
  const Sync = Base as unknown as new (
    ...args: unknown[]
  ) => Omit<TCPServer<unknown>, keyof Awaited | 'serveInThread'> & {
    _checks_handler(): void;
    checkSettings(): void;
    server_close(): void;
  };
  class Server extends Sync {
    declare readonly RequestHandlerClass: RequestHandlerClass<unknown>;

    override _checks_handler(): void {
      super._checks_handler();
      const { prototype, name } = this.RequestHandlerClass;
      if (!(prototype instanceof StreamRequestHandler || prototype instanceof DatagramRequestHandler)) return;
      throw new TypeError(`${name} does not await what it reads and writes: extend BaseRequestHandler`);
    }

    async serve_forever(options: AsyncServeOptions = {}): Promise<void> {
      const name = 'serve_forever';
      const [interval = 0.5, signal] = optional([options], ['poll_interval'], name, ['signal']);
      const seconds = secondsArgument(interval, name);
      const outer = anySignal(signal, name);
      this.checkSettings();
      const server = this as unknown as Awaited;
      const state = stateOf(this);
      if (state.stop !== null) throw new Error(`${name}(): the server serves already`);
      const stop = new AbortController();
      state.stop = stop;
      const end = () => stop.abort();
      if (outer?.aborted || state.shutdownRequested) end();
      outer?.addEventListener('abort', end, { once: true });
      const failure = { error: undefined as unknown, failed: false };
      const failed = (error: unknown) => {
        if (!failure.failed) Object.assign(failure, { error, failed: true });
        end();
      };
      const timer =
        seconds === null
          ? undefined
          : setInterval(() => attempt(() => server.service_actions(), failed), seconds * 1000);
      timer?.unref();
      const running = new Running(failed);
      try {
        await serve(server, stop.signal, running);
      } catch (error) {
        failed(error);
      } finally {
        clearInterval(timer);
        outer?.removeEventListener('abort', end);
        closeListener(state);
        await running.over();
        state.stop = null;
        state.shutdownRequested = false;
      }
      if (failure.failed) throw failure.error;
    }

    async handle_request(options: Pick<AsyncServeOptions, 'signal'> = {}): Promise<void> {
      const name = 'handle_request';
      const [given] = optional([options], [], name, ['signal']);
      const signal = signalArgument(given, name);
      this.checkSettings();
      const server = this as unknown as Awaited;
      const timeout = least(server.socket.gettimeout(), server.timeout ?? null);
      try {
        const [request, client_address] = await server.get_request({ signal, timeout });
        if (verified(server, request, client_address)) await server.process_request(request, client_address);
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
        server.handle_timeout();
      } finally {
        if (stateOf(this).stop === null) closeListener(stateOf(this));
      }
    }

    // Not an async function: the promise that `accept` gives is the one to wait for.
    get_request(limits: { signal?: AbortSignal; timeout?: number | null } = {}): Promise<[unknown, ReturnedAddress]> {
      try {
        const { socket } = this as unknown as Awaited;
        const state = stateOf(this);
        state.listener ??= awaited(socket.dup());
        const { listener } = state;
        return this instanceof UDPServer
          ? nextMessage(listener, this.max_packet_size, limits)
          : listener.accept(limits);
      } catch (error) {
        return Promise.reject(error);
      }
    }

    async process_request(request: unknown, client_address: ReturnedAddress): Promise<void> {
      const server = this as unknown as Awaited;
      try {
        await server.finish_request(request, client_address);
      } catch (error) {
        server.handle_error(request, client_address, error);
      } finally {
        server.shutdown_request(request);
      }
    }

    async finish_request(request: unknown, client_address: ReturnedAddress): Promise<void> {
      const handler = new this.RequestHandlerClass(request, client_address, this);
      if (!(handler instanceof BaseRequestHandler) || handler.run !== BaseRequestHandler.prototype.run) {
        await handler.run?.();
        return;
      }
      // To await what is none takes a turn of the microtasks, and most handlers have no use for two of the three.
      const begun: unknown = handler.setup();
      if (begun !== undefined) await begun;
      try {
        await handler.handle();
      } finally {
        const ended: unknown = handler.finish();
        if (ended !== undefined) await ended;
      }
    }

    shutdown(): void {
      const state = stateOf(this);
      if (state.stop === null) state.shutdownRequested = true;
      else state.stop.abort();
    }

    override server_close(): void {
      stateOf(this).stop?.abort();
      super.server_close();
    }

    serveInThread(): never {
      throw new TypeError(`${typeName(this)}: a server with AsyncMixIn serves on the event loop of its thread`);
    }
  }
  Object.defineProperty(Server, 'name', { value: `Async${Base.name}` });
  return Server as unknown as AsyncServerClass<Base>;
}

/** Takes requests until the signal. What must end the serving goes to `failed`. */
async function serve(server: Awaited, signal: AbortSignal, running: Running): Promise<void> {
  const limits = { signal, timeout: null };
  while (!signal.aborted) {
    let got: [unknown, ReturnedAddress];
    try {
      got = await server.get_request(limits);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof OSError)) throw error;
      // The client was gone before it was accepted, or descriptors have run out until a handler is done.
      await process.getBuiltinModule('node:timers/promises').setTimeout(PAUSE);
      continue;
    }
    const [request, client_address] = got;
    if (verified(server, request, client_address)) {
      running.add(server.process_request(request, client_address));
    }
    server.service_actions();
  }
}

/** A message, with the socket that it came to. */
async function nextMessage(
  listener: promises.Socket,
  most: number,
  limits: WaitOptions,
): Promise<[AwaitedDatagramRequest, ReturnedAddress]> {
  const [data, client_address] = await listener.recvfrom(most, 0, limits);
  return [[data, listener], client_address];
}

/** Whether the request is to be handled; if not, it is ended. */
function verified(server: Awaited, request: unknown, client_address: ReturnedAddress): boolean {
  let good = false;
  try {
    good = server.verify_request(request, client_address);
    return good;
  } finally {
    if (!good) server.shutdown_request(request);
  }
}

function attempt(call: () => void, failed: (error: unknown) => void): void {
  try {
    call();
  } catch (error) {
    failed(error);
  }
}

function closeListener(state: State): void {
  state.listener?.close();
  state.listener = null;
}

/** An awaited socket on the descriptor of one that blocks. */
function awaited({ fd, family, type, proto }: BaseServer['socket']): promises.Socket {
  const { Socket } = load<typeof promises>('promises/api');
  return Socket.wrap(fd.release(), family, type, proto);
}

/** An AbortSignal, or `undefined` for none. One that is aborted ends the serving before it begins. */
function anySignal(signal: unknown, where: string): AbortSignal | undefined {
  return signal instanceof AbortSignal ? signal : signalArgument(signal, where);
}
