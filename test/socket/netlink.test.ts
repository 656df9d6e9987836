import { networkInterfaces } from 'node:os';
import {
  AF_NETLINK,
  if_nameindex,
  inet_ntop,
  NETLINK_ROUTE,
  NLM_F_DUMP,
  NLM_F_REQUEST,
  NLMSG_DONE,
  NLMSG_ERROR,
  RTM_GETADDR,
  RTM_GETLINK,
  RTMGRP_LINK,
  SOCK_RAW,
  type Socket,
  socket,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds } from '../support/fds.ts';
import { refused } from '../support/kernel.ts';
import { own } from '../support/sockets.ts';

guardFds();

const missing = refused(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);

function netlink(): Socket {
  return own(socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE));
}

/** linux/rtnetlink.h: IFLA_IFNAME, IFLA_ADDRESS; IFA_ADDRESS, IFA_LOCAL. */
const IFLA_ADDRESS = 1;
const IFLA_IFNAME = 3;
const IFA_ADDRESS = 1;
const IFA_LOCAL = 2;

interface Message {
  type: number;
  body: Buffer;
  from: unknown;
}

/** What a dump answers: netlink(7), the messages up to NLMSG_DONE. */
function dump(type: number, header: number): Message[] {
  const sock = netlink();
  const request = Buffer.alloc(16 + header);
  const words = new DataView(request.buffer, request.byteOffset);
  words.setUint32(0, request.length, true);
  words.setUint16(4, type, true);
  words.setUint16(6, NLM_F_REQUEST | NLM_F_DUMP, true);
  words.setUint32(8, 1, true);
  expect(sock.sendto(request, [0, 0])).toBe(request.length);
  const messages: Message[] = [];
  for (;;) {
    const [data, from] = sock.recvfrom(65536);
    for (let at = 0; at < data.length; ) {
      const length = data.readUInt32LE(at);
      const kind = data.readUInt16LE(at + 4);
      if (kind === NLMSG_DONE) return messages;
      expect(kind).not.toBe(NLMSG_ERROR);
      messages.push({ type: kind, body: data.subarray(at + 16, at + length), from });
      at += Math.ceil(length / 4) * 4;
    }
  }
}

/** The attributes behind a message's own header, by number. */
function attributes(body: Buffer, header: number): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = header; at + 4 <= body.length; ) {
    const length = body.readUInt16LE(at);
    found.set(body.readUInt16LE(at + 2), body.subarray(at + 4, at + length));
    at += Math.ceil(length / 4) * 4;
  }
  return found;
}

describe.skipIf(missing)(`AF_NETLINK${missing ? `: ${missing}` : ''}`, () => {
  it('is named by the kernel, and by us', () => {
    const sock = netlink();
    expect(sock.getsockname()).toEqual([0, 0]);
    sock.bind([0, RTMGRP_LINK]);
    const [pid, groups] = sock.getsockname();
    expect([pid > 0, groups]).toEqual([true, RTMGRP_LINK]);
    expect(thrown(() => netlink().bind([pid, 0]))).toMatchObject({ code: 'EADDRINUSE', address: [pid, 0] });
    // netlink(7): a socket that is connected to the kernel says so.
    sock.connect([0, 0]);
    expect(sock.getpeername()).toEqual([0, 0]);
    expect(String(sock)).toMatch(/laddr=\(\d+, 1\), raddr=\(0, 0\)>$/);
  });

  it('lists the links that if_nameindex lists', () => {
    // struct ifinfomsg: family, pad, type; index; flags; change.
    const messages = dump(RTM_GETLINK, 16);
    const names = messages.map(({ body }) => [
      body.readInt32LE(4),
      attributes(body, 16).get(IFLA_IFNAME)!.toString('latin1').replace('\0', ''),
    ]);
    expect(names).toEqual(if_nameindex());
    for (const { from } of messages) expect(from).toEqual([0, 0]); // The kernel's port id is 0.
    const macs = new Map(
      messages.map(({ body }, i) => [names[i]![1], attributes(body, 16).get(IFLA_ADDRESS)?.toString('hex')]),
    );
    for (const [name, entries] of Object.entries(networkInterfaces())) {
      expect(macs.get(name)).toBe(entries![0]!.mac.replaceAll(':', ''));
    }
  });

  it('lists the addresses of os.networkInterfaces', () => {
    // struct ifaddrmsg: family, prefixlen, flags, scope; index.
    const names = new Map(if_nameindex());
    const addresses = dump(RTM_GETADDR, 8).map(({ body }) => {
      const found = attributes(body, 8);
      const family = body[0]!;
      const address = inet_ntop(family, (found.get(IFA_LOCAL) ?? found.get(IFA_ADDRESS))!);
      return `${names.get(body.readInt32LE(4))} ${address}/${body[1]}`;
    });
    const theirs = Object.entries(networkInterfaces()).flatMap(([name, entries]) =>
      entries!.map(({ cidr }) => `${name} ${cidr}`),
    );
    expect(theirs.length).toBeGreaterThan(0);
    expect(addresses).toEqual(expect.arrayContaining(theirs));
  });
});
