import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/child.ts';
import { directory } from '../support/sockets.ts';

// Other hosts of Node-API, where they are installed: `bun` and `deno` on the path. Their event loops are not libuv's.

const hosts: [name: string, args: string[]][] = [
  ['bun', []],
  ['deno', ['run', '--allow-all']],
];

/** Whether `NAME --version` runs. */
function probe(name: string): boolean {
  return spawnSync(name, ['--version']).status === 0;
}

const module = (name: string) => JSON.stringify(new URL(`../../dist/${name}.js`, import.meta.url).href);

const programs: [title: string, script: string, output: string][] = [
  [
    'blocks, polls and selects',
    `import { create_connection, create_server, socketpair } from ${module('socket')};
     import { DefaultSelector, EVENT_READ } from ${module('selectors')};
     const [a, b] = socketpair();
     b.settimeout(0.01);
     try { b.recv(1); } catch (error) { console.log(error.name); }
     const server = create_server(['127.0.0.1', 0]);
     const client = create_connection(server.getsockname());
     const [conn] = server.accept();
     client.sendall(Buffer.from('over TCP'));
     console.log(String(conn.recv(99)));
     const selector = new DefaultSelector();
     selector.register(client, EVENT_READ);
     conn.sendall(Buffer.from('x'));
     console.log(selector.select().length);
     for (const it of [a, b, server, client, conn, selector]) it.close();`,
    'TimeoutError\nover TCP\n1\n',
  ],
  [
    'awaits',
    `import * as p from ${module('promises')};
     const server = await p.create_server(['localhost', 0]);
     const serve = async (conn) => {
       for await (const chunk of conn) await conn.sendall(chunk);
       conn.close();
     };
     const serving = (async () => { for await (const [conn] of server) serve(conn); })();
     const client = await p.create_connection(['localhost', server.getsockname()[1]]);
     for (let i = 0; i < 200; i++) {
       await client.sendall(Buffer.from('message ' + i));
       if (String(await client.recv(99)) !== 'message ' + i) throw new Error('another message');
     }
     const bytes = Buffer.alloc(3_000_000, 'abcdefg');
     const sending = client.sendall(bytes);
     const parts = [];
     for (let at = 0; at < bytes.length; at += parts.at(-1).length) parts.push(await client.recv(65536));
     await sending;
     console.log(Buffer.concat(parts).equals(bytes));
     await client.recv(1, { timeout: 0.01 }).catch((error) => console.log(error.name));
     const waiting = client.recv(1).catch((error) => console.log(error.code));
     client.close();
     await waiting;
     server.close();
     await serving.catch((error) => console.log(error.code));
     console.log(await p.gethostbyname('127.0.0.1'));
     const [a] = p.socketpair();
     a.unref().recv(1);`,
    'true\nTimeoutError\nECANCELED\nECANCELED\n127.0.0.1\n',
  ],
  [
    'ends threads',
    `import { isMainThread, parentPort, Worker } from 'node:worker_threads';
     if (isMainThread) {
       const worker = new Worker(new URL(import.meta.url));
       worker.on('message', (said) => (said === 'over' ? worker.terminate() : console.log(said)));
       worker.on('exit', () => console.log('exit'));
     } else {
       const { socketpair } = await import(${module('socket')});
       const p = await import(${module('promises')});
       const [a, b] = socketpair();
       b.settimeout(0.01);
       try { b.recv(1); } catch (error) { parentPort.postMessage(error.name); }
       const [c, d] = p.socketpair();
       const receiving = c.recv(99);
       await d.sendall(Buffer.from('in a thread'));
       parentPort.postMessage(String(await receiving));
       c.recv(1).catch(() => {});
       parentPort.postMessage('over');
     }`,
    'TimeoutError\nin a thread\nexit\n',
  ],
];

describe.each(hosts)('%s', (name, args) => {
  const isThere = probe(name);

  it.skipIf(!isThere).each(programs)(
    `%s, where ${name} --version runs`,
    { timeout: 60_000 },
    async (_, script, output) => {
      const file = join(directory(), 'program.mjs');
      // Buffer and process are not global everywhere.
      const globals = "import { Buffer } from 'node:buffer';\nimport process from 'node:process';\n";
      writeFileSync(file, globals + script);
      const { code, signal, stdout, stderr } = await run(name, [...args, file]).ended;
      expect({ code, signal, stdout }, stderr).toEqual({ code: 0, signal: null, stdout: output });
    },
  );
});
