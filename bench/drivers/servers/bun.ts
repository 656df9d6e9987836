// Run by Bun, whose types are not installed: what this program uses is declared here.
interface BunSocket {
  data: Connection;
  write(bytes: Uint8Array): number;
  setNoDelay(on: boolean): boolean;
  shutdown(): void;
  end(): void;
}

interface Handlers {
  open(socket: BunSocket): void;
  data(socket: BunSocket, bytes: Uint8Array): void;
  drain(socket: BunSocket): void;
  end(socket: BunSocket): void;
  close(): void;
  error(socket: BunSocket): void;
}

declare const Bun: {
  listen(options: { hostname: string; port: number; socket: Handlers } | { unix: string; socket: Handlers }): {
    port: number;
  };
};

/** What a connection could not take yet. */
interface Connection {
  rest: Uint8Array[];
}

const path = process.argv[2];

/** Sends what waits, as far as the connection takes it. */
function sendRest(socket: BunSocket): void {
  const { rest } = socket.data;
  while (rest.length > 0) {
    const [first] = rest as [Uint8Array];
    const sent = Math.max(socket.write(first), 0);
    if (sent < first.length) {
      rest[0] = first.subarray(sent);
      return;
    }
    rest.shift();
  }
}

const handlers: Handlers = {
  open(socket) {
    socket.data = { rest: [] };
    if (path === undefined) socket.setNoDelay(true);
  },
  data(socket, bytes) {
    const { rest } = socket.data;
    // Bun keeps back what it could not send only if it is asked to write it again.
    const sent = rest.length === 0 ? Math.max(socket.write(bytes), 0) : 0;
    if (sent < bytes.length) rest.push(Uint8Array.prototype.slice.call(bytes, sent));
  },
  drain: sendRest,
  end: (socket) => socket.end(),
  close() {},
  error: (socket) => socket.end(),
};
const server =
  path === undefined
    ? Bun.listen({ hostname: '127.0.0.1', port: 0, socket: handlers })
    : Bun.listen({ unix: path, socket: handlers });
console.log(`listening ${path ?? server.port}`);
process.stdin.on('end', () => process.exit()).resume();
