import { capabilities } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { closeClients, connectTo, reset } from '../support/example_clients.ts';
import { example, exampleWithFew, server, stopPrograms } from '../support/example_programs.ts';

afterEach(async () => {
  closeClients();
  await stopPrograms();
});

const start = (...args: string[]) => server('chat_server', args, /waiting for clients/, { mergeErrors: true });

/** Somebody who chats: says lines and hears lines. */
class Chatter {
  readonly sock;
  #heard = Buffer.alloc(0);

  constructor(port: string, name?: string) {
    this.sock = connectTo(port);
    expect(this.hear()).toBe('* your name, please');
    if (name !== undefined) this.join(name);
  }

  /** Gives a name, and returns who is said to be here. */
  join(name: string): string {
    this.say(name);
    const [, here] = /^\* welcome, .*; here are: (.*)$/.exec(this.hear()) ?? [];
    return here!;
  }

  say(line: string): void {
    this.sock.sendall(Buffer.from(`${line}\n`));
  }

  /** The next line. */
  hear(): string {
    for (;;) {
      const end = this.#heard.indexOf('\n');
      if (end >= 0) {
        const line = this.#heard.subarray(0, end).toString();
        this.#heard = this.#heard.subarray(end + 1);
        return line;
      }
      const data = this.sock.recv(65536);
      if (data.length === 0) throw new Error(`the server hung up; heard '${this.#heard}'`);
      this.#heard = Buffer.concat([this.#heard, data]);
    }
  }
}

/** Joins, and never reads; the kernel keeps next to nothing for it. */
function deaf(port: string, name: string) {
  connectTo(port, 1).sendall(Buffer.from(`${name}\n`));
}

/** A line of a kibibyte, and its number. */
const longLine = (i: number) => `${i} ${'x'.repeat(1000)}`;

describe('chat_server', () => {
  it('tells who comes, what they say, and who goes', async () => {
    const { program, port } = await start();
    const ann = new Chatter(port);
    expect(ann.join('ann')).toBe('none');
    const ben = new Chatter(port);
    expect(ben.join('ben')).toBe('ann');
    expect(ann.hear()).toBe('* ben joined');
    const cleo = new Chatter(port);
    expect(cleo.join('cleo')).toBe('ann, ben');
    expect(ann.hear()).toBe('* cleo joined');
    expect(ben.hear()).toBe('* cleo joined');
    ann.say('hello');
    expect(ben.hear()).toBe('ann: hello');
    expect(cleo.hear()).toBe('ann: hello');
    ben.sock.close();
    // Who speaks does not hear it: the next line that she gets is this one.
    expect(ann.hear()).toBe('* ben left');
    expect(cleo.hear()).toBe('* ben left');
    reset(cleo.sock);
    expect(ann.hear()).toBe('* cleo left');
    await program.until(/ann\n.*is ben\n.*ben left\n.*cleo dropped: \[Errno \d+\]/s);
  });

  it('takes each name once, and asks again for another', async () => {
    const { port } = await start();
    const ann = new Chatter(port, 'ann');
    const other = new Chatter(port);
    for (const [name, answer] of [
      ['ann', '* that name is taken; another one, please'],
      ['* server', '* that is no name; another one, please'],
      ['ann: hi', '* that is no name; another one, please'],
      ['x'.repeat(32), '* that is no name; another one, please'],
    ]) {
      other.say(name!);
      expect(other.hear()).toBe(answer);
    }
    expect(other.join('Änne B.')).toBe('ann');
    expect(ann.hear()).toBe('* Änne B. joined');
  });

  it('puts lines together, also where a character is cut', async () => {
    const { port } = await start();
    const ann = new Chatter(port, 'ann');
    const ben = new Chatter(port, 'ben');
    const cleo = new Chatter(port, 'cleo');
    expect([ann.hear(), ann.hear(), ben.hear()]).toEqual(['* ben joined', '* cleo joined', '* cleo joined']);
    const text = 'grüße, 世界 🌍';
    for (const byte of Buffer.from(text)) {
      ann.sock.sendall(Buffer.of(byte));
      // When this is heard, the server has read the byte: it sends at the end of a turn.
      ben.say('and?');
      expect(cleo.hear()).toBe('ben: and?');
    }
    ann.say('');
    expect(cleo.hear()).toBe(`ann: ${text}`);
  });

  it('takes several lines at once, and the last one without its newline', async () => {
    const { port } = await start();
    const ann = new Chatter(port, 'ann');
    const ben = new Chatter(port, 'ben');
    expect(ann.hear()).toBe('* ben joined');
    ben.sock.sendall(Buffer.from('one\r\n\ntwo\x1b[2J\nthree'));
    ben.sock.close();
    expect([ann.hear(), ann.hear(), ann.hear(), ann.hear()]).toEqual([
      'ben: one',
      'ben: two[2J',
      'ben: three',
      '* ben left',
    ]);
  });

  it('drops who sends a line without end', async () => {
    const { program, port } = await start();
    const ann = new Chatter(port, 'ann');
    const endless = new Chatter(port, 'endless');
    expect(ann.hear()).toBe('* endless joined');
    endless.sock.sendall(Buffer.alloc(5000, 'x'));
    expect(ann.hear()).toBe('* endless left');
    await program.until(/endless dropped: a line of more than 4096 bytes\n/);
  });

  // Where SO_RCVBUF is Node's to choose, who does not read is sent much before that is noticed.
  it.runIf(capabilities.allOptions)('drops who does not read, and no line is lost to the others', async () => {
    const { program, port } = await start('--limit', '32768');
    const talker = new Chatter(port, 'talker');
    const reader = new Chatter(port, 'reader');
    expect(talker.hear()).toBe('* reader joined');
    const names = ['deaf1', 'deaf2', 'deaf3'];
    for (const name of names) {
      deaf(port, name);
      for (const chatter of [talker, reader]) expect(chatter.hear()).toBe(`* ${name} joined`);
    }
    const left = new Set<string>();
    for (let i = 0; left.size < names.length; i++) {
      expect(i, 'lines that nobody was dropped for').toBeLessThan(5000);
      talker.say(longLine(i));
      let heard = reader.hear();
      while (heard.startsWith('*')) {
        left.add(heard);
        heard = reader.hear();
      }
      expect(heard).toBe(`talker: ${longLine(i)}`);
      // What is told at the end of the turn may come after the line.
      if (i % 16 === 15) {
        reader.say('?');
        for (heard = talker.hear(); heard !== 'reader: ?'; heard = talker.hear()) left.add(heard);
      }
    }
    expect([...left].sort()).toEqual(names.map((name) => `* ${name} left`));
    for (const name of names) {
      const [, bytes] = await program.until(
        new RegExp(`${name} dropped: it does not read, and (\\d+) bytes wait for it`),
      );
      // The queue was as long as it may be, and no longer.
      expect(Number(bytes)).toBeLessThanOrEqual(32768);
      expect(Number(bytes)).toBeGreaterThan(32768 - 2 * longLine(0).length);
    }
    // They are gone: their names are free.
    new Chatter(port, 'deaf1');
    expect(reader.hear()).toBe('* deaf1 joined');
  });

  it('keeps what a slow reader has not read, up to the limit', async () => {
    const { port } = await start('--limit', String(8 * 1024 * 1024));
    const talker = new Chatter(port, 'talker');
    const reader = new Chatter(port, 'reader');
    const slow = new Chatter(port, 'slow');
    expect([talker.hear(), talker.hear(), reader.hear()]).toEqual([
      '* reader joined',
      '* slow joined',
      '* slow joined',
    ]);
    // More than the kernel holds for it.
    const count = 4096;
    for (let i = 0; i < count; i++) {
      talker.say(longLine(i));
      expect(reader.hear()).toBe(`talker: ${longLine(i)}`);
    }
    for (let i = 0; i < count; i++) expect(slow.hear()).toBe(`talker: ${longLine(i)}`);
    talker.say('are you there?');
    expect(slow.hear()).toBe('talker: are you there?');
  });

  it.runIf(capabilities.fileDescriptors && process.platform !== 'win32')(
    'lets newcomers wait when descriptors run out',
    async () => {
      const program = exampleWithFew(100, 'chat_server', ['--port', '0'], { mergeErrors: true });
      const [, port] = await program.until(/port (\d+)\nwaiting for clients/);
      const ann = new Chatter(port!, 'ann');
      const crowd = Array.from({ length: 100 }, () => connectTo(port!));
      await program.until(/no room for more connections/);
      for (const sock of crowd) sock.close();
      new Chatter(port!, 'ben');
      expect(ann.hear()).toBe('* ben joined');
    },
  );

  it('refuses a limit that a line would not fit in', async () => {
    await expect(example('chat_server', ['--limit', '10']).end()).rejects.toThrow(/--limit must be at least 8192/);
  });
});

describe.runIf(capabilities.fileDescriptors)('chat_client', () => {
  it('sends what is typed, prints what is said, and ends with its input', async () => {
    const { program, port } = await start();
    const ben = new Chatter(port, 'ben');
    const client = example('chat_client', ['ann', '--port', port], { holdInput: true });
    await client.until(/\* welcome, ann; here are: ben\n/);
    expect(ben.hear()).toBe('* ann joined');
    client.type('hello');
    expect(ben.hear()).toBe('ann: hello');
    ben.say('hello yourself');
    await client.until(/ben: hello yourself\n/);
    await example('chat_client', ['--port', port], { input: 'cleo\nbye\n' }).end();
    expect([ben.hear(), ben.hear(), ben.hear()]).toEqual(['* cleo joined', 'cleo: bye', '* cleo left']);
    await client.until(/cleo left\n/);
    await program.stop();
    expect(await client.end()).toBe(`\
* your name, please
* welcome, ann; here are: ben
ben: hello yourself
* cleo joined
cleo: bye
* cleo left
`);
  });
});
