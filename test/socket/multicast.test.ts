import {
  AF_INET,
  AF_INET6,
  INADDR_ANY,
  IP_ADD_MEMBERSHIP,
  IP_DROP_MEMBERSHIP,
  IP_MULTICAST_IF,
  IP_MULTICAST_LOOP,
  IP_MULTICAST_TTL,
  IPPROTO_IP,
  IPPROTO_IPV6,
  IPV6_JOIN_GROUP,
  IPV6_LEAVE_GROUP,
  IPV6_MULTICAST_HOPS,
  IPV6_MULTICAST_IF,
  IPV6_MULTICAST_LOOP,
  if_nameindex,
  inet_aton,
  inet_pton,
  OSError,
  SO_REUSEADDR,
  SOCK_DGRAM,
  SOL_SOCKET,
  type Socket,
  socket,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { outcome, thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { python, start } from '../support/python.ts';
import { ipv6, own } from '../support/sockets.ts';

guardFds();

const GROUP = '239.255.76.67';
/** Of the scope of one interface: its datagrams never leave the machine, whatever the interface is. */
const GROUP6 = 'ff01::76:67';
const LOOPBACK = inet_aton('127.0.0.1');
/** struct ip_mreq: the group, and the address of the interface. */
const mreq = Buffer.concat([inet_aton(GROUP), LOOPBACK]);
/** struct ipv6_mreq: the group, and the index of the interface. */
const mreq6 = (index: number) =>
  Buffer.concat([inet_pton(AF_INET6, GROUP6), Buffer.from(new Uint32Array([index]).buffer)]);

/** A socket that hears the group over loopback. */
function member(): Socket {
  const sock = own(socket(AF_INET, SOCK_DGRAM));
  sock.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
  sock.bind(['', 0]);
  sock.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, mreq);
  sock.settimeout(10);
  return sock;
}

function sender(): Socket {
  const sock = own(socket(AF_INET, SOCK_DGRAM));
  sock.setsockopt(IPPROTO_IP, IP_MULTICAST_IF, LOOPBACK);
  sock.setsockopt(IPPROTO_IP, IP_MULTICAST_TTL, Buffer.from([1]));
  sock.setsockopt(IPPROTO_IP, IP_MULTICAST_LOOP, 1);
  return sock;
}

/** A socket that hears the IPv6 group on an interface. */
function member6(index = device6): Socket {
  const sock = socket(AF_INET6, SOCK_DGRAM);
  sock.bind(['::', 0]);
  try {
    sock.setsockopt(IPPROTO_IPV6, IPV6_JOIN_GROUP, mreq6(index));
  } catch (error) {
    sock.close();
    throw error;
  }
  return sock;
}

function sender6(index = device6): Socket {
  const sock = socket(AF_INET6, SOCK_DGRAM);
  sock.setsockopt(IPPROTO_IPV6, IPV6_MULTICAST_IF, index);
  sock.setsockopt(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 0);
  sock.setsockopt(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 1);
  return sock;
}

/** Whether the kernel takes a member of the IPv4 group, and a route to it over loopback. */
function probe4(): boolean {
  using from = socket(AF_INET, SOCK_DGRAM);
  try {
    from.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, mreq);
    from.setsockopt(IPPROTO_IP, IP_MULTICAST_IF, LOOPBACK);
    from.sendto(Buffer.alloc(0), [GROUP, 9]);
    return true;
  } catch (error) {
    if (error instanceof OSError) return false;
    throw error;
  }
}

/** Whether the kernel takes a member of the IPv6 group on this interface, and a route to it. */
function probe6(index: number): boolean {
  try {
    using receiver = member6(index);
    using from = sender6(index);
    from.sendto(Buffer.alloc(0), [GROUP6, receiver.getsockname()[1]]);
    return true;
  } catch (error) {
    if (error instanceof OSError) return false;
    throw error;
  }
}

const multicast = probe4();
/** The interface for IPv6: the loopback one has no route for groups on many a Linux. 0 if none will do. */
const device6: number = ipv6
  ? (if_nameindex()
      .map(([index]) => index)
      .find(probe6) ?? 0)
  : 0;

describe.skipIf(!multicast)('IPv4 multicast over loopback', () => {
  it('reaches the members of the group', () => {
    const [first, second] = [member(), own(socket(AF_INET, SOCK_DGRAM))];
    const port = first.getsockname()[1];
    // A second member of the same group and port, as on another machine.
    second.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1);
    second.bind([GROUP, port]);
    second.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, mreq);
    second.settimeout(10);
    const from = sender();
    expect(from.sendto(Buffer.from('to all'), [GROUP, port])).toBe(6);
    for (const sock of [first, second]) {
      const [data, address] = sock.recvfrom(100);
      expect(String(data)).toBe('to all');
      expect(address).toEqual(['127.0.0.1', from.getsockname()[1]]);
    }
  });

  it('ends with IP_DROP_MEMBERSHIP', () => {
    const sock = member();
    sock.setsockopt(IPPROTO_IP, IP_DROP_MEMBERSHIP, mreq);
    sock.setblocking(false);
    sender().sendto(Buffer.from('nobody'), [GROUP, sock.getsockname()[1]]);
    // Loopback delivers within sendto: what is not there now does not come.
    expect(thrown(() => sock.recv(9)).name).toBe('BlockingIOError');
    const again = outcome(() => sock.setsockopt(IPPROTO_IP, IP_DROP_MEMBERSHIP, mreq));
    expect(again.text).toMatch(/Cannot assign requested address/);
  });

  it('membership of INADDR_ANY takes the interface that the kernel chooses', () => {
    const any = Buffer.alloc(4);
    any.writeUInt32BE(INADDR_ANY);
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    const join = outcome(() => sock.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, Buffer.concat([inet_aton(GROUP), any])));
    // Without a route for the group, that is no device.
    expect([undefined, 19]).toContain(join.errno ?? undefined);
  });

  it('to what is no group is EINVAL', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    const wrong = Buffer.concat([inet_aton('127.0.0.1'), LOOPBACK]);
    expect(thrown(() => sock.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, wrong))).toMatchObject({ code: 'EINVAL' });
  });

  it('IP_MULTICAST_TTL is at most 255, as a byte or an int', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM));
    expect(sock.getsockopt(IPPROTO_IP, IP_MULTICAST_TTL)).toBe(1);
    for (const value of [Buffer.from([255]), 255]) {
      sock.setsockopt(IPPROTO_IP, IP_MULTICAST_TTL, value);
      expect(sock.getsockopt(IPPROTO_IP, IP_MULTICAST_TTL)).toBe(255);
    }
    expect(thrown(() => sock.setsockopt(IPPROTO_IP, IP_MULTICAST_TTL, 256)).code).toBe('EINVAL');
  });

  it.skipIf(!python)('is received by Python, and from Python', async () => {
    const sock = member();
    const peer = start(`
mreq = struct.pack('4s4s', inet_aton('${GROUP}'), inet_aton('127.0.0.1'))
s = socket(AF_INET, SOCK_DGRAM)
s.bind(('', 0)); s.setsockopt(IPPROTO_IP, IP_ADD_MEMBERSHIP, mreq)
s.setsockopt(IPPROTO_IP, IP_MULTICAST_IF, inet_aton('127.0.0.1'))
print(s.getsockname()[1])
print(s.recv(100).decode())
s.sendto(b'from python', ('${GROUP}', ${sock.getsockname()[1]}))
`);
    sender().sendto(Buffer.from('from here'), [GROUP, Number(await peer.line())]);
    expect(await peer.line()).toBe('from here');
    expect(String(sock.recv(100))).toBe('from python');
  });
});

describe.skipIf(!device6)('IPv6 multicast within the machine', () => {
  it('reaches the member of the group', () => {
    const [sock, from] = own([member6(), sender6()]) as [Socket, Socket];
    sock.settimeout(10);
    const port = sock.getsockname()[1];
    for (const address of [
      [GROUP6, port],
      [GROUP6, port, 0, device6],
    ] as const) {
      from.sendto(Buffer.from('six'), address);
      const [data, [host, sender, flowinfo]] = sock.recvfrom(100);
      expect([String(data), sender, flowinfo]).toEqual(['six', from.getsockname()[1], 0]);
      expect(host).toMatch(/^[0-9a-f:]+$/);
    }
  });

  it('ends with IPV6_LEAVE_GROUP', () => {
    const [sock, from] = own([member6(), sender6()]) as [Socket, Socket];
    sock.setsockopt(IPPROTO_IPV6, IPV6_LEAVE_GROUP, mreq6(device6));
    sock.setblocking(false);
    from.sendto(Buffer.from('nobody'), [GROUP6, sock.getsockname()[1]]);
    expect(thrown(() => sock.recv(9)).name).toBe('BlockingIOError');
  });

  it('has its options as ints', () => {
    const sock = own(sender6());
    expect(sock.getsockopt(IPPROTO_IPV6, IPV6_MULTICAST_HOPS)).toBe(0);
    expect(sock.getsockopt(IPPROTO_IPV6, IPV6_MULTICAST_IF)).toBe(device6);
    sock.setsockopt(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, false);
    expect(sock.getsockopt(IPPROTO_IPV6, IPV6_MULTICAST_LOOP)).toBe(0);
  });
});
