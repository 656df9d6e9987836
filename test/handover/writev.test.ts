import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import {
  AF_VSOCK,
  capabilities,
  recv_fds,
  SOCK_STREAM,
  type Socket,
  type SocketDuplex,
  socket,
  socketpair,
  VMADDR_CID_ANY,
  VMADDR_CID_LOCAL,
  VMADDR_PORT_ANY,
} from 'berkeley/socket';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { backend } from '../../dist/backend/load.js';
import { guardAwaited } from '../support/awaited.ts';
import { noVsockLoopback } from '../support/kernel.ts';
import { own } from '../support/sockets.ts';

guardAwaited();
afterEach(() => vi.restoreAllMocks());

function kept(sock: Socket): SocketDuplex {
  const stream = sock.toDuplex();
  onTestFinished(() => void stream.destroy());
  return stream;
}

/** A stream, and the socket at its other end. */
function pair(): [stream: SocketDuplex, peer: Socket] {
  const [left, right] = socketpair();
  own(right).settimeout(10);
  return [kept(left), right];
}

/** How many calls send, of each kind. */
function counted() {
  const [send, sendmsg] = [vi.spyOn(backend.sys, 'send'), vi.spyOn(backend.sys, 'sendmsg')];
  return () => [send.mock.calls.length, sendmsg.mock.calls.length];
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `${i} `);

async function text(stream: SocketDuplex): Promise<string> {
  let text = '';
  for await (const part of stream.setEncoding('utf8')) text += part;
  return text;
}

describe.runIf(capabilities.messages)('chunks that wait together', () => {
  it('go together, in order', async () => {
    const [stream, peer] = pair();
    const calls = counted();
    const told: number[] = [];
    stream.cork();
    for (const [i, each] of numbers(600).entries()) stream.write(each, () => told.push(i));
    stream.uncork();
    stream.end();
    await once(stream, 'finish');
    // No more than 256 with one call.
    expect(calls()).toEqual([0, 3]);
    expect(told).toEqual(Array.from({ length: 600 }, (_, i) => i));
    expect(String(peer.recv(10_000))).toBe(numbers(600).join(''));
  });

  it('are of any kind and length, also of none', async () => {
    const [stream, peer] = pair();
    stream.cork();
    for (const each of ['', 'aé', '', new Uint8Array(0), Uint8Array.of(1, 2), '']) stream.write(each);
    stream.write('ff', 'hex');
    stream.uncork();
    stream.cork();
    stream.write('');
    stream.end('');
    await once(stream, 'finish');
    expect(peer.recv(100)).toEqual(Buffer.from([0x61, 0xc3, 0xa9, 1, 2, 0xff]));
    expect(peer.recv(100).length).toBe(0);
  });

  it('wait for room, and none is lost or sent twice', async () => {
    const [left, right] = socketpair();
    const [stream, peer] = [kept(left), kept(right)];
    const chunks = Array.from({ length: 3000 }, (_, i) => `${i} `.padEnd(1000 + (i % 7) * 100, '.'));
    for (const chunk of chunks) stream.write(chunk);
    stream.end();
    expect(await text(peer)).toBe(chunks.join(''));
  });

  it('end with the error of the first that fails', async () => {
    const [stream, peer] = pair();
    peer.close();
    const told: unknown[] = [];
    stream.cork();
    for (let i = 0; i < 3; i++) stream.write('x', (error) => told.push((error as { code?: string } | null)?.code));
    stream.uncork();
    const [error] = await once(stream, 'error');
    expect([error.name, error.code]).toEqual(['BrokenPipeError', 'EPIPE']);
    expect(told).toEqual(['EPIPE', 'EPIPE', 'EPIPE']);
  });
});

describe.runIf(capabilities.fdPassing)('chunks with descriptors among those that wait together', () => {
  it('go alone, in their places', async () => {
    const [stream, peer] = pair();
    const file = openSync(new URL(import.meta.url), 'r');
    const calls = counted();
    stream.cork();
    for (const [i, each] of [...'abcdefghij'].entries()) {
      if (i % 4 === 2) stream.writeWithFds(Buffer.from(each), [file]);
      else stream.write(each);
    }
    stream.uncork();
    closeSync(file);
    stream.end();
    await once(stream, 'finish');
    expect(calls()).toEqual([0, 5]);
    const got: [string, number][] = [];
    for (;;) {
      const [data, fds] = recv_fds(peer, 100, 10);
      if (data.length === 0) break;
      for (const fd of fds) own(fd);
      got.push([String(data), fds.length]);
    }
    // A receive ends behind the bytes that descriptors came with.
    expect(got).toEqual([
      ['abc', 1],
      ['defg', 1],
      ['hij', 0],
    ]);
  });

  it('may be thousands', async () => {
    const [left, right] = socketpair();
    const [stream, peer] = [kept(left), kept(right)];
    stream.cork();
    for (let i = 0; i < 5000; i++) {
      stream.write('b');
      stream.writeWithFds(Buffer.from('f'), [0]);
    }
    stream.uncork();
    stream.end();
    expect(await text(peer)).toBe('bf'.repeat(5000));
  });
});

const noVsock = noVsockLoopback();

describe.skipIf(noVsock)(noVsock ? `vsock: ${noVsock}` : 'vsock', () => {
  it('is a stream of bytes both ways', async () => {
    const server = own(socket(AF_VSOCK, SOCK_STREAM));
    server.bind([VMADDR_CID_ANY, VMADDR_PORT_ANY]);
    server.listen();
    const client = own(socket(AF_VSOCK, SOCK_STREAM));
    client.connect([VMADDR_CID_LOCAL, server.getsockname()[1]]);
    const [conn] = server.accept();
    const [left, right] = [kept(client), kept(conn)];
    left.cork();
    for (const each of ['over ', 'vsock']) left.write(each);
    left.uncork();
    left.end();
    right.end('and back');
    expect(await Promise.all([text(left), text(right)])).toEqual(['and back', 'over vsock']);
  });
});
