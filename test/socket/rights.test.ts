import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import {
  AF_UNIX,
  CMSG_LEN,
  CMSG_SPACE,
  capabilities,
  close,
  MSG_CMSG_CLOEXEC,
  MSG_CTRUNC,
  MSG_PEEK,
  recv_fds,
  SCM_RIGHTS,
  SOCK_DGRAM,
  SOCK_STREAM,
  SOL_SOCKET,
  type Socket,
  send_fds,
  socket,
  socketpair,
} from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds, openFds } from '../support/fds.ts';
import { directory, kernelFlags, linux, O_CLOEXEC, own } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

const MSG = Buffer.from('message');
const pair = (type = SOCK_STREAM) => own(socketpair(AF_UNIX, type));

/** `n` descriptors of files whose content is their index. */
function files(n: number): number[] {
  const at = directory();
  return Array.from({ length: n }, (_, i) => {
    writeFileSync(`${at}/${i}`, String(i));
    return own(openSync(`${at}/${i}`, 'r'));
  });
}

const contents = (fds: number[]) => fds.map((fd) => Number(readFileSync(fd, 'latin1')));
const rights = (fds: number[]) => [SOL_SOCKET, SCM_RIGHTS, Int32Array.from(fds)] as const;
const fdsOf = (data: Uint8Array) =>
  Array.from({ length: Math.floor(data.length / 4) }, (_, i) => Buffer.from(data).readInt32LE(i * 4));

/** How many descriptors this process has open. */
const count = () => openFds().size;

describe.runIf(capabilities.fdPassing)('descriptors', () => {
  it.each([1, 2, 7, 253])('are sent and received, %i at once', (n) => {
    const [a, b] = pair();
    const sent = files(n);
    expect(send_fds(a, [MSG], sent)).toBe(MSG.length);
    const [data, fds, flags, address] = recv_fds(b, 100, n);
    for (const fd of fds) own(fd);
    expect([data, fds.length, flags]).toEqual([MSG, n, 0]);
    expect(address ?? null).toBeNull();
    expect(new Set([...sent, ...fds]).size).toBe(2 * n);
    expect(contents(fds)).toEqual(sent.map((_, i) => i));
  });

  it.runIf(linux)('arrive close-on-exec, and without a flag that nobody asked for', () => {
    const [a, b] = pair();
    send_fds(a, [MSG], files(1));
    const [, [fd], flags] = recv_fds(b, 100, 1);
    expect(kernelFlags(own(fd!)) & O_CLOEXEC).toBe(O_CLOEXEC);
    expect(flags).toBe(0);
    a.sendmsg([MSG]);
    expect(b.recvmsg(100, 0, MSG_CMSG_CLOEXEC)[2] & MSG_CMSG_CLOEXEC).toBe(MSG_CMSG_CLOEXEC);
  });

  it('are ints of C in the bytes of one item of ancillary data', () => {
    const [a, b] = pair();
    expect(a.sendmsg([MSG], [rights(files(3))])).toBe(MSG.length);
    const [data, ancdata] = b.recvmsg(100, CMSG_SPACE(12));
    expect(data).toEqual(MSG);
    expect(ancdata.map(([level, type, { length }]) => [level, type, length])).toEqual([[SOL_SOCKET, SCM_RIGHTS, 12]]);
    const fds = fdsOf(ancdata[0]![2]);
    for (const fd of fds) own(fd);
    expect(contents(fds)).toEqual([0, 1, 2]);
  });

  it('come as one item from several', () => {
    const [a, b] = pair();
    const [one, two, three] = files(3);
    a.sendmsg([MSG], [rights([one!, two!]), rights([three!])]);
    const [, ancdata] = b.recvmsg(100, 1024);
    const fds = ancdata.flatMap(([, , data]) => fdsOf(data));
    for (const fd of fds) own(fd);
    expect(contents(fds)).toEqual([0, 1, 2]);
  });

  it('can be sent by whoever closes them at once, and be sockets', () => {
    const [a, b] = pair(SOCK_DGRAM);
    const [c, d] = pair();
    send_fds(a, [MSG], [c.fileno()]);
    c.close();
    const [, [fd]] = recv_fds(b, 100, 1);
    const received = own(socket({ fileno: fd! }));
    expect([received.family, received.type]).toEqual([AF_UNIX, SOCK_STREAM]);
    received.sendall(MSG);
    expect(d.recv(100)).toEqual(MSG);
  });

  it('may be none', () => {
    const [a, b] = pair();
    expect(send_fds(a, [MSG], [])).toBe(MSG.length);
    expect(recv_fds(b, 100, 0).slice(0, 3)).toEqual([MSG, [], 0]);
    a.send(MSG);
    expect(recv_fds(b, 100, 5).slice(0, 3)).toEqual([MSG, [], 0]);
  });

  it('are bad ones as the kernel says, and nothing is sent', () => {
    const [a, b] = pair();
    expect(thrown(() => send_fds(a, [MSG], [-1])).code).toBe('EBADF');
    expect(
      thrown(() =>
        send_fds(
          a,
          [MSG],
          Array.from({ length: 300 }, () => 0),
        ),
      ).code,
    ).toMatch(/EINVAL|ETOOMANYREFS/);
    b.setblocking(false);
    expect(thrown(() => b.recv(1)).name).toBe('BlockingIOError');
  });

  it('go to an address, with options by name', () => {
    const [a, b] = [own(socket(AF_UNIX, SOCK_DGRAM)), own(socket(AF_UNIX, SOCK_DGRAM))];
    const path = `${directory()}/b`;
    b.bind(path);
    send_fds(a, [MSG], files(1), { address: path });
    send_fds(a, [MSG], files(1), 0, path);
    for (const flags of [0, { flags: 0 }]) {
      const [, fds] = recv_fds(b, 100, 1, flags);
      expect(contents(fds.map((fd) => own(fd)))).toEqual([0]);
    }
    const call = (...args: unknown[]) => thrown(() => (send_fds as (...args: unknown[]) => number)(...args));
    expect(call(a, [MSG], [1], { adress: path }).message).toBe("send_fds() got an unexpected option 'adress'");
    expect(call(a, [MSG], 3).message).toBe("send_fds() argument 'fds' must be an iterable, not 'number'");
    expect(call(a, [MSG], ['3']).message).toContain("send_fds() argument 'fds'[0] must be an integer");
    expect(call(a, [MSG], [2 ** 40]).name).toBe('RangeError');
    expect(thrown(() => recv_fds(a, 1, -1)).message).toContain("recv_fds() argument 'maxfds'");
    expect(thrown(() => recv_fds(a, 1, 2 ** 30)).name).toBe('RangeError');
    expect(thrown(() => recv_fds(a, -1, 1)).name).toBe('RangeError');
  });

  describe.runIf(linux)('beyond the room', () => {
    /** Receives with so much room for ancillary data, and closes what came. */
    function receive(b: Socket, room: number): [fds: number, bytes: number, flags: number] {
      const [, ancdata, flags] = b.recvmsg(100, room);
      const fds = ancdata.flatMap(([, , data]) => fdsOf(data));
      expect(fds.every((fd) => fstatSync(fd).isFile())).toBe(true);
      for (const fd of fds) close(fd);
      return [fds.length, ancdata.reduce((sum, [, , { length }]) => sum + length, 0), flags];
    }

    it.each([
      [0, 0],
      [1, 0],
      [CMSG_LEN(0) - 1, 0],
      [CMSG_LEN(0), 0],
      [CMSG_LEN(0) + 1, 0],
      [CMSG_LEN(4) - 1, 0],
      [CMSG_LEN(4), 1],
      [CMSG_LEN(7), 1],
      [CMSG_LEN(8) - 1, 1],
      [CMSG_LEN(8), 2],
      [CMSG_SPACE(8), 2],
    ])('of %i bytes come %i of three, MSG_CTRUNC shows, and the others are closed', (room, expected) => {
      const [a, b] = pair();
      const sent = files(3);
      const before = count();
      a.sendmsg([MSG], [rights(sent)]);
      const [fds, bytes, flags] = receive(b, room);
      // Three fit in the padding of two.
      expect(fds).toBe(room === CMSG_SPACE(8) && CMSG_SPACE(8) >= CMSG_LEN(12) ? 3 : expected);
      expect(bytes).toBe(fds * 4);
      expect(flags & MSG_CTRUNC).toBe(fds === 3 ? 0 : MSG_CTRUNC);
      expect(count()).toBe(before);
    });

    it('of recv_fds are closed, and of any call that asks for none', () => {
      const [a, b] = pair();
      const sent = files(5);
      const before = count();
      for (const most of [0, 1, 4]) {
        send_fds(a, [MSG], sent);
        const [, fds, flags] = recv_fds(b, 100, most);
        for (const fd of fds) close(fd);
        expect([fds.length >= most, fds.length < 5, flags & MSG_CTRUNC]).toEqual([true, true, MSG_CTRUNC]);
      }
      send_fds(a, [MSG], sent);
      expect(b.recv(100)).toEqual(MSG);
      send_fds(a, [MSG], sent);
      b.recvmsg_into([Buffer.alloc(100)]);
      send_fds(a, [MSG], sent);
      expect(count()).toBe(before);
    });

    it('of a message that is only looked at come again', () => {
      const [a, b] = pair();
      send_fds(a, [MSG], files(2));
      const before = count();
      const looked = recv_fds(b, 100, 2, MSG_PEEK)[1];
      const taken = recv_fds(b, 100, 2)[1];
      expect(new Set([...looked, ...taken]).size).toBe(4);
      for (const fd of [...looked, ...taken]) closeSync(fd);
      expect(count()).toBe(before);
    });
  });

  it.runIf(linux)('that nobody received are closed with the socket', () => {
    const sent = files(3);
    const before = count();
    const [a, b] = socketpair(AF_UNIX, SOCK_DGRAM);
    send_fds(a, [MSG], sent);
    a.close();
    b.close();
    expect(count()).toBe(before);
  });

  it.runIf(linux)("that came are the caller's, whose thread may end", async () => {
    const [a, b] = pair();
    send_fds(a, [MSG], files(1));
    const before = count();
    const fd = await inThread(({ socket }, fileno) => {
      const sock = socket.socket({ fileno });
      const [, fds] = socket.recv_fds(sock, 100, 1);
      sock.detach();
      return fds[0]!;
    }, b.fileno());
    expect(readFileSync(fd, 'latin1')).toBe('0');
    closeSync(fd);
    expect(count()).toBeGreaterThanOrEqual(before);
  });
});
