import { endianness } from 'node:os';
import * as berkeley from 'berkeley';
import { IPv4Address } from 'berkeley/ipaddress';
import {
  AF_INET,
  AF_INET6,
  AF_PACKET,
  can_filter,
  capabilities,
  group_req,
  group_source_req,
  IP_ADD_MEMBERSHIP,
  IP_ADD_SOURCE_MEMBERSHIP,
  IP_DROP_MEMBERSHIP,
  IP_MULTICAST_IF,
  IPPROTO_IP,
  IPPROTO_IPV6,
  IPPROTO_TCP,
  IPV6_JOIN_GROUP,
  if_nametoindex,
  in_pktinfo,
  in6_pktinfo,
  inet_aton,
  ip_mreq,
  ip_mreq_source,
  ip_mreqn,
  ip6_mtuinfo,
  ipv6_mreq,
  linger,
  MCAST_JOIN_GROUP,
  MCAST_JOIN_SOURCE_GROUP,
  mptcp_info,
  PACKET_ADD_MEMBERSHIP,
  PACKET_MR_PROMISC,
  PACKET_STATISTICS,
  packet_mreq,
  SO_EE_OFFENDER,
  SO_LINGER,
  SO_PEERCRED,
  SO_RCVTIMEO,
  SOCK_DGRAM,
  SOCK_RAW,
  SOL_PACKET,
  SOL_SOCKET,
  type Struct,
  scm_timestamping,
  sock_extended_err,
  sockaddr,
  socket,
  socketpair,
  TCP_ESTABLISHED,
  TCP_INFO,
  tcp_info,
  timespec,
  timeval,
  tpacket_stats,
  ucred,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { refused } from '../support/kernel.ts';
import { ipv6, linux as onLinux, own, tcpPair, udp } from '../support/sockets.ts';

/** Structures and addresses are C's: a backend without the kernel's own options has none. */
const linux = onLinux && capabilities.allOptions;

guardFds();

const ints = (...values: number[]): Buffer => Buffer.from(new Int32Array(values).buffer);
const longs = (...values: bigint[]): Buffer => Buffer.from(new BigInt64Array(values).buffer);
const zeros = (length: number): Buffer => Buffer.alloc(length);

// biome-ignore lint/suspicious/noExplicitAny: the structures of the table have different fields.
type Row = [name: string, make: Struct<any>, fields: any, bytes: Buffer];

const six = Buffer.from('fe800000000000000000000000000001', 'hex');

// The headers of a 64-bit Linux, little-endian.
const rows: Row[] = [
  ['linger', linger, { l_onoff: 1, l_linger: 5 }, ints(1, 5)],
  ['timeval', timeval, { tv_sec: -1, tv_usec: 999_999 }, longs(-1n, 999_999n)],
  ['timespec', timespec, { tv_sec: 2 ** 40, tv_nsec: 1 }, longs(2n ** 40n, 1n)],
  [
    'ip_mreq',
    ip_mreq,
    { imr_multiaddr: '224.3.29.71', imr_interface: '127.0.0.1' },
    Buffer.from([224, 3, 29, 71, 127, 0, 0, 1]),
  ],
  [
    'ip_mreqn',
    ip_mreqn,
    { imr_multiaddr: '224.0.0.1', imr_address: '1.2.3.4', imr_ifindex: 7 },
    Buffer.from([224, 0, 0, 1, 1, 2, 3, 4, 7, 0, 0, 0]),
  ],
  [
    'ip_mreq_source',
    ip_mreq_source,
    { imr_multiaddr: '232.0.0.1', imr_interface: '1.2.3.4', imr_sourceaddr: '5.6.7.8' },
    Buffer.from([232, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8]),
  ],
  ['ipv6_mreq', ipv6_mreq, { ipv6mr_multiaddr: 'fe80::1', ipv6mr_interface: 3 }, Buffer.concat([six, ints(3)])],
  [
    'group_req',
    group_req,
    { gr_interface: 2, gr_group: ['232.0.0.1', 5] },
    Buffer.concat([ints(2, 0), sockaddr(AF_INET, ['232.0.0.1', 5]), zeros(112)]),
  ],
  [
    'group_req',
    group_req,
    { gr_interface: 2, gr_group: ['ff02::1', 0, 0, 0] },
    Buffer.concat([ints(2, 0), sockaddr(AF_INET6, ['ff02::1', 0]), zeros(100)]),
  ],
  [
    'group_source_req',
    group_source_req,
    { gsr_interface: 2, gsr_group: ['232.0.0.1', 0], gsr_source: ['1.2.3.4', 0] },
    Buffer.concat([
      ints(2, 0),
      sockaddr(AF_INET, ['232.0.0.1', 0]),
      zeros(112),
      sockaddr(AF_INET, ['1.2.3.4', 0]),
      zeros(112),
    ]),
  ],
  [
    'in_pktinfo',
    in_pktinfo,
    { ipi_ifindex: 1, ipi_spec_dst: '127.0.0.1', ipi_addr: '127.0.0.2' },
    Buffer.from([1, 0, 0, 0, 127, 0, 0, 1, 127, 0, 0, 2]),
  ],
  ['in6_pktinfo', in6_pktinfo, { ipi6_addr: 'fe80::1', ipi6_ifindex: 0xffffffff }, Buffer.concat([six, ints(-1)])],
  [
    'ip6_mtuinfo',
    ip6_mtuinfo,
    { ip6m_addr: ['fe80::1', 1, 0, 2], ip6m_mtu: 1280 },
    Buffer.concat([sockaddr(AF_INET6, ['fe80::1', 1, 0, 2]), ints(1280)]),
  ],
  ['ucred', ucred, { pid: 1, uid: 4_294_967_295, gid: 3 }, ints(1, -1, 3)],
  [
    'packet_mreq',
    packet_mreq,
    { mr_ifindex: 1, mr_type: 2, mr_alen: 6, mr_address: Buffer.from([1, 2, 3, 4, 5, 6, 0, 0]) },
    Buffer.from([1, 0, 0, 0, 2, 0, 6, 0, 1, 2, 3, 4, 5, 6, 0, 0]),
  ],
  ['tpacket_stats', tpacket_stats, { tp_packets: 1, tp_drops: 2 }, ints(1, 2)],
  ['can_filter', can_filter, { can_id: 0x80000001, can_mask: 0xffffffff }, ints(-0x7fffffff, -1)],
  [
    'sock_extended_err',
    sock_extended_err,
    { ee_errno: 111, ee_origin: 2, ee_type: 3, ee_code: 4, ee_pad: 0, ee_info: 1500, ee_data: 9 },
    Buffer.concat([ints(111), Buffer.from([2, 3, 4, 0]), ints(1500, 9)]),
  ],
  [
    'scm_timestamping',
    scm_timestamping,
    {
      ts: [
        { tv_sec: 1, tv_nsec: 2 },
        { tv_sec: 0, tv_nsec: 0 },
        { tv_sec: 3, tv_nsec: 4 },
      ],
    },
    longs(1n, 2n, 0n, 0n, 3n, 4n),
  ],
];

describe.runIf(linux && endianness() === 'LE' && ['x64', 'arm64', 'riscv64'].includes(process.arch))('struct', () => {
  it.each(rows)('%s has the bytes of C, and reads back', (name, make, fields, bytes) => {
    expect(make(fields)).toEqual(bytes);
    expect([make.size, make.name]).toEqual([bytes.length, name]);
    expect(make.unpack(bytes)).toEqual(fields);
    expect(make()).toEqual(zeros(make.size));
    // What follows in a message is not its.
    expect(make.unpack(Buffer.concat([bytes, Buffer.alloc(9, 0xee)]))).toEqual(fields);
    expect(make.unpack(new DataView(Uint8Array.from(bytes).buffer))).toEqual(fields);
  });

  it('tcp_info has the bit-fields of C', () => {
    const bytes = tcp_info({
      tcpi_snd_wscale: 7,
      tcpi_rcv_wscale: 10,
      tcpi_delivery_rate_app_limited: 1,
      tcpi_fastopen_client_fail: 2,
    });
    expect([bytes[6], bytes[7]]).toEqual([0xa7, 0b101]);
    expect(tcp_info.unpack(bytes)).toMatchObject({
      tcpi_snd_wscale: 7,
      tcpi_rcv_wscale: 10,
      tcpi_delivery_rate_app_limited: 1,
      tcpi_fastopen_client_fail: 2,
    });
  });

  it('tcp_info and mptcp_info leave out what an older kernel does not give', () => {
    const old = tcp_info.unpack(zeros(104));
    expect([old.tcpi_total_retrans, 'tcpi_pacing_rate' in old]).toEqual([0, false]);
    expect(Object.keys(tcp_info.unpack(zeros(0)))).toEqual([]);
    expect(tcp_info.unpack(zeros(tcp_info.size)).tcpi_pacing_rate).toBe(0n);
    expect(mptcp_info.unpack(zeros(5))).toEqual({
      mptcpi_subflows: 0,
      mptcpi_add_addr_signal: 0,
      mptcpi_add_addr_accepted: 0,
      mptcpi_subflows_max: 0,
      mptcpi_add_addr_signal_max: 0,
    });
  });
});

describe.runIf(capabilities.allOptions)('the fields of a structure', () => {
  it('may be left out, be bigints, addresses of ipaddress, or bytes', () => {
    expect(linger({ l_onoff: true as never })).toEqual(linger({ l_onoff: 1 }));
    expect(linger({ l_linger: 5n })).toEqual(linger({ l_linger: 5, l_onoff: undefined }));
    for (const form of ['224.0.0.1', inet_aton('224.0.0.1'), new IPv4Address('224.0.0.1')])
      expect(ip_mreq({ imr_multiaddr: form })).toEqual(Buffer.from([224, 0, 0, 1, 0, 0, 0, 0]));
  });

  it.runIf(linux)('that hold a sockaddr take it in every form', () => {
    const wanted = group_req({ gr_group: ['232.1.1.1', 0] });
    for (const form of ['232.1.1.1', sockaddr(AF_INET, ['232.1.1.1', 0])])
      expect(group_req({ gr_group: form })).toEqual(wanted);
    expect(group_req({ gr_group: 'ff15::1' })).toEqual(group_req({ gr_group: ['ff15::1', 0] }));
    expect(group_req.unpack(group_req()).gr_group).toBe(null);
  });

  it.each<[string, () => unknown, string, RegExp]>([
    ['no object', () => linger(1 as never), 'TypeError', /linger\(\) takes an object of fields, not 'number'/],
    ['null', () => linger(null as never), 'TypeError', /linger\(\)/],
    ['an unknown field', () => linger({ onoff: 1 } as never), 'TypeError', /linger\(\) has no field 'onoff'/],
    ['a fraction', () => linger({ l_onoff: 0.5 }), 'TypeError', /linger\(\) l_onoff must be an integer, not 0.5/],
    ['text', () => linger({ l_onoff: '1' as never }), 'TypeError', /l_onoff must be an integer, not 'string'/],
    ['NaN', () => linger({ l_onoff: Number.NaN }), 'TypeError', /l_onoff/],
    ['too large', () => linger({ l_onoff: 2 ** 31 }), 'RangeError', /l_onoff must fit into 32 bits/],
    ['too small', () => linger({ l_onoff: -(2 ** 31) - 1 }), 'RangeError', /l_onoff/],
    ['a host name', () => ip_mreq({ imr_multiaddr: 'localhost' }), 'RangeError', /imr_multiaddr must be an address/],
    ['the other version', () => ip_mreq({ imr_multiaddr: '::1' }), 'RangeError', /imr_multiaddr/],
    ['bytes too few', () => ip_mreq({ imr_multiaddr: Buffer.alloc(3) }), 'RangeError', /imr_multiaddr/],
    ['an address as a number', () => ip_mreq({ imr_multiaddr: 1 as never }), 'TypeError', /imr_multiaddr/],
    [
      'bytes too short to read',
      () => linger.unpack(Buffer.alloc(7)),
      'RangeError',
      /linger.unpack\(\) needs 8 bytes, not 7/,
    ],
    ['no bytes to read', () => linger.unpack('x' as never), 'TypeError', /linger.unpack\(\) argument 'buffer'/],
  ])('are refused: %s', (_, call, name, message) => {
    const error = thrown(call);
    expect([error.name, error.message]).toEqual([name, expect.stringMatching(message)]);
  });

  it.runIf(linux).each<[string, () => unknown, string, RegExp]>([
    ['a sign', () => ucred({ uid: -1 }), 'RangeError', /ucred\(\) uid must fit into 32 unsigned bits/],
    ['more bits', () => tcp_info({ tcpi_snd_wscale: 16 }), 'RangeError', /tcpi_snd_wscale must be from 0 to 15/],
    ['64 bits', () => tcp_info({ tcpi_bytes_acked: 2n ** 64n }), 'RangeError', /tcpi_bytes_acked must fit into 64/],
    [
      'too many',
      () => scm_timestamping({ ts: [{}, {}, {}, {}] as never }),
      'TypeError',
      /ts must be an array of at most 3/,
    ],
    ['no array', () => scm_timestamping({ ts: {} as never }), 'TypeError', /ts must be an array/],
    [
      'inside',
      () => scm_timestamping({ ts: [{ tv_min: 1 }] as never }),
      'TypeError',
      /ts\[0\]\(\) has no field 'tv_min'|ts\[0\]/,
    ],
    ['no structure inside', () => scm_timestamping({ ts: [1] as never }), 'TypeError', /ts\[0\]/],
    [
      'bytes too many',
      () => packet_mreq({ mr_address: Buffer.alloc(9) }),
      'RangeError',
      /mr_address must be at most 8 bytes/,
    ],
    [
      'a name in a sockaddr',
      () => group_req({ gr_group: ['localhost', 0] }),
      'RangeError',
      /gr_group must be an address/,
    ],
    ['sockaddr of bytes too many', () => ip6_mtuinfo({ ip6m_addr: Buffer.alloc(29) }), 'RangeError', /ip6m_addr/],
  ])('are refused: %s', (_, call, name, message) => {
    const error = thrown(call);
    expect([error.name, error.message]).toEqual([name, expect.stringMatching(message)]);
  });

  it('are in the module as an object, where the platform has them', () => {
    expect(berkeley.socket.linger).toBe(linger);
    expect('ucred' in berkeley.socket).toBe(ucred !== undefined);
    expect(Object.isFrozen(linger)).toBe(true);
  });
});

describe.runIf(capabilities.allOptions)('the kernel takes and gives', () => {
  it('SO_LINGER', () => {
    const sock = own(socket());
    sock.setsockopt(SOL_SOCKET, SO_LINGER, linger({ l_onoff: 1, l_linger: 5 }));
    const value = sock.getsockopt(SOL_SOCKET, SO_LINGER, linger.size);
    expect(linger.unpack(value)).toEqual({ l_onoff: 1, l_linger: 5 });
  });

  it('SO_RCVTIMEO', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    sock.setsockopt(SOL_SOCKET, SO_RCVTIMEO, timeval({ tv_sec: 3, tv_usec: 500_000 }));
    const value = sock.getsockopt(SOL_SOCKET, SO_RCVTIMEO, timeval.size);
    expect(timeval.unpack(value)).toEqual({ tv_sec: 3, tv_usec: 500_000 });
  });

  it.runIf(linux)('SO_PEERCRED', () => {
    const [a] = own(socketpair());
    const value = a!.getsockopt(SOL_SOCKET, SO_PEERCRED, ucred.size);
    expect(ucred.unpack(value)).toEqual({ pid: process.pid, uid: process.getuid!(), gid: process.getgid!() });
  });

  it.runIf(linux)('TCP_INFO', () => {
    const [client, server] = tcpPair();
    client.sendall(Buffer.from('12345'));
    expect(server.recv(9)).toHaveLength(5);
    const info = tcp_info.unpack(server.getsockopt(IPPROTO_TCP, TCP_INFO, tcp_info.size));
    expect(info).toMatchObject({ tcpi_state: TCP_ESTABLISHED, tcpi_bytes_received: 5n });
    expect(info.tcpi_rto).toBeGreaterThan(0);
  });

  it('memberships', () => {
    const sock = udp();
    const fields = { imr_multiaddr: '224.3.29.71', imr_interface: '127.0.0.1' };
    sock.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, ip_mreq(fields));
    expect(thrown(() => sock.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, ip_mreq(fields))).code).toBe('EADDRINUSE');
    sock.setsockopt(IPPROTO_IP, IP_DROP_MEMBERSHIP, ip_mreq(fields));
  });

  it.runIf(linux)('memberships by the index of the interface, and by source', () => {
    const lo = if_nametoindex('lo');
    const sock = udp();
    sock.setsockopt(IPPROTO_IP, IP_MULTICAST_IF, ip_mreqn({ imr_ifindex: lo }));
    sock.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, ip_mreqn({ imr_multiaddr: '224.3.29.71', imr_ifindex: lo }));
    sock.setsockopt(IPPROTO_IP, IP_DROP_MEMBERSHIP, ip_mreqn({ imr_multiaddr: '224.3.29.71', imr_ifindex: lo }));
    sock.setsockopt(IPPROTO_IP, MCAST_JOIN_GROUP, group_req({ gr_interface: lo, gr_group: '224.3.29.72' }));
    const source = { imr_multiaddr: '232.1.1.1', imr_interface: '127.0.0.1', imr_sourceaddr: '127.0.0.1' };
    sock.setsockopt(IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, ip_mreq_source(source));
    const group = { gsr_interface: lo, gsr_group: '232.1.1.2', gsr_source: '127.0.0.1' };
    sock.setsockopt(IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, group_source_req(group));
    const again = thrown(() => sock.setsockopt(IPPROTO_IP, MCAST_JOIN_SOURCE_GROUP, group_source_req(group)));
    expect(again.code).toBe('EADDRNOTAVAIL');
  });

  it.runIf(linux && ipv6)('memberships of IPv6', () => {
    const lo = if_nametoindex('lo');
    const sock = udp(AF_INET6);
    sock.setsockopt(IPPROTO_IPV6, IPV6_JOIN_GROUP, ipv6_mreq({ ipv6mr_multiaddr: 'ff01::77', ipv6mr_interface: lo }));
    sock.setsockopt(IPPROTO_IPV6, MCAST_JOIN_GROUP, group_req({ gr_interface: lo, gr_group: 'ff01::78' }));
  });

  const noPacket = refused(AF_PACKET, SOCK_RAW);

  it.skipIf(noPacket)(`packet memberships and statistics${noPacket ? `: ${noPacket}` : ''}`, () => {
    const sock = own(socket(AF_PACKET, SOCK_RAW, 0));
    const mreq = packet_mreq({ mr_ifindex: if_nametoindex('lo'), mr_type: PACKET_MR_PROMISC });
    sock.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, mreq);
    const stats = sock.getsockopt(SOL_PACKET, PACKET_STATISTICS, tpacket_stats.size);
    expect(tpacket_stats.unpack(stats)).toEqual({ tp_packets: 0, tp_drops: 0 });
  });

  it.runIf(linux)('the offender behind a sock_extended_err', () => {
    const error = sock_extended_err({ ee_errno: 111 });
    expect(SO_EE_OFFENDER(Buffer.concat([error, sockaddr(AF_INET, ['127.0.0.1', 0])]))).toEqual(['127.0.0.1', 0]);
    expect(SO_EE_OFFENDER(Buffer.concat([error, zeros(16)]))).toBe(null);
    expect(SO_EE_OFFENDER(error)).toBe(null);
    expect(SO_EE_OFFENDER(error.subarray(0, 3))).toBe(null);
  });
});
