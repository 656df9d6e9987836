/** Sockets for a test, closed when it ends, and what the kernel says of them. */
import { closeSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AF_INET,
  AF_INET6,
  capabilities,
  close,
  has_ipv6,
  SOCK_DGRAM,
  SOCK_STREAM,
  type Socket,
  socket,
} from 'berkeley/socket';
import { onTestFinished } from 'vitest';
import { backend } from '../../dist/backend/load.js';

/** Closes sockets and bare descriptors when the test ends, and hands them on. */
export function own<T extends Socket | number | Socket[]>(what: T): T {
  onTestFinished(() => {
    for (const one of Array.isArray(what) ? what : [what]) {
      if (typeof one === 'object') one.close();
      else if (one >= 0) closeQuietly(one);
    }
  });
  return what;
}

function closeQuietly(fd: number): void {
  try {
    close(fd);
  } catch {
    // The test closed it itself.
  }
}

/** Closes a descriptor without a word to the package. */
export function closeBehind(fd: number): void {
  if (capabilities.fileDescriptors) closeSync(fd);
  else backend.sys.close(fd);
}

/** Whether a descriptor is open. */
export function isOpen(fd: number): boolean {
  return backend.sys.get_blocking(fd) >= 0;
}

/** A listening TCP socket on loopback, port 0. */
export function listener(family = AF_INET, backlog?: number): Socket {
  const server = own(socket(family));
  server.bind([family === AF_INET6 ? '::1' : '127.0.0.1', 0]);
  server.listen(backlog);
  return server;
}

/** A TCP connection over loopback: the side that connected, and the side that accepted. */
export function tcpPair(family = AF_INET): [client: Socket, server: Socket] {
  const server = listener(family);
  const client = own(socket(family, SOCK_STREAM));
  client.connect(server.getsockname());
  const [conn] = server.accept();
  server.close();
  return [client, own(conn)];
}

/** A bound UDP socket on loopback. */
export function udp(family = AF_INET): Socket {
  const sock = own(socket(family, SOCK_DGRAM));
  sock.bind([family === AF_INET6 ? '::1' : '127.0.0.1', 0]);
  return sock;
}

/** A port of loopback where nobody listens: bound and never listening, so that nobody else takes it. */
export function deadPort(family = AF_INET): number {
  const sock = own(socket(family, SOCK_STREAM));
  sock.bind([family === AF_INET6 ? '::1' : '127.0.0.1', 0]);
  return sock.getsockname()[1];
}

/** A directory for sockets with a short path, removed with the test. */
export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'bk-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The kernel's flags of a descriptor, as open(2) has them; what the backend says where it is none of the kernel's. */
export function kernelFlags(fd: number): number {
  if (!capabilities.fileDescriptors) {
    const { sys } = backend;
    return (sys.get_blocking(fd) === 0 ? O_NONBLOCK : 0) | (sys.get_inheritable(fd) === 0 ? O_CLOEXEC : 0);
  }
  const text = readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1');
  return Number.parseInt(/^flags:\s*(\d+)/m.exec(text)![1]!, 8);
}

/** Linux's O_NONBLOCK and O_CLOEXEC. */
export const O_NONBLOCK = 0o4000;
export const O_CLOEXEC = 0o2000000;

/** Whether the kernel would make this descriptor wait. */
export function kernelBlocks(sock: Socket): boolean {
  return (kernelFlags(sock.fileno()) & O_NONBLOCK) === 0;
}

export const linux = process.platform === 'linux';

/** Whether ::1 can be bound: a kernel may have IPv6 and no address for it. */
export const ipv6 = has_ipv6 && binds('::1');

function binds(host: string): boolean {
  const sock = socket(AF_INET6, SOCK_DGRAM);
  try {
    sock.bind([host, 0]);
    return true;
  } catch {
    return false;
  } finally {
    sock.close();
  }
}
