import type { Socket } from 'berkeley/promises';
import { AF_UNIX, capabilities, send_fds, socketpair } from 'berkeley/socket';
import { AsyncMixIn, BaseRequestHandler, TCPServer } from 'berkeley/socketserver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardAwaited } from '../support/awaited.ts';
import { Child, root } from '../support/child.ts';
import { own } from '../support/sockets.ts';
import { inThread } from '../support/thread.ts';

guardAwaited();

/** The new process: it serves on the listener that it receives over descriptor 3, until its input ends. */
const NEXT = `
  import { recv_fds, socket } from 'berkeley/socket';
  import { AsyncMixIn, BaseRequestHandler, TCPServer } from 'berkeley/socketserver';
  class Answer extends BaseRequestHandler {
    async handle() {
      await this.request.recv(100);
      await this.request.sendall(Buffer.from('new'));
    }
  }
  const [, [fd]] = recv_fds(socket({ fileno: 3 }), 1, 1);
  const server = new (AsyncMixIn(TCPServer))(socket({ fileno: fd }), Answer);
  const serving = server.serve_forever();
  console.log('ready');
  process.stdin.on('end', () => server.shutdown()).resume();
  await serving;
  server.server_close();`;

class Answer extends BaseRequestHandler<Socket> {
  override async handle(): Promise<void> {
    await this.request.recv(100);
    await this.request.sendall(Buffer.from('old'));
  }
}

class Server extends AsyncMixIn(TCPServer) {
  static override request_queue_size = 256;
}

describe.runIf(capabilities.fdPassing)('a graceful restart', () => {
  it('hands the listener to a new process under load, and loses no connection', async () => {
    const server = new Server(['127.0.0.1', 0], Answer);
    onTestFinished(() => server.server_close());
    const serving = server.serve_forever();
    const load = inThread(async ({ promises, say }, address) => {
      const answers: string[] = [];
      const client = async () => {
        // Each goes on until it has had a good number of answers of the new process.
        for (let fresh = 0; fresh < 20; ) {
          const sock = await promises.create_connection(address as [string, number]);
          await sock.sendall(Buffer.from('hello'));
          const answer = String(await sock.recv(100));
          sock.close();
          if (answers.push(answer) === 100) say('under way');
          if (answer !== 'old') fresh++;
        }
      };
      await Promise.all(Array.from({ length: 20 }, client));
      return answers;
    }, server.server_address);
    await load.heard();

    const [ours, theirs] = socketpair(AF_UNIX);
    own([ours, theirs]);
    const options = { cwd: root };
    const child = new Child(process.execPath, ['--input-type=module', '--eval', NEXT], options, [theirs.fileno()]);
    onTestFinished(() => child.kill('SIGKILL'));
    send_fds(ours, [Buffer.from('l')], [server.fileno()]);
    expect(await child.line()).toBe('ready');
    server.shutdown();
    await serving;
    server.server_close();

    const answers = await load;
    expect(answers.filter((answer) => answer === 'old').length).toBeGreaterThanOrEqual(100);
    expect(answers.filter((answer) => answer === 'new').length).toBe(400);
    expect(new Set(answers)).toEqual(new Set(['old', 'new']));
    child.process.stdin!.end();
    expect(await child.ended).toMatchObject({ code: 0, stderr: '' });
  });
});
