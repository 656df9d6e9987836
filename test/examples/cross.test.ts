import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { epoll } from 'berkeley/select';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { example, type Program, server, stopPrograms } from '../support/example_programs.ts';
import { hasPython, python } from '../support/example_python.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'berkeley-'));
});

afterEach(async () => {
  await stopPrograms();
  rmSync(cwd, { recursive: true });
});

const ECHOED = "b'This is the message.  It will be repeated.'\n";
const PIECES = "received b'This is the mess'\nreceived b'age.  It will be'\nreceived b' repeated.'\n";

const MULTIPLE = [0, 1, 2].map((i) => `b'message ${i} of 0'\nb'message ${i} of 1'\n`).join('');

/** Sends, and prints the echo. Takes the address from the command line: a path, or a port. */
const streamClient = `
import socket, sys
where = sys.argv[1]
family, address = (socket.AF_UNIX, where) if '/' in where else (socket.AF_INET, ('127.0.0.1', int(where)))
with socket.socket(family, socket.SOCK_STREAM) as sock:
    sock.connect(address)
    sock.sendall(b'This is the message.  It will be repeated.')
    sock.shutdown(socket.SHUT_WR)
    print(b''.join(iter(lambda: sock.recv(100), b'')))
`;

/** Echoes one connection. Takes a path, or 0 for a free port. */
const streamServer = `
import socket, sys
where = sys.argv[1]
family, address = (socket.AF_UNIX, where) if '/' in where else (socket.AF_INET, ('127.0.0.1', int(where)))
with socket.socket(family, socket.SOCK_STREAM) as listener:
    listener.bind(address)
    listener.listen()
    print('ready on', listener.getsockname())
    sock, peer = listener.accept()
    with sock:
        while data := sock.recv(16):
            sock.sendall(data)
`;

const datagramClient = `
import socket, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.sendto(b'This is the message.  It will be repeated.', ('127.0.0.1', int(sys.argv[1])))
    print(sock.recv(100))
`;

const datagramServer = `
import socket
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(('127.0.0.1', 0))
    print('ready on', sock.getsockname())
    data, address = sock.recvfrom(100)
    sock.sendto(data, address)
`;

const binaryClient = `
import socket, struct, sys
with socket.create_connection(('127.0.0.1', int(sys.argv[1]))) as sock:
    sock.sendall(struct.pack('I 2s f', 7, b'xy', -0.1))
`;

const binaryServer = `
import socket, struct
with socket.create_server(('127.0.0.1', 0)) as listener:
    print('ready on', listener.getsockname())
    sock, peer = listener.accept()
    with sock:
        print(struct.unpack('I 2s f', sock.recv(100)))
`;

/** Two connections, which talk in turn. */
const multiClient = `
import socket, sys
socks = [socket.create_connection(('127.0.0.1', int(sys.argv[1]))) for i in range(2)]
for i in range(3):
    for n, sock in enumerate(socks):
        sock.sendall(b'message %d of %d' % (i, n))
    for sock in socks:
        print(sock.recv(100))
for sock in socks:
    sock.close()
`;

/** Echoes as many connections as the command line says, all at once, until they hang up. */
const selectorServer = `
import selectors, socket, sys
left = int(sys.argv[1])
with selectors.DefaultSelector() as selector, socket.create_server(('127.0.0.1', 0)) as listener:
    selector.register(listener, selectors.EVENT_READ)
    print('ready on', listener.getsockname())
    while left:
        for key, events in selector.select():
            if key.fileobj is listener:
                selector.register(listener.accept()[0], selectors.EVENT_READ)
            elif data := key.fileobj.recv(1024):
                key.fileobj.sendall(data)
            else:
                selector.unregister(key.fileobj)
                key.fileobj.close()
                left -= 1
`;

async function portOf(program: Program): Promise<string> {
  return (await program.until(/ready on \('127\.0\.0\.1', (\d+)\)/))[1]!;
}

describe.skipIf(!hasPython)('with Python at the other end, where hasPython', () => {
  it('TCP: our server', async () => {
    const { port } = await server('socket_echo_server');
    expect(await python(streamClient, [port]).end()).toBe(ECHOED);
  });

  it('TCP: our client', async () => {
    const program = python(streamServer, ['0']);
    expect(await example('socket_echo_client', ['--port', await portOf(program)]).end()).toContain(PIECES);
    await program.end();
  });

  it('UDP: our server', async () => {
    const { port } = await server('socket_echo_server_dgram');
    expect(await python(datagramClient, [port]).end()).toBe(ECHOED);
  });

  it('UDP: our client', async () => {
    const program = python(datagramServer);
    const output = await example('socket_echo_client_dgram', ['--port', await portOf(program)]).end();
    expect(output).toContain(`received ${ECHOED}`);
    await program.end();
  });

  it('Unix sockets: our server', async () => {
    await example('socket_echo_server_uds', [], { cwd }).until(/waiting/);
    expect(await python(streamClient, ['./uds_socket'], { cwd }).end()).toBe(ECHOED);
  });

  it('Unix sockets: our client', async () => {
    const program = python(streamServer, ['./uds_socket'], { cwd });
    await program.until(/ready/);
    expect(await example('socket_echo_client_uds', [], { cwd }).end()).toContain(PIECES);
    await program.end();
  });

  it('binary data: our server', async () => {
    const { program, port } = await server('socket_binary_server');
    await python(binaryClient, [port]).end();
    await program.until(/unpacked: \(7, b'xy', -0\.10000000149011612\)\n/);
  });

  it('binary data: our client', async () => {
    const program = python(binaryServer);
    await example('socket_binary_client', ['--port', await portOf(program)]).end();
    expect(await program.end()).toContain("(1, b'ab', 2.700000047683716)\n");
  });

  it.each(['select_echo_server', 'select_echo_server_timeout', 'select_poll_echo_server'])('%s', async (name) => {
    const { port } = await server(name, [], /waiting/, { mergeErrors: true });
    expect(await python(multiClient, [port]).end()).toBe(MULTIPLE);
  });

  it('selectors_echo_server', async () => {
    const { program, port } = await server('selectors_echo_server');
    expect(await python(streamClient, [port]).end()).toBe(ECHOED);
    await program.end();
  });

  it.skipIf(epoll === undefined)('epoll_echo_server, where epoll', async () => {
    const { port } = await server('epoll_echo_server');
    expect(await python(multiClient, [port]).end()).toBe(MULTIPLE);
  });

  it('selector_echo_server', async () => {
    const program = example('selector_echo_server', ['--port', '0']);
    const [, port] = await program.until(/:(\d+)\n/);
    expect(await python(multiClient, [port!]).end()).toBe(MULTIPLE);
  });

  it('select_echo_multiclient', async () => {
    const program = python(selectorServer, ['2']);
    const client = example('select_echo_multiclient', ['--port', await portOf(program)], { mergeErrors: true });
    expect((await client.end()).match(/received b'.*'/g)).toEqual(
      ['This is the message. ', 'It will be sent ', 'in parts.'].flatMap((each) => [
        `received b'${each}'`,
        `received b'${each}'`,
      ]),
    );
    await program.end();
  });

  it.each(['selectors_echo_client', 'select_echo_slow_client'])('%s', async (name) => {
    const program = python(selectorServer, ['1']);
    const args = ['--port', await portOf(program), ...(name.includes('slow') ? ['--delay', '0.01'] : [])];
    const output = await example(name, args, { mergeErrors: true }).end();
    const said = (what: string) =>
      [...output.matchAll(new RegExp(`${what} b'(.*)'`, 'g'))].map(([, it]) => it).join('');
    expect(said('received')).toBe(said('sending'));
    expect(said('sending')).toMatch(/^.{41,48}$/);
    await program.end();
  });
});
