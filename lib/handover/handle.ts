import type { Socket as DgramSocket } from 'node:dgram';
import type { Socket as NetSocket, Server } from 'node:net';
import { backend } from '../backend/load.ts';
import { typeName } from '../core/bytes.ts';
import { oserror } from '../core/errors.ts';
import { OwnedFd } from '../core/fd.ts';
import { optional } from '../core/parameters.ts';
import { handleFd } from '../select/fileno.ts';
import { detect, type SocketBase, type SocketClass, wrapAs } from '../socket/base.ts';
import { needsDescriptors, refused } from './node.ts';

// Sockets that are Node's. Node gives no descriptor away: a handle ends by closing its own. So what is had here is a
// duplicate, and "moved" means that the original is closed at once.

const { sys, errnos } = backend;

/** A socket or a server of Node's. */
export type NodeSocket = NetSocket | Server | DgramSocket;

/** `Socket.fromHandle(handle, { dup })`. */
export interface HandleOptions {
  /** Leave the descriptor Node's and take a duplicate, which is what happens if this is left out; `false` takes it over. */
  dup?: boolean;
}

const WHERE = "fromHandle() argument 'handle'";

/** See `HandoverSocket.fromHandle`. */
export function fromHandle<T extends SocketBase>(kind: SocketClass<T>, handle: NodeSocket, options: HandleOptions): T {
  const call = 'fromHandle';
  const [dup = true] = optional([options], [], call, ['dup']);
  const fd = handleFd(handle, WHERE);
  needsDescriptors(call);
  const giveUp = dup ? () => {} : endOf(handle);
  if (fd < 0) throw oserror(errnos.EBADF!, call);
  const found = detect(fd, -1, -1, -1);
  const twin = sys.dup(fd);
  if (twin < 0) throw oserror(-twin, 'dup');
  const owned = OwnedFd.take(twin);
  try {
    const made = wrapAs(kind, owned, found, call);
    giveUp();
    return made;
  } catch (error) {
    owned.close();
    throw error;
  }
}

/**
 * What ends a handle without a trace on the connection.
 *
 * @throws OSError (EBUSY) if Node has bytes of it in its hands, which would be lost.
 */
function endOf(handle: NodeSocket): () => void {
  const net = process.getBuiltinModule('node:net');
  const dgram = process.getBuiltinModule('node:dgram');
  if (handle instanceof net.Server) {
    const name = handle.address();
    if (typeof name === 'string' && !name.startsWith('\0'))
      throw busy('Node removes the path of a server that it closes');
    return () => handle.close();
  }
  if (handle instanceof dgram.Socket) {
    if (handle.getSendQueueCount() > 0) throw busy('Node has yet to send some of its datagrams');
    return () => handle.close();
  }
  if (!(handle instanceof net.Socket) || 'encrypted' in handle) {
    throw new TypeError(
      `${WHERE} must be a net.Socket, net.Server or dgram.Socket to be taken, not '${typeName(handle)}'`,
    );
  }
  if (handle.connecting) throw busy('it is being connected');
  if (handle.readableLength > 0) throw busy('Node has received bytes that nobody has read');
  if (handle.writableLength > 0) throw busy('Node has yet to send what was written');
  return () => void handle.destroy();
}

function busy(why: string): Error {
  return refused(errnos.EBUSY!, 'fromHandle', why);
}
