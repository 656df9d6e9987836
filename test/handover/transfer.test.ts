import { MessageChannel } from 'node:worker_threads';
import { DefaultSelector, EVENT_READ } from 'berkeley/selectors';
import { AF_UNIX, capabilities, close, OSError, Socket, type SocketMessage, socket, socketpair } from 'berkeley/socket';
import { describe, expect, it, vi } from 'vitest';
import { thrown } from '../support/compare.ts';
import { guardFds, openSockets } from '../support/fds.ts';
import { listener, own, tcpPair, udp } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardFds();

describe.runIf(capabilities.fileDescriptors)('transfer() and Socket.receive()', () => {
  it('move a connection to a thread', async () => {
    const [ours, peer] = tcpPair();
    ours.settimeout(10);
    const fd = ours.fileno();
    const message = ours.transfer();
    expect([ours.fileno(), openSockets().has(fd)]).toEqual([-1, true]);
    const thread = inThread(({ socket: { Socket } }, message) => {
      const sock = Socket.receive(message);
      for (let data = sock.recv(100); data.length > 0; data = sock.recv(100)) sock.sendall(data);
      const { family, type, proto, timeout } = sock;
      sock.close();
      return { family, type, proto, timeout };
    }, message);
    peer.sendall(Buffer.from('echo'));
    peer.settimeout(10);
    expect(String(peer.recv(100))).toBe('echo');
    peer.close();
    const { family, type, proto } = ours;
    expect(await thread).toEqual({ family, type, proto, timeout: 10 });
    expect(openSockets().has(fd)).toBe(false);
  });

  it('move what a thread has accepted to this one, also when the thread has ended', async () => {
    const server = listener();
    const client = own(socket());
    client.connect(server.getsockname());
    const thread = inThread(({ socket: { Socket } }, message) => {
      const server = Socket.receive(message);
      const [conn] = server.accept();
      server.close();
      return conn.transfer();
    }, server.transfer());
    const message = (await thread) as SocketMessage;
    await thread.terminate();
    const conn = own(Socket.receive(message));
    client.sendall(Buffer.from('accepted elsewhere'));
    expect(String(conn.recv(100))).toBe('accepted elsewhere');
  });

  it('pass through a message port', async () => {
    const [left, right] = own(socketpair());
    const { port1, port2 } = new MessageChannel();
    const got = new Promise<SocketMessage>((resolve) => port2.once('message', resolve));
    port1.postMessage(left.transfer());
    const back = own(Socket.receive(await got));
    port1.close();
    back.sendall(Buffer.from('x'));
    expect([back.family, String(right.recv(1))]).toEqual([AF_UNIX, 'x']);
  });

  it('give it to one of many', async () => {
    const [ours, peer] = own(socketpair());
    const message = ours.transfer();
    const threads = Array.from({ length: 4 }, () =>
      inThread(({ socket: { Socket } }, message) => {
        try {
          Socket.receive(message).close();
          return 'received';
        } catch (error) {
          return (error as OSError).code;
        }
      }, message),
    );
    expect((await Promise.all(threads)).sort()).toEqual(['EBADF', 'EBADF', 'EBADF', 'received']);
    expect(peer.recv(1).length).toBe(0);
  });

  it('close it with the thread that received it', async () => {
    const [ours, peer] = own(socketpair());
    const message = ours.transfer();
    const thread = inThread(({ socket: { Socket }, say }, message) => {
      (globalThis as { kept?: unknown }).kept = Socket.receive(message);
      say('received');
      return new Promise<void>(() => setInterval(() => {}, 1000));
    }, message);
    await thread.heard();
    await thread.terminate();
    expect(peer.recv(1).length).toBe(0);
  });

  it('end the registrations of a selector', () => {
    const sock = udp();
    using selector = new DefaultSelector();
    selector.register(sock, EVENT_READ);
    using back = Socket.receive(sock.transfer());
    expect(selector.select(0)).toEqual([]);
    expect(back.fileno()).toBeGreaterThan(0);
  });

  it('make a socket of the class that receives', () => {
    class Mine extends Socket {}
    using mine = Mine.receive(own(socketpair())[0]!.transfer());
    expect(mine).toBeInstanceOf(Mine);
  });
});

describe.runIf(capabilities.fileDescriptors)('Socket.receive() refuses', () => {
  it('a message for the second time', () => {
    const [ours] = own(socketpair());
    const message = ours.transfer();
    using back = Socket.receive(message);
    for (const again of [message, structuredClone(message)]) {
      const error = thrown(() => Socket.receive(again));
      expect(error).toBeInstanceOf(OSError);
      expect(error).toMatchObject({ code: 'EBADF', syscall: 'receive' });
      expect(error.message).toMatch(/was received already/);
    }
    expect(back.fileno()).toBe(message.fd);
  });

  it('anything else', () => {
    const [ours] = own(socketpair());
    const message = ours.transfer();
    const wrong: unknown[] = [
      null,
      5,
      'berkeley.Socket',
      {},
      ours,
      JSON.parse(JSON.stringify(message)),
      { ...message, kind: 'other' },
      { ...message, fd: -1 },
      { ...message, fd: '5' },
      { ...message, family: undefined },
      { ...message, timeout: -1 },
      { ...message, state: new SharedArrayBuffer(1) },
    ];
    for (const one of wrong) expect(() => Socket.receive(one as never)).toThrow(/receive\(\) argument 'message'/);
    own(Socket.receive(message));
  });

  it('one whose descriptor is closed, or whose class does not take it: it may be received by another', () => {
    class Closed extends Socket {
      constructor() {
        super(AF_UNIX);
      }
    }
    const [ours] = own(socketpair());
    const message = ours.transfer();
    expect(() => (Closed as typeof Socket).receive(message)).toThrow(/constructor of Closed/);
    using back = Socket.receive(message);
    expect(back.fileno()).toBe(message.fd);
    const gone = own(socketpair())[0]!.transfer();
    close(gone.fd);
    expect(thrown(() => Socket.receive(gone)).code).toBe('EBADF');
  });
});

describe.runIf(capabilities.fileDescriptors)('transfer()', () => {
  it('closes what nobody receives in time, with a warning', async () => {
    const [ours, peer] = own(socketpair());
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
    const message = ours.transfer({ within: 0.01 });
    const warning = await warned;
    expect([warning.name, warning.message]).toEqual([
      'ResourceWarning',
      `nobody received the socket of descriptor ${message.fd}`,
    ]);
    expect(peer.recv(1).length).toBe(0);
    expect(thrown(() => Socket.receive(message)).message).toMatch(/was not received in time/);
  });

  it('leaves alone what was received, and what has no limit', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const [left, right] = own(socketpair());
    const received = own(Socket.receive(left.transfer({ within: 0.01 })));
    const waiting = right.transfer({ within: null });
    // A third, which goes, shows that they have been looked at.
    const [third, peer] = own(socketpair());
    third.transfer({ within: 0.02 });
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
    warn.mockRestore();
    expect(peer.recv(1).length).toBe(0);
    const back = own(Socket.receive(waiting));
    back.sendall(Buffer.from('x'));
    expect(String(received.recv(1))).toBe('x');
  });

  it('leaves the socket as it was for arguments that are wrong', () => {
    const [ours] = own(socketpair());
    const fd = ours.fileno();
    expect(() => ours.transfer({ within: -1 })).toThrow(/argument 'within'/);
    expect(() => ours.transfer({ within: 'soon' } as never)).toThrow(/argument 'within' must be a number/);
    expect(() => ours.transfer({ until: 1 } as never)).toThrow(/unexpected option 'until'/);
    expect(ours.fileno()).toBe(fd);
    ours.close();
    expect(thrown(() => ours.transfer()).code).toBe('EBADF');
  });
});
