import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AF_INET, SOCK_DGRAM, type Socket, socket } from 'berkeley/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardAwaited, own, pair, rejection } from '../support/awaited.ts';

guardAwaited();

const content = Buffer.alloc(3_000_000, 'a line of forty bytes, more or less ok.\n');
let folder: string;
let path: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendfile-'));
  path = join(folder, 'content');
  writeFileSync(path, content);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function all(sock: Socket): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of sock) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What arrives of what `send` sends. */
async function sent(send: (sock: Socket) => Promise<number>): Promise<[number, Buffer]> {
  const [a, b] = pair();
  const received = all(b);
  const count = await send(a);
  a.close();
  return [count, await received];
}

describe('sendfile, awaited', () => {
  it('sends a whole file, and moves its position behind it', async () => {
    await using file = await open(path);
    const [count, bytes] = await sent((sock) => sock.sendfile(file));
    expect(count).toBe(content.length);
    expect(bytes.equals(content)).toBe(true);
    expect((await file.read(Buffer.alloc(1), 0, 1, null)).bytesRead).toBe(0);
  });

  it('sends a part', async () => {
    await using file = await open(path);
    const [count, bytes] = await sent((sock) => sock.sendfile(file, { offset: 11, count: 1_000_000 }));
    expect(count).toBe(1_000_000);
    expect(bytes.equals(content.subarray(11, 1_000_011))).toBe(true);
    const next = Buffer.alloc(4);
    await file.read(next, 0, 4, null);
    expect(next.equals(content.subarray(1_000_011, 1_000_015))).toBe(true);
  });

  it('sends what an object gives to read, also as promises', async () => {
    let at = 0;
    const file = {
      async read(size: number) {
        const part = content.subarray(at, at + size);
        at += part.length;
        return part;
      },
    };
    const [count, bytes] = await sent((sock) => sock.sendfile(file as never, 0, 100_000));
    expect(count).toBe(100_000);
    expect(bytes.equals(content.subarray(0, 100_000))).toBe(true);
  });

  it('ends with its time-out, and the position says how far it came', async () => {
    const [a, b] = pair();
    await using file = await open(path);
    expect((await rejection(a.sendfile(file, { timeout: 0.01 }))).name).toBe('TimeoutError');
    const next = Buffer.alloc(1);
    await file.read(next, 0, 1, null);
    a.close();
    const arrived = await all(b);
    expect(arrived.length).toBeGreaterThan(0);
    expect(arrived.length).toBeLessThan(content.length);
    expect(arrived.equals(content.subarray(0, arrived.length))).toBe(true);
    expect(next[0]).toBe(content[arrived.length]);
  });

  it('refuses what is no file, and sockets of messages', async () => {
    const [a] = pair();
    expect((await rejection(a.sendfile('x' as never))).message).toContain("argument 'file'");
    expect((await rejection(a.sendfile(0, -1))).message).toContain("argument 'offset'");
    expect((await rejection(own(socket(AF_INET, SOCK_DGRAM)).sendfile(0))).message).toContain('SOCK_STREAM');
  });
});
