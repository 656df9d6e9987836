import { MSG_WAITALL, type Socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { own, udp } from '../support/sockets.ts';

// A buffer that is used again and again is lent to the backend for good. Nothing but the speed may tell.

guardFds();

/** More calls than it takes to find out. */
const OFTEN = 400;

/** A pair, where `into` and `from` have been used often. */
function used(into: Uint8Array | DataView, from: Uint8Array): [a: Socket, b: Socket] {
  const [a, b] = own(socketpair()) as [Socket, Socket];
  for (let i = 0; i < OFTEN; i++) {
    a.sendall(from);
    for (let got = 0; got < from.length; ) got += b.recv_into(into);
  }
  return [a, b];
}

const detach = (bytes: Uint8Array) => structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] });

describe('a buffer that is used often', () => {
  it('is received into and sent from as before', () => {
    const [into, from] = [Buffer.alloc(8, '-'), Buffer.from('abc')];
    const [a, b] = used(into, from);
    from.write('xyz');
    expect([a.send(from), b.recv_into(into), String(into)]).toEqual([3, 3, 'xyz-----']);
    a.sendall(from);
    expect([b.recv_into(into, 2), String(into)]).toEqual([2, 'xyz-----']);
    expect([b.recv_into(into), String(into)]).toEqual([1, 'zyz-----']);
    a.sendall(Buffer.from('12345678'));
    expect([b.recv_into(into, { flags: MSG_WAITALL }), String(into)]).toEqual([8, '12345678']);
  });

  it('waits, times out and would block as before', () => {
    const [into, from] = [Buffer.alloc(8), Buffer.from('abc')];
    const [a, b] = used(into, from);
    b.settimeout(0.001);
    expect(() => b.recv_into(into)).toThrow(expect.objectContaining({ name: 'TimeoutError' }));
    b.setblocking(false);
    expect(() => b.recv_into(into)).toThrow(expect.objectContaining({ name: 'BlockingIOError' }));
    a.setblocking(false);
    expect(() => {
      for (;;) a.send(from);
    }).toThrow(expect.objectContaining({ name: 'BlockingIOError' }));
    expect(() => a.sendall(from)).toThrow(expect.objectContaining({ name: 'BlockingIOError' }));
    a.close();
    expect(() => a.send(from)).toThrow(expect.objectContaining({ code: 'EBADF' }));
  });

  it('is a BufferError once its memory has gone, as any other', () => {
    const [into, from] = [new Uint8Array(8), Uint8Array.of(1, 2, 3)];
    const [a, b] = used(into, from);
    a.sendall(from);
    for (const bytes of [into, from]) detach(bytes);
    const failure = expect.objectContaining({ name: 'BufferError' });
    expect(() => b.recv_into(into)).toThrow(failure);
    expect(() => a.send(from)).toThrow(failure);
    expect(() => a.sendall(from)).toThrow(failure);
    expect([...b.recv(8)]).toEqual([1, 2, 3]);
  });

  it('may change its length where it can', () => {
    const Resizable = ArrayBuffer as unknown as new (
      length: number,
      options: { maxByteLength: number },
    ) => ArrayBuffer & { resize(length: number): void };
    const buffer = new Resizable(4, { maxByteLength: 16 });
    const into = new Uint8Array(buffer);
    const [a, b] = used(into, Buffer.from('ab'));
    buffer.resize(8);
    a.sendall(Buffer.from('12345678'));
    expect([b.recv_into(into), String(Buffer.from(into))]).toEqual([8, '12345678']);
    buffer.resize(2);
    a.sendall(Buffer.from('12345678'));
    expect([b.recv_into(into), b.recv(8).length]).toEqual([2, 6]);
  });

  it('has the length that it has, whatever its class says', () => {
    class Liar extends Uint8Array {
      override get length(): number {
        return 1000;
      }
    }
    const into = new Liar(8);
    const [a, b] = used(into, Buffer.from('ab'));
    detach(into);
    a.sendall(Buffer.from('ab'));
    // Where the backend finds out, and how, is its own.
    const outcome = () => {
      try {
        return b.recv_into(into);
      } catch (error) {
        return (error as Error).name;
      }
    };
    expect([0, 'TypeError']).toContain(outcome());
  });

  it('is told from the others that are used as often', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    const buffers = Array.from({ length: 5 }, (_, i) => Buffer.alloc(8, i));
    for (let i = 0; i < OFTEN * 4; i++) {
      // Each for a while the one of choice, and all of them between.
      const mine = buffers[i % 7 < 4 ? Math.floor(i / OFTEN) : i % 5]!;
      const text = String(i).padStart(8);
      mine.write(text);
      a.sendall(mine);
      const into = buffers[(i + 2) % 5]!;
      expect([b.recv_into(into), String(into)]).toEqual([8, text]);
    }
  });
});

describe('datagrams in a buffer that is used often', () => {
  it('come from whom they come from, and go to whom they are for', () => {
    const [a, b, c] = [udp(), udp(), udp()];
    const into = Buffer.alloc(8);
    for (let i = 0; i < OFTEN; i++) {
      const [sender, text] = [i % 3 === 0 ? a : b, String(i).padStart(8)];
      sender.sendto(Buffer.from(text), c.getsockname());
      const [got, from] = c.recvfrom_into(into);
      expect([got, String(into), from]).toEqual([8, text, sender.getsockname()]);
      expect(c.sendto(into, from)).toBe(8);
      expect(sender.recv(8)).toEqual(into);
    }
  });
});
