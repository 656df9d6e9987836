import { POLLERR, poll } from 'berkeley/select';
import {
  AF_INET,
  AF_INET6,
  AF_UNIX,
  CMSG_SPACE,
  capabilities,
  IP_PKTINFO,
  IP_RECVERR,
  IPPROTO_IP,
  IPPROTO_IPV6,
  IPV6_PKTINFO,
  IPV6_RECVERR,
  IPV6_RECVPKTINFO,
  if_nametoindex,
  in_pktinfo,
  in6_pktinfo,
  MSG_ERRQUEUE,
  SCM_CREDENTIALS,
  SCM_TIMESTAMP,
  SCM_TIMESTAMPING,
  SCM_TIMESTAMPNS,
  SO_EE_OFFENDER,
  SO_EE_ORIGIN_ICMP,
  SO_EE_ORIGIN_ICMP6,
  SO_PASSCRED,
  SO_TIMESTAMP,
  SO_TIMESTAMPING,
  SO_TIMESTAMPNS,
  SOCK_DGRAM,
  SOF_TIMESTAMPING_RX_SOFTWARE,
  SOF_TIMESTAMPING_SOFTWARE,
  SOL_SOCKET,
  type Socket,
  scm_timestamping,
  sock_extended_err,
  socket,
  socketpair,
  timespec,
  timeval,
  ucred,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { deadPort, ipv6, linux as onLinux, own, udp } from '../support/sockets.ts';

/** Structures and addresses are C's: a backend without the kernel's own options has none. */
const linux = onLinux && capabilities.allOptions;

guardFds();

/** A UDP socket with an option set that asks for ancillary data. */
function asking(level: number, option: number, value = 1, family = AF_INET): Socket {
  const sock = udp(family);
  sock.settimeout(10);
  sock.setsockopt(level, option, value);
  return sock;
}

/** The data of the one item that comes with a datagram to itself. */
function item(sock: Socket, size: number): [level: number, type: number, data: Buffer] {
  sock.sendto(Buffer.from('x'), sock.getsockname());
  const [, ancdata, , address] = sock.recvmsg(9, CMSG_SPACE(size));
  expect([ancdata.length, address]).toEqual([1, sock.getsockname()]);
  expect(ancdata[0]![2]).toHaveLength(size);
  return ancdata[0]!;
}

describe.runIf(linux)('ancillary data is read', () => {
  const now = () => Date.now() / 1000;

  it('IP_PKTINFO', () => {
    const [level, type, data] = item(asking(IPPROTO_IP, IP_PKTINFO), in_pktinfo.size);
    expect([level, type]).toEqual([IPPROTO_IP, IP_PKTINFO]);
    const lo = { ipi_ifindex: if_nametoindex('lo'), ipi_spec_dst: '127.0.0.1', ipi_addr: '127.0.0.1' };
    expect(in_pktinfo.unpack(data)).toEqual(lo);
  });

  it.runIf(ipv6)('IPV6_PKTINFO', () => {
    const [level, type, data] = item(asking(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1, AF_INET6), in6_pktinfo.size);
    expect([level, type]).toEqual([IPPROTO_IPV6, IPV6_PKTINFO]);
    expect(in6_pktinfo.unpack(data)).toEqual({ ipi6_addr: '::1', ipi6_ifindex: if_nametoindex('lo') });
  });

  it('SO_TIMESTAMP', () => {
    const [level, type, data] = item(asking(SOL_SOCKET, SO_TIMESTAMP), timeval.size);
    expect([level, type]).toEqual([SOL_SOCKET, SCM_TIMESTAMP]);
    const { tv_sec, tv_usec } = timeval.unpack(data);
    expect(Math.abs(tv_sec - now())).toBeLessThan(60);
    expect(tv_usec).toBeLessThan(1_000_000);
  });

  it('SO_TIMESTAMPNS', () => {
    const [level, type, data] = item(asking(SOL_SOCKET, SO_TIMESTAMPNS), timespec.size);
    expect([level, type]).toEqual([SOL_SOCKET, SCM_TIMESTAMPNS]);
    expect(Math.abs(timespec.unpack(data).tv_sec - now())).toBeLessThan(60);
  });

  it('SO_TIMESTAMPING', () => {
    const flags = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    const sock = asking(SOL_SOCKET, SO_TIMESTAMPING, flags);
    // Linux turns the stamping on a little later: the first datagrams may come without.
    for (let came = 0; came === 0; ) {
      sock.sendto(Buffer.from('x'), sock.getsockname());
      came = sock.recvmsg(9, CMSG_SPACE(scm_timestamping.size))[1].length;
    }
    const [level, type, data] = item(sock, scm_timestamping.size);
    expect([level, type]).toEqual([SOL_SOCKET, SCM_TIMESTAMPING]);
    const { ts } = scm_timestamping.unpack(data);
    expect(Math.abs(ts[0]!.tv_sec - now())).toBeLessThan(60);
    expect(ts.slice(1)).toEqual([
      { tv_sec: 0, tv_nsec: 0 },
      { tv_sec: 0, tv_nsec: 0 },
    ]);
  });

  it('SCM_CREDENTIALS, sent and received', () => {
    const [a, b] = own(socketpair(AF_UNIX, SOCK_DGRAM)) as [Socket, Socket];
    b.setsockopt(SOL_SOCKET, SO_PASSCRED, 1);
    const mine = { pid: process.pid, uid: process.getuid!(), gid: process.getgid!() };
    a.sendmsg([Buffer.from('x')], [[SOL_SOCKET, SCM_CREDENTIALS, ucred(mine)]]);
    const [, [item]] = b.recvmsg(9, CMSG_SPACE(ucred.size));
    const [level, type, data] = item!;
    expect([level, type, ucred.unpack(data)]).toEqual([SOL_SOCKET, SCM_CREDENTIALS, mine]);
  });

  const refusals = [
    ['IPv4', AF_INET, '127.0.0.1', IPPROTO_IP, IP_RECVERR, SO_EE_ORIGIN_ICMP, 3, 3],
    ['IPv6', AF_INET6, '::1', IPPROTO_IPV6, IPV6_RECVERR, SO_EE_ORIGIN_ICMP6, 1, 4],
  ] as const;

  it.each(refusals.filter(([, family]) => ipv6 || family === AF_INET))(
    'the error queue of %s: who refused, and what was sent',
    (_, family, host, level, option, origin, t, code) => {
      const sock = asking(level, option, 1, family);
      const target = [host, deadPort(family)] as const;
      sock.sendto(Buffer.from('anybody?'), target);
      const poller = poll();
      poller.register(sock, 0);
      expect(poller.poll(10_000)[0]![1] & POLLERR).toBe(POLLERR);
      const [data, ancdata, flags, address] = sock.recvmsg(100, CMSG_SPACE(sock_extended_err.size + 28), MSG_ERRQUEUE);
      expect([data.toString(), flags & MSG_ERRQUEUE]).toEqual(['anybody?', MSG_ERRQUEUE]);
      expect(address.slice(0, 2)).toEqual(target);
      const [, , error] = ancdata.find((one) => one[0] === level && one[1] === option)!;
      const wanted = { ee_errno: 111, ee_origin: origin, ee_type: t, ee_code: code };
      expect(sock_extended_err.unpack(error)).toMatchObject(wanted);
      expect(SO_EE_OFFENDER(error)[0]).toBe(host);
      sock.settimeout(0);
      expect(thrown(() => sock.recvmsg(1, 0, MSG_ERRQUEUE)).name).toBe('BlockingIOError');
    },
  );

  it('a socket that asked for nothing gets nothing', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    sock.bind(['127.0.0.1', 0]);
    sock.sendto(Buffer.from('x'), sock.getsockname());
    expect(sock.recvmsg(9, 100)[1]).toEqual([]);
  });
});
