import { MSG_WAITALL, SHUT_WR, type Socket } from 'berkeley/promises';
import { expect, it } from 'vitest';
import { guardAwaited, pair, tcpPair } from '../support/awaited.ts';

guardAwaited();

/** Around every size at which receiving changes its way. */
const sizes = [
  1, 2, 64, 65, 500, 1023, 1024, 1025, 1500, 2048, 2049, 4159, 4160, 4161, 5000, 65535, 65536, 70_000, 200_000,
];
const TOTAL = 1_500_000;

/** The same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function sendAll(sock: Socket, draw: (below: number) => number): Promise<void> {
  for (let at = 0; at < TOTAL; ) {
    const bytes = Buffer.alloc(Math.min(TOTAL - at, sizes[draw(sizes.length)]!));
    for (let i = 0; i < bytes.length; i++) bytes[i] = (at + i) % 251;
    const way = draw(4);
    if (way < 2) await sock.sendall(bytes);
    for (let sent = 0; way >= 2 && sent < bytes.length; ) {
      const rest = bytes.subarray(sent);
      const half = rest.length >> 1;
      sent += await (way === 2 ? sock.send(rest) : sock.sendmsg([rest.subarray(0, half), rest.subarray(half)]));
    }
    at += bytes.length;
    if (draw(20) === 0) await turn();
  }
  sock.shutdown(SHUT_WR);
}

/** Receives until the end, in another way each time, and looks at every byte. */
async function receiveAll(sock: Socket, draw: (below: number) => number): Promise<number> {
  const into = Buffer.alloc(200_000);
  let at = 0;
  const check = (bytes: Uint8Array) => {
    for (let i = 0; i < bytes.length; i++) if (bytes[i] !== (at + i) % 251) expect.fail(`a wrong byte at ${at + i}`);
    at += bytes.length;
    return bytes.length;
  };
  const ways: ((size: number) => Promise<number>)[] = [
    async (size) => check(await sock.recv(size)),
    async (size) => check(into.subarray(0, await sock.recv_into(into, size))),
    async (size) => check(await sock.recv(size, MSG_WAITALL)),
    async (size) => check((await sock.recvfrom(size))[0]),
    async (size) => check((await sock.recvmsg(size))[0]),
    async (size) => {
      const [first, second, third] = await Promise.all([sock.recv(size), sock.recv_into(into, 1500), sock.recv(size)]);
      check(first);
      check(into.subarray(0, second));
      return check(third);
    },
  ];
  for (;;) {
    if ((await ways[draw(ways.length)]!(sizes[draw(sizes.length)]!)) === 0) return at;
    if (draw(20) === 0) await turn();
  }
}

it.each([
  ['TCP', tcpPair],
  ['socketpair', async () => pair()],
] as [string, () => Promise<[Socket, Socket]>][])('all ways to send and receive agree, over %s', async (_, connect) => {
  const connections = await Promise.all(Array.from({ length: 8 }, connect));
  const counts = connections.map(async ([a, b], i) => {
    const [count] = await Promise.all([receiveAll(b, random(2 * i + 1)), sendAll(a, random(2 * i + 2))]);
    return count;
  });
  expect(await Promise.all(counts)).toEqual(connections.map(() => TOTAL));
});
