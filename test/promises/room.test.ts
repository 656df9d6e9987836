import { AF_INET, capabilities, SOCK_DGRAM, type Socket, socket } from 'berkeley/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backend } from '../../dist/backend/load.js';
import { guardAwaited, own, rejection, tcpPair } from '../support/awaited.ts';

guardAwaited();
afterEach(() => vi.restoreAllMocks());

const ENOBUFS = -backend.errnos.ENOBUFS!;

/** A socket for datagrams that go to itself. */
async function loop(): Promise<Socket> {
  const sock = own(socket(AF_INET, SOCK_DGRAM));
  sock.bind(['127.0.0.1', 0]);
  await sock.connect(sock.getsockname());
  return sock;
}

/** Has a call find no room for so many times. No queue of this machine can be filled at will. */
function scarce(name: 'send' | 'sendto' | 'sendmsg', times: number) {
  const call = backend.sys[name] as (...args: unknown[]) => number;
  let left = times;
  return vi.spyOn(backend.sys, name).mockImplementation((...args: unknown[]) => (left-- > 0 ? ENOBUFS : call(...args)));
}

const sends: [
  name: 'send' | 'sendto' | 'sendmsg',
  send: (sock: Socket, options?: object, text?: string) => Promise<unknown>,
][] = [
  ['send', (sock, options, text = 'room') => sock.send(Buffer.from(text), options)],
  ['send', (sock, options, text = 'room') => sock.sendall(Buffer.from(text), options)],
  ['sendto', (sock, options, text = 'room') => sock.sendto(Buffer.from(text), sock.getsockname(), options)],
  ['sendmsg', (sock, options, text = 'room') => sock.sendmsg([Buffer.from(text)], [], 0, null, options)],
];

describe.each(sends.filter(([name]) => name !== 'sendmsg' || capabilities.messages))('ENOBUFS of %s', (name, send) => {
  it('means wait for room behind the socket', async () => {
    const sock = await loop();
    const call = scarce(name, 3);
    await send(sock);
    expect(call).toHaveBeenCalledTimes(4);
    expect(String(await sock.recv(10))).toBe('room');
  });

  it('means it to the end of the time-out, or of the patience', async () => {
    const sock = await loop();
    scarce(name, Number.POSITIVE_INFINITY);
    expect(await rejection(send(sock, { timeout: 0.02 }))).toMatchObject({ name: 'TimeoutError' });
    const controller = new AbortController();
    const waiting = rejection(send(sock, { signal: controller.signal }));
    controller.abort();
    expect((await waiting).name).toBe('AbortError');
  });

  it('is an error on a socket that does not wait', async () => {
    const sock = await loop();
    const call = scarce(name, Number.POSITIVE_INFINITY);
    expect((await rejection(send(sock, { timeout: 0 }))).code).toBe('ENOBUFS');
    sock.setblocking(false);
    expect((await rejection(send(sock))).code).toBe('ENOBUFS');
    call.mockRestore();
    await send(sock);
  });

  it('keeps those who send in order', async () => {
    const sock = await loop();
    scarce(name, 2);
    await Promise.all([send(sock), send(sock, {}, 'second')]);
    expect([String(await sock.recv(10)), String(await sock.recv(10))]).toEqual(['room', 'second']);
  });
});

describe('ENOBUFS', () => {
  it('may come to a send that waited for room in the socket before', async () => {
    const [a, b] = await tcpPair();
    const size = 8 << 20;
    const sending = a.sendall(Buffer.alloc(size, 'x'));
    const call = scarce('send', 2);
    let got = 0;
    while (got < size) got += (await b.recv(1 << 20)).length;
    await sending;
    expect(call.mock.results.slice(0, 2).map(({ value }) => value)).toEqual([ENOBUFS, ENOBUFS]);
  });

  it('rejects with ECANCELED when the socket is closed', async () => {
    const sock = await loop();
    scarce('send', Number.POSITIVE_INFINITY);
    const waiting = rejection(sock.send(Buffer.from('x')));
    sock.close();
    expect((await waiting).code).toBe('ECANCELED');
  });
});
