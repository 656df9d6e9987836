/** Awaited sockets for a test, closed when it ends. */
import { AF_INET, create_server, type Socket, socket, socketpair } from 'berkeley/promises';
import { expect, onTestFinished } from 'vitest';
import { guardFds } from './fds.ts';

/** Fails the test file if it leaves sockets open, the reactor's own descriptor aside. */
export function guardAwaited(): void {
  guardFds(() => {
    const [a, b] = socketpair();
    a.recv(1).catch(() => {});
    a.close();
    b.close();
  });
}

/** Closes sockets when the test ends, and hands them on. */
export function own<T extends { close(): void }>(made: T): T {
  onTestFinished(() => made.close());
  return made;
}

/** Two connected sockets: a Unix pair, where there is one. */
export function pair(): [Socket, Socket] {
  const [a, b] = socketpair();
  return [own(a), own(b)];
}

/** A TCP connection over loopback: the side that connected, and the side that accepted. */
export async function tcpPair(): Promise<[client: Socket, server: Socket]> {
  const listener = own(await create_server(['127.0.0.1', 0]));
  const client = own(socket(AF_INET));
  const [[conn]] = await Promise.all([listener.accept(), client.connect(listener.getsockname())]);
  listener.close();
  return [client, own(conn)];
}

/** What a promise rejects with, and the test fails if it does not. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { code?: string; errno?: number }> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error as Error;
  }
  return expect.fail(`it resolved with ${String(value)}`);
}

/** One turn of the event loop and more: what is settled by then was settled. */
export async function turns(count = 3): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}
