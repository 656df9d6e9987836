// The echo servers that are meant to stay up, whatever their clients do.
import { once } from 'node:events';
import { connect, type Socket as NodeSocket } from 'node:net';
import { epoll } from 'berkeley/select';
import { EpollSelector, KqueueSelector, PollSelector } from 'berkeley/selectors';
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
  ...(epoll === undefined ? [] : [['epoll_echo_server', 'epoll_echo_server', []] as [string, string, string[]]]),
];

const options = { mergeErrors: true };
const PORT = /(?:port |:)(\d+)\n/;
const READY = /serving until Ctrl-C\n|waiting for events\n/;

afterEach(async () => {
  closeClients();
  await stopPrograms();
});

/** Sends, and expects the echo. */
function talk(port: string): void {
  const client = connectTo(port);
  client.sendall(Buffer.from('hello'));
  expect(receiveExactly(client, 5).toString()).toBe('hello');
  client.close();
}

/** Bytes that show it if some are lost, doubled, or in another order. */
function counted(length: number): Buffer {
  return Buffer.from(Uint32Array.from({ length: length / 4 }, (_, i) => i).buffer);
}

async function everything(sock: NodeSocket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of sock) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

/** Node itself needs some to start. */
const DESCRIPTORS = 100;
/** More than there are descriptors; and no more than the listener's queue holds, 128, where the others wait. */
const CLIENTS = 120;

/** More than all the buffers on the way can hold. */
const MUCH = 16 * 1024 * 1024;

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

    it('is not held up by a client that does not read, and loses none of its echo', async () => {
      const slow = connect({ port: Number(port), allowHalfOpen: true });
      const sent = counted(MUCH);
      slow.end(sent);
      await once(slow, 'connect');
      talk(port);
      // Nothing reads the echo until now; so it cannot have been sent.
      expect(slow.writableLength).toBeGreaterThan(0);
      talk(port);
      expect((await everything(slow)).equals(sent)).toBe(true);
      talk(port);
    });

    it('goes on when a client breaks off', async () => {
      const rude = connectTo(port);
      rude.sendall(Buffer.from('hello'));
      reset(rude);
      talk(port);
      const greedy = connectTo(port);
      greedy.setblocking(false);
      // So much that an echo is under way, and waits, when it breaks off.
      const flood = Buffer.alloc(1024 * 1024);
      expect(() => {
        for (;;) greedy.send(flood);
      }).toThrow(/\[Errno \d+\] Resource temporarily unavailable/);
      reset(greedy);
      talk(port);
    });

    it('ends by Ctrl-C', async () => {
      connectTo(port);
      expect(await program.interrupt('SIGINT')).toBe('SIGINT');
    });
  });

  it.skipIf(process.platform === 'win32')('lets connections wait when descriptors run out', async () => {
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
  });
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
