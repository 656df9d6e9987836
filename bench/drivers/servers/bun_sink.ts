// Run by Bun, whose types are not installed: what this program uses is declared here.
interface BunSocket {
  data: { count: number };
  end(bytes: string): void;
}

declare const Bun: {
  listen(options: {
    hostname: string;
    port: number;
    allowHalfOpen: boolean;
    socket: {
      open(socket: BunSocket): void;
      data(socket: BunSocket, bytes: Uint8Array): void;
      end(socket: BunSocket): void;
    };
  }): { port: number };
};

const server = Bun.listen({
  hostname: '127.0.0.1',
  port: 0,
  allowHalfOpen: true,
  socket: {
    open(socket) {
      socket.data = { count: 0 };
    },
    data(socket, bytes) {
      socket.data.count += bytes.length;
    },
    end: (socket) => socket.end(String(socket.data.count)),
  },
});
console.log(`listening ${server.port}`);
process.stdin.on('end', () => process.exit()).resume();
