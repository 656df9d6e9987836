import {
  AF_UNIX,
  OSError,
  SHUT_WR,
  SO_LINGER,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOL_SOCKET,
  socketpair,
  type WebStreams,
} from 'berkeley/socket';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { isOpen, linux, own, tcpPair } from '../support/sockets.ts';

guardAwaited();

/** Ends both sides with the test. */
function kept(streams: WebStreams): WebStreams {
  onTestFinished(async () => {
    await streams.writable.abort().catch(() => {});
    await streams.readable.cancel().catch(() => {});
  });
  return streams;
}

async function text(readable: ReadableStream<Uint8Array>): Promise<string> {
  let text = '';
  for await (const part of readable as unknown as AsyncIterable<Uint8Array>)
    text += Buffer.from(part).toString('latin1');
  return text;
}

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('toWeb', () => {
  it('talks both ways, ends half by half, and closes with both', async () => {
    const [left, right] = socketpair();
    const fd = left.fileno();
    const [one, two] = [left, right].map((sock) => kept(sock.toWeb())) as [WebStreams, WebStreams];
    expect([left.fileno(), isOpen(fd)]).toEqual([-1, true]);
    const writer = one.writable.getWriter();
    await writer.write(bytes('question'));
    await writer.close();
    expect(await text(two.readable)).toBe('question');
    const back = two.writable.getWriter();
    await back.write(bytes('answer'));
    await back.close();
    expect(await text(one.readable)).toBe('answer');
    expect(isOpen(fd)).toBe(false);
  });

  it('reads into the memory of a BYOB reader, whether the bytes are there or come later', async () => {
    const [left, peer] = own(socketpair());
    const { readable } = kept(left.toWeb());
    const reader = readable.getReader({ mode: 'byob' });
    peer.sendall(bytes('now'));
    const first = await reader.read(new Uint8Array(new ArrayBuffer(100), 10, 50));
    expect([first.done, String(Buffer.from(first.value!)), first.value!.byteOffset]).toEqual([false, 'now', 10]);
    const later = reader.read(new Uint8Array(2));
    peer.sendall(bytes('later'));
    expect(String(Buffer.from((await later).value!))).toBe('la');
    peer.shutdown(SHUT_WR);
    expect(String(Buffer.from((await reader.read(new Uint8Array(10))).value!))).toBe('ter');
    const end = await reader.read(new Uint8Array(10));
    expect([end.done, end.value?.byteLength]).toEqual([true, 0]);
  });

  it('holds back a writer whom nobody reads from, and reads nothing ahead', async () => {
    const [left, right] = socketpair();
    const [one, two] = [kept(left.toWeb()), kept(right.toWeb())];
    const writer = one.writable.getWriter();
    const chunk = new Uint8Array(100_000).fill(7);
    let taken = 0;
    const writes = Array.from({ length: 50 }, () => writer.write(chunk).then(() => taken++));
    await new Promise((resolve) => setImmediate(resolve));
    expect(writer.desiredSize).toBeLessThan(0);
    const closed = writer.close();
    const before = taken;
    expect((await text(two.readable)).length).toBe(5_000_000);
    await Promise.all([...writes, closed]);
    expect(before).toBeLessThan(50);
  });

  it('pipes', async () => {
    const [left, right] = socketpair();
    const [one, two] = [kept(left.toWeb()), kept(right.toWeb())];
    // The right echoes.
    const echo = two.readable.pipeTo(two.writable as WritableStream<Uint8Array>);
    const writer = one.writable.getWriter();
    const said = writer.write(bytes('echo')).then(() => writer.close());
    expect(await text(one.readable)).toBe('echo');
    await Promise.all([echo, said]);
  });

  it.each([['SOCK_DGRAM', SOCK_DGRAM, true] as const, ['SOCK_SEQPACKET', SOCK_SEQPACKET, linux] as const])(
    'keeps the boundaries of messages: %s',
    async (_name, type, there) => {
      if (!there) return;
      const [left, peer] = own(socketpair(AF_UNIX, type));
      const { readable, writable } = kept(left.toWeb());
      for (const message of ['one', '', 'three']) peer.send(bytes(message));
      const reader = readable.getReader();
      const got: string[] = [];
      for (let i = 0; i < 3; i++) got.push(String((await reader.read()).value));
      expect(got).toEqual(['one', '', 'three']);
      const writer = writable.getWriter();
      await writer.write(bytes('back'));
      await writer.write(new ArrayBuffer(0));
      expect([String(peer.recv(10)), peer.recv(10).length]).toEqual(['back', 0]);
      await writer.abort();
    },
  );
});

describe('endings', () => {
  it('cancel() ends reading alone', async () => {
    const [left, peer] = own(socketpair());
    const { readable, writable } = kept(left.toWeb());
    const reader = readable.getReader();
    const reading = reader.read();
    await reader.cancel();
    expect(await reading).toEqual({ done: true, value: undefined });
    const writer = writable.getWriter();
    await writer.write(bytes('still'));
    await writer.close();
    expect([String(peer.recv(100)), peer.recv(1).length]).toEqual(['still', 0]);
  });

  it('abort() ends both', async () => {
    const [left, peer] = own(socketpair());
    const { readable, writable } = left.toWeb();
    const reading = readable.getReader().read();
    reading.catch(() => {});
    await writable.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect(peer.recv(1).length).toBe(0);
  });

  it('abort() under way lets go of a write that waits', async () => {
    const [left, peer] = own(socketpair());
    const { readable, writable } = left.toWeb();
    const writer = writable.getWriter();
    const write = writer.write(new Uint8Array(10_000_000));
    write.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    await writer.abort(new Error('enough'));
    await expect(write).rejects.toMatchObject({ code: 'ECANCELED', syscall: 'send' });
    peer.settimeout(10);
    while (peer.recv(1_000_000).length > 0);
    await expect(readable.getReader().read()).rejects.toThrow('enough');
  });

  it('a reset fails both with the same OSError', async () => {
    const [ours, peer] = tcpPair();
    const fd = ours.fileno();
    const { readable, writable } = ours.toWeb();
    const reading = readable.getReader().read();
    peer.setsockopt(SOL_SOCKET, SO_LINGER, Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0]));
    peer.close();
    const error = await reading.catch((error) => error);
    expect(error).toBeInstanceOf(OSError);
    expect(error).toMatchObject({ code: 'ECONNRESET', syscall: 'recv' });
    expect(await writable.getWriter().closed.catch((error) => error)).toBe(error);
    expect(isOpen(fd)).toBe(false);
  });

  it('a write to a peer that has gone fails; what it sent before can still be read', async () => {
    const [left, peer] = own(socketpair());
    const { readable, writable } = left.toWeb();
    peer.sendall(bytes('goodbye'));
    peer.close();
    const error = await writable
      .getWriter()
      .write(bytes('x'))
      .catch((error) => error);
    expect(error).toMatchObject({ name: 'BrokenPipeError', code: 'EPIPE' });
    expect(await text(readable)).toBe('goodbye');
  });

  it('a chunk that is no bytes fails the writable with a TypeError', async () => {
    const [left] = own(socketpair());
    const { readable, writable } = left.toWeb();
    const error = await writable
      .getWriter()
      .write('text' as never)
      .catch((error) => error);
    expect([error.name, error.message]).toEqual([
      'TypeError',
      "write() argument 'chunk': a bytes-like object is required, not 'string'",
    ]);
    await readable.cancel();
  });
});
