import {
  AF_INET,
  AF_UNIX,
  CMSG_LEN,
  CMSG_SPACE,
  capabilities,
  MSG_DONTWAIT,
  MSG_EOR,
  MSG_PEEK,
  MSG_TRUNC,
  SO_SNDBUF,
  SOCK_DGRAM,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { directory, linux, own, tcpPair, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

/** Room for ancillary data, where there can be any. */
const ROOM = capabilities.ancillary ? 100 : 0;

const MSG = Buffer.from('Michael Gilfix was here\n');
const pair = (type = SOCK_STREAM) => own(socketpair(AF_UNIX, type));

/** Pairs of every kind: what the first sends, the second receives. */
const kinds: [string, () => [Socket, Socket]][] = [
  ['a TCP stream', tcpPair],
  ['a Unix stream', () => pair()],
  ['Unix datagrams', () => pair(SOCK_DGRAM)],
  [
    'UDP',
    () => {
      const [a, b] = [udp(), udp()];
      a.connect(b.getsockname());
      return [a, b];
    },
  ],
];

describe.runIf(capabilities.messages).each(kinds)('messages over %s', (_, make) => {
  it('are gathered from several buffers, of any kind, from any iterable', () => {
    const [a, b] = make();
    const parts = [
      MSG.subarray(0, 3),
      new Uint16Array(MSG.buffer.slice(MSG.byteOffset + 3, MSG.byteOffset + 7)),
      MSG.subarray(7),
    ];
    expect(a.sendmsg(parts)).toBe(MSG.length);
    expect(b.recvmsg(100)[0]).toEqual(MSG);
    expect(a.sendmsg(new Set([MSG]), new Set<never>())).toBe(MSG.length);
    expect(b.recv(100)).toEqual(MSG);
  });

  it('are gathered from no fewer than 100 buffers', () => {
    const [a, b] = make();
    const parts = Array.from({ length: 100 }, (_, i) => Buffer.from([i]));
    expect(a.sendmsg(parts)).toBe(100);
    expect(b.recvmsg(200)[0]).toEqual(Buffer.concat(parts));
  });

  it('come with no ancillary data, no flags, and the address of the sender', () => {
    const [a, b] = make();
    a.sendmsg([MSG]);
    const named = a.family === AF_INET && a.type === SOCK_DGRAM ? a.getsockname() : null;
    const [data, ancdata, flags, address] = b.recvmsg(MSG.length, ROOM);
    expect([data, ancdata, flags]).toEqual([MSG, [], flags & MSG_EOR]);
    expect(address ?? null).toEqual(named);
  });

  it('are scattered into several buffers', () => {
    const [a, b] = make();
    a.sendmsg([MSG]);
    const [one, two, rest] = [Buffer.alloc(5), new Float64Array(1), Buffer.alloc(100, 'x')];
    const [got, ancdata, flags] = b.recvmsg_into([one, two, rest], 0, 0);
    expect([got, ancdata, flags]).toEqual([MSG.length, [], 0]);
    const all = Buffer.concat([one, Buffer.from(two.buffer), rest]);
    expect(all.subarray(0, MSG.length)).toEqual(MSG);
    expect(String(all.subarray(MSG.length))).toBe('x'.repeat(113 - MSG.length));
  });

  it('can be looked at before they are taken', () => {
    const [a, b] = make();
    a.sendmsg([MSG]);
    expect(b.recvmsg(5, 0, MSG_PEEK)[0]).toEqual(MSG.subarray(0, 5));
    expect(b.recvmsg(100, 0, MSG_PEEK)[0]).toEqual(MSG);
    expect(b.recvmsg(100)[0]).toEqual(MSG);
  });

  it('do not wait with MSG_DONTWAIT, and wait for the time-out', () => {
    const [, b] = make();
    expect(thrown(() => b.recvmsg(10, 0, MSG_DONTWAIT)).name).toBe('BlockingIOError');
    b.settimeout(0.01);
    const error = thrown(() => b.recvmsg_into([Buffer.alloc(10)]));
    expect([error.name, error.message]).toEqual(['TimeoutError', 'timed out: recvmsg']);
    b.setblocking(false);
    expect(thrown(() => b.recvmsg(10)).name).toBe('BlockingIOError');
  });

  it('refuse what is wrong, by the name of the argument', () => {
    const [a, b] = make();
    // biome-ignore lint/suspicious/noExplicitAny: every call here is one that the types forbid.
    const [send, receive] = [a as any, b as any];
    const sends: [unknown[], string][] = [
      [[], "argument 'buffers' must be an iterable, not 'undefined'"],
      [[MSG], "argument 'buffers'[0]: a bytes-like object is required, not 'number'"],
      [['text'], "argument 'buffers' must be an iterable, not 'string'"],
      [[[MSG, {}]], "argument 'buffers'[1]: a bytes-like object is required"],
      [[[MSG], {}], "argument 'ancdata' must be an iterable"],
      [[[MSG], null], "argument 'ancdata' must be an iterable, not 'null'"],
      [[[MSG], [7]], "argument 'ancdata'[0] must be an array"],
      [[[MSG], [[0, 0]]], "argument 'ancdata'[0] must have 3 elements, not 2"],
      [[[MSG], [[0, 0, MSG, 42]]], "argument 'ancdata'[0] must have 3 elements, not 4"],
      [[[MSG], [[0, 0, MSG], 7]], "argument 'ancdata'[1] must be an array"],
      [[[MSG], [['0', 0, MSG]]], "argument 'ancdata'[0] cmsg_level must be an integer"],
      [[[MSG], [[0, {}, MSG]]], "argument 'ancdata'[0] cmsg_type must be an integer"],
      [[[MSG], [[0, 0, 'data']]], "argument 'ancdata'[0] cmsg_data: a bytes-like object is required"],
      [[[MSG], [], 'flags'], "argument 'flags' must be an integer"],
    ];
    for (const [args, text] of sends) {
      const error = thrown(() => send.sendmsg(...args));
      expect([error.name, error.message]).toEqual(['TypeError', expect.stringContaining(`sendmsg() ${text}`)]);
    }
    const into = [Buffer.alloc(1)];
    const receives: [() => unknown, string, string][] = [
      [() => receive.recvmsg(), 'TypeError', "recvmsg() argument 'bufsize'"],
      [() => receive.recvmsg('1'), 'TypeError', "recvmsg() argument 'bufsize'"],
      [() => receive.recvmsg(-1), 'RangeError', "negative buffer size in recvmsg() argument 'bufsize'"],
      [() => receive.recvmsg(1, -1), 'RangeError', "recvmsg() argument 'ancbufsize': invalid ancillary data buffer"],
      [() => receive.recvmsg(1, 2 ** 31), 'RangeError', "recvmsg() argument 'ancbufsize'"],
      [() => receive.recvmsg(1, {}), 'TypeError', "recvmsg() argument 'ancbufsize'"],
      [() => receive.recvmsg(1, 0, 'x'), 'TypeError', "recvmsg() argument 'flags'"],
      [() => receive.recvmsg_into(), 'TypeError', "recvmsg_into() argument 'buffers' must be an iterable"],
      [() => receive.recvmsg_into(into[0]), 'TypeError', "recvmsg_into() argument 'buffers'[0]"],
      [() => receive.recvmsg_into(['x']), 'TypeError', "recvmsg_into() argument 'buffers'[0]"],
      [() => receive.recvmsg_into(into, -1), 'RangeError', "recvmsg_into() argument 'ancbufsize'"],
      [() => receive.recvmsg_into(into, 0, 'x'), 'TypeError', "recvmsg_into() argument 'flags'"],
    ];
    for (const [call, name, text] of receives) {
      const error = thrown(call);
      expect([error.name, error.message]).toEqual([name, expect.stringContaining(text)]);
    }
  });

  it('are EBADF on a closed socket', () => {
    const [a, b] = make();
    a.close();
    b.close();
    expect(thrown(() => a.sendmsg([MSG])).code).toBe('EBADF');
    expect(thrown(() => b.recvmsg(1)).code).toBe('EBADF');
    expect(thrown(() => b.recvmsg_into([Buffer.alloc(1)])).code).toBe('EBADF');
  });
});

describe.runIf(capabilities.messages)('messages', () => {
  it('are EMSGSIZE beyond the number of buffers that the kernel takes', () => {
    const [a] = pair();
    expect(a.sendmsg(Array.from({ length: 1024 }, () => Buffer.alloc(0)))).toBe(0);
    const error = thrown(() => a.sendmsg(Array.from({ length: 1025 }, () => Buffer.alloc(0))));
    expect([error.code, error.syscall]).toEqual(['EMSGSIZE', 'sendmsg']);
  });

  it('go to an address, which an error shows', () => {
    const [a, b] = [udp(), udp()];
    expect(a.sendmsg([MSG], [], 0, b.getsockname())).toBe(MSG.length);
    expect(b.recvmsg(100)).toEqual([MSG, [], 0, a.getsockname()]);
    expect(thrown(() => a.sendmsg([MSG])).code).toBe('EDESTADDRREQ');
    expect(thrown(() => a.sendmsg([MSG], [], 0, null)).code).toBe('EDESTADDRREQ');
    expect(thrown(() => a.sendmsg([MSG], [], 0, ['127.0.0.1', 70_000])).message).toContain('sendmsg() port');
  });

  it.runIf(capabilities.unixDatagrams)('go to a path, which an error shows', () => {
    const missing = `${directory()}/none`;
    const unix = own(socket(AF_UNIX, SOCK_DGRAM));
    const error = thrown(() => unix.sendmsg([MSG], [], 0, missing));
    expect([error.name, error.address]).toEqual(['FileNotFoundError', missing]);
  });

  it('of a stream end with an empty one', () => {
    const [a, b] = tcpPair();
    a.close();
    expect(b.recvmsg(100, ROOM)).toEqual([Buffer.alloc(0), [], 0, null]);
    expect(b.recvmsg_into([Buffer.alloc(9)])[0]).toBe(0);
  });

  it('that are longer than the room show MSG_TRUNC, and lose the rest', () => {
    for (const [a, b] of [pair(SOCK_DGRAM), kinds[3]![1]()]) {
      a.sendmsg([MSG]);
      a.sendmsg([Buffer.from('next')]);
      const [data, , flags] = b.recvmsg(5);
      expect([data, flags & MSG_TRUNC]).toEqual([MSG.subarray(0, 5), MSG_TRUNC]);
      expect(b.recvmsg(100).slice(0, 3)).toEqual([Buffer.from('next'), [], 0]);
    }
  });

  it.runIf(linux)('tell their length with MSG_TRUNC, without a byte that is not there', () => {
    const [a, b] = pair(SOCK_DGRAM);
    a.sendmsg([MSG]);
    expect(b.recvmsg(4, 0, MSG_TRUNC).slice(0, 3)).toEqual([MSG.subarray(0, 4), [], MSG_TRUNC]);
    a.sendmsg([MSG]);
    expect(b.recvmsg_into([Buffer.alloc(4)], 0, MSG_TRUNC)[0]).toBe(MSG.length);
  });

  it('beyond the limit are EMSGSIZE, whole: nothing arrives of them', () => {
    const [a, b] = [udp(), udp()];
    const large = [Buffer.alloc(40_000), Buffer.alloc(40_000)];
    expect(thrown(() => a.sendmsg(large, [], 0, b.getsockname())).code).toBe('EMSGSIZE');
    a.sendmsg([MSG], [], 0, b.getsockname());
    expect(b.recvmsg(100)[0]).toEqual(MSG);
    const [c] = pair(SOCK_DGRAM);
    c.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096);
    expect(thrown(() => c.sendmsg([Buffer.alloc(100_000)])).code).toBe('EMSGSIZE');
  });

  it.runIf(linux && SOCK_SEQPACKET)('of seqpacket keep their bounds, and carry MSG_EOR', () => {
    const [a, b] = pair(SOCK_SEQPACKET);
    a.sendmsg([Buffer.from('one')], [], MSG_EOR);
    a.sendmsg([Buffer.from('tw'), Buffer.from('o')], [], MSG_EOR);
    a.sendmsg([Buffer.from('three')]);
    expect(b.recvmsg(100)[0].toString()).toBe('one');
    expect(b.recvmsg(100)[0].toString()).toBe('two');
    const [data, , flags] = b.recvmsg(3);
    expect([data.toString(), flags & MSG_TRUNC]).toEqual(['thr', MSG_TRUNC]);
  });

  it('are sent as far as there is room on a stream', () => {
    const [a, b] = pair();
    a.setblocking(false);
    const large = Buffer.alloc(4_000_000, 'abcdefg');
    const sent = a.sendmsg([large.subarray(0, 1_000_001), large.subarray(1_000_001)]);
    expect(sent).toBeLessThan(large.length);
    expect(thrown(() => a.sendmsg([large])).name).toBe('BlockingIOError');
    a.settimeout(0.01);
    expect(thrown(() => a.sendmsg([large])).name).toBe('TimeoutError');
    let received = Buffer.alloc(0);
    while (received.length < sent) received = Buffer.concat([received, b.recvmsg(1_000_000)[0]]);
    expect(received.equals(large.subarray(0, sent))).toBe(true);
  });

  it.runIf(capabilities.fileDescriptors)(
    'in a thread wait where they can be ended, and fill the buffers with MSG_WAITALL',
    async () => {
      const [a, b] = pair();
      const thread = inThread(({ socket, say }, fd) => {
        const sock = socket.socket({ fileno: fd });
        const [one, two] = [Buffer.alloc(3), Buffer.alloc(4)];
        say('ready');
        const [got] = sock.recvmsg_into([one, two], 0, socket.MSG_WAITALL);
        sock.detach();
        return `${got} ${one} ${two}`;
      }, b.fileno());
      await thread.heard();
      await thread.blocked();
      a.sendmsg([Buffer.from('ab')]);
      await thread.blocked();
      a.sendmsg([Buffer.from('cde')]);
      await thread.blocked();
      a.sendmsg([Buffer.from('fghi')]);
      expect(await thread).toBe('7 abc defg');
      expect(String(b.recv(10))).toBe('hi');
    },
  );

  it('do not send memory that an iterator or an address took away', () => {
    const [a, b] = [udp(), udp()];
    const bytes = new Uint8Array(1000).fill(65);
    const port = b.getsockname()[1];
    const address = [
      {
        get packed() {
          structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
          return Uint8Array.of(127, 0, 0, 1);
        },
      },
      port,
    ];
    expect(thrown(() => a.sendmsg([bytes], [], 0, address as never)).name).toBe('BufferError');
    a.sendmsg([MSG], [], 0, b.getsockname());
    expect(b.recvmsg(100)[0]).toEqual(MSG);
  });
});

describe.runIf(capabilities.messages)('CMSG_LEN and CMSG_SPACE', () => {
  it('grow with the length, and the space holds the padded data', () => {
    const header = CMSG_LEN(0);
    for (let n = 0; n < 200; n++) {
      expect(CMSG_LEN(n)).toBe(header + n);
      expect(CMSG_SPACE(n)).toBeGreaterThanOrEqual(CMSG_LEN(n));
      expect(CMSG_SPACE(n)).toBeGreaterThanOrEqual(CMSG_SPACE(Math.max(0, n - 1)));
    }
    expect(CMSG_LEN(2 ** 31 - 1 - header)).toBe(2 ** 31 - 1);
  });

  it.each([-1, 2 ** 31 - 1, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER])('refuse %d', (n) => {
    for (const call of [CMSG_LEN, CMSG_SPACE]) {
      const error = thrown(() => call(n));
      expect([error.name, error.message]).toEqual(['RangeError', expect.stringContaining(`${call.name}() argument`)]);
    }
    expect(thrown(() => CMSG_LEN('4' as never)).name).toBe('TypeError');
  });
});
