import { AF_INET, AF_UNIX, MSG_PEEK, SOCK_DGRAM, type Socket, socket, socketpair } from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, own, rejection, turns } from '../support/awaited.ts';

guardAwaited();

function udp(): Socket {
  const sock = own(socket(AF_INET, SOCK_DGRAM));
  sock.bind(['127.0.0.1', 0]);
  return sock;
}

describe('datagrams', () => {
  it('come whole, one a call, with the address of who sent them', async () => {
    const [a, b] = [udp(), udp()];
    const received = [b.recvfrom(2000), b.recvfrom(2000, { flags: 0 })];
    expect(await a.sendto(Buffer.alloc(1500, 'x'), b.getsockname())).toBe(1500);
    expect(await a.sendto(Buffer.from('two'), 0, b.getsockname())).toBe(3);
    const [[first, from], [second]] = (await Promise.all(received)) as [[Buffer, unknown], [Buffer, unknown]];
    expect([first.length, from, String(second)]).toEqual([1500, a.getsockname(), 'two']);
    const into = Buffer.alloc(10);
    const waiting = b.recvfrom_into(into);
    await a.sendto(Buffer.from('into'), b.getsockname(), { timeout: 1 });
    expect(await waiting).toEqual([4, a.getsockname()]);
  });

  it('are not cut where more was asked for, and all come that have come together', async () => {
    const [a, b] = [udp(), udp()];
    const sizes = [1, 1024, 1025, 4159, 4160, 4161, 0, 2, 60_000];
    for (const limit of [1024, 4096, 65536]) {
      const waiting = sizes.map(() => b.recv(limit));
      await turns();
      for (const size of sizes) await a.sendto(Buffer.alloc(size, 'm'), b.getsockname());
      const got = (await Promise.all(waiting)).map(({ length }) => length);
      expect(got).toEqual(sizes.map((size) => Math.min(size, limit)));
    }
  });

  it("are the call's own, also those that were there before it", async () => {
    const [a, b] = [udp(), udp()];
    const texts = ['one', 'two', '', 'a longer one'];
    for (const text of texts) await a.sendto(Buffer.from(text), b.getsockname());
    const fresh = [await b.recvfrom(100), await b.recvfrom(100)];
    const into = Buffer.alloc(6, '.');
    expect(await b.recvfrom_into(into)).toEqual([0, a.getsockname()]);
    expect(await b.recvfrom_into(into)).toEqual([6, a.getsockname()]);
    expect(String(into)).toBe('a long');
    expect(fresh.map(([data, from]) => [String(data), from])).toEqual(
      ['one', 'two'].map((text) => [text, a.getsockname()]),
    );
  });

  it('that are answered with the buffer that they came in come back whole, however many', async () => {
    const [a, b] = [udp(), udp()];
    const [buffer, reply] = [Buffer.allocUnsafeSlow(100), Buffer.allocUnsafeSlow(100)];
    for (let i = 0; i < 200; i++) {
      await a.sendto(Buffer.from(`message ${i}`), b.getsockname());
      const [length, from] = await b.recvfrom_into(buffer);
      expect(await b.sendto(buffer.subarray(0, length), from)).toBe(length);
      const [back] = await a.recvfrom_into(reply);
      expect(String(reply.subarray(0, back))).toBe(`message ${i}`);
    }
  });

  it('are received in the order of the calls, by one that waited first', async () => {
    const [a, b] = [udp(), udp()];
    const first = b.recvfrom(10);
    await a.sendto(Buffer.from('1'), b.getsockname());
    await a.sendto(Buffer.from('2'), b.getsockname());
    const [second] = await b.recvfrom(10);
    expect([String((await first)[0]), String(second)]).toEqual(['1', '2']);
  });

  it('tell of a port where nobody listens, once', async () => {
    const [a, b] = [udp(), udp()];
    const gone = b.getsockname();
    b.close();
    await a.connect(gone);
    await a.send(Buffer.from('x'));
    expect(await rejection(a.recvfrom(10))).toMatchObject({ code: 'ECONNREFUSED', syscall: 'recvfrom' });
    await a.send(Buffer.from('x'));
    expect(await rejection(a.recvfrom_into(Buffer.alloc(10)))).toMatchObject({ code: 'ECONNREFUSED' });
    expect(await rejection(a.recvfrom(10, { timeout: 0 }))).toMatchObject({ name: 'BlockingIOError' });
  });

  it('of a closed socket neither come nor go', async () => {
    const a = udp();
    const to = a.getsockname();
    a.close();
    expect(await rejection(a.recvfrom(10))).toMatchObject({ code: 'EBADF' });
    expect(await rejection(a.recvfrom_into(Buffer.alloc(1)))).toMatchObject({ code: 'EBADF' });
    expect(await rejection(a.sendto(Buffer.from('x'), to))).toMatchObject({ code: 'EBADF' });
    expect(await rejection(a.recvfrom(-1))).toMatchObject({ name: 'RangeError' });
    expect((await rejection(a.sendto('text' as never, to))).message).toContain("argument 'data'");
  });

  it('go nowhere where reading their address closes the socket', async () => {
    const a = udp();
    const to = a.getsockname();
    const closing = new Proxy([...to], {
      get(target, key) {
        a.close();
        return Reflect.get(target, key);
      },
    }) as never;
    expect(await rejection(a.sendto(Buffer.from('x'), closing))).toMatchObject({ code: 'EBADF' });
  });

  it('can be looked at first', async () => {
    const [a, b] = [udp(), udp()];
    const peeked = b.recvfrom(10, MSG_PEEK);
    await a.sendto(Buffer.from('look'), b.getsockname());
    expect(String((await peeked)[0])).toBe('look');
    expect(String(await b.recv(10))).toBe('look');
  });

  it('go to a name, which is looked up', async () => {
    const [a, b] = [udp(), udp()];
    await a.sendto(Buffer.from('named'), ['localhost', b.getsockname()[1]]);
    expect(String(await b.recv(10))).toBe('named');
    expect((await rejection(a.sendto(Buffer.from('x'), 'nowhere'))).message).toContain('AF_INET address');
    expect((await rejection(a.sendto('text' as never, b.getsockname()))).message).toContain("argument 'data'");
    expect((await rejection(a.sendto(Buffer.from('x'), ['no such host.invalid', 1]))).name).toBe('gaierror');
  });

  it('go in the order of the calls, whichever they are', async () => {
    const [a, b] = [udp(), udp()];
    await a.connect(b.getsockname());
    const to = b.getsockname();
    const sent = [
      a.sendto(Buffer.from('1'), to),
      a.send(Buffer.from('2')),
      a.sendmsg([Buffer.from('3')], [], 0, to),
      a.sendall(Buffer.from('4')),
      a.sendto(Buffer.from('5'), to),
    ];
    const got: string[] = [];
    for (let i = 0; i < 5; i++) got.push(String(await b.recv(10)));
    expect(got.join('')).toBe('12345');
    await Promise.all(sent);
  });

  it('are iterated over, the empty ones too', async () => {
    const [a, b] = [udp(), udp()];
    for (const text of ['one', '', 'end']) await a.sendto(Buffer.from(text), b.getsockname());
    const got: string[] = [];
    for await (const message of b) {
      got.push(String(message));
      if (got.at(-1) === 'end') break;
    }
    expect(got).toEqual(['one', '', 'end']);
  });

  it.skipIf(AF_UNIX === undefined)('wait for room in a Unix queue, though nothing tells of it', async () => {
    const [a, b] = socketpair(AF_UNIX, SOCK_DGRAM);
    own(a);
    own(b);
    const sending: Promise<number>[] = [];
    for (let i = 0; i < 300; i++) sending.push(a.send(Buffer.from(String(i))));
    const got: number[] = [];
    for (let i = 0; i < 300; i++) got.push(Number(String(await b.recv(10))));
    await Promise.all(sending);
    expect(got).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });
});
