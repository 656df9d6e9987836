import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AF_INET, create_connection, SOCK_STREAM, socket } from 'berkeley/socket';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { example, server, stopPrograms, withTutorialPorts } from '../support/example_programs.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'berkeley-'));
});

afterEach(async () => {
  await stopPrograms();
  rmSync(cwd, { recursive: true });
});

describe('TCP', () => {
  it('socket_echo_server and socket_echo_client', async () => {
    const { program, port } = await server('socket_echo_server');
    expect(withTutorialPorts(await example('socket_echo_client', ['--port', port]).end(), port)).toBe(`\
connecting to localhost port 10000
sending b'This is the message.  It will be repeated.'
received b'This is the mess'
received b'age.  It will be'
received b' repeated.'
closing socket
`);
    const expected = `\
starting up on localhost port 10000
waiting for a connection
connection from ('127.0.0.1', 65141)
received b'This is the mess'
sending data back to the client
received b'age.  It will be'
sending data back to the client
received b' repeated.'
sending data back to the client
received b''
no data from ('127.0.0.1', 65141)
waiting for a connection
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });

  it('socket_echo_client_easy', async () => {
    const { port } = await server('socket_echo_server');
    expect(await example('socket_echo_client_easy', ['--port', port]).end()).toBe(`\
Family  : AF_INET
Type    : SOCK_STREAM
Protocol: IPPROTO_TCP

sending b'This is the message.  It will be repeated.'
received b'This is the mess'
received b'age.  It will be'
received b' repeated.'
closing socket
`);
  });

  it('socket_echo_server_explicit and socket_echo_client_explicit', async () => {
    const { program, port } = await server('socket_echo_server_explicit', ['127.0.0.1']);
    // The first client of the tutorial says nothing.
    create_connection(['127.0.0.1', Number(port)]).close();
    await program.until(/received b''\nwaiting/);
    const client = await example('socket_echo_client_explicit', ['localhost', '--port', port]).end();
    expect(withTutorialPorts(client, port)).toBe(`\
connecting to localhost port 10000
sending b'This is the message.  It will be repeated.'
received b'This is the mess'
received b'age.  It will be'
received b' repeated.'
`);
    const expected = `\
starting up on 127.0.0.1 port 10000
waiting for a connection
client connected: ('127.0.0.1', 65141)
received b''
waiting for a connection
client connected: ('127.0.0.1', 65141)
received b'This is the mess'
received b'age.  It will be'
received b' repeated.'
received b''
waiting for a connection
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });

  it('socket_echo_server_any', async () => {
    const { program, port } = await server('socket_echo_server_any');
    await example('socket_echo_client', ['--port', port]).end();
    const expected = `\
starting up on 0.0.0.0 port 10000
waiting for a connection
client connected: ('127.0.0.1', 65141)
received b'This is the mess'
received b'age.  It will be'
received b' repeated.'
received b''
waiting for a connection
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });

  it('echo_server and echo_client', async () => {
    const { program, port } = await server('echo_server', [], /starting up/);
    expect(await example('echo_client', ['--port', port]).end()).toBe("Received b'Hello, world'\n");
    expect(withTutorialPorts(await program.end(), port)).toBe(`\
starting up on 127.0.0.1 port 10000
Connected by ('127.0.0.1', 65141)
`);
  });

  it('a client without a server ends with the error', async () => {
    // A port that is taken, and where nobody listens.
    const holder = socket(AF_INET, SOCK_STREAM);
    try {
      holder.bind(['127.0.0.1', 0]);
      const client = example('socket_echo_client', ['--port', String(holder.getsockname()[1])]);
      await expect(client.end()).rejects.toThrow(/ended with 1 .*ConnectionRefusedError: \[Errno \d+\]/s);
    } finally {
      holder.close();
    }
  });
});

describe('UDP', () => {
  it('socket_echo_server_dgram and socket_echo_client_dgram', async () => {
    const { program, port } = await server('socket_echo_server_dgram');
    expect(await example('socket_echo_client_dgram', ['--port', port]).end()).toBe(`\
sending b'This is the message.  It will be repeated.'
waiting to receive
received b'This is the message.  It will be repeated.'
closing socket
`);
    const expected = `\
starting up on localhost port 10000

waiting to receive message
received 42 bytes from ('127.0.0.1', 65141)
b'This is the message.  It will be repeated.'
sent 42 bytes back to ('127.0.0.1', 65141)

waiting to receive message
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });
});

describe('Unix sockets', () => {
  it('socket_echo_server_uds and socket_echo_client_uds, twice on the same path', async () => {
    for (let run = 0; run < 2; run++) {
      const program = example('socket_echo_server_uds', [], { cwd });
      await program.until(/waiting/);
      expect(await example('socket_echo_client_uds', [], { cwd }).end()).toBe(`\
connecting to ./uds_socket
sending b'This is the message.  It will be repeated.'
received b'This is the mess'
received b'age.  It will be'
received b' repeated.'
closing socket
`);
      const expected = `\
starting up on ./uds_socket
waiting for a connection
connection from ${''}
received b'This is the mess'
sending data back to the client
received b'age.  It will be'
sending data back to the client
received b' repeated.'
sending data back to the client
received b''
no data from ${''}
waiting for a connection
`;
      expect(await program.linesOf(expected)).toBe(expected);
    }
  });

  it('socket_echo_client_uds without a server says why and ends with 1', async () => {
    expect(await example('socket_echo_client_uds', [], { cwd }).end(1)).toBe(`\
connecting to ./uds_socket
[Errno 2] No such file or directory
`);
  });
});
