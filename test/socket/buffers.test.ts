import { MSG_PEEK, SOCK_DGRAM, type Socket, socketpair } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { guardFds } from '../support/fds.ts';
import { own, udp } from '../support/sockets.ts';

guardFds();

/** A socket where `text` waits to be received. */
function holding(text: string): Socket {
  const [a, b] = own(socketpair()) as [Socket, Socket];
  a.sendall(Buffer.from(text));
  return b;
}

const views = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
};

describe.each(Object.entries(views))('recv_into a %s', (_, View) => {
  it('fills its bytes, from its offset on, and no others', () => {
    const memory = new ArrayBuffer(48);
    const bytes = Buffer.from(memory).fill('.');
    const length = View === DataView ? 16 : 16 / (View as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT;
    const view = new (View as unknown as typeof Uint8Array)(memory, 16, length);
    expect(view.byteLength).toBe(16);
    const sock = holding('abcdefghijklmnopqrstuvwxyz');
    expect(sock.recv_into(view)).toBe(16);
    expect(String(bytes)).toBe(`${'.'.repeat(16)}abcdefghijklmnop${'.'.repeat(16)}`);
    expect(sock.recv_into(view, 4)).toBe(4);
    expect(String(bytes.subarray(16, 32))).toBe('qrstefghijklmnop');
    expect(sock.recvfrom_into(view)[0]).toBe(6);
    expect(String(bytes.subarray(16, 32))).toBe('uvwxyzghijklmnop');
  });
});

describe('recv_into', () => {
  it('takes an ArrayBuffer', () => {
    const memory = new ArrayBuffer(8);
    expect(holding('abc').recv_into(memory)).toBe(3);
    expect([...new Uint8Array(memory)]).toEqual([97, 98, 99, 0, 0, 0, 0, 0]);
  });

  it('takes a SharedArrayBuffer, and a view of one', () => {
    const memory = new SharedArrayBuffer(8);
    expect(holding('abc').recv_into(memory)).toBe(3);
    expect(holding('xy').recv_into(new Uint8Array(memory, 6))).toBe(2);
    expect([...new Uint8Array(memory)]).toEqual([97, 98, 99, 0, 0, 0, 120, 121]);
  });

  it('takes a Buffer of the pool without touching its neighbours', () => {
    const neighbours = [Buffer.from('left'), Buffer.from('mine'), Buffer.from('right')];
    expect(holding('0123456789').recv_into(neighbours[1]!)).toBe(4);
    expect(neighbours.map(String)).toEqual(['left', '0123', 'right']);
  });

  it('takes nbytes and flags by position and by name; 0 is the length of the buffer', () => {
    const sock = holding('abcdefgh');
    const into = Buffer.alloc(4);
    expect(sock.recv_into(into, 0, MSG_PEEK)).toBe(4);
    expect(sock.recv_into(into, { nbytes: 2, flags: MSG_PEEK })).toBe(2);
    expect(sock.recv_into(into, {})).toBe(4);
    expect(sock.recv_into(into, 3)).toBe(3);
    expect(String(into)).toBe('efgd');
    expect(sock.recv_into(into, 4)).toBe(1);
  });

  it('takes flags by name behind nbytes by position', () => {
    const sock = holding('abc') as unknown as { recv_into: CallableFunction; recvfrom_into: CallableFunction };
    expect(sock.recv_into(Buffer.alloc(4), 1, { flags: MSG_PEEK })).toBe(1);
    expect(sock.recvfrom_into(Buffer.alloc(4), 2, { flags: MSG_PEEK })[0]).toBe(2);
  });

  it('of an empty buffer is 0', () => {
    const sock = holding('x');
    expect(sock.recv_into(Buffer.alloc(0))).toBe(0);
    expect(sock.recv_into(new ArrayBuffer(0), 0)).toBe(0);
    expect(String(sock.recv(1))).toBe('x');
  });

  it('is 0 at the end of the stream', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    a.close();
    const into = Buffer.from('keep');
    expect(b.recv_into(into)).toBe(0);
    expect(String(into)).toBe('keep');
  });

  it('of a large block', () => {
    const [a, b] = own(socketpair()) as [Socket, Socket];
    const into = Buffer.alloc(1 << 20, '.');
    a.sendall(Buffer.alloc(100_000, 'x'));
    let got = 0;
    while (got < 100_000) got += b.recv_into(into.subarray(got));
    expect(into.subarray(0, 100_000).every((byte) => byte === 120)).toBe(true);
    expect(into[100_000]).toBe(46);
  });

  it('takes a fresh view over the same memory each time', () => {
    const memory = new ArrayBuffer(4);
    for (const word of ['abcd', 'efgh', 'ijkl']) {
      expect(holding(word).recv_into(new Uint8Array(memory))).toBe(4);
      expect(String(Buffer.from(memory))).toBe(word);
    }
  });
});

describe('recvfrom_into', () => {
  it('gives how much came and from where', () => {
    const [a, b] = [udp(), udp()];
    a.sendto(Buffer.from('datagram'), b.getsockname());
    const into = Buffer.alloc(20, '.');
    expect(b.recvfrom_into(into)).toEqual([8, a.getsockname()]);
    expect(String(into)).toBe('datagram............');
    a.sendto(Buffer.from('datagram'), b.getsockname());
    expect(b.recvfrom_into(into, { nbytes: 4 })).toEqual([4, a.getsockname()]);
    a.sendto(Buffer.from('again'), b.getsockname());
    expect(b.recvfrom_into(into, 0, MSG_PEEK)).toEqual([5, a.getsockname()]);
    expect(b.recvfrom_into(into.subarray(2))).toEqual([5, a.getsockname()]);
    expect(String(into.subarray(0, 8))).toBe('agagainm');
  });

  it('of a pair gives no address', () => {
    const [a, b] = own(socketpair({ type: SOCK_DGRAM })) as [Socket, Socket];
    a.send(Buffer.from('x'));
    const [size, address] = b.recvfrom_into(Buffer.alloc(4));
    expect([size, address]).toEqual([1, null]);
  });
});

describe('recv', () => {
  it('gives memory that no later message touches, whatever the sizes asked for and sent', () => {
    const [a, b] = own(socketpair(undefined, SOCK_DGRAM)) as [Socket, Socket];
    const asked = [1, 64, 1024, 1025, 4096, 65536, 65537, 200_000];
    const sent = [0, 1, 63, 64, 1024, 1025, 5000, 60_000, 100_000];
    const kept: [data: Buffer, expected: Buffer][] = [];
    // Every size after every other, small behind large and large behind small.
    for (let i = 0; i < asked.length * sent.length * 3; i++) {
      const size = asked[(i * 5) % asked.length]!;
      const message = Buffer.alloc(sent[(i * 7) % sent.length]!, (i % 255) + 1);
      a.send(message);
      kept.push([b.recv(size), message.subarray(0, size)]);
    }
    for (const [data, expected] of kept) expect(data.equals(expected)).toBe(true);
  });
});
