import { performance } from 'node:perf_hooks';
import {
  AF_INET,
  capabilities,
  create_connection,
  create_server,
  SOCK_DGRAM,
  type Socket,
  socket,
} from 'berkeley/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { backend } from '../../dist/backend/load.js';
import { guardAwaited, own, rejection, turns } from '../support/awaited.ts';

guardAwaited();
afterEach(() => vi.restoreAllMocks());

/** Has every look-up take so many seconds, as far as the clock says. */
function slowLookups(seconds: number) {
  const now = performance.now.bind(performance);
  const lookUp = backend.sys.getaddrinfo as (...args: unknown[]) => unknown;
  let later = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now() + later);
  return vi.spyOn(backend.sys, 'getaddrinfo').mockImplementation((...args: unknown[]) => {
    later += seconds * 1000;
    return lookUp(...args) as never;
  });
}

/** A listener to which a connection would be made at once. */
async function port(): Promise<number> {
  return own(await create_server(['127.0.0.1', 0])).getsockname()[1];
}

const late = { name: 'TimeoutError', code: 'ETIMEDOUT' };

describe('a time-out is for the whole of a call', () => {
  it('connect: for the look-up and the connection', async () => {
    const address: [string, number] = ['localhost', await port()];
    slowLookups(30);
    const call = vi.spyOn(backend.sys, 'connect');
    expect(await rejection(own(socket()).connect(address, { timeout: 20 }))).toMatchObject({ ...late, address });
    const patient = own(socket());
    patient.settimeout(20);
    expect(await patient.connect_ex(address)).toBe(backend.errnos.EAGAIN);
    expect(call).not.toHaveBeenCalled();
    await own(socket()).connect(address, { timeout: 60 });
    await own(socket()).connect(address);
  });

  it('gives the connection what the look-up has left', async () => {
    const address: [string, number] = ['localhost', await port()];
    slowLookups(30);
    const timers = vi.spyOn(globalThis, 'setTimeout');
    vi.spyOn(backend.sys, 'connect').mockReturnValue(-backend.errnos.EAGAIN!);
    const sock = own(socket());
    const connecting = rejection(sock.connect(address, { timeout: 60 }));
    const long = () => timers.mock.calls.map(([, milliseconds]) => milliseconds!).filter((each) => each > 1000);
    while (long().length < 2) await turns(1);
    const [first, second] = long();
    expect(first).toBeGreaterThan(50_000);
    expect(second).toBeLessThanOrEqual(30_000);
    sock.close();
    expect(await connecting).toMatchObject({ code: 'ECANCELED' });
  });

  it('sendto and sendmsg: for the look-up and the room', async () => {
    const sock: Socket = own(socket(AF_INET, SOCK_DGRAM));
    slowLookups(30);
    const to: [string, number] = ['localhost', 9];
    expect(await rejection(sock.sendto(Buffer.from('x'), to, { timeout: 20 }))).toMatchObject(late);
    if (!capabilities.messages) return;
    const message = [Buffer.from('x')];
    expect(await rejection(sock.sendmsg(message, [], 0, to, { timeout: 20 }))).toMatchObject(late);
  });

  it('create_connection: for the look-up and every attempt', async () => {
    const address: [string, number] = ['localhost', await port()];
    slowLookups(30);
    const call = vi.spyOn(backend.sys, 'connect');
    expect(await rejection(create_connection(address, 20))).toMatchObject(late);
    expect(call).not.toHaveBeenCalled();
    const made = own(await create_connection(address, 100, ['localhost', 0]));
    expect(made.gettimeout()).toBe(100);
    expect(await rejection(create_connection(address, 50, ['localhost', 0]))).toMatchObject(late);
  });

  it('does not bound the look-up of a socket that does not wait', async () => {
    const sock = own(socket());
    sock.setblocking(false);
    slowLookups(30);
    const error = await rejection(sock.connect(['localhost', await port()]));
    expect(error).toMatchObject({ name: 'BlockingIOError', code: 'EINPROGRESS' });
  });
});
