import { constants } from 'node:os';
import { POLLIN, POLLOUT } from 'berkeley/select';
import {
  AF_ALG,
  AF_UNIX,
  ALG_OP_DECRYPT,
  ALG_OP_ENCRYPT,
  CMSG_SPACE,
  capabilities,
  IP_PKTINFO,
  IP_RECVERR,
  IP_RECVTTL,
  IP_TTL,
  IPPROTO_IP,
  MSG_CTRUNC,
  MSG_DONTWAIT,
  MSG_ERRQUEUE,
  SCM_CREDENTIALS,
  SO_PASSCRED,
  SOCK_DGRAM,
  SOL_SOCKET,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { afalgItems } from '../../dist/socket/afalg.js';
import { complete } from '../../dist/socket/call.js';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { linux, own, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

const { errno: errors } = constants;

const MSG = Buffer.from('message');
const int = (data: Uint8Array) => Buffer.from(data).readInt32LE();

describe.runIf(capabilities.ancillary && linux)('ancillary data', () => {
  it('of several items comes in one message', () => {
    const [a, b] = [udp(), udp()];
    b.setsockopt(IPPROTO_IP, IP_PKTINFO, 1);
    b.setsockopt(IPPROTO_IP, IP_RECVTTL, 1);
    a.setsockopt(IPPROTO_IP, IP_TTL, 99);
    a.sendto(MSG, b.getsockname());
    const [data, ancdata, flags, address] = b.recvmsg(100, CMSG_SPACE(4) + CMSG_SPACE(12));
    expect([data, flags, address]).toEqual([MSG, 0, a.getsockname()]);
    const items = new Map(ancdata.map(([level, type, bytes]) => [`${level} ${type}`, bytes]));
    expect(int(items.get(`${IPPROTO_IP} ${IP_TTL}`)!)).toBe(99);
    // struct in_pktinfo: the interface, the local address, the address that the header had.
    expect([...items.get(`${IPPROTO_IP} ${IP_PKTINFO}`)!.subarray(8)]).toEqual([127, 0, 0, 1]);
  });

  it('is cut where its room ends, between items and inside one', () => {
    const [a, b] = [udp(), udp()];
    b.setsockopt(IPPROTO_IP, IP_PKTINFO, 1);
    b.setsockopt(IPPROTO_IP, IP_RECVTTL, 1);
    const whole = CMSG_SPACE(4) + CMSG_SPACE(12);
    for (let room = 0; room <= whole + 8; room++) {
      a.sendto(MSG, b.getsockname());
      const [, ancdata, flags] = b.recvmsg(100, room);
      const size = ancdata.reduce((sum, [, , { length }]) => sum + length, 0);
      expect(size).toBeLessThanOrEqual(Math.max(0, room - CMSG_SPACE(0)));
      expect(ancdata.length === 2 && size === 16).toBe((flags & MSG_CTRUNC) === 0);
      if (room >= whole) expect(size).toBe(16);
    }
  });

  it('is sent in several items, for one datagram', () => {
    const [a, b] = [udp(), udp()];
    b.setsockopt(IPPROTO_IP, IP_RECVTTL, 1);
    const pktinfo = Buffer.alloc(12);
    const items = [
      [IPPROTO_IP, IP_TTL, Int32Array.of(33)],
      [IPPROTO_IP, IP_PKTINFO, pktinfo],
    ] as const;
    expect(a.sendmsg([MSG], items, 0, b.getsockname())).toBe(MSG.length);
    const [, [[level, type, data]]] = b.recvmsg(100, 100) as unknown as [unknown, [[number, number, Buffer]]];
    expect([level, type, int(data)]).toEqual([IPPROTO_IP, IP_TTL, 33]);
    expect(thrown(() => a.sendmsg([MSG], [[IPPROTO_IP, IP_TTL, Int32Array.of(300)]], 0, b.getsockname())).code).toBe(
      'EINVAL',
    );
    expect(thrown(() => a.sendmsg([MSG], [[IPPROTO_IP, IP_PKTINFO, MSG]], 0, b.getsockname())).code).toBe('EINVAL');
  });

  it('tells who sent it', () => {
    const [a, b] = own(socketpair(AF_UNIX, SOCK_DGRAM));
    b.setsockopt(SOL_SOCKET, SO_PASSCRED, 1);
    a.send(MSG);
    const [, [item]] = b.recvmsg(100, CMSG_SPACE(12));
    expect([item![0], item![1], int(item![2])]).toEqual([SOL_SOCKET, SCM_CREDENTIALS, process.pid]);
  });

  it('larger than the kernel takes is ENOBUFS, at once', () => {
    const [a] = own(socketpair(AF_UNIX, SOCK_DGRAM));
    const large = [[SOL_SOCKET, 9999, new Uint8Array(4_000_000)]] as const;
    expect(thrown(() => a.sendmsg([MSG], large)).code).toBe('ENOBUFS');
    a.settimeout(5);
    expect(thrown(() => a.sendmsg([MSG], large)).code).toBe('ENOBUFS');
  });
});

describe.runIf(capabilities.ancillary && MSG_ERRQUEUE && IP_RECVERR)('MSG_ERRQUEUE', () => {
  it('tells of a datagram that was refused, with the address that it was for', () => {
    const sock = udp();
    const nobody = udp();
    const there = nobody.getsockname();
    nobody.close();
    sock.setsockopt(IPPROTO_IP, IP_RECVERR, 1);
    sock.sendto(MSG, there);
    // The refusal is back before the call returns: loopback delivers at once.
    const [data, ancdata, flags, address] = sock.recvmsg(100, 512, MSG_ERRQUEUE);
    expect([data, flags & MSG_ERRQUEUE, address]).toEqual([MSG, MSG_ERRQUEUE, there]);
    const [level, type, error] = ancdata.find(([, type]) => type === IP_RECVERR)!;
    expect([level, type]).toEqual([IPPROTO_IP, IP_RECVERR]);
    // struct sock_extended_err: errno, origin (2 is ICMP), type (3: unreachable), code (3: port).
    expect([error.readUInt32LE(), ...error.subarray(4, 7)]).toEqual([errors.ECONNREFUSED, 2, 3, 3]);
  });

  it('does not wait for an error: not in a thread either', async () => {
    const sock = udp();
    expect(thrown(() => sock.recvmsg(100, 512, MSG_ERRQUEUE)).name).toBe('BlockingIOError');
    const names = await inThread(({ socket }) => {
      const sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);
      const calls = [
        () => sock.recvmsg(9, 99, socket.MSG_ERRQUEUE),
        () => sock.recvmsg(9, 0, socket.MSG_DONTWAIT),
        () => sock.recvmsg_into([Buffer.alloc(1)], 0, socket.MSG_DONTWAIT),
        () => sock.recv(9, socket.MSG_DONTWAIT),
        () => sock.recv_into(Buffer.alloc(9), 0, socket.MSG_DONTWAIT),
        () => sock.recvfrom(9, socket.MSG_DONTWAIT),
      ];
      const names = calls.map((call) => {
        try {
          return call();
        } catch (error) {
          return (error as Error).name;
        }
      });
      sock.close();
      return names;
    });
    expect(names).toEqual(Array.from({ length: 6 }, () => 'BlockingIOError'));
  });
});

describe('a send with MSG_DONTWAIT', () => {
  it.runIf(MSG_DONTWAIT)('does not wait in a thread', async () => {
    const names = await inThread(({ socket }) => {
      const [a, b] = socket.socketpair();
      const bytes = Buffer.alloc(1_000_000);
      const calls = [
        () => a.send(bytes, socket.MSG_DONTWAIT),
        () => a.sendall(bytes, socket.MSG_DONTWAIT),
        () => a.sendmsg([bytes], [], socket.MSG_DONTWAIT),
      ];
      while (a.send(bytes, socket.MSG_DONTWAIT) === bytes.length);
      const names = calls.map((call) => {
        try {
          return call();
        } catch (error) {
          return (error as Error).name;
        }
      });
      a.close();
      b.close();
      return names;
    });
    expect(names).toEqual(Array.from({ length: 3 }, () => 'BlockingIOError'));
  });
});

describe('ENOBUFS', () => {
  const ENOBUFS = -errors.ENOBUFS;
  /** A call that has no room for a while. No queue of this machine can be filled at will. */
  const scarce = (times: number) => {
    let left = times;
    return () => (left-- > 0 ? ENOBUFS : 7);
  };

  it.runIf(linux)('means wait for room on a socket that waits, and is an error on one that does not', () => {
    const sock = udp();
    const send = (call: () => number, events = POLLOUT) => complete(sock, 'send', events, call(), call);
    expect(send(scarce(3))).toBe(7);
    sock.settimeout(5);
    expect(send(scarce(3))).toBe(7);
    sock.settimeout(0.01);
    expect(thrown(() => send(scarce(Number.POSITIVE_INFINITY))).name).toBe('TimeoutError');
    // Of a receive it says that messages were lost.
    expect(thrown(() => send(scarce(1), POLLIN)).code).toBe('ENOBUFS');
    sock.setblocking(false);
    expect(thrown(() => send(scarce(1))).code).toBe('ENOBUFS');
  });
});

describe('sendmsg_afalg', () => {
  it('is for AF_ALG, and wants an operation', () => {
    const sock = udp();
    const call = (...args: unknown[]) => thrown(() => (sock.sendmsg_afalg as (...args: unknown[]) => number)(...args));
    expect(call({ op: 0 }).message).toContain('algset is only supported for AF_ALG');
    expect(call({ op: 0 }).name).toBe('OSError');
  });

  it.runIf(AF_ALG)('turns its arguments into ancillary data', () => {
    const u32 = (n: number) => Buffer.from(Uint32Array.of(n).buffer);
    const iv = Buffer.from('0123456789abcdef');
    const [msg, items, flags] = afalgItems(AF_ALG, [{ msg: [MSG], op: ALG_OP_ENCRYPT, iv, assoclen: 9, flags: 3 }]);
    expect([msg, flags]).toEqual([[MSG], 3]);
    expect(items.map(([level, type, data]) => [level, type, Buffer.from(data as Uint8Array)])).toEqual([
      [279, 3, u32(1)],
      [279, 2, Buffer.concat([u32(16), iv])],
      [279, 4, u32(9)],
    ]);
    expect(afalgItems(AF_ALG, [[MSG], { op: ALG_OP_DECRYPT }])).toEqual([[MSG], [[279, 3, new Uint8Array(4)]], 0]);
    for (const [given, text] of [
      [[], "missing argument 'op'"],
      [[{}], "missing argument 'op'"],
      [[[MSG], 1], 'optional positional'],
      [[{ op: '1' }], "argument 'op'"],
      [[{ op: -1 }], "argument 'op'"],
      [[{ op: 1, iv: 'text' }], "argument 'iv'"],
      [[{ op: 1, assoclen: -1 }], "argument 'assoclen'"],
      [[{ op: 1, flags: 'x' }], "argument 'flags'"],
      [[{ op: 1, key: 1 }], "unexpected option 'key'"],
    ] as const) {
      expect(thrown(() => afalgItems(AF_ALG, given)).message).toContain(text);
    }
  });

  it.runIf(AF_ALG && linux && capabilities.ancillary)('sends them', () => {
    // A Unix socket under another name: the kernel passes over ancillary data of a level that is not its own.
    const [a, b] = own(socketpair(AF_UNIX, SOCK_DGRAM));
    const alg = socket({ family: AF_ALG, fileno: a.detach() });
    own(alg);
    expect(alg.sendmsg_afalg({ msg: [MSG], op: ALG_OP_ENCRYPT, iv: MSG })).toBe(MSG.length);
    expect(b.recv(100)).toEqual(MSG);
  });
});
