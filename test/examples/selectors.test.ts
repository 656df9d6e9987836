import { create_server } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { closeClients, connectTo, kept, receiveExactly } from '../support/example_clients.ts';
import { example, server, stopPrograms, withTutorialPorts } from '../support/example_programs.ts';

afterEach(async () => {
  closeClients();
  await stopPrograms();
});

const MESSAGE = 'This is the message. It will be repeated.';

/** The output without repetitions of what a program says when a second has passed. */
function withoutRepetitions(output: string): string {
  return output.replaceAll(/(waiting for I\/O\n)+/g, 'waiting for I/O\n');
}

describe('selectors_echo_server and selectors_echo_client', () => {
  it('the server prints what the tutorial shows, and ends with its client', async () => {
    const { program, port } = await server('selectors_echo_server');
    const client = connectTo(port);
    client.sendall(Buffer.from(MESSAGE));
    expect(receiveExactly(client, MESSAGE.length).toString()).toBe(MESSAGE);
    client.close();
    expect(withTutorialPorts(withoutRepetitions(await program.end()), port)).toBe(`\
starting up on localhost port 10000
waiting for I/O
accept(('127.0.0.1', 65141))
waiting for I/O
read(('127.0.0.1', 65141))
 received b'This is the message. It will be repeated.'
waiting for I/O
read(('127.0.0.1', 65141))
 closing
shutting down
`);
  });

  it('the client prints what the tutorial shows, where the echo comes as a whole', async () => {
    const listener = kept(create_server(['localhost', 0]));
    const port = String(listener.getsockname()[1]);
    const client = example('selectors_echo_client', ['--port', port]);
    const connection = kept(listener.accept()[0]);
    await client.until(/switching to read-only\nwaiting/);
    connection.sendall(receiveExactly(connection, MESSAGE.length));
    expect(withTutorialPorts(withoutRepetitions(await client.end()), port)).toBe(`\
connecting to localhost port 10000
waiting for I/O
client(('127.0.0.1', 10000))
 ready to write
 sending b'This is the message. '
waiting for I/O
client(('127.0.0.1', 10000))
 ready to write
 sending b'It will be repeated.'
waiting for I/O
client(('127.0.0.1', 10000))
 ready to write
 switching to read-only
waiting for I/O
client(('127.0.0.1', 10000))
 ready to read
 received b'This is the message. It will be repeated.'
shutting down
`);
  });

  it('the two together: the client waits for the whole echo, however it comes', async () => {
    const { program, port } = await server('selectors_echo_server');
    const output = await example('selectors_echo_client', ['--port', port]).end();
    const pieces = [...output.matchAll(/received b'(.*)'/g)].map(([, piece]) => piece);
    expect(pieces.join('')).toBe(MESSAGE);
    expect(output).toMatch(/'\nshutting down\n$/);
    expect(await program.end()).toMatch(/closing\nshutting down\n$/);
  });
});
