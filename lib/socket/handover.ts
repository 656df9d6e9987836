import type { Socket as DgramSocket } from 'node:dgram';
import type { Socket as NetSocket, Server } from 'node:net';
import type { DuplexOptions, SocketDuplex } from '../handover/duplex.ts';
import type { HandleOptions, NodeSocket } from '../handover/handle.ts';
import { later, transfer } from '../handover/later.ts';
import type { DgramSocketOptions, NetServerOptions, NetSocketOptions } from '../handover/node.ts';
import type { SocketMessage, TransferOptions } from '../handover/token.ts';
import type { WebStreams } from '../handover/web.ts';
import { SocketBase, type SocketClass } from './base.ts';

/** A class of sockets. `C['prototype']` is what it makes. */
type HandoverClass = SocketClass<HandoverSocket> & { readonly prototype: HandoverSocket };

/**
 * What moves a socket out of this object, and into one. A descriptor has one owner at every moment: after a hand-over this
 * socket is in the closed state, and waits and registrations of it have ended; if the hand-over fails, everything is as it
 * was. None of it is in Python.
 */
export abstract class HandoverSocket extends SocketBase {
  /**
   * Makes it a `net.Socket`: a stream of AF_INET, AF_INET6 or AF_UNIX. One that is not connected yet is for
   * `connect()` of Node, with the options and the name that it has.
   *
   * @throws OSError: EPROTOTYPE for another kind of socket, EINVAL if it listens, EEXIST if its descriptor is one of
   * Node's, EBADF if it is closed.
   */
  toNetSocket(options: NetSocketOptions = {}): NetSocket {
    this.flushSends();
    return later().toNetSocket(this, options);
  }

  /**
   * Makes it a `net.Server`, which listens already. The server may be given: one of `node:http`, `node:https`,
   * `node:http2` or `node:tls` is a `net.Server` too. It emits `'listening'` as after its own `listen()`. The path of a
   * Unix socket stays when the server closes.
   *
   * @throws OSError: what listen(2) says (EINVAL for a Unix socket without a name); EPROTOTYPE, EEXIST and EBADF as
   * `toNetSocket`; ENOTSUP in a worker of `node:cluster`. TypeError for a server that listens already.
   */
  toNetServer(options?: NetServerOptions): Server;
  toNetServer<S extends Server>(server: S, options?: Pick<NetServerOptions, 'backlog'>): S;
  toNetServer(server: Server | NetServerOptions = {}, options: Pick<NetServerOptions, 'backlog'> = {}): Server {
    this.flushSends();
    return later().toNetServer(this, server, options);
  }

  /**
   * Makes it a `dgram.Socket`, bound already, and past its `'listening'` event: datagrams of AF_INET or AF_INET6 that is
   * not connected. Node sets SO_REUSEADDR on it.
   *
   * @throws OSError: EPROTOTYPE for another kind of socket, EISCONN if it is connected, EEXIST and EBADF as
   * `toNetSocket`.
   */
  toDgramSocket(options: DgramSocketOptions = {}): DgramSocket {
    this.flushSends();
    return later().toDgramSocket(this, options);
  }

  /**
   * Makes it a `stream.Duplex` on the event loop, of any family and type: also what Node has no streams for, such as Unix
   * datagrams and messages, and vsock. Message boundaries are kept: see `SocketDuplex`.
   *
   * @throws OSError: EINVAL if it listens, ENOTCONN if it is a stream (or SOCK_SEQPACKET) that is not connected, EBADF if
   * it is closed.
   */
  toDuplex(options: DuplexOptions = {}): SocketDuplex {
    this.flushSends();
    return later().toDuplex(this, options);
  }

  /**
   * Makes it two web streams, of any family and type. `readable` of a stream socket is a byte stream, and reads straight
   * into the memory of a BYOB reader; that of another type gives one Buffer a message. Nothing is read before somebody
   * reads, and a write is done when the kernel has taken it. `cancel()` ends reading, `close()` tells the peer that nothing
   * more will come, `abort()` ends both. The descriptor is closed when both have ended, or with an error of the connection.
   *
   * @throws OSError as `toDuplex` does.
   */
  toWeb(): WebStreams {
    this.flushSends();
    return later().toWeb(this);
  }

  /**
   * A socket of this class over a socket or a server of Node's: to read and set options, or to go on with it here. One
   * whose waits would block does not wait (`timeout` 0), as Node's do not.
   *
   * By default it has a duplicate of the descriptor, and Node keeps its own: both are the same socket to the kernel. So
   * close it when it is no longer needed, as a connection ends with its last descriptor; and leave it non-blocking, or
   * Node's event loop waits too.
   *
   * With `dup: false` it is the only owner afterwards. As Node gives no descriptor away, this is a duplicate as well, of
   * another number, and the original is closed at once, which the peer does not notice: a `net.Socket` is destroyed, a
   * server or a `dgram.Socket` closed.
   *
   * @throws TypeError for what is neither, and with `dup: false` for a TLS socket, whose keys stay with Node; OSError:
   * EBADF if it is not open, connected or bound; EBUSY if what Node has received or is about to send would be lost, or
   * the path of a server removed.
   */
  static fromHandle<C extends HandoverClass>(this: C, handle: NodeSocket, options: HandleOptions = {}): C['prototype'] {
    // biome-ignore lint/complexity/noThisInStatic: a subclass makes sockets of its own class.
    const made: HandoverSocket = later().fromHandle(this, handle, options);
    if (made.timeout === null && made.blocksInKernel()) made.settimeout(0);
    return made;
  }

  /**
   * Makes it a message for another thread, where `Socket.receive(message)` makes a socket of it. `transfer()` in the
   * argument of `postMessage()` is all there is to it; there is nothing to put into the transfer list.
   *
   * In between nobody owns the descriptor, and it stays open when this thread ends. The first to receive the message has
   * the socket; that may be the thread that sent it, as after a `postMessage()` that failed. What nobody has received
   * within a minute (`within`) is closed by the sender, with a ResourceWarning, or when the process ends.
   *
   * @throws OSError (EBADF) if it is closed.
   */
  transfer(options: TransferOptions = {}): SocketMessage {
    this.flushSends();
    return transfer(this, options);
  }

  /**
   * The socket of a message that `transfer()` made, in this thread or another of the process, with its time-out.
   *
   * @throws TypeError for anything else; OSError (EBADF) if the socket was received already, or not in time.
   */
  static receive<C extends HandoverClass>(this: C, message: SocketMessage): C['prototype'] {
    // biome-ignore lint/complexity/noThisInStatic: a subclass makes sockets of its own class.
    return later().receive(this, message);
  }
}
