import { onTestFinished } from 'vitest';
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
