import { BPF_RET, BPF_STMT } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { backends, inet, made, ok, pair, prepare, type Subject } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

/** Every level that the headers have, and some that nobody has. */
function levels({ constants }: Subject): number[] {
  const named = Object.entries(constants).filter(([name]) => /^(SOL|IPPROTO)_/.test(name));
  return [...new Set([...named.map(([, value]) => value), -1, 9999])];
}

/** A socket of each kind that this kernel opens. */
function sockets(backend: Subject): [string, number][] {
  const { sys, constants } = backend;
  const kinds = [
    ['AF_INET', 'SOCK_STREAM', 'IPPROTO_TCP'],
    ['AF_INET', 'SOCK_DGRAM', 'IPPROTO_UDP'],
    ['AF_INET', 'SOCK_STREAM', 'IPPROTO_MPTCP'],
    ['AF_INET', 'SOCK_RAW', 'IPPROTO_ICMP'],
    ['AF_INET6', 'SOCK_STREAM', 'IPPROTO_TCP'],
    ['AF_INET6', 'SOCK_RAW', 'IPPROTO_ICMPV6'],
    ['AF_NETLINK', 'SOCK_RAW', ''],
    ['AF_PACKET', 'SOCK_RAW', ''],
    ['AF_VSOCK', 'SOCK_STREAM', ''],
  ] as const;
  const opened = kinds.flatMap(([family, type, proto]): [string, number][] => {
    const numbers = [constants[family], constants[type], proto === '' ? 0 : constants[proto]];
    if (numbers.includes(undefined)) return [];
    const fd = sys.socket(...(numbers as [number, number, number]));
    return fd < 0 ? [] : [[`${family} ${type} ${proto}`, made(backend, fd)]];
  });
  const [unix] = pair(backend);
  return [...opened, ['socketpair', unix]];
}

// Those that take whatever option there is; others are asked for nothing of the kernel's own.
const able = backends.filter(({ capabilities }) => capabilities.allOptions);

it.runIf(able.length > 0)('a backend has allOptions', () => expect(able).not.toEqual([]));

describe.each(able)('options of the $name backend', (backend) => {
  const { sys, constants, failed } = backend;

  it('are never written beyond the room for them, whatever the level, the option and the room', () => {
    const absent = new Set([failed('ENOPROTOOPT'), failed('EOPNOTSUPP')]);
    const memory = new Uint8Array(ZEROS.length);
    for (const [name, fd] of sockets(backend)) {
      if (sys.setsockopt_fprog !== undefined && constants.SO_ATTACH_FILTER !== undefined) {
        // One whose program is larger than its room.
        const program = Buffer.concat(new Array(200).fill(BPF_STMT(BPF_RET, 0xffff)));
        sys.setsockopt_fprog(fd, constants.SOL_SOCKET!, constants.SO_ATTACH_FILTER, program, 0, program.length);
      }
      for (const level of levels(backend)) {
        for (let option = 0; option < 140; option++) {
          // What it gives is a descriptor.
          if (level === constants.SOL_SOCKET && option === (constants.SO_PEERPIDFD ?? 77)) continue;
          if (absent.has(sys.getsockopt(fd, level, option, memory, 0, 1024))) continue;
          for (const length of [0, 1, 4, 5, 8, 12, 16, 104, 1024]) {
            memory.fill(0);
            const room = memory.subarray(0, length);
            const result = sys.getsockopt(fd, level, option, room, 0, length);
            const beyond = Buffer.compare(memory.subarray(length), ZEROS.subarray(0, memory.length - length)) !== 0;
            if (beyond || !Number.isInteger(result))
              expect.fail(`${name}: level ${level} option ${option} wrote beyond ${length} bytes`);
          }
        }
      }
    }
  }, 60_000);

  it.runIf(constants.SO_ATTACH_FILTER !== undefined)('that hold a pointer take no bytes', () => {
    const fd = made(backend, sys.socket(constants.AF_INET!, constants.SOCK_DGRAM!, 0));
    ok(sys.bind(fd, inet(backend, 0).bytes));
    const options = [
      [constants.SOL_SOCKET, constants.SO_ATTACH_FILTER],
      [constants.SOL_SOCKET, constants.SO_ATTACH_REUSEPORT_CBPF],
      [constants.SOL_PACKET, constants.PACKET_FANOUT_DATA],
      [constants.SOL_XDP, constants.XDP_UMEM_REG],
    ] as [number, number][];
    for (const [level, option] of options) {
      for (const length of [5, 16, 32]) {
        expect(sys.setsockopt(fd, level, option, new Uint8Array(length).fill(0x41), 0, length)).toBe(failed('EFAULT'));
      }
      expect(sys.setsockopt(fd, level, option, new Uint8Array(4), 0, 4)).not.toBe(0);
    }
  });

  it.runIf('setsockopt_fprog' in sys)('a program is whole instructions, from 1 to 4096', () => {
    const fd = made(backend, sys.socket(constants.AF_INET!, constants.SOCK_DGRAM!, 0));
    const attach = (length: number) =>
      sys.setsockopt_fprog(fd, constants.SOL_SOCKET!, constants.SO_ATTACH_FILTER!, new Uint8Array(40_000), 0, length);
    for (const length of [0, 1, 7, 9, 4097 * 8]) expect(attach(length)).toBe(failed('EINVAL'));
    expect(attach(8)).toBe(failed('EINVAL')); // To load without a return is no program: the kernel says so.
  });
});

/** The largest room, and behind it more than the program below has. */
const ZEROS = new Uint8Array(4096);
