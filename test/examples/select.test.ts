import { create_server, type Socket } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { closeClients, connectTo, kept, receiveExactly, reset } from '../support/example_clients.ts';
import { example, server, stopPrograms, withTutorialPorts } from '../support/example_programs.ts';

afterEach(async () => {
  closeClients();
  await stopPrograms();
});

// These programs print on their standard error, as the tutorial's do.
const options = { mergeErrors: true };
const serve = (name: string, args: string[] = [], ready = /waiting/) => server(name, args, ready, options);

function repr(sock: Socket): string {
  const [host, port] = sock.getsockname();
  return `('${host}', ${port})`;
}

/** The output without repetitions of what a server says when nothing comes. */
function withoutRepetitions(output: string, said: string): string {
  return output.replaceAll(new RegExp(`(${said})+`, 'g'), said);
}

const MESSAGES = ['This is the message. ', 'It will be sent ', 'in parts.'];

describe.each([
  ['select_echo_server', ' connection from ', '  '],
  ['select_poll_echo_server', ' connection ', ''],
  ['select_echo_server_timeout', ' connection from ', '  '],
])('%s', (name, came, indent) => {
  it('serves two clients in turn, line by line as in the tutorial', async () => {
    const { program, port } = await serve(name);
    const clients: Socket[] = [];
    const waiting = 'waiting for the next event\n';
    let expected = `starting up on localhost port ${port}\n${waiting}`;
    // A server that is kept waiting for a second waits again.
    const settled = () => withoutRepetitions(program.output.replaceAll(/ timed out.*\n/g, ''), waiting);
    for (let i = 0; i < 2; i++) {
      const client = connectTo(port);
      await program.until(new RegExp(`connection.* ${client.getsockname()[1]}\\)\\nwaiting for the next event\\n`));
      clients.push(client);
      expected += `${came}${repr(client)}\n${waiting}`;
    }
    let answers = 0;
    for (const message of MESSAGES) {
      for (const client of clients) {
        client.sendall(Buffer.from(message));
        expect(client.recv(1024).toString()).toBe(message);
        await program.until(new RegExp(`(queue empty.*){${++answers}}waiting for the next event\\n$`, 's'));
        expected += ` received b'${message}' from ${repr(client)}\n${waiting}`;
        expected += ` sending b'${message}' to ${repr(client)}\n${waiting}`;
        expected += `${indent}${repr(client)} queue empty\n${waiting}`;
      }
    }
    const last = repr(clients[1]!);
    let closed = 0;
    for (const client of clients) {
      client.close();
      await program.until(new RegExp(`(closing.*){${++closed}}waiting for the next event\\n$`, 's'));
      // As in the tutorial: the address of the client that came last.
      expected += ` closing ${last}\n${waiting}`;
    }
    expect(settled()).toBe(expected);
  });

  it('serves select_echo_multiclient', async () => {
    const { program, port } = await serve(name);
    const output = await example('select_echo_multiclient', ['--port', port], options).end();
    const [one, two] = new Set(output.match(/\('127\.0\.0\.1', \d+\)/g));
    let expected = `connecting to localhost port ${port}\n`;
    for (const message of MESSAGES) {
      for (const what of ['sending', 'received']) {
        for (const address of [one, two]) expected += `${address}: ${what} b'${message}'\n`;
      }
    }
    expect(output).toBe(expected);

    await program.until(/(closing.*){2}/s);
    const lines = program.output.split('\n');
    for (const address of [one, two]) {
      // What it waits for in between, and whether it finds the queue empty, is up to the scheduler.
      const itsLines = lines.filter((line) => line.includes(`${address}`) && !/closing|queue empty/.test(line));
      expect(itsLines).toEqual([
        `${came}${address}`,
        ...MESSAGES.flatMap((message) => [
          ` received b'${message}' from ${address}`,
          ` sending b'${message}' to ${address}`,
        ]),
      ]);
    }
    expect(lines.filter((line) => line.includes('closing'))).toEqual([` closing ${two}`, ` closing ${two}`]);
  });

  it('goes on when a client breaks off', async () => {
    const { program, port } = await serve(name);
    const rude = connectTo(port);
    rude.sendall(Buffer.from('hello'));
    reset(rude);
    await program.until(/closing/);
    const polite = connectTo(port);
    polite.sendall(Buffer.from('hello'));
    expect(receiveExactly(polite, 5).toString()).toBe('hello');
  });
});

describe('select_echo_server_timeout and select_echo_slow_client', () => {
  it('times out between what comes, as in the tutorial', async () => {
    const { program, port } = await serve('select_echo_server_timeout', ['--timeout', '0.01'], /timed out/s);
    const client = connectTo(port);
    await program.until(/connection from.*timed out/s);
    for (const part of ['one', 'two']) {
      client.sendall(Buffer.from(`Part ${part} of the message.`));
      receiveExactly(client, 24);
      await program.until(new RegExp(`received b'Part ${part}.*timed out`, 's'));
    }
    client.close();
    await program.until(/closing.*timed out/s);
    const idle = 'waiting for the next event\n timed out, do some other work here\n';
    await program.stop();
    const output = program.output.slice(0, program.output.lastIndexOf(idle) + idle.length);
    expect(withTutorialPorts(withoutRepetitions(output, idle), port)).toBe(`\
starting up on localhost port 10000
waiting for the next event
 timed out, do some other work here
waiting for the next event
 connection from ('127.0.0.1', 65141)
waiting for the next event
 timed out, do some other work here
waiting for the next event
 received b'Part one of the message.' from ('127.0.0.1', 65141)
waiting for the next event
 sending b'Part one of the message.' to ('127.0.0.1', 65141)
waiting for the next event
  ('127.0.0.1', 65141) queue empty
waiting for the next event
 timed out, do some other work here
waiting for the next event
 received b'Part two of the message.' from ('127.0.0.1', 65141)
waiting for the next event
 sending b'Part two of the message.' to ('127.0.0.1', 65141)
waiting for the next event
  ('127.0.0.1', 65141) queue empty
waiting for the next event
 timed out, do some other work here
waiting for the next event
 closing ('127.0.0.1', 65141)
waiting for the next event
 timed out, do some other work here
`);
  });

  it('the client prints what the tutorial shows, where both parts come back together', async () => {
    const listener = kept(create_server(['localhost', 0]));
    const port = String(listener.getsockname()[1]);
    const client = example('select_echo_slow_client', ['--port', port, '--delay', '0.01'], options);
    const connection = kept(listener.accept()[0]);
    connection.sendall(receiveExactly(connection, 48));
    expect(withTutorialPorts(await client.end(), port)).toBe(`\
connecting to localhost port 10000
sending b'Part one of the message.'
sending b'Part two of the message.'
received b'Part one of the '
received b'message.Part two'
received b' of the message.'
closing socket
`);
  });

  it('the two together', async () => {
    const { port } = await serve('select_echo_server_timeout');
    const output = await example('select_echo_slow_client', ['--port', port, '--delay', '0.01'], options).end();
    const pieces = [...output.matchAll(/received b'(.*)'/g)].map(([, piece]) => piece);
    expect(pieces.join('')).toBe('Part one of the message.Part two of the message.');
    expect(output).toMatch(/'\nclosing socket\n$/);
  });
});
