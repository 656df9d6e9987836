import { capabilities, SO_REUSEPORT } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { example, stopPrograms } from '../support/example_programs.ts';

afterEach(stopPrograms);

describe('the programs of socketserver', () => {
  it('socketserver_echo_simple', async () => {
    expect(await example('socketserver_echo_simple').end()).toBe(`\
Sending : b'Hello, world'
Received: b'Hello, world'
`);
  });

  it.runIf(capabilities.fileDescriptors)('socketserver_threaded', async () => {
    expect(await example('socketserver_threaded').end()).toBe(`\
Server loop running in thread: Thread-1
Sending : b'Hello, world'
Received: b'Thread-2: Hello, world'
`);
  });

  it.runIf(capabilities.fdPassing)('socketserver_forking', async () => {
    const output = await example('socketserver_forking').end();
    const [, server, child] = /process: (\d+)\n[\s\S]*b'(\d+):/.exec(output)!;
    expect(child).not.toBe(server);
    expect(output).toBe(`\
Server loop running in process: ${server}
Sending : b'Hello, world'
Received: b'${child}: Hello, world'
`);
  });

  it.runIf(capabilities.fileDescriptors && SO_REUSEPORT !== undefined)('socketserver_reuse_port', async () => {
    expect(await example('socketserver_reuse_port').end()).toMatch(
      /^60 connections, and each of 3 servers had some: true\n$/,
    );
  });

  it('socketserver_echo', async () => {
    const program = example('socketserver_echo', [], { mergeErrors: true });
    const lines = (await program.end()).split('\n');
    const sock = "<socket.socket fd=N, family=2, type=1, proto=0, laddr=('127.0.0.1', N), raddr=('127.0.0.1', N)>";
    const of = (who: RegExp) =>
      lines
        .filter((line) => who.test(line))
        .map((line) => line.replace(/fd=\d+/, 'fd=N').replace(/(?<='127\.0\.0\.1', |1:)\d+/g, 'N'));
    // Server and client are two threads: each has its own order.
    // By the time that the request is closed the client may have gone, and have no address.
    const server = of(/^Echo/).map((line) => line.replace(/(close_request.*), raddr=.*?(>)/, '$1$2'));
    expect(server).toEqual([
      'EchoServer: __init__',
      'EchoServer: server_activate',
      'EchoServer: waiting for request',
      'EchoServer: Handling requests, press <Ctrl-C> to quit',
      `EchoServer: verify_request(${sock}, ('127.0.0.1', N))`,
      `EchoServer: process_request(${sock}, ('127.0.0.1', N))`,
      `EchoServer: finish_request(${sock}, ('127.0.0.1', N))`,
      'EchoRequestHandler: __init__',
      'EchoRequestHandler: setup',
      'EchoRequestHandler: handle',
      `EchoRequestHandler: recv()->"b'Hello, world'"`,
      'EchoRequestHandler: finish',
      'EchoServer: shutdown()',
      `EchoServer: close_request(${sock.replace(/, raddr.*/, '>')})`,
    ]);
    expect(of(/^client/)).toEqual([
      'client: Server on 127.0.0.1:N',
      'client: creating socket',
      'client: connecting to server',
      "client: sending data: b'Hello, world'",
      'client: waiting for response',
      "client: response from server: b'Hello, world'",
      'client: closing socket',
      'client: done',
    ]);
    expect(lines.length).toBe(14 + 8 + 1);
  });
});
