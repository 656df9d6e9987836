import {
  AF_INET,
  AF_PACKET,
  BPF_ABS,
  BPF_B,
  BPF_JEQ,
  BPF_JMP,
  BPF_JUMP,
  BPF_K,
  BPF_LD,
  BPF_MAXINSNS,
  BPF_RET,
  BPF_STMT,
  capabilities,
  IPPROTO_IP,
  PACKET_FANOUT_DATA,
  SO_ATTACH_FILTER,
  SO_ATTACH_REUSEPORT_CBPF,
  SO_DETACH_FILTER,
  SO_GET_FILTER,
  SO_REUSEPORT,
  SOCK_DGRAM,
  SOL_PACKET,
  SOL_SOCKET,
  sock_filter,
  sock_fprog,
  socket,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { refused } from '../support/kernel.ts';
import { linux as onLinux, own, udp } from '../support/sockets.ts';

/** Structures and addresses are C's: a backend without the kernel's own options has none. */
const linux = onLinux && capabilities.allOptions;

guardFds();

describe.runIf(linux)('a BPF program', () => {
  const accept = (bytes: number) => BPF_STMT(BPF_RET | BPF_K, bytes);
  /** Datagrams that begin with a letter: behind the eight bytes of the UDP header. */
  const startsWith = (letter: string) =>
    sock_fprog([
      BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 8),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, letter.charCodeAt(0), 0, 1),
      accept(0xffff),
      accept(0),
    ]);

  it('holds the instructions as C has them', () => {
    const program = startsWith('A');
    expect([program.len, program.filter.length]).toEqual([4, 32]);
    expect(sock_filter.unpack(program.filter.subarray(8))).toEqual({ code: 0x15, jt: 0, jf: 1, k: 65 });
    const own = sock_filter({ code: 6, k: 1 });
    const copied = sock_fprog([own]);
    own.fill(0xff);
    expect(copied.filter).toEqual(sock_filter({ code: 6, k: 1 }));
  });

  it('is attached, filters, and is detached', () => {
    const sock = udp();
    sock.settimeout(10);
    sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, startsWith('A'));
    for (const text of ['B1', 'A2', 'C3', 'A4']) sock.sendto(Buffer.from(text), sock.getsockname());
    expect([sock.recv(9), sock.recv(9)].map(String)).toEqual(['A2', 'A4']);
    sock.setsockopt(SOL_SOCKET, SO_DETACH_FILTER, 0);
    sock.sendto(Buffer.from('B5'), sock.getsockname());
    expect(String(sock.recv(9))).toBe('B5');
  });

  it('that drops cuts a datagram to the bytes it returns', () => {
    const sock = udp();
    sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, sock_fprog([accept(8 + 3)]));
    sock.sendto(Buffer.from('123456'), sock.getsockname());
    expect(String(sock.recv(9))).toBe('123');
  });

  it('is read back: the number of instructions, then as many', () => {
    const sock = udp();
    expect(sock.getsockopt(SOL_SOCKET, SO_GET_FILTER)).toBe(0);
    expect(sock.getsockopt(SOL_SOCKET, SO_GET_FILTER, 1024)).toHaveLength(0);
    const program = sock_fprog(Array.from({ length: 100 }, () => accept(7)));
    sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, program);
    expect(sock.getsockopt(SOL_SOCKET, SO_GET_FILTER)).toBe(100);
    expect(sock.getsockopt(SOL_SOCKET, SO_GET_FILTER, 800)).toEqual(program.filter);
    expect(sock.getsockopt(SOL_SOCKET, SO_GET_FILTER, 807)).toEqual(program.filter);
    // The kernel counts the room in instructions, and would write 800 bytes into room for 100.
    for (const length of [8, 100, 799]) {
      expect(thrown(() => sock.getsockopt(SOL_SOCKET, SO_GET_FILTER, length)).code).toBe('EINVAL');
    }
    expect(thrown(() => sock.getsockopt(SOL_SOCKET, SO_GET_FILTER, 3)).code).toBe('EINVAL');
    expect(sock.getsockopt(SOL_SOCKET, SO_GET_FILTER, 7).readInt32LE()).toBe(100);
  });

  it('chooses among the sockets of a port', () => {
    const port = socket(AF_INET, SOCK_DGRAM);
    own(port).setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
    port.setsockopt(SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, sock_fprog([accept(1)])); // The second, always.
    port.bind(['127.0.0.1', 0]);
    const second = own(socket(AF_INET, SOCK_DGRAM));
    second.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1);
    second.bind(port.getsockname());
    for (let i = 0; i < 8; i++) udp().sendto(Buffer.from([i]), port.getsockname());
    second.settimeout(10);
    expect(Array.from({ length: 8 }, () => second.recv(1)[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    port.settimeout(0);
    expect(thrown(() => port.recv(1)).name).toBe('BlockingIOError');
  });

  it('that the kernel refuses is an error', () => {
    const sock = udp();
    const attach = (...code: Buffer[]) => thrown(() => sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, sock_fprog(code)));
    expect(attach(BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0))).toMatchObject({ name: 'OSError', code: 'EINVAL' });
    expect(attach(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 9, 9), accept(0)).code).toBe('EINVAL');
    expect(thrown(() => sock.setsockopt(IPPROTO_IP, 9999, sock_fprog([accept(0)]))).code).toBe('ENOPROTOOPT');
    sock.close();
    expect(attach(accept(0)).code).toBe('EBADF');
  });

  it.each<[string, unknown, string]>([
    ['no array', sock_filter?.(), 'TypeError'],
    ['an empty one', [], 'RangeError'],
    ['too long', new Array((BPF_MAXINSNS ?? 4096) + 1).fill(sock_filter?.()), 'RangeError'],
    ['no instruction', [1], 'TypeError'],
    ['half an instruction', [Buffer.alloc(4)], 'RangeError'],
  ])('of %s is refused', (_, filter, name) => {
    expect(thrown(() => sock_fprog(filter as never)).name).toBe(name);
  });

  it('of as many instructions as there may be is taken', () => {
    const program = sock_fprog(new Array(BPF_MAXINSNS).fill(accept(0xffff)));
    // The kernel has less memory for options than that: net.core.optmem_max.
    const error = [undefined, 'ENOMEM'];
    const sock = udp();
    let code: unknown;
    try {
      sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, program);
    } catch (thrown) {
      code = (thrown as { code?: string }).code;
    }
    expect(error).toContain(code);
  });
});

describe.runIf(linux)('bytes that would hold a pointer', () => {
  it.each([
    ['SO_ATTACH_FILTER', SOL_SOCKET, SO_ATTACH_FILTER],
    ['SO_ATTACH_REUSEPORT_CBPF', SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF],
    ['PACKET_FANOUT_DATA', SOL_PACKET, PACKET_FANOUT_DATA],
  ])('are refused: %s', (_, level, option) => {
    const sock = udp();
    const program = Buffer.alloc(16);
    program.writeUInt16LE(1);
    program.writeBigUInt64LE(0x400000n, 8);
    for (const bytes of [program, program.subarray(0, 5), Buffer.alloc(1000)]) {
      const error = thrown(() => sock.setsockopt(level, option, bytes));
      expect(error).toMatchObject({ name: 'OSError', code: 'EFAULT' });
      expect(error.message).toMatch(/no bytes may hold a pointer; a filter is a sock_fprog\(\)/);
    }
  });

  const noPacket = refused(AF_PACKET, SOCK_DGRAM);

  it.skipIf(noPacket)(`but not an int in their place${noPacket ? `: ${noPacket}` : ''}`, () => {
    const sock = own(socket(AF_PACKET, SOCK_DGRAM, 0));
    // Not the EFAULT of this package: the kernel looks at it, and finds no fanout.
    expect(thrown(() => sock.setsockopt(SOL_PACKET, PACKET_FANOUT_DATA, 1)).code).toBe('EINVAL');
  });
});
