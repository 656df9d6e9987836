import { AF_UNIX, SOCK_DGRAM, socket } from 'berkeley/socket';
import type { UnixDatagramServer, UnixStreamServer } from 'berkeley/socketserver';
import { expect, onTestFinished } from 'vitest';
import { directory, own } from './sockets.ts';
import type { InThread } from './thread.ts';

/** Closes a server when the test ends, and hands it on. */
export function kept<S extends { server_close(): void }>(server: S): S {
  onTestFinished(() => server.server_close());
  return server;
}

/** The answers to the lines of each of some connections, which are open at once. The last ends the server. */
export function talk({ socket }: InThread, address: unknown, talks: string[][], ends = true): unknown[][] {
  const socks = [...talks, ...(ends ? [['ends']] : [])].map((lines) => {
    const sock = socket.create_connection(address as [string, number], 10);
    return { sock, file: sock.makefile('r'), lines };
  });
  const all = socks.map(({ sock, file, lines }) =>
    lines.map((line) => {
      sock.sendall(Buffer.from(`${line}\n`));
      try {
        const answer = file.readline() as string;
        return answer === '' ? 'closed' : JSON.parse(answer);
      } catch (error) {
        return (error as Error).name;
      }
    }),
  );
  for (const { sock, file } of socks) {
    file.close();
    sock.close();
  }
  return all;
}

/** Talks to a server of each kind of Unix socket: a stream that comes back, and a message that comes back in capitals. */
export function talkOverUnix(
  stream: (path: string) => Pick<UnixStreamServer, 'handle_request' | 'server_close'>,
  messages: (path: string) => Pick<UnixDatagramServer, 'handle_request' | 'server_close'>,
): void {
  const path = `${directory()}/s`;
  const streaming = kept(stream(path));
  const client = own(socket(AF_UNIX));
  client.settimeout(10);
  client.connect(path);
  streaming.handle_request();
  client.sendall(Buffer.from('hello'));
  expect(String(client.recv(10))).toBe('hello');
  client.close();

  const receiving = kept(messages(`${path}d`));
  const sender = own(socket(AF_UNIX, SOCK_DGRAM));
  sender.settimeout(10);
  sender.bind(`${path}c`);
  sender.sendto(Buffer.from('hello'), `${path}d`);
  receiving.handle_request();
  expect(String(sender.recv(10))).toBe('HELLO');
}
