// Run by Bun, whose types are not installed: what this program uses is declared here.
import { BULK } from '../../types.ts';

interface BunUdp {
  readonly port: number;
  send(bytes: Uint8Array, port: number, address: string): boolean;
  sendMany(packets: (Uint8Array | number | string)[]): number;
}

declare const Bun: {
  udpSocket(options: {
    hostname: string;
    port: number;
    socket: {
      data(socket: BunUdp, bytes: Uint8Array, port: number, address: string): void;
      drain(socket: BunUdp): void;
    };
  }): Promise<BunUdp>;
};

const isBulk = process.argv[2] === 'bulk';
const datagram = Buffer.from(Array.from({ length: BULK.bytes }, (_, i) => i & 0xff));
/** What there was no room for. */
let waiting: [bytes: Uint8Array, port: number, address: string][] = [];

const socket = await Bun.udpSocket({
  hostname: '127.0.0.1',
  port: 0,
  socket: {
    data(socket, bytes, port, address) {
      if (isBulk) sendBulk(socket, port, address);
      else if (!socket.send(bytes, port, address))
        waiting.push([Uint8Array.prototype.slice.call(bytes), port, address]);
    },
    drain(socket) {
      const all = waiting;
      waiting = [];
      for (const [i, one] of all.entries()) {
        if (socket.send(...one)) continue;
        waiting.push(...all.slice(i));
        return;
      }
    },
  },
});
console.log(`listening ${socket.port}`);
process.stdin.on('end', () => process.exit()).resume();

/** All in one call, as far as there is room. */
function sendBulk(socket: BunUdp, port: number, address: string): void {
  const packets: (Uint8Array | number | string)[] = [];
  for (let i = 0; i < BULK.datagrams; i++) packets.push(datagram, port, address);
  for (let sent = socket.sendMany(packets); sent < BULK.datagrams; sent++) waiting.push([datagram, port, address]);
}
