import { AF_INET6, capabilities, create_connection, create_server } from 'berkeley/socket';
import { BaseRequestHandler, listenFds, TCPServer } from 'berkeley/socketserver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Child, root } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';
import { ipv6, linux, own } from '../support/sockets.ts';

guardFds();

class Echo extends BaseRequestHandler {
  override handle(): void {
    this.request.sendall(this.request.recv(1024));
  }
}

describe('a server on a socket that is there already', () => {
  it.runIf(ipv6)('takes it as it is, and closes it', () => {
    const listener = own(create_server(['::1', 0], { family: AF_INET6 }));
    const server = new TCPServer(listener, Echo);
    expect(server.socket).toBe(listener);
    expect(server.server_address).toEqual(listener.getsockname());
    expect(server.address_family).toBe(AF_INET6);
    const client = own(create_connection(['::1', server.server_address[1]], 10));
    client.sendall(Buffer.from('hello'));
    server.handle_request();
    expect(String(client.recv(10))).toBe('hello');
    server.server_close();
    expect(listener.fileno()).toBe(-1);
  });
});

describe('listenFds', () => {
  it('gives none where nobody has passed any', () => {
    expect(listenFds()).toEqual([]);
  });

  it.runIf(linux && capabilities.fileDescriptors)('gives those that a service manager has passed', async () => {
    const one = own(create_server(['127.0.0.1', 0]));
    const two = own(create_server(['127.0.0.1', 0]));
    const script = `
      import { listenFds } from 'berkeley/socketserver';
      const found = listenFds();
      console.log(JSON.stringify(found.map(({ name, socket }) => [name, socket.fileno(), socket.getsockname(), socket.get_inheritable()])));
      console.log(JSON.stringify([listenFds(), 'LISTEN_FDS' in process.env]));`;
    const start = (count: string) =>
      new Child(
        'sh',
        ['-c', 'LISTEN_PID=$$ exec "$@"', 'sh', process.execPath, '--input-type=module', '--eval', script],
        { cwd: root, env: { ...process.env, LISTEN_FDS: count, LISTEN_FDNAMES: 'web' } },
        [one.fileno(), two.fileno()],
      );
    const child = start('2');
    onTestFinished(() => child.kill('SIGKILL'));
    const { stdout, stderr } = await child.ended;
    expect(stderr).toBe('');
    const [found, again] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(found).toEqual([
      ['web', 3, one.getsockname(), false],
      ['unknown', 4, two.getsockname(), false],
    ]);
    expect(again).toEqual([[], false]);
    expect((await start('two').ended).stderr).toMatch(/RangeError: LISTEN_FDS must be a count, not 'two'/);
  });
});
