import { capabilities } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { example, server, stopPrograms, withTutorialPorts } from '../support/example_programs.ts';

afterEach(stopPrograms);

describe('binary data', () => {
  it('socket_binary_server and socket_binary_client', async () => {
    const { program, port } = await server('socket_binary_server');
    expect(await example('socket_binary_client', ['--port', port]).end()).toBe(`\
values = (1, b'ab', 2.7)
sending b'0100000061620000cdcc2c40'
closing socket
`);
    const expected = `\
starting up on 127.0.0.1 port 10000

waiting for a connection
received b'0100000061620000cdcc2c40'
unpacked: (1, b'ab', 2.700000047683716)

waiting for a connection
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });
});

describe('lines', () => {
  it('print_server and print_client', async () => {
    const program = example('print_server', ['--port', '0']);
    const [, port] = await program.until(/at: 127\.0\.0\.1:(\d+)\nwait for connection/);
    // On a terminal, what is typed stands after the prompt, and is a line.
    expect(await example('print_client', ['--port', port!], { input: 'ls\nhello\n' }).end()).toBe(`\
Please input msg:server received you message.
Please input msg:server received you message.
Please input msg:`);
    const expected = `\
Server start at: 127.0.0.1:${port}
wait for connection...
Connected by  ('127.0.0.1', 65141)
ls
hello
`;
    expect(withTutorialPorts(await program.linesOf(expected), port!)).toBe(expected);
  });

  it('hello_server and hello_client', async () => {
    const { program, port } = await server('hello_server', ['--delay', '0'], /Waiting/);
    expect(await example('hello_client', ['--port', port]).end()).toBe(`\
Welcome!
Hello, Michael!
Hello, Tracy!
Hello, Sarah!
`);
    const expected = `\
starting up on 127.0.0.1 port 10000
Waiting for connection…
Accept new connection from 127.0.0.1:65141…
Connection from 127.0.0.1:65141 closed.
`;
    const output = withTutorialPorts(await program.linesOf(expected), port);
    expect(output.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:65141')).toBe(expected);
  });

  it.runIf(capabilities.fileDescriptors)('hello_server_threaded and two of hello_client at once', async () => {
    const { program, port } = await server('hello_server_threaded', ['--delay', '0'], /Waiting/);
    const clients = [1, 2].map(() => example('hello_client', ['--port', port]).end());
    for (const output of await Promise.all(clients)) expect(output).toMatch(/^Welcome!\n(Hello, \w+!\n){3}$/);
    await program.until(/closed\.[\s\S]*closed\./);
    const lines = program.output.replaceAll(/127\.0\.0\.1:\d+/g, 'N').split('\n');
    expect(lines.slice(2).sort()).toEqual([
      '',
      'Accept new connection from N…',
      'Accept new connection from N…',
      'Connection from N closed.',
      'Connection from N closed.',
    ]);
  });
});

describe('time stamps', () => {
  const stamp = String.raw`\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\]`;

  it('tsTserv and tsTclnt', async () => {
    const { program, port } = await server('tsTserv');
    // The empty line ends it, not the end of the input.
    const typed = { input: 'hi\nspanish inquisition\n\n', holdInput: true };
    const client = await example('tsTclnt', ['--port', port], typed).end();
    expect(client).toMatch(new RegExp(`^> ${stamp} hi\n> ${stamp} spanish inquisition\n> $`));
    const expected = `\
starting up on port 10000
waiting for connection...
connected from ('127.0.0.1', 65141)
waiting for connection...
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });

  it('tsUserv and tsUclnt', async () => {
    const { program, port } = await server('tsUserv');
    const client = await example('tsUclnt', ['--port', port], { input: 'hi\nspam! spam! spam!\n\n' }).end();
    expect(client).toMatch(new RegExp(`^> ${stamp} hi\n> ${stamp} spam! spam! spam!\n> $`));
    const expected = `\
starting up on port 10000
waiting for message...
received from and returned to ('127.0.0.1', 65141)
waiting for message...
received from and returned to ('127.0.0.1', 65141)
waiting for message...
`;
    expect(withTutorialPorts(await program.linesOf(expected), port)).toBe(expected);
  });
});

describe('a pair of sockets', () => {
  it.runIf(capabilities.fileDescriptors)('socket_socketpair', async () => {
    const lines = (await example('socket_socketpair').end()).split('\n');
    // Two processes print: either may be first, but an answer is after its question.
    expect(lines.filter((line) => line !== 'in child, waiting for message')).toEqual([
      'in parent, sending message',
      "message from parent: b'ping'",
      "response from child: b'pong'",
      '',
    ]);
    const waiting = lines.indexOf('in child, waiting for message');
    expect(waiting).toBeGreaterThanOrEqual(0);
    expect(waiting).toBeLessThan(lines.indexOf("message from parent: b'ping'"));
  });
});
