import { closeSync, fstatSync, openSync } from 'node:fs';
import {
  AF_INET,
  AF_UNIX,
  CMSG_SPACE,
  capabilities,
  close,
  MSG_CTRUNC,
  MSG_TRUNC,
  MSG_WAITALL,
  recv_fds,
  SCM_RIGHTS,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  send_fds,
  socket,
} from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, rejection, turns } from '../support/awaited.ts';

guardAwaited();

describe.runIf(capabilities.messages)('sendmsg and recvmsg, awaited', () => {
  it('move several buffers as one message', async () => {
    const [a, b] = pair();
    const message = b.recvmsg(10);
    expect(await a.sendmsg([Buffer.from('one '), Buffer.from('two')])).toBe(7);
    const [data, ancdata, flags, address] = await message;
    expect([String(data), ancdata, flags]).toEqual(['one two', [], 0]);
    expect(address ?? '').toBe('');
  });

  it('fill the buffers of recvmsg_into one after the other', async () => {
    const [a, b] = pair();
    const rooms = [Buffer.alloc(2), Buffer.alloc(3)];
    await a.sendall(Buffer.from('abcdefg'));
    expect((await b.recvmsg_into(rooms))[0]).toBe(5);
    expect(rooms.map(String)).toEqual(['ab', 'cde']);
    expect(String((await b.recvmsg(10))[0])).toBe('fg');
  });

  it('say where a datagram came from, and that it was cut', async () => {
    const [a, b] = [own(socket(AF_INET, SOCK_DGRAM)), own(socket(AF_INET, SOCK_DGRAM))];
    for (const one of [a, b]) one.bind(['127.0.0.1', 0]);
    const [, port] = b.getsockname() as [string, number];
    expect(await a.sendmsg([Buffer.from('hello')], undefined, 0, ['localhost', port])).toBe(5);
    const [data, , flags, address] = await b.recvmsg(3);
    expect([String(data), flags & MSG_TRUNC, address]).toEqual(['hel', MSG_TRUNC, a.getsockname()]);
  });

  it('wait in parts for all that MSG_WAITALL asks for', async () => {
    const [a, b] = pair();
    const all = b.recvmsg(6, 0, MSG_WAITALL);
    await a.sendall(Buffer.from('abc'));
    await turns();
    await a.sendall(Buffer.from('def'));
    expect(String((await all)[0])).toBe('abcdef');
  });

  it('wait no longer than they are told', async () => {
    const [a, b] = pair();
    expect((await rejection(b.recvmsg(1, { timeout: 0.01 }))).name).toBe('TimeoutError');
    const controller = new AbortController();
    const waiting = b.recvmsg_into([Buffer.alloc(1)], { signal: controller.signal });
    controller.abort();
    expect((await rejection(waiting)).name).toBe('AbortError');
    expect((await rejection(a.sendmsg([], [], 0, null, { signal: AbortSignal.abort() }))).name).toBe('AbortError');
    b.settimeout(0);
    expect((await rejection(b.recvmsg(1))).name).toBe('BlockingIOError');
  });

  it('name what does not fit', async () => {
    const [a, b] = pair();
    expect((await rejection(a.sendmsg('text' as never))).message).toContain("argument 'buffers'");
    expect((await rejection(a.sendmsg([Buffer.alloc(1)], [[1]] as never))).message).toContain("argument 'ancdata'[0]");
    expect((await rejection(b.recvmsg(-1))).message).toContain("argument 'bufsize'");
    expect((await rejection(b.recvmsg(1, -1))).message).toContain("argument 'ancbufsize'");
    b.close();
    expect((await rejection(b.recvmsg(1))).name).toBe('OSError');
  });

  it('are let go by a close', async () => {
    const [, b] = pair();
    const waiting = b.recvmsg(1);
    b.close();
    expect((await rejection(waiting)) as unknown).toMatchObject({ code: 'ECANCELED' });
  });
});

describe.runIf(capabilities.fdPassing)('descriptors in messages, awaited', () => {
  it('go with the bytes', async () => {
    const [a, b] = pair();
    const file = openSync(import.meta.filename, 'r');
    const coming = recv_fds(b, 10, 2);
    expect(await send_fds(a, [Buffer.from('fd')], [file])).toBe(2);
    const [data, fds, flags] = await coming;
    expect([String(data), fds.length, flags & MSG_CTRUNC]).toEqual(['fd', 1, 0]);
    expect(fstatSync(fds[0]!).ino).toBe(fstatSync(file).ino);
    close(fds[0]!);
    closeSync(file);
  });

  it('are closed where there is no room for them', async () => {
    const [a, b] = pair();
    await send_fds(a, [Buffer.from('x')], [0, 0, 0]);
    const [, fds, flags] = await recv_fds(b, 1, 1, { timeout: 5 });
    expect(flags & MSG_CTRUNC).toBe(MSG_CTRUNC);
    for (const fd of fds) close(fd);
  });

  it('end what MSG_WAITALL asks for, as in the kernel', async () => {
    const [a, b] = pair();
    await send_fds(a, [Buffer.from('ab')], [0]);
    await a.sendall(Buffer.from('cd'));
    const [data, ancdata] = await b.recvmsg(4, CMSG_SPACE(4), MSG_WAITALL);
    expect(String(data)).toBe('ab');
    expect(ancdata.map(([level, type]) => [level, type])).toEqual([[SOL_SOCKET, SCM_RIGHTS]]);
    close(ancdata[0]![2].readInt32LE());
    expect(String(await b.recv(10))).toBe('cd');
  });

  it('do not reach who waits for another socket', async () => {
    const [a, b] = pair();
    const [c, d] = pair();
    const plain = d.recvmsg(4, CMSG_SPACE(4), MSG_WAITALL);
    await send_fds(a, [Buffer.from('x')], [0]);
    const [, fds] = await recv_fds(b, 1, 1);
    await c.sendall(Buffer.from('ab'));
    await turns();
    c.close();
    const [data, ancdata] = await plain;
    expect([String(data), ancdata]).toEqual(['ab', []]);
    close(fds[0]!);
  });
});

describe('sockets of a family that has no such messages', () => {
  it.runIf(capabilities.fdPassing)('say so', async () => {
    const made = own(socket(AF_UNIX, SOCK_STREAM));
    expect((await rejection(made.sendmsg_afalg({ op: 0 }))).message).toContain('AF_ALG');
  });
});
