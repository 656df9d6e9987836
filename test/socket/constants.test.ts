import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants as os } from 'node:os';
import * as select from 'berkeley/select';
import * as socket from 'berkeley/socket';
import { describe, expect, it } from 'vitest';

type Numbers = Record<string, number>;

/** What Python has and we lack, each with its reason; docs/constants.md prints the list. */
const lacking: { names: RegExp; reason: string }[] = [
  { names: /^ALG_(SET_PUBKEY|OP_SIGN|OP_VERIFY)$/, reason: 'no released kernel has them: 6 is ALG_SET_DRBG_ENTROPY' },
  { names: /^UDPLITE_(SEND|RECV)_CSCOV$/, reason: 'no header of Linux has them' },
  { names: /^(BTPROTO|BT|BDADDR|HCI|L2CAP|RFCOMM)_|^(SOL|SO)_(BLUETOOTH|HCI|L2CAP|RFCOMM|SCO)/, reason: 'BlueZ' },
];

/** Upper-case names of the module that are functions, as they are macros in C. */
const functions = ['CMSG_LEN', 'CMSG_SPACE', 'BPF_STMT', 'BPF_JUMP', 'SO_EE_OFFENDER'];

/** One process prints it all: the integers of the two modules, and the enumerations in both directions. */
const script = `
import json, select, socket, sys
def ints(m): return {k: v + 0 for k in dir(m) for v in [getattr(m, k)] if k[0] != '_' and k == k.upper() and isinstance(v, int)}
def members(e): return {k: v.value for k, v in e.__members__.items()}
def names(e): return {v.value: e(v.value).name for v in e.__members__.values()}
enums = {k: getattr(socket, k) for k in ('AddressFamily', 'SocketKind', 'MsgFlag', 'AddressInfo')}
print(json.dumps({
  'version': sys.version_info[:2], 'socket': ints(socket), 'select': ints(select), 'decnet': getattr(socket, 'AF_DECnet', None),
  'members': {k: members(e) for k, e in enums.items()}, 'names': {k: names(e) for k, e in enums.items()},
}))`;

interface Python {
  version: [number, number];
  socket: Numbers;
  select: Numbers;
  decnet: number | null;
  members: Record<string, Numbers>;
  names: Record<string, Record<string, string>>;
}

/** The first Python of 3.13 or later. */
function probe(): Python | undefined {
  for (const [command, version] of [['python3', '3.13.0'], ['python3.14'], ['python3.13'], ['python3']]) {
    const env = version ? { ...process.env, PYENV_VERSION: version } : process.env;
    const { status, stdout } = spawnSync(command!, ['-c', script], { env, encoding: 'utf8' });
    if (status !== 0) continue;
    const python: Python = JSON.parse(stdout);
    if (python.version[0] > 3 || python.version[1] >= 13) return python;
  }
  return undefined;
}

const python = probe();

/** The names that are missing or have another value: `NAME: theirs, ours`. */
function differences(theirs: Numbers, ours: object): string[] {
  const numbers = ours as Record<string, number | undefined>;
  return Object.entries(theirs)
    .filter(([name, value]) => numbers[name] !== value && !lacking.some(({ names }) => names.test(name)))
    .map(([name, value]) => `${name}: ${value}, ${numbers[name]}`);
}

describe('constants', () => {
  it.each([
    ['socket', socket],
    ['select', select],
  ])('of %s are safe integers, or undefined where the platform lacks them', (_, module) => {
    const entries = Object.entries(module).filter(([k]) => k === k.toUpperCase() && !functions.includes(k));
    expect(entries.length).toBeGreaterThan(100);
    expect(entries.filter(([, value]) => value !== undefined && !Number.isSafeInteger(value))).toEqual([]);
  });

  it('are hundreds where there is a kernel to ask', () => {
    const numbers = Object.values(socket).filter((value) => typeof value === 'number');
    expect(numbers.length).toBeGreaterThan(300);
  });

  it('have the values of the platform', () => {
    expect(socket.EAGAIN).toBe(os.errno.EAGAIN);
    expect(socket.EBADF).toBe(os.errno.EBADF);
    expect(socket.EWOULDBLOCK).toBe(os.errno.EWOULDBLOCK);
    // The same on every system since 4.2BSD.
    expect([socket.AF_UNSPEC, socket.AF_UNIX, socket.AF_INET]).toEqual([0, 1, 2]);
    expect([socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW]).toEqual([1, 2, 3]);
    expect([socket.SHUT_RD, socket.SHUT_WR, socket.SHUT_RDWR]).toEqual([0, 1, 2]);
    expect([socket.IPPROTO_IP, socket.IPPROTO_TCP, socket.IPPROTO_UDP, socket.IPPROTO_IPV6]).toEqual([0, 6, 17, 41]);
    expect([socket.MSG_OOB, socket.MSG_PEEK]).toEqual([1, 2]);
  });

  it.runIf(process.platform === 'darwin' || process.platform.endsWith('bsd'))('have the values of the BSDs', () => {
    expect([socket.SOL_SOCKET, socket.SO_REUSEADDR, socket.SO_REUSEPORT]).toEqual([0xffff, 4, 0x200]);
    expect(socket.EAI_NONAME).toBe(process.platform === 'openbsd' ? -2 : 8);
    expect([select.KQ_FILTER_READ, select.KQ_EV_ADD]).toEqual([process.platform === 'netbsd' ? 0 : -1, 1]);
    expect([select.EPOLLIN, socket.SO_PEERPIDFD]).toEqual([undefined, undefined]);
  });

  it.runIf(process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch))('have the values of Linux', () => {
    expect([socket.SOL_SOCKET, socket.SO_REUSEADDR, socket.SO_REUSEPORT]).toEqual([1, 2, 15]);
    expect([socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET]).toEqual([10, 16, 17]);
    expect(socket.EAI_NONAME).toBe(-2);
    expect([select.EPOLLIN, select.POLLIN, select.PIPE_BUF]).toEqual([
      socket.capabilities.epoll ? 1 : undefined,
      1,
      4096,
    ]);
    expect([select.KQ_FILTER_READ, socket.SO_NOSIGPIPE]).toEqual([undefined, undefined]);
  });

  it('with the highest bit set are positive', () => {
    expect(socket.INADDR_BROADCAST).toBe(0xffffffff);
    expect(socket.INADDR_NONE).toBe(0xffffffff);
    expect(socket.INADDR_ALLHOSTS_GROUP).toBe(0xe0000001);
    for (const value of [socket.VMADDR_CID_ANY, socket.VMADDR_PORT_ANY])
      expect([undefined, 0xffffffff]).toContain(value);
    expect([undefined, 0x80000000]).toContain(socket.CAN_EFF_FLAG);
    expect([undefined, 0x80000000]).toContain(select.EPOLLET);
  });

  it.skipIf(!python)('of socket are those of Python', () => {
    expect(Object.keys(python!.socket).length).toBeGreaterThan(100);
    expect(differences(python!.socket, socket)).toEqual([]);
    expect(socket.AF_DECnet).toBe(python!.decnet ?? undefined);
  });

  it.skipIf(!python || !socket.capabilities.epoll)('of select are those of Python', () => {
    expect(Object.keys(python!.select).length).toBeGreaterThan(10);
    expect(differences(python!.select, select)).toEqual([]);
  });

  it.skipIf(!python || process.platform !== 'linux')('that Python has and we lack are lacking, and in the docs', () => {
    const docs = readFileSync(new URL('../../docs/constants.md', import.meta.url), 'utf8');
    const ours = socket as Record<string, unknown>;
    const names = Object.keys(python!.socket).filter((name) => lacking.some((entry) => entry.names.test(name)));
    for (const name of names.filter((name) => !lacking[2]!.names.test(name))) {
      expect([name, ours[name]]).toEqual([name, undefined]);
      expect(docs).toContain(`\`${name}\``);
    }
  });
});

describe('enumerations', () => {
  const enums = {
    AddressFamily: socket.AddressFamily,
    SocketKind: socket.SocketKind,
    MsgFlag: socket.MsgFlag,
    AddressInfo: socket.AddressInfo,
  } as unknown as Record<string, Readonly<Record<string, number | string>>>;

  it('go both ways', () => {
    expect(socket.AddressFamily.AF_INET).toBe(socket.AF_INET);
    expect(socket.AddressFamily[socket.AF_INET]).toBe('AF_INET');
    expect(socket.AddressFamily[socket.AF_UNIX]).toBe('AF_UNIX');
    expect(socket.SocketKind[socket.SOCK_DGRAM]).toBe('SOCK_DGRAM');
    expect(socket.MsgFlag[socket.MSG_PEEK]).toBe('MSG_PEEK');
    expect(socket.AddressInfo[socket.AI_PASSIVE]).toBe('AI_PASSIVE');
    expect(socket.AddressFamily[9999]).toBeUndefined();
  });

  it.each(Object.entries(enums))('%s is frozen, and every name leads to its number and back', (_, members) => {
    expect(Object.isFrozen(members)).toBe(true);
    for (const [name, value] of Object.entries(members)) {
      if (typeof value === 'string') expect(members[value]).toBe(Number(name));
      else expect(members[members[value]!]).toBe(value);
    }
  });

  it('hold socket types alone, not the options that the headers spell alike', () => {
    for (const name of Object.keys(socket)) expect(name).not.toMatch(/^SOCK_.*(_LOCK|_TXREHASH|ADDRLEN)/);
    expect(socket.SocketKind).not.toHaveProperty('0');
  });

  it.skipIf(!python).each(Object.entries(enums))('%s has the names of Python, in both directions', (name, members) => {
    for (const [member, value] of Object.entries(python!.members[name]!))
      expect([member, members[member]]).toEqual([member, value]);
    for (const [value, member] of Object.entries(python!.names[name]!))
      expect([value, members[value]]).toEqual([value, member]);
  });
});
