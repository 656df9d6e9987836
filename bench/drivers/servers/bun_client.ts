// Run by Bun, whose types are not installed: what this program uses is declared here.
import { check, nextRequest, port, request, runOnEvents } from './client.ts';

interface BunSocket {
  write(bytes: Uint8Array): number;
  setNoDelay(on: boolean): boolean;
}

declare const Bun: {
  connect(options: {
    hostname: string;
    port: number;
    socket: { open(socket: BunSocket): void; data(socket: BunSocket, bytes: Buffer): void };
  }): unknown;
};

let next: () => void;
let reply: Buffer = Buffer.alloc(0);

Bun.connect({
  hostname: '127.0.0.1',
  port,
  socket: {
    open(socket) {
      socket.setNoDelay(true);
      next = runOnEvents(() => {
        if (socket.write(nextRequest()) !== request.length) throw new Error('no room for a request');
      });
    },
    data(_socket, data) {
      reply = reply.length === 0 ? data : Buffer.concat([reply, data]);
      if (reply.length < request.length) return;
      check(reply);
      reply = Buffer.alloc(0);
      next();
    },
  },
});
