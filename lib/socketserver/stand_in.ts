import { Socket } from '../socket/socket.ts';
import type { BaseServer } from './base.ts';
import { resolve } from './crossing.ts';
import type { ServerMessage } from './worker_messages.ts';

/** A server as another thread has it, with what of it could cross. */
export type StandIn = BaseServer<unknown> & { socket: Socket | undefined };

/**
 * Makes one: an object of the server's class that no constructor ran for, as when Python unpickles.
 *
 * @param wrap - gives the class to make it of.
 */
export async function standIn(
  message: ServerMessage,
  wrap: (kind: abstract new (...args: never[]) => object) => { prototype: object } = (kind) => kind,
): Promise<StandIn> {
  const socket = message.socket === null ? undefined : Socket.receive(message.socket);
  const kind = wrap(await resolve(message.class));
  const RequestHandlerClass = await resolve(message.handler);
  return Object.assign(Object.create(kind.prototype), message.fields, { socket, RequestHandlerClass });
}
