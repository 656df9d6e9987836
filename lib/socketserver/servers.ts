import { backend } from '../backend/load.ts';
import { optional } from '../core/parameters.ts';
import type { Address, ReturnedAddress } from '../socket/address.ts';
import { OSError } from '../socket/errors.ts';
import { Socket } from '../socket/socket.ts';
import { BaseServer, type RequestHandlerClass } from './base.ts';
import { addToLibrary } from './crossing.ts';
import type { DatagramRequest } from './handlers.ts';

const { AF_INET, AF_INET6, AF_UNIX, SHUT_WR, SOCK_DGRAM, SOCK_STREAM, SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT } =
  backend.constants as { [name: string]: number };

/** What the constructor heeds: class attributes in Python, static properties here. */
interface Settings {
  address_family: number;
  socket_type: number;
  request_queue_size: number;
  allow_reuse_address: boolean;
  allow_reuse_port: boolean;
}

/** Those of them that the socket is made with, and those that it is bound with. */
const MADE_WITH = ['address_family', 'socket_type'] as const;
const BOUND_WITH = ['request_queue_size', 'allow_reuse_address', 'allow_reuse_port'] as const;

/**
 * A server of TCP connections. Python's `socketserver.TCPServer`.
 *
 * What Python has as class attributes are static properties, to set in a subclass (`static allow_reuse_address = true`) or
 * on the class; an instance reads them, and may set those of its own before `server_bind()`.
 */
export class TCPServer<Request = Socket> extends BaseServer<Request> {
  /** AF_*: what the socket is made with. */
  static address_family = AF_INET!;
  /** SOCK_*. */
  static socket_type = SOCK_STREAM!;
  /** How many connections wait to be accepted. */
  static request_queue_size = 5;
  /** Whether to set SO_REUSEADDR: a server that is started again gets its port at once. */
  static allow_reuse_address = false;
  /** Whether to set SO_REUSEPORT: several servers share the port. */
  static allow_reuse_port = false;

  readonly socket: Socket;
  /** Those that were set on this server. Not private fields: a server that crosses to another thread would lack them. */
  private readonly ownSettings: Partial<Settings> = {};
  private readonly isBound: boolean;

  /**
   * @param server_address - where to listen; or a socket that is bound, as of `listenFds()`, which is the server's from then on.
   * @param RequestHandlerClass - what handles the requests.
   * @param bind_and_activate - whether to call `server_bind()` and `server_activate()`.
   * @throws OSError if the address cannot be bound; nothing is left open then.
   */
  constructor(
    server_address: Address | Socket,
    RequestHandlerClass: RequestHandlerClass<NoInfer<Request>>,
    bind_and_activate: boolean | { bind_and_activate?: boolean } = true,
  ) {
    const given = server_address instanceof Socket ? server_address : null;
    super(given === null ? (server_address as Address) : given.getsockname(), RequestHandlerClass);
    const [bind = true] = optional([bind_and_activate], ['bind_and_activate'], new.target.name);
    this.isBound = Boolean(bind);
    if (given !== null) Object.assign(this.ownSettings, { address_family: given.family, socket_type: given.type });
    this.socket = given ?? new Socket(this.address_family, this.socket_type);
    if (!bind) return;
    try {
      if (given === null) this.server_bind();
      this.server_activate();
    } catch (error) {
      this.server_close();
      throw error;
    }
  }

  private setting<K extends keyof Settings>(name: K): Settings[K] {
    return (this.ownSettings[name] ?? (this.constructor as unknown as Settings)[name]) as Settings[K];
  }

  get address_family(): number {
    return this.setting('address_family');
  }
  set address_family(value: number) {
    this.ownSettings.address_family = value;
  }

  get socket_type(): number {
    return this.setting('socket_type');
  }
  set socket_type(value: number) {
    this.ownSettings.socket_type = value;
  }

  get request_queue_size(): number {
    return this.setting('request_queue_size');
  }
  set request_queue_size(value: number) {
    this.ownSettings.request_queue_size = value;
  }

  get allow_reuse_address(): boolean {
    return this.setting('allow_reuse_address');
  }
  set allow_reuse_address(value: boolean) {
    this.ownSettings.allow_reuse_address = value;
  }

  get allow_reuse_port(): boolean {
    return this.setting('allow_reuse_port');
  }
  set allow_reuse_port(value: boolean) {
    this.ownSettings.allow_reuse_port = value;
  }

  /** A field of a subclass is set when the constructor that should heed it is over. */
  protected override checkSettings(): void {
    const late = this.isBound ? [...MADE_WITH, ...BOUND_WITH] : MADE_WITH;
    const field = late.find((name) => Object.hasOwn(this, name));
    if (field === undefined) return;
    const { name } = this.constructor;
    throw new TypeError(`${name}: '${field}' is a field, which is set after the socket is bound: make it static`);
  }

  /** Binds the socket to `server_address`, which becomes the address that it has got. */
  server_bind(): void {
    if (this.allow_reuse_address && SO_REUSEADDR !== undefined) this.socket.setsockopt(SOL_SOCKET!, SO_REUSEADDR, 1);
    // Linux takes it for these families alone.
    const internet = this.address_family === AF_INET || this.address_family === AF_INET6;
    if (this.allow_reuse_port && SO_REUSEPORT !== undefined && internet) {
      this.socket.setsockopt(SOL_SOCKET!, SO_REUSEPORT, 1);
    }
    this.socket.bind(this.server_address);
    this.server_address = this.socket.getsockname();
  }

  /** Lets the socket accept connections. */
  override server_activate(): void {
    this.socket.listen(this.request_queue_size);
  }

  /** Closes the socket, and ends the thread that serves, if there is one. */
  override server_close(): void {
    this.socket.close();
    super.server_close();
  }

  override fileno(): number {
    return this.socket.fileno();
  }

  override get_request(): [request: Request, client_address: ReturnedAddress] {
    return this.socket.accept() as [unknown, ReturnedAddress] as [Request, ReturnedAddress];
  }

  /** Tells the client that nothing more comes, and closes the connection. */
  override shutdown_request(request: Request): void {
    try {
      (request as Socket).shutdown(SHUT_WR!);
    } catch (error) {
      // It may be closed by now, by either side.
      if (!(error instanceof OSError)) throw error;
    }
    this.close_request(request);
  }

  override close_request(request: Request): void {
    (request as Socket).close();
  }
}

/** A server of UDP messages. Python's `socketserver.UDPServer`. A request is `[data, socket]`. */
export class UDPServer extends TCPServer<DatagramRequest> {
  static override socket_type = SOCK_DGRAM!;
  /** What `max_packet_size` is at first. */
  static max_packet_size = 8192;

  /** The longest message that is taken whole. */
  max_packet_size: number;

  constructor(
    server_address: Address | Socket,
    RequestHandlerClass: RequestHandlerClass<DatagramRequest>,
    bind_and_activate: boolean | { bind_and_activate?: boolean } = true,
  ) {
    super(server_address, RequestHandlerClass, bind_and_activate);
    this.max_packet_size = new.target.max_packet_size;
  }

  override get_request(): [request: DatagramRequest, client_address: ReturnedAddress] {
    const [data, client_address] = this.socket.recvfrom(this.max_packet_size);
    return [[data, this.socket], client_address];
  }

  /** Nothing: such a socket does not listen. */
  override server_activate(): void {}

  override shutdown_request(request: DatagramRequest): void {
    this.close_request(request);
  }

  /** Nothing: the socket is the server's. */
  override close_request(_request: DatagramRequest): void {}
}

/** A server of connections to a Unix socket. Python's `socketserver.UnixStreamServer`: the path is the caller's to remove. */
export class UnixStreamServer extends TCPServer {
  static override address_family = AF_UNIX!;
}

/** A server of messages to a Unix socket. Python's `socketserver.UnixDatagramServer`. */
export class UnixDatagramServer extends UDPServer {
  static override address_family = AF_UNIX!;
}

addToLibrary({ TCPServer, UDPServer, UnixStreamServer, UnixDatagramServer });
