import { endianness } from 'node:os';
import {
  AF_ALG,
  AF_BLUETOOTH,
  AF_CAN,
  AF_INET,
  AF_INET6,
  AF_NETLINK,
  AF_PACKET,
  AF_QIPCRTR,
  AF_RDS,
  AF_TIPC,
  AF_UNIX,
  AF_VSOCK,
  BDADDR_LE_RANDOM,
  type BindAddress,
  BTPROTO_HCI,
  BTPROTO_L2CAP,
  BTPROTO_RFCOMM,
  BTPROTO_SCO,
  CAN_BCM,
  CAN_ISOTP,
  CAN_J1939,
  CAN_RAW,
  capabilities,
  HCI_CHANNEL_USER,
  J1939_NO_ADDR,
  J1939_NO_NAME,
  J1939_NO_PGN,
  sockaddr,
  TIPC_ADDR_ID,
  TIPC_ADDR_NAME,
  TIPC_ADDR_NAMESEQ,
  TIPC_CLUSTER_SCOPE,
  TIPC_NODE_SCOPE,
  VMADDR_CID_ANY,
  VMADDR_PORT_ANY,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { linux as onLinux } from '../support/sockets.ts';

/** Structures and addresses are C's: a backend without the kernel's own options has none. */
const linux = onLinux && capabilities.allOptions;

/** An address, the bytes of its sockaddr without spaces, and what it reads back as where that is more than was given. */
type Row = [name: string, family: number, proto: number, address: BindAddress, bytes: string, back?: unknown];

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const text = (words: string, length: number): string =>
  Buffer.from(words)
    .toString('hex')
    .padEnd(2 * length, '0');

// What CPython 3.13 hands to bind(2) for these tuples on a little-endian Linux. Where it leaves bytes of the structure
// that nobody reads as they were in memory, they are zero here. 'lo' is interface 1.
const python: Row[] = [
  ['AF_NETLINK', AF_NETLINK, 0, [0x01020304, 0x80000001], '1000 0000 04030201 01000080'],
  [
    'AF_PACKET',
    AF_PACKET,
    0,
    ['lo', 0x0806],
    '1100 0806 01000000 0000 00 00 0000000000000000',
    ['lo', 0x0806, 0, 0, hex('')],
  ],
  [
    'AF_PACKET, whole',
    AF_PACKET,
    0,
    ['lo', 3, 4, 772, hex('010203040506')],
    '1100 0003 01000000 0403 04 06 0102030405060000',
  ],
  [
    'AF_PACKET, 8 bytes',
    AF_PACKET,
    0,
    ['lo', 3, 4, 772, hex('0102030405060708')],
    '1100 0003 01000000 0403 04 08 0102030405060708',
  ],
  ['CAN_RAW', AF_CAN, CAN_RAW, ['lo'], `1d00 0000 01000000 ${text('', 16)}`],
  ['CAN_RAW, every interface', AF_CAN, CAN_RAW, [''], `1d00 0000 00000000 ${text('', 16)}`],
  ['CAN_BCM', AF_CAN, CAN_BCM, ['lo'], `1d00 0000 01000000 ${text('', 16)}`],
  ['CAN_ISOTP', AF_CAN, CAN_ISOTP, ['lo', 0x80000123, 0x7df], '1d00 0000 01000000 23010080 df070000 0000000000000000'],
  [
    'CAN_J1939',
    AF_CAN,
    CAN_J1939,
    ['lo', 0x0102030405060708n, 0x1ffff, 0xfe],
    '1d00 0000 01000000 0807060504030201 ffff0100 fe000000',
  ],
  [
    'CAN_J1939, any',
    AF_CAN,
    CAN_J1939,
    ['lo', BigInt(J1939_NO_NAME ?? 0), J1939_NO_PGN, J1939_NO_ADDR],
    '1d00 0000 01000000 0000000000000000 00000400 ff000000',
  ],
  ['AF_VSOCK', AF_VSOCK, 0, [2, 1024], '2800 0000 00040000 02000000 00000000'],
  ['AF_VSOCK, any', AF_VSOCK, 0, [VMADDR_CID_ANY, VMADDR_PORT_ANY], '2800 0000 ffffffff ffffffff 00000000'],
  [
    'AF_ALG',
    AF_ALG,
    0,
    ['hash', 'sha256'],
    `2600 ${text('hash', 14)} 00000000 00000000 ${text('sha256', 64)}`,
    ['hash', 'sha256', 0, 0],
  ],
  [
    'AF_ALG, whole',
    AF_ALG,
    0,
    ['aead', 'gcm(aes)', 1, 2],
    `2600 ${text('aead', 14)} 01000000 02000000 ${text('gcm(aes)', 64)}`,
  ],
  [
    'AF_ALG, longest',
    AF_ALG,
    0,
    ['x'.repeat(13), 'y'.repeat(63), 0, 0],
    `2600 ${text('x'.repeat(13), 14)} 00000000 00000000 ${text('y'.repeat(63), 64)}`,
  ],
  [
    'TIPC_ADDR_NAMESEQ',
    AF_TIPC,
    0,
    [TIPC_ADDR_NAMESEQ, 1000, 1, 9],
    '1e00 01 02 e8030000 01000000 09000000',
    [TIPC_ADDR_NAMESEQ, 1000, 1, 9, TIPC_CLUSTER_SCOPE],
  ],
  // Python gives the instance a second time.
  [
    'TIPC_ADDR_NAME',
    AF_TIPC,
    0,
    [TIPC_ADDR_NAME, 1000, 7, 0, TIPC_NODE_SCOPE],
    '1e00 02 03 e8030000 07000000 00000000',
    [TIPC_ADDR_NAME, 1000, 7, 7, TIPC_NODE_SCOPE],
  ],
  [
    'TIPC_ADDR_ID',
    AF_TIPC,
    0,
    [TIPC_ADDR_ID, 5, 6, 0],
    '1e00 03 02 06000000 05000000 00000000',
    [TIPC_ADDR_ID, 5, 6, 0, TIPC_CLUSTER_SCOPE],
  ],
  ['AF_QIPCRTR', AF_QIPCRTR, 0, [1, 0x4001], '2a00 0000 01000000 01400000'],
  ['AF_RDS', AF_RDS, 0, ['127.0.0.1', 4000], '0200 0fa0 7f000001 0000000000000000'],
  ['AF_INET', AF_INET, 0, ['1.2.3.4', 80], '0200 0050 01020304 0000000000000000'],
  [
    'AF_INET6',
    AF_INET6,
    0,
    ['fe80::1', 80, 0xabcde, 2],
    `0a00 0050 000abcde fe80000000000000 0000000000000001 02000000`,
  ],
  ['AF_UNIX', AF_UNIX, 0, '/s', '0100 2f73 00'],
  ['AF_UNIX, abstract', AF_UNIX, 0, hex('006100'), '0100 006100'],
  ['AF_UNIX, unnamed', AF_UNIX, 0, '', '0100'],
];

// What bluetooth/{l2cap,rfcomm,hci,sco}.h define; the kernel takes the structure with or without what pads it.
const bluetooth: Row[] = [
  ['L2CAP', AF_BLUETOOTH, BTPROTO_L2CAP, ['01:23:45:67:89:AB', 0x1001], '1f00 0110 ab8967452301 0000 00 00'],
  ['L2CAP, channel', AF_BLUETOOTH, BTPROTO_L2CAP, ['01:23:45:67:89:AB', 0, 4], '1f00 0000 ab8967452301 0400 00 00'],
  [
    'L2CAP, low energy',
    AF_BLUETOOTH,
    BTPROTO_L2CAP,
    ['01:23:45:67:89:AB', 0x80, 0x40, BDADDR_LE_RANDOM],
    '1f00 8000 ab8967452301 4000 02 00',
  ],
  ['RFCOMM', AF_BLUETOOTH, BTPROTO_RFCOMM, ['00:00:00:00:00:01', 30], '1f00 010000000000 1e'],
  ['HCI', AF_BLUETOOTH, BTPROTO_HCI, 3, '1f00 0300 0000'],
  ['HCI in a tuple', AF_BLUETOOTH, BTPROTO_HCI, [3], '1f00 0300 0000', 3],
  ['HCI, channel', AF_BLUETOOTH, BTPROTO_HCI, [0xffff, HCI_CHANNEL_USER], '1f00 ffff 0100'],
  ['SCO', AF_BLUETOOTH, BTPROTO_SCO, 'f:ee:dd:0:b:A', '1f00 0a0b00ddee0f', '0F:EE:DD:00:0B:0A'],
  [
    'SCO, as bytes',
    AF_BLUETOOTH,
    BTPROTO_SCO,
    Buffer.from('01:23:45:67:89:ab'),
    '1f00 ab8967452301',
    '01:23:45:67:89:AB',
  ],
];

describe.runIf(linux && endianness() === 'LE')('the sockaddr of', () => {
  it.each([...python, ...bluetooth])('%s', (_, family, proto, address, bytes, back) => {
    const wanted = hex(bytes.replaceAll(' ', ''));
    const packed = sockaddr(family, address, proto);
    if (family === AF_BLUETOOTH) {
      expect(packed.subarray(0, wanted.length)).toEqual(wanted);
      expect(packed.subarray(wanted.length).every((byte) => byte === 0)).toBe(true);
    } else {
      expect(packed).toEqual(wanted);
    }
    expect(sockaddr.unpack(packed, proto)).toEqual(back ?? address);
  });
});

describe.runIf(linux)('an address that does not fit', () => {
  it.each<[string, number, number, unknown, string, RegExp]>([
    ['AF_NETLINK of one', AF_NETLINK, 0, [1], 'TypeError', /AF_NETLINK address must be \[pid, groups\]/],
    ['AF_NETLINK of text', AF_NETLINK, 0, ['a', 2], 'TypeError', /pid must be an integer/],
    ['AF_NETLINK below 0', AF_NETLINK, 0, [-1, 2], 'RangeError', /pid must be from 0/],
    ['AF_NETLINK no array', AF_NETLINK, 0, 'ab', 'TypeError', /must be an array \[pid, groups\], not 'string'/],
    ['AF_PACKET of text', AF_PACKET, 0, 'lo', 'TypeError', /AF_PACKET address must be an array/],
    ['AF_PACKET of one', AF_PACKET, 0, ['lo'], 'TypeError', /AF_PACKET/],
    ['AF_PACKET, proto', AF_PACKET, 0, ['lo', 65536], 'RangeError', /proto/],
    [
      'AF_PACKET, hardware',
      AF_PACKET,
      0,
      ['lo', 3, 0, 1, Buffer.alloc(9)],
      'RangeError',
      /Hardware address must be 8 bytes or less/,
    ],
    ['AF_PACKET, no interface', AF_PACKET, 0, ['none', 3], 'OSError', /^\[Errno 19\] No such device/],
    ['AF_PACKET, a NUL', AF_PACKET, 0, ['l\0', 3], 'RangeError', /embedded null/],
    ['AF_CAN, no interface', AF_CAN, CAN_RAW, ['none'], 'OSError', /^\[Errno 19\] No such device/],
    ['AF_CAN, too long', AF_CAN, CAN_RAW, ['x'.repeat(16)], 'OSError', /^AF_CAN interface name too long/],
    ['AF_CAN, protocol', AF_CAN, 99, ['lo'], 'OSError', /unsupported CAN protocol/],
    ['CAN_RAW of two', AF_CAN, CAN_RAW, ['lo', 1], 'TypeError', /AF_CAN address must be \[interface\]/],
    ['CAN_ISOTP of one', AF_CAN, CAN_ISOTP, ['lo'], 'TypeError', /rx_addr, tx_addr/],
    ['CAN_J1939, name', AF_CAN, CAN_J1939, ['lo', 2n ** 64n, 0, 0], 'RangeError', /name/],
    ['CAN_J1939, name', AF_CAN, CAN_J1939, ['lo', 0.5, 0, 0], 'TypeError', /name must be an integer/],
    ['CAN_J1939, addr', AF_CAN, CAN_J1939, ['lo', 1, 0, 256], 'RangeError', /addr/],
    ['AF_VSOCK', AF_VSOCK, 0, 5, 'TypeError', /AF_VSOCK address must be an array \[cid, port\]/],
    ['AF_ALG, type', AF_ALG, 0, ['x'.repeat(14), 'y'], 'RangeError', /^AF_ALG type too long/],
    ['AF_ALG, name', AF_ALG, 0, ['x', 'y'.repeat(64)], 'RangeError', /^AF_ALG name too long/],
    ['AF_ALG of one', AF_ALG, 0, ['x'], 'TypeError', /\[type, name, feat\?, mask\?\]/],
    ['AF_TIPC, type', AF_TIPC, 0, [9, 5, 6, 0], 'TypeError', /Invalid address type/],
    ['AF_TIPC of three', AF_TIPC, 0, [1, 5, 6], 'TypeError', /addr_type, v1, v2, v3/],
    ['AF_QIPCRTR', AF_QIPCRTR, 0, [1], 'TypeError', /\[node, port\]/],
    ['L2CAP of one', AF_BLUETOOTH, BTPROTO_L2CAP, ['01:23:45:67:89:AB'], 'OSError', /wrong format/],
    ['L2CAP, psm', AF_BLUETOOTH, BTPROTO_L2CAP, ['01:23:45:67:89:AB', 65536], 'RangeError', /psm/],
    ['RFCOMM, bdaddr', AF_BLUETOOTH, BTPROTO_RFCOMM, ['01:23:45:67:89', 1], 'OSError', /bad bluetooth address/],
    ['RFCOMM, bdaddr', AF_BLUETOOTH, BTPROTO_RFCOMM, ['100:23:45:67:89:AB', 1], 'OSError', /bad bluetooth address/],
    ['HCI of text', AF_BLUETOOTH, BTPROTO_HCI, 'hci0', 'OSError', /wrong format/],
    ['SCO of a number', AF_BLUETOOTH, BTPROTO_SCO, 1, 'OSError', /wrong format/],
    ['Bluetooth, protocol', AF_BLUETOOTH, 99, 1, 'OSError', /unknown Bluetooth protocol/],
    ['another family', 9999, 0, ['x', 1], 'OSError', /bad family/],
  ])('%s', (_, family, proto, address, name, message) => {
    const error = thrown(() => sockaddr(family, address as BindAddress, proto));
    expect([error.name, error.message]).toEqual([name, expect.stringMatching(message)]);
  });
});

describe('a sockaddr as the kernel may give it', () => {
  const family = (number: number): Buffer => Buffer.from(new Uint16Array([number]).buffer);

  it.runIf(linux)('of no bytes is no address', () => {
    expect(sockaddr.unpack(Buffer.alloc(0))).toBe(null);
    expect(sockaddr.unpack(Buffer.alloc(1))).toBe(null);
  });

  it.runIf(linux)('of an unknown family is the family and its bytes, which may be given back', () => {
    const bytes = Buffer.concat([family(9999), Buffer.from('of any length')]);
    expect(sockaddr.unpack(bytes)).toEqual([9999, Buffer.from('of any length')]);
    expect(sockaddr(9999, sockaddr.unpack(bytes))).toEqual(bytes);
    expect(sockaddr(9999, [9999, Buffer.alloc(126)])).toHaveLength(128);
    expect(thrown(() => sockaddr(9999, [9999, Buffer.alloc(127)])).code).toBe('EINVAL');
    expect(thrown(() => sockaddr(9999, [9998, Buffer.alloc(1)])).message).toMatch(/bad family/);
  });

  it.runIf(linux)('that was cut is zero where it was', () => {
    const packet = sockaddr(AF_PACKET, ['lo', 3, 4, 772, hex('010203040506')]);
    expect(sockaddr.unpack(packet.subarray(0, 14))).toEqual(['lo', 3, 4, 772, hex('0102')]);
    // packet(7): a socket without an interface has a name of 12 bytes.
    expect(sockaddr.unpack(packet.subarray(0, 12))).toEqual(['lo', 3, 4, 772, hex('')]);
    expect(sockaddr.unpack(packet.subarray(0, 2))).toEqual(['', 0, 0, 0, hex('')]);
    expect(sockaddr.unpack(sockaddr(AF_NETLINK, [7, 8]).subarray(0, 8))).toEqual([7, 0]);
    // raw(7) of CAN names a socket by 8 of the 24 bytes.
    expect(sockaddr.unpack(sockaddr(AF_CAN, ['lo', 1, 2], CAN_ISOTP).subarray(0, 8), CAN_ISOTP)).toEqual(['lo', 0, 0]);
    expect(sockaddr.unpack(sockaddr(AF_INET, ['1.2.3.4', 5]).subarray(0, 6))).toEqual(['1.2.0.0', 5]);
    expect(sockaddr.unpack(sockaddr(AF_INET6, ['::1', 5]).subarray(0, 4))).toEqual(['::', 5, 0, 0]);
  });

  it.runIf(linux)('that is longer than its structure keeps to it', () => {
    const long = (bytes: Buffer) => sockaddr.unpack(Buffer.concat([bytes, Buffer.alloc(300, 0xee)]));
    expect(long(sockaddr(AF_NETLINK, [7, 8]))).toEqual([7, 8]);
    expect(long(sockaddr(AF_INET, ['1.2.3.4', 5]))).toEqual(['1.2.3.4', 5]);
    expect(long(sockaddr(AF_VSOCK, [1, 2]))).toEqual([1, 2]);
  });

  it.runIf(linux)('has a hardware address of 20 bytes, as InfiniBand does, but not more than came', () => {
    const head = sockaddr(AF_PACKET, ['lo', 3]).subarray(0, 12);
    head[11] = 20;
    const address = Buffer.from(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(sockaddr.unpack(Buffer.concat([head, address]))[4]).toEqual(address);
    head[11] = 255;
    expect(sockaddr.unpack(Buffer.concat([head, address]))[4]).toEqual(address);
    expect(sockaddr.unpack(Buffer.concat([head, Buffer.alloc(100, 9)]))[4]).toHaveLength(32);
  });

  it.runIf(linux)('of an interface that is gone has no name', () => {
    const gone = sockaddr(AF_PACKET, ['lo', 3]);
    gone.writeInt32LE(0x7ffffff0, 4);
    expect(sockaddr.unpack(gone)[0]).toBe('');
    gone.writeUInt32LE(0xfffffff0, 4);
    expect(sockaddr.unpack(gone)[0]).toBe('');
  });

  it.runIf(linux)('of text without its NUL ends where its room does', () => {
    const alg = sockaddr(AF_ALG, ['hash', 'x']);
    alg.fill('t', 2, 16).fill('n', 24, 88);
    expect(sockaddr.unpack(alg)).toEqual(['t'.repeat(14), 'n'.repeat(64), 0, 0]);
  });

  it.runIf(linux)('of a kind that Python cannot show is an error, as there', () => {
    const tipc = sockaddr(AF_TIPC, [TIPC_ADDR_ID, 1, 2, 0]);
    tipc[2] = 9;
    expect(thrown(() => sockaddr.unpack(tipc))).toMatchObject({ name: 'RangeError', message: 'Invalid address type' });
    expect(thrown(() => sockaddr.unpack(sockaddr(AF_BLUETOOTH, 0, BTPROTO_HCI), 99)).name).toBe('RangeError');
  });

  it.runIf(linux)('of any bytes is read or is an error', () => {
    const families = [
      AF_NETLINK,
      AF_PACKET,
      AF_CAN,
      AF_VSOCK,
      AF_ALG,
      AF_TIPC,
      AF_QIPCRTR,
      AF_BLUETOOTH,
      AF_UNIX,
      AF_INET,
      AF_INET6,
      0,
      77,
    ];
    for (const number of families) {
      for (let length = 0; length < 140; length++) {
        for (const proto of [0, 1, 2, 3, 6, 7]) {
          const bytes = Buffer.concat([family(number), Buffer.alloc(length, length)]);
          try {
            sockaddr.unpack(bytes, proto);
          } catch (error) {
            expect(String(error)).toMatch(/Invalid address type|Unknown Bluetooth protocol/);
          }
        }
      }
    }
  });
});
