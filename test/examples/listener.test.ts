import { constants } from 'node:os';
import { OSError } from 'berkeley';
import { DefaultSelector } from 'berkeley/selectors';
import { create_server, type Socket } from 'berkeley/socket';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { acceptAll, Listener } from '../../examples/listener.ts';
import { closeClients, connectTo, kept } from '../support/example_clients.ts';

afterEach(() => {
  vi.restoreAllMocks();
  closeClients();
});

const { EMFILE, ECONNABORTED, EBADF } = constants.errno;

function listening(): { server: Socket; port: string } {
  const server = kept(create_server(['localhost', 0]));
  server.setblocking(false);
  return { server, port: String(server.getsockname()[1]) };
}

describe('acceptAll', () => {
  it('takes all that wait, or as many as it is told', () => {
    const { server, port } = listening();
    const clients = [1, 2, 3].map(() => connectTo(port));
    const names: unknown[] = [];
    const welcome = (sock: Socket, address: unknown) => {
      kept(sock);
      names.push(address);
    };
    expect(acceptAll(server, welcome, 2)).toBe(true);
    expect(names).toHaveLength(2);
    expect(acceptAll(server, welcome)).toBe(true);
    expect(names).toEqual(clients.map((client) => client.getsockname()));
  });

  it('gives sockets that do not block', () => {
    const { server, port } = listening();
    connectTo(port);
    acceptAll(server, (sock) => {
      expect(sock.getblocking()).toBe(false);
      kept(sock);
    });
    expect.assertions(1);
  });

  it('passes over a connection that failed before it was taken', () => {
    const { server, port } = listening();
    connectTo(port);
    vi.spyOn(server, 'accept').mockImplementationOnce(() => {
      throw new OSError(ECONNABORTED);
    });
    const welcome = vi.fn(kept);
    expect(acceptAll(server, (sock) => welcome(sock))).toBe(true);
    expect(welcome).toHaveBeenCalledOnce();
  });

  it('does not hide what is no fault of a connection', () => {
    const { server } = listening();
    vi.spyOn(server, 'accept').mockImplementation(() => {
      throw new OSError(EBADF);
    });
    expect(() => acceptAll(server, kept)).toThrow(/Bad file descriptor/);
  });
});

describe('Listener', () => {
  it('is not waited for while there is no room, and again after resume()', () => {
    const { server, port } = listening();
    using selector = new DefaultSelector();
    const welcome = vi.fn((sock: Socket) => void kept(sock));
    const listener = new Listener(selector, server, welcome);
    const turn = () => {
      const ready = selector.select(0);
      for (const [key] of ready) (key.data as () => void)();
      return ready.length;
    };
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(listener.timeout).toBe(null);
    connectTo(port);

    const accept = vi.spyOn(server, 'accept').mockImplementation(() => {
      throw new OSError(EMFILE);
    });
    // Once it is ready, and fails; from then on it would be ready for ever.
    expect(turn()).toBe(1);
    expect(turn()).toBe(0);
    expect(listener.timeout).toBeGreaterThan(0);
    expect(complaint).toHaveBeenCalledOnce();

    // There was no room after all: it pauses again, and the log has it already.
    listener.resume();
    expect(turn()).toBe(1);
    expect(turn()).toBe(0);
    expect(complaint).toHaveBeenCalledOnce();

    accept.mockRestore();
    listener.resume();
    expect(listener.timeout).toBe(null);
    expect(turn()).toBe(1);
    expect(welcome).toHaveBeenCalledOnce();
    expect(turn()).toBe(0);
  });
});
