// The echo servers that are meant to stay up, whatever their clients do.
import { connect, type Socket as NodeSocket } from 'node:net';
import { BlockingIOError } from 'berkeley';
import { epoll } from 'berkeley/select';
import { EpollSelector, KqueueSelector, PollSelector } from 'berkeley/selectors';
import { capabilities, SHUT_WR, type Socket } from 'berkeley/socket';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { closeClients, connectTo, receiveExactly, reset } from '../support/example_clients.ts';
import { example, exampleWithFew, type Program, stopPrograms } from '../support/example_programs.ts';

const mechanisms = [
  'select',
  ...(PollSelector === undefined ? [] : ['poll']),
  ...(EpollSelector === undefined ? [] : ['epoll']),
  ...(KqueueSelector === undefined ? [] : ['kqueue']),
];

const SERVERS: [title: string, name: string, args: string[]][] = [
  ...mechanisms.map((each): [string, string, string[]] => [
    `selector_echo_server --selector ${each}`,
    'selector_echo_server',
    ['--selector', each],
  ]),
  ['batch_echo_server', 'batch_echo_server', []],
  ...(epoll === undefined ? [] : [['epoll_echo_server', 'epoll_echo_server', []] as [string, string, string[]]]),
];

const options = { mergeErrors: true };
const PORT = /(?:port |:)(\d+)\n/;
const READY = /serving until Ctrl-C\n|waiting for events\n/;

afterEach(async () => {
  closeClients();
  await stopPrograms();
});

/** As much as the servers read at once. */
const BUFFERFUL = Buffer.alloc(64 * 1024, '-');

/** Sends, and expects the echo. */
function talk(port: string): void {
  const client = connectTo(port);
  client.sendall(BUFFERFUL);
  expect(receiveExactly(client, BUFFERFUL.length).equals(BUFFERFUL)).toBe(true);
  client.close();
}

/** Bytes that show it if some are lost, doubled, or in another order. */
function counted(length: number): Buffer {
  return Buffer.from(Uint32Array.from({ length: length / 4 }, (_, i) => i).buffer);
}

const PATTERN = counted(1024 * 1024);

async function everything(sock: NodeSocket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sock) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Node itself needs some to start. */
const DESCRIPTORS = 100;
/** More than there are descriptors; and no more than the listener's queue holds, 128, where the others wait. */
const CLIENTS = 120;

/** Sends what `counted` gives, again and again, and reads no echo, until the server takes no more. Returns how much. */
function flood(client: Socket, port: string): number {
  let sent = 0;
  // The server may only be late: it counts as stuck when it took nothing in ten turns, as each talk() is one.
  for (let idle = 0; idle < 10; idle++) {
    try {
      for (;;) {
        sent += client.send(PATTERN.subarray(sent % PATTERN.length));
        idle = 0;
      }
    } catch (error) {
      if (!(error instanceof BlockingIOError)) throw error;
    }
    talk(port);
  }
  return sent;
}

describe.each(SERVERS)('%s', (_, name, args) => {
  let program: Program;
  let port: string;

  async function start(made: Program): Promise<void> {
    program = made;
    port = (await program.until(PORT))[1]!;
    await program.until(READY);
  }

  describe('with descriptors enough', () => {
    beforeEach(() => start(example(name, [...args, '--port', '0'], options)));

    it('serves many clients at once', () => {
      const clients = Array.from({ length: 100 }, () => connectTo(port));
      for (let round = 0; round < 3; round++) {
        for (const [i, client] of clients.entries()) client.sendall(Buffer.from(`${round} of ${i}`));
        for (const [i, client] of clients.entries()) {
          const expected = `${round} of ${i}`;
          expect(receiveExactly(client, expected.length).toString()).toBe(expected);
        }
      }
    });

    it('echoes all before it hangs up on who has finished', async () => {
      const client = connect({ port: Number(port), allowHalfOpen: true });
      const sent = counted(1024 * 1024);
      client.end(sent);
      expect((await everything(client)).equals(sent)).toBe(true);
    });

    it('is not held up by a client that does not read, and loses none of its echo', () => {
      const slow = connectTo(port, 64 * 1024);
      slow.setblocking(false);
      const sent = flood(slow, port);
      slow.settimeout(10);
      slow.shutdown(SHUT_WR);
      for (let at = 0; at < sent; ) {
        const expected = PATTERN.subarray(0, sent - at);
        expect(receiveExactly(slow, expected.length).equals(expected)).toBe(true);
        at += expected.length;
      }
      expect(slow.recv(1)).toHaveLength(0);
      talk(port);
    });

    it('goes on when a client breaks off', () => {
      const rude = connectTo(port);
      rude.sendall(Buffer.from('hello'));
      reset(rude);
      talk(port);
      // While the server waits until it can send.
      const greedy = connectTo(port, 64 * 1024);
      greedy.setblocking(false);
      flood(greedy, port);
      reset(greedy);
      talk(port);
    });

    it('ends by Ctrl-C', async () => {
      connectTo(port);
      expect(await program.interrupt('SIGINT')).toBe('SIGINT');
    });
  });

  it.runIf(capabilities.fileDescriptors && process.platform !== 'win32')(
    'lets connections wait when descriptors run out',
    async () => {
      await start(exampleWithFew(DESCRIPTORS, name, [...args, '--port', '0'], options));
      const clients = Array.from({ length: CLIENTS }, () => connectTo(port));
      await program.until(/no room for more connections/);
      const [first] = clients;
      first!.sendall(Buffer.from('I am in'));
      expect(receiveExactly(first!, 7).toString()).toBe('I am in');
      // As they go, the others come in.
      for (const client of clients) {
        client.sendall(Buffer.from('and I'));
        expect(receiveExactly(client, 5).toString()).toBe('and I');
        client.close();
      }
      talk(port);
    },
  );
});

describe('selector_echo_server', () => {
  it.each(mechanisms)('--selector %s --once: checks itself, and ends', async (mechanism) => {
    const output = await example('selector_echo_server', ['--port', '0', '--selector', mechanism, '--once']).end();
    const selector = `${mechanism[0]!.toUpperCase()}${mechanism.slice(1)}Selector`;
    expect(output.replace(/:\d+\n/, ':PORT\n')).toBe(`\
listening on 127.0.0.1:PORT
waiting with ${selector}
received "Hello, world" from ourselves
`);
  });

  it('takes the best selector unless it is told', async () => {
    const output = await example('selector_echo_server', ['--port', '0', '--once']).end();
    const [best] = mechanisms.includes('kqueue') ? ['Kqueue'] : mechanisms.includes('epoll') ? ['Epoll'] : ['Poll'];
    expect(output).toContain(`waiting with ${best}Selector\n`);
  });

  it('says which selectors there are when it is told another', async () => {
    const output = await example('selector_echo_server', ['--selector', 'toString'], options).end(2);
    expect(output).toBe(`--selector must be one of ${mechanisms.join(', ')} on this platform, not 'toString'\n`);
  });
});
