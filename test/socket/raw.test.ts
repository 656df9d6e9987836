import { createHash } from 'node:crypto';
import {
  type Address,
  AF_ALG,
  AF_CAN,
  AF_INET,
  AF_INET6,
  AF_PACKET,
  AF_TIPC,
  AF_VSOCK,
  ARPHRD_LOOPBACK,
  CAN_RAW,
  ETH_P_ALL,
  ETH_P_IP,
  IPPROTO_ICMP,
  IPPROTO_ICMPV6,
  IPPROTO_RAW,
  PACKET_HOST,
  PACKET_OUTGOING,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  type Socket,
  socket,
  TIPC_ADDR_NAME,
  TIPC_ADDR_NAMESEQ,
  VMADDR_CID_ANY,
  VMADDR_CID_LOCAL,
  VMADDR_PORT_ANY,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { noVsockLoopback, reason, refused } from '../support/kernel.ts';
import { evaluate, python } from '../support/python.ts';
import { ipv6, own, udp } from '../support/sockets.ts';

guardFds();

/** A title that says why a test is skipped. */
const titled = (name: string, why: string | undefined): string => (why ? `${name}: ${why}` : name);

/** An ICMP echo request; RFC 792 and RFC 4443. */
function echo(type: number, id: number, payload: string): Buffer {
  const packet = Buffer.concat([Buffer.from([type, 0, 0, 0, id >> 8, id & 0xff, 0, 7]), Buffer.from(payload)]);
  let sum = 0;
  for (let i = 0; i < packet.length; i += 2) sum += (packet[i]! << 8) | (packet[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  packet.writeUInt16BE(~sum & 0xffff, 2);
  return packet;
}

/** What comes until one message passes. */
function receiveUntil(sock: Socket, fits: (data: Buffer, address: unknown) => boolean): [Buffer, unknown] {
  for (;;) {
    const [data, address] = sock.recvfrom(2048);
    if (fits(data, address)) return [data, address];
  }
}

const noRaw = refused(AF_INET, SOCK_RAW, IPPROTO_ICMP);

describe.skipIf(noRaw)(titled('a raw AF_INET socket', noRaw), () => {
  it('pings 127.0.0.1', () => {
    const sock = own(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    sock.settimeout(10);
    const id = process.pid & 0xffff;
    // raw(7): the port means nothing, and comes back as 0.
    sock.sendto(echo(8, id, 'berkeley'), ['127.0.0.1', 1]);
    // What is received begins with the IP header: the request itself, and then the reply, which is type 0.
    const [data, address] = receiveUntil(sock, (it) => it[20] === 0 && it.readUInt16BE(24) === id);
    expect(address).toEqual(['127.0.0.1', 0]);
    expect([data[0], data[9]]).toEqual([0x45, IPPROTO_ICMP]);
    expect(data.subarray(28).toString()).toBe('berkeley');
  });

  it('has its protocol for a port', () => {
    const sock = own(socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
    expect(sock.getsockname()).toEqual(['0.0.0.0', IPPROTO_ICMP]);
    sock.bind(['127.0.0.1', 0]);
    expect(sock.getsockname()).toEqual(['127.0.0.1', IPPROTO_ICMP]);
    expect(own(socket(AF_INET, SOCK_RAW, IPPROTO_RAW)).proto).toBe(IPPROTO_RAW);
  });
});

const noRaw6 = ipv6 ? refused(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6) : 'no ::1';

describe.skipIf(noRaw6)(titled('a raw AF_INET6 socket', noRaw6), () => {
  it.each<[string, Address]>([
    ['two', ['::1', 0]],
    ['three', ['::1', 0, 0]],
    ['four', ['::1', 0, 0, 0]],
  ])('pings ::1, an address of %s elements', (_, address) => {
    const sock = own(socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6));
    sock.settimeout(10);
    const id = process.pid & 0xffff;
    sock.sendto(echo(128, id, 'six'), address); // The kernel writes the checksum.
    const [data, from] = receiveUntil(sock, (it) => it[0] === 129 && it.readUInt16BE(4) === id);
    expect(from).toEqual(['::1', 0, 0, 0]);
    expect(data.subarray(8).toString()).toBe('six');
  });
});

// net.ipv4.ping_group_range says who may.
const noPing = refused(AF_INET, SOCK_DGRAM, IPPROTO_ICMP);

describe.skipIf(noPing)(titled('an ICMP socket without privileges', noPing), () => {
  it('pings 127.0.0.1, and has its id for a port', () => {
    const sock = own(socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP));
    sock.settimeout(10);
    sock.connect(['127.0.0.1', 0]);
    sock.send(echo(8, 0, 'berkeley'));
    const [data, address] = sock.recvfrom(2048);
    expect(address).toEqual(['127.0.0.1', 0]);
    expect(data[0]).toBe(0); // Without an IP header.
    expect(data.readUInt16BE(4)).toBe(sock.getsockname()[1]);
    expect(data.subarray(8).toString()).toBe('berkeley');
  });
});

const noPacket = refused(AF_PACKET, SOCK_RAW) ?? reason(() => bound(ETH_P_IP).close());

/** A packet socket on `lo`. */
function bound(protocol: number, type = SOCK_DGRAM): Socket {
  const sock = socket(AF_PACKET, type, 0);
  try {
    sock.bind(['lo', protocol]);
    return sock;
  } catch (error) {
    sock.close();
    throw error;
  }
}

describe.skipIf(noPacket)(titled('AF_PACKET on lo', noPacket), () => {
  const mac = Buffer.alloc(6);

  it('is named as in Python', () => {
    const sock = own(socket(AF_PACKET, SOCK_RAW, 0));
    const names = [sock.getsockname()];
    sock.bind(['lo', ETH_P_IP]);
    names.push(sock.getsockname());
    expect(names).toEqual([
      ['', 0, 0, 0, Buffer.alloc(0)],
      ['lo', ETH_P_IP, PACKET_HOST, ARPHRD_LOOPBACK, mac],
    ]);
  });

  it.skipIf(!python)('ends as in Python', () => {
    const script = 's = socket(AF_PACKET, SOCK_RAW, 0); s.bind(("lo", 2048)); names = [s.getsockname(), str(s)[-60:]]';
    const [theirs] = evaluate(['names'], script);
    const sock = own(bound(ETH_P_IP, SOCK_RAW));
    const name = sock.getsockname();
    expect([[...name.slice(0, 4), { bytes: [...name[4]] }], String(sock).slice(-60)]).toEqual(theirs!.value);
  });

  it('sees a datagram leave and arrive', () => {
    const sniffer = own(bound(ETH_P_ALL));
    sniffer.settimeout(10);
    const [from, to] = [udp(), udp()];
    const [, port] = to.getsockname();
    from.sendto(Buffer.from('seen'), to.getsockname());
    const mine = (data: Buffer) => data[9] === 17 && data.readUInt16BE(22) === port;
    const kinds = [PACKET_OUTGOING, PACKET_HOST].map((kind) => {
      const [data, address] = receiveUntil(sniffer, (it) => mine(it));
      expect(data.subarray(28).toString()).toBe('seen');
      expect(address).toEqual(['lo', ETH_P_IP, kind, ARPHRD_LOOPBACK, mac]);
      return kind;
    });
    expect(kinds).toHaveLength(2);
  });

  it('sends to a hardware address', () => {
    const protocol = 0x88b5; // For experiments; IEEE 802.
    const receiver = own(bound(protocol));
    receiver.settimeout(10);
    const sender = own(socket(AF_PACKET, SOCK_DGRAM, 0));
    expect(sender.sendto(Buffer.from('frame'), ['lo', protocol, 0, 0, mac])).toBe(5);
    const [data, address] = receiveUntil(receiver, (it) => it.toString() === 'frame');
    expect([data.toString(), address]).toEqual(['frame', ['lo', protocol, PACKET_HOST, ARPHRD_LOOPBACK, mac]]);
  });
});

const noVsock = refused(AF_VSOCK, SOCK_STREAM);

describe.skipIf(noVsock)(titled('AF_VSOCK', noVsock), () => {
  function listener(): Socket {
    const server = own(socket(AF_VSOCK, SOCK_STREAM));
    server.bind([VMADDR_CID_ANY, VMADDR_PORT_ANY]);
    server.listen();
    return server;
  }

  it('is named', () => {
    const fresh = own(socket(AF_VSOCK, SOCK_STREAM));
    expect(fresh.getsockname()).toEqual([VMADDR_CID_ANY, VMADDR_PORT_ANY]);
    const [cid, port] = listener().getsockname();
    expect([cid, port > 0 && port < VMADDR_PORT_ANY]).toEqual([VMADDR_CID_ANY, true]);
    expect(thrown(() => fresh.bind([VMADDR_CID_ANY, port])).code).toBe('EADDRINUSE');
  });

  const noLoopback = noVsock ?? noVsockLoopback();

  it.skipIf(noLoopback)(titled('connects to itself', noLoopback), () => {
    const server = listener();
    const client = own(socket(AF_VSOCK, SOCK_STREAM));
    client.settimeout(10);
    client.connect([VMADDR_CID_LOCAL, server.getsockname()[1]]);
    const [conn, address] = server.accept();
    expect(address).toEqual(client.getsockname());
    expect(own(conn).getpeername()).toEqual(address);
    conn.sendall(Buffer.from('hi'));
    expect(client.recv(9).toString()).toBe('hi');
  });
});

const noAlg = refused(AF_ALG, SOCK_SEQPACKET);

describe.skipIf(noAlg)(titled('AF_ALG', noAlg), () => {
  it.each(['sha1', 'sha256', 'sha512'])('hashes as node:crypto: %s', (name) => {
    const algorithm = own(socket(AF_ALG, SOCK_SEQPACKET));
    algorithm.bind(['hash', name]);
    const [operation] = algorithm.accept();
    own(operation);
    const data = Buffer.from('what is hashed'.repeat(50));
    operation.sendall(data);
    expect(operation.recv(512)).toEqual(createHash(name).update(data).digest());
  });

  it('of an algorithm that is not there is ENOENT', () => {
    const error = thrown(() => own(socket(AF_ALG, SOCK_SEQPACKET)).bind(['hash', 'none such']));
    expect(error).toMatchObject({ name: 'FileNotFoundError', address: ['hash', 'none such'] });
  });
});

const noCan = refused(AF_CAN, SOCK_RAW, CAN_RAW);

describe.skipIf(noCan)(titled('AF_CAN', noCan), () => {
  it('is named', () => {
    const sock = own(socket(AF_CAN, SOCK_RAW, CAN_RAW));
    expect(sock.getsockname()).toEqual(['']);
    sock.bind(['']);
    expect(sock.getsockname()).toEqual(['']);
  });
});

const noTipc = refused(AF_TIPC, SOCK_DGRAM);

describe.skipIf(noTipc)(titled('AF_TIPC', noTipc), () => {
  it('sends to a name', () => {
    const server = own(socket(AF_TIPC, SOCK_DGRAM));
    server.settimeout(10);
    server.bind([TIPC_ADDR_NAMESEQ, 18888, 1, 9]);
    own(socket(AF_TIPC, SOCK_DGRAM)).sendto(Buffer.from('hi'), [TIPC_ADDR_NAME, 18888, 5, 0]);
    expect(server.recvfrom(9)[0].toString()).toBe('hi');
  });
});
