/**
 * A chat: what one client says, the others read. One thread, one selector, and no client that can hold up the others.
 *
 *     node out/examples/chat_server.js [--host localhost] [--port 10000] [--limit 65536]
 *
 * Clients speak lines of UTF-8: chat_client does, or `nc localhost 10000`. The first line is the client's name.
 *
 * What a client does not read waits for it: some in the kernel, and up to `--limit` bytes here. A client that is further
 * behind is dropped. To keep more would fill the memory, and to wait would make everyone as slow as it is.
 */
import { OSError, selectors, socket } from 'berkeley';
import { EVENT_READ, EVENT_WRITE } from 'berkeley/selectors';
import type { ReturnedAddress, Socket } from 'berkeley/socket';
import { ChatConnection, LONGEST_LINE, Misbehaviour } from './chat_connection.ts';
import { commandLine } from './command_line.ts';
import { Listener } from './listener.ts';
import { print, str } from './python.ts';

interface Client {
  readonly connection: ChatConnection;
  readonly address: string;
  /** `null` until it has said it. */
  name: string | null;
}

/** A name cannot be taken for a line of the server's, or for the start of what somebody says. */
const NAME = /^[^\s*:][^:]{0,30}$/u;
/** How many names a newcomer is told. */
const MOST_NAMES = 20;

const { host, port, limit } = commandLine({ host: 'localhost', port: 10000, limit: 65536 });
if (limit < 2 * LONGEST_LINE) throw new RangeError(`--limit must be at least ${2 * LONGEST_LINE}, not ${limit}`);

/** Those who have a name, by it. */
const members = new Map<string, Client>();
/** Whose queue is new, and not tried to be sent. */
const unsent = new Set<Client>();
/** The names of those who have gone, while the others have not been told. */
const gone: string[] = [];

const selector = new selectors.DefaultSelector();
const server = socket.create_server([host, port]);
const listener = new Listener(selector, server, welcome);
print(`starting up on ${host} port ${server.getsockname()[1]}`);
print('waiting for clients');

while (true) {
  const ready = selector.select(listener.timeout);
  for (const [key, events] of ready) (key.data as (events: number) => void)(events);
  if (ready.length === 0) listener.resume();
  settle();
}

function welcome(sock: Socket, address: ReturnedAddress): void {
  const serveIt = (events: number) => serve(client, events);
  const connection = new ChatConnection(selector, sock, limit, serveIt);
  const client: Client = { connection, address: str(address), name: null };
  print(`${client.address} connected`);
  tell(client, '* your name, please');
}

function serve(client: Client, events: number): void {
  const { connection } = client;
  // Somebody before it in this turn may have been one line too many for it.
  if (connection.isClosed) return;
  try {
    if (events & EVENT_WRITE) connection.flush();
    if (events & EVENT_READ) {
      for (const line of connection.receive()) {
        if (!connection.isClosed) hear(client, line.trim());
      }
    }
    if (connection.hasEnded) remove(client, 'left');
  } catch (error) {
    giveUp(client, error);
  }
}

/** Takes a line: the first one is the client's name. */
function hear(client: Client, line: string): void {
  if (line === '') return;
  if (client.name !== null) {
    say(`${client.name}: ${line}`, client);
  } else if (!NAME.test(line)) {
    tell(client, '* that is no name; another one, please');
  } else if (members.has(line) || gone.includes(line)) {
    tell(client, '* that name is taken; another one, please');
  } else {
    const names = [...members.keys()];
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    tell(client, `* welcome, ${line}; here are: ${names.slice(0, MOST_NAMES).join(', ') || 'none'}${more}`);
    client.name = line;
    members.set(line, client);
    print(`${client.address} is ${line}`);
    say(`* ${line} joined`, client);
  }
}

/** Queues a line for everyone but `speaker`. */
function say(line: string, speaker?: Client): void {
  const bytes = Buffer.from(`${line}\n`);
  for (const member of members.values()) if (member !== speaker) send(member, bytes);
}

/** Queues a line for one client. */
function tell(client: Client, line: string): void {
  send(client, Buffer.from(`${line}\n`));
}

function send(client: Client, bytes: Buffer): void {
  const { connection } = client;
  if (connection.isClosed) return;
  try {
    if (!connection.push(bytes))
      remove(client, `dropped: it does not read, and ${connection.queued} bytes wait for it`);
    else if (!connection.isWaitingToSend) unsent.add(client);
  } catch (error) {
    giveUp(client, error);
  }
}

/** Ends a turn: tells who has gone, and sends each client's lines of this turn at once. */
function settle(): void {
  while (gone.length > 0 || unsent.size > 0) {
    for (const name of gone.splice(0)) say(`* ${name} left`);
    for (const client of unsent) {
      unsent.delete(client);
      try {
        if (!client.connection.isClosed) client.connection.flush();
      } catch (error) {
        giveUp(client, error);
      }
    }
  }
}

/** A client that breaks off, or breaks the rules, ends its own connection, not the server. */
function giveUp(client: Client, error: unknown): void {
  if (!(error instanceof OSError || error instanceof Misbehaviour)) throw error;
  remove(client, `dropped: ${str(error instanceof OSError ? error : error.message)}`);
}

/** Closes a connection. The others are told at the end of the turn: this may happen while they are told something. */
function remove(client: Client, why: string): void {
  if (client.connection.isClosed) return;
  client.connection.close();
  unsent.delete(client);
  if (client.name !== null) {
    members.delete(client.name);
    gone.push(client.name);
  }
  print(`${client.name ?? client.address} ${why}`);
  listener.resume();
}
