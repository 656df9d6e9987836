import {
  AF_INET,
  AF_INET6,
  AF_UNIX,
  CMSG_SPACE,
  capabilities,
  IPPROTO_UDP,
  MessageBatch,
  MSG_DONTWAIT,
  MSG_PEEK,
  MSG_TRUNC,
  SCM_RIGHTS,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
  UDP_GRO,
  UDP_SEGMENT,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds, openFds } from '../support/fds.ts';
import { directory, ipv6, own, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

const texts = (batch: MessageBatch) => Array.from({ length: batch.count }, (_, i) => String(batch.bytes(i)));

/** A connected pair of UDP sockets. */
function connected(): [Socket, Socket] {
  const [a, b] = [udp(), udp()];
  a.connect(b.getsockname());
  b.connect(a.getsockname());
  return [a, b];
}

/** Whether the kernel cuts a message into datagrams. */
const segments = (() => {
  if (!capabilities.batches || !UDP_SEGMENT) return false;
  const sock = socket(AF_INET, SOCK_DGRAM);
  try {
    sock.setsockopt(IPPROTO_UDP, UDP_SEGMENT, 1000);
    return true;
  } catch {
    return false;
  } finally {
    sock.close();
  }
})();

describe.runIf(capabilities.batches)('a batch', () => {
  it.each([1, 3, 63, 64, 65, 200])('of %i messages goes and comes in one call each, whole and in order', (n) => {
    const [a, b] = [udp(), udp()];
    const out = new MessageBatch(n, 100);
    for (let i = 0; i < n; i++) expect(out.add(Buffer.from(`message ${i}`), b.getsockname())).toBe(i);
    expect(a.sendmmsg(out)).toBe(n);
    const into = new MessageBatch(n + 10, 100);
    expect(b.recvmmsg(into)).toBe(n);
    expect([into.count, texts(into)]).toEqual([n, texts(out)]);
    for (const i of [0, n - 1]) {
      expect([into.address(i), into.flags(i), into.segmentSize(i)]).toEqual([a.getsockname(), 0, 0]);
    }
  });

  it('is echoed as it came, each message to its sender', () => {
    const server = udp();
    const clients = [udp(), udp(), udp()];
    for (const [i, client] of clients.entries()) client.sendto(Buffer.from(`from ${i}`), server.getsockname());
    const batch = new MessageBatch(8, 64);
    expect(server.recvmmsg(batch)).toBe(3);
    expect(server.sendmmsg(batch)).toBe(3);
    for (const [i, client] of clients.entries()) {
      expect(client.recvfrom(64)).toEqual([Buffer.from(`from ${i}`), server.getsockname()]);
    }
  });

  it('takes what there is room for, and leaves the rest for the next call', () => {
    const [a, b] = connected();
    for (let i = 0; i < 5; i++) a.send(Buffer.from(String(i)));
    const batch = new MessageBatch(2, 10);
    const seen: string[][] = [];
    while (seen.flat().length < 5) {
      b.recvmmsg(batch);
      seen.push(texts(batch));
    }
    expect(seen).toEqual([['0', '1'], ['2', '3'], ['4']]);
  });

  it('shows what was cut, and keeps empty messages', () => {
    const [a, b] = connected();
    for (const text of ['short', '', 'too long for it', 'exactly10!']) a.send(Buffer.from(text));
    const batch = new MessageBatch(8, 10);
    expect(b.recvmmsg(batch)).toBe(4);
    expect(texts(batch)).toEqual(['short', '', 'too long f', 'exactly10!']);
    expect([0, 1, 2, 3].map((i) => batch.flags(i) & MSG_TRUNC)).toEqual([0, 0, MSG_TRUNC, 0]);
    // With MSG_TRUNC the kernel tells the true length: there are no more bytes than there is room for.
    a.send(Buffer.alloc(50));
    expect(b.recvmmsg(batch, MSG_TRUNC)).toBe(1);
    expect([batch.length(0), batch.bytes(0).length]).toEqual([10, 10]);
    a.send(Buffer.from('seen'));
    expect(b.recvmmsg(batch, MSG_PEEK | MSG_DONTWAIT)).toBeGreaterThan(0);
    expect(String(b.recv(10))).toBe('seen');
  });

  it('waits for its first message, up to the time-out', async () => {
    const [a, b] = connected();
    const batch = new MessageBatch(4, 10);
    expect(thrown(() => b.recvmmsg(batch, MSG_DONTWAIT)).name).toBe('BlockingIOError');
    b.settimeout(0.01);
    expect(thrown(() => b.recvmmsg(batch)).message).toBe('timed out: recvmmsg');
    b.setblocking(false);
    expect(thrown(() => b.recvmmsg(batch)).name).toBe('BlockingIOError');
    b.setblocking(true);
    const thread = inThread(({ socket, say }, fd) => {
      const sock = socket.socket({ fileno: fd });
      const batch = new socket.MessageBatch(4, 10);
      say('ready');
      const count = sock.recvmmsg(batch);
      sock.detach();
      return `${count} ${batch.bytes(0)}`;
    }, b.fileno());
    await thread.heard();
    await thread.blocked();
    a.send(Buffer.from('at last'));
    expect(await thread).toBe('1 at last');
  });

  it('says how many went before one that cannot, and why when asked again', () => {
    const [a, b] = connected();
    const batch = new MessageBatch(4, 70_000);
    for (const size of [1, 2, 66_000, 3]) batch.add(Buffer.alloc(size));
    expect(a.sendmmsg(batch)).toBe(2);
    expect(thrown(() => a.sendmmsg(batch, 2)).code).toBe('EMSGSIZE');
    expect(a.sendmmsg(batch, 3)).toBe(1);
    expect(a.sendmmsg(batch, 4)).toBe(0);
    const into = new MessageBatch(8, 10);
    b.recvmmsg(into);
    expect(texts(into).map(({ length }) => length)).toEqual([1, 2, 3]);
  });

  it('goes on where there was no room', () => {
    const [a, b] = own(socketpair(AF_UNIX, SOCK_DGRAM));
    a.setblocking(false);
    b.setblocking(false);
    const batch = new MessageBatch(1000, 2000);
    for (let i = 0; i < 1000; i++) batch.add(Buffer.alloc(2000, i));
    const into = new MessageBatch(1000, 2000);
    let [sent, received] = [0, 0];
    while (received < 1000) {
      if (sent < 1000) {
        const went = a.sendmmsg(batch, sent);
        expect(went).toBeGreaterThan(0);
        sent += went;
      }
      const came = b.recvmmsg(into);
      for (let i = 0; i < came; i++) expect(into.bytes(i).equals(batch.bytes(received + i))).toBe(true);
      received += came;
      if (sent < 1000) expect(came).toBeLessThan(1000);
    }
    expect(sent).toBe(1000);
    while (sent > 0) {
      try {
        a.send(Buffer.alloc(2000));
      } catch {
        break;
      }
    }
    expect(thrown(() => a.sendmmsg(batch)).name).toBe('BlockingIOError');
    a.settimeout(0.01);
    expect(thrown(() => a.sendmmsg(batch)).message).toBe('timed out: sendmmsg');
  });

  it('is written in place, and sent again and again', () => {
    const [a, b] = connected();
    const batch = new MessageBatch(2, 16);
    batch.slot(0).write('first');
    batch.setLength(0, 5);
    batch.slot(1).write('second');
    batch.setLength(1, 6);
    batch.count = 2;
    const into = new MessageBatch(8, 16);
    for (let i = 0; i < 3; i++) {
      expect(a.sendmmsg(batch)).toBe(2);
      expect(b.recvmmsg(into)).toBe(2);
      expect(texts(into)).toEqual(['first', 'second']);
    }
    batch.clear();
    expect([batch.count, a.sendmmsg(batch)]).toEqual([0, 0]);
  });

  it.runIf(ipv6)('has the addresses of other families, and resolves names', () => {
    const [a, b] = [udp(AF_INET6), udp(AF_INET6)];
    const batch = new MessageBatch(2, 16);
    batch.add(Buffer.from('six'), b.getsockname());
    batch.add(Buffer.from('name'), ['::1', b.getsockname()[1]]);
    expect([batch.address(1), a.sendmmsg(batch)]).toEqual([['::1', b.getsockname()[1]], 2]);
    expect(batch.address(1)).toEqual(b.getsockname());
    expect(b.recvmmsg(batch)).toBe(2);
    expect(batch.address(0)).toEqual(a.getsockname());
    const at = `${directory()}/unix`;
    const [c, d] = [own(socket(AF_UNIX, SOCK_DGRAM)), own(socket(AF_UNIX, SOCK_DGRAM))];
    d.bind(at);
    batch.clear();
    batch.add(Buffer.from('unix'), at);
    expect([c.sendmmsg(batch), d.recvmmsg(batch), batch.address(0)]).toEqual([1, 1, null]);
    batch.clear();
    batch.add(Buffer.from('x'), ['127.0.0.1', 70_000]);
    const udp4 = udp();
    expect(thrown(() => udp4.sendmmsg(batch)).message).toContain('sendmmsg() port');
    batch.setAddress(0, null);
    expect(thrown(() => udp4.sendmmsg(batch)).code).toBe('EDESTADDRREQ');
    expect(batch.address(0)).toBeNull();
  });

  it('of a stream is its bytes, as they come', () => {
    const [a, b] = own(socketpair(AF_UNIX, SOCK_STREAM));
    const batch = new MessageBatch(4, 4);
    a.sendall(Buffer.from('abcdefgh'));
    expect(b.recvmmsg(batch)).toBe(2);
    expect(texts(batch)).toEqual(['abcd', 'efgh']);
    a.close();
    expect([b.recvmmsg(batch) > 0, batch.length(0)]).toEqual([true, 0]);
  });

  it('closes descriptors that come with a message', () => {
    const [a, b] = own(socketpair(AF_UNIX, SOCK_DGRAM));
    const before = openFds().size;
    for (const n of [1, 2, 5, 100]) {
      const item = [SOL_SOCKET, SCM_RIGHTS, new Int32Array(n).fill(a.fileno())] as const;
      a.sendmsg([Buffer.from('with')], [item]);
      expect(b.recvmmsg(new MessageBatch(4, 10))).toBe(1);
    }
    expect(openFds().size).toBe(before);
  });

  it('refuses what is wrong, by name', () => {
    const sock = udp();
    // biome-ignore lint/suspicious/noExplicitAny: every call here is one that the types forbid.
    const any = sock as any;
    const batch = new MessageBatch(2, 4);
    const wrong: [() => unknown, string, string][] = [
      [() => new MessageBatch(0, 1), 'RangeError', "'capacity'"],
      [() => new MessageBatch(1, 0), 'RangeError', "'size'"],
      [() => new MessageBatch(1e9, 1), 'RangeError', "'capacity'"],
      [() => new MessageBatch(1.5, 1), 'TypeError', "'capacity'"],
      [() => any.recvmmsg(), 'TypeError', "recvmmsg() argument 'batch' must be a MessageBatch"],
      [() => any.sendmmsg([]), 'TypeError', "sendmmsg() argument 'batch' must be a MessageBatch"],
      [() => any.recvmmsg(batch, 'x'), 'TypeError', "recvmmsg() argument 'flags'"],
      [() => any.sendmmsg(batch, 0, 'x'), 'TypeError', "sendmmsg() argument 'flags'"],
      [() => sock.sendmmsg(batch, 1), 'RangeError', "sendmmsg() argument 'start'"],
      [() => batch.bytes(2), 'RangeError', "argument 'i'"],
      [() => batch.bytes(-1), 'RangeError', "argument 'i'"],
      [() => batch.length(Number.NaN), 'TypeError', "argument 'i'"],
      [() => batch.setLength(0, 5), 'RangeError', "setLength() argument 'length'"],
      [() => batch.setSegmentSize(0, 65_536), 'RangeError', "setSegmentSize() argument 'size'"],
      [() => batch.add('x' as never), 'TypeError', "add() argument 'data'"],
      [() => batch.add(Buffer.alloc(5)), 'RangeError', "add() argument 'data'"],
      [
        () => {
          batch.count = 3;
        },
        'RangeError',
        "'count'",
      ],
    ];
    for (const [call, name, text] of wrong) {
      const error = thrown(call);
      expect([error.name, error.message]).toEqual([name, expect.stringContaining(text)]);
    }
    batch.add(Buffer.alloc(1));
    batch.add(Buffer.alloc(1));
    expect(thrown(() => batch.add(Buffer.alloc(1))).message).toContain('full');
    sock.close();
    expect(thrown(() => sock.recvmmsg(batch)).code).toBe('EBADF');
    expect(thrown(() => sock.sendmmsg(batch)).code).toBe('EBADF');
  });

  it('is safe when its memory is taken away or its numbers are changed', () => {
    const [a, b] = connected();
    for (const part of ['slab', 'words', 'records'] as const) {
      const batch = new MessageBatch(4, 16_384);
      batch.add(Buffer.alloc(5));
      try {
        structuredClone(batch[part].buffer, { transfer: [batch[part].buffer as ArrayBuffer] });
      } catch {
        continue; // Memory of Node's own pool cannot be transferred.
      }
      expect(thrown(() => a.sendmmsg(batch)).name).toBe('BufferError');
      expect(thrown(() => b.recvmmsg(batch, MSG_DONTWAIT)).name).toBe('BufferError');
    }
    const batch = new MessageBatch(4, 10);
    batch.add(Buffer.from('one'));
    for (const [at, value] of [
      [0, -1],
      [0, 11],
      [0, 0x7fffffff],
      [2, -1],
      [2, 0x7fffffff],
    ] as const) {
      batch.words.set([3, 0, 0, 0]);
      batch.words[at] = value;
      expect(thrown(() => a.sendmmsg(batch)).code).toBe('EINVAL');
    }
    for (const property of ['capacity', 'size'] as const) {
      const lying = new MessageBatch(4, 10);
      Object.defineProperty(lying, property, { value: 0x7fffffff });
      expect(thrown(() => b.recvmmsg(lying, MSG_DONTWAIT)).code).toBe('EINVAL');
    }
  });
});

describe.runIf(segments)('segments', () => {
  it('are datagrams that the kernel cuts a message of a batch into', () => {
    const [a, b] = connected();
    const batch = new MessageBatch(2, 5000);
    const data = Buffer.from(Array.from({ length: 4500 }, (_, i) => i));
    batch.add(data, null, 1400);
    batch.add(Buffer.from('short'), null, 1400);
    expect(a.sendmmsg(batch)).toBe(2);
    const into = new MessageBatch(8, 2000);
    expect(b.recvmmsg(into)).toBe(5);
    expect([0, 1, 2, 3, 4].map((i) => into.length(i))).toEqual([1400, 1400, 1400, 300, 5]);
    expect(Buffer.concat([0, 1, 2, 3].map((i) => into.bytes(i)))).toEqual(data);
  });

  it('come as one message with UDP_GRO, with their size', () => {
    const [a, b] = connected();
    b.setsockopt(IPPROTO_UDP, UDP_GRO, 1);
    const batch = new MessageBatch(1, 5000);
    batch.add(Buffer.alloc(4500, 'abc'), null, 1400);
    a.sendmmsg(batch);
    const into = new MessageBatch(8, 5000);
    expect(b.recvmmsg(into)).toBe(1);
    expect([into.length(0), into.segmentSize(0)]).toEqual([4500, 1400]);
    expect(into.bytes(0).equals(Buffer.alloc(4500, 'abc'))).toBe(true);
    // And through an item of ancillary data, both ways.
    a.sendmsg([Buffer.alloc(3000, 'x')], [[IPPROTO_UDP, UDP_SEGMENT, Uint16Array.of(1000)]]);
    const [data, [item]] = b.recvmsg(5000, CMSG_SPACE(4));
    expect([data, item!.slice(0, 2), item![2].readInt32LE()]).toEqual([
      Buffer.alloc(3000, 'x'),
      [IPPROTO_UDP, UDP_GRO],
      1000,
    ]);
  });
});
