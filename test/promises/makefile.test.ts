import { BinaryFile, LookupError, SHUT_WR, TextFile } from 'berkeley/promises';
import { describe, expect, it } from 'vitest';
import { guardAwaited, pair, rejection } from '../support/awaited.ts';

guardAwaited();

describe('a text file', () => {
  it('is iterated over in lines, however they come', async () => {
    const [a, b] = pair();
    const file = b.makefile('r');
    expect(file).toBeInstanceOf(TextFile);
    const lines: string[] = [];
    const reading = (async () => {
      for await (const line of file) lines.push(line);
    })();
    // Cut inside a character of several bytes, and between a carriage return and its line feed.
    const bytes = Buffer.from('one\nzwei €\r\nthree\rfour\n\nlast');
    for (let i = 0; i < bytes.length; i += 3) await a.sendall(bytes.subarray(i, i + 3));
    a.shutdown(SHUT_WR);
    await reading;
    expect(lines).toEqual(['one\n', 'zwei €\n', 'three\n', 'four\n', '\n', 'last']);
    expect(file.newlines).toEqual(['\r', '\n', '\r\n']);
    await file.close();
  });

  it('writes through a buffer, line by line if it is told so', async () => {
    const [a, b] = pair();
    const file = a.makefile('w', { encoding: 'latin-1', newline: '\r\n' });
    expect(await file.write('grün\n')).toBe(5);
    expect((await rejection(b.recv(99, { timeout: 0 }))).name).toBe('BlockingIOError');
    await file.flush();
    expect((await b.recv(99)).toString('latin1')).toBe('grün\r\n');
    await file.close();
    const lined = a.makefile('w', 1);
    await lined.write('no end');
    expect((await rejection(b.recv(99, { timeout: 0 }))).name).toBe('BlockingIOError');
    await lined.write(', end\n');
    expect(String(await b.recv(99))).toBe('no end, end\n');
    await lined.close();
  });

  it('reads by characters', async () => {
    const [a, b] = pair();
    await a.sendall(Buffer.from('a😀b€\nrest'));
    a.shutdown(SHUT_WR);
    const file = b.makefile('r');
    expect(await file.read(2)).toBe('a😀');
    expect(await file.readline(2)).toBe('b€');
    expect(await file.readline()).toBe('\n');
    expect(await file.readlines()).toEqual(['rest']);
    expect(await file.read()).toBe('');
    await file.close();
  });

  it('gives what was read to the next call when one is ended', async () => {
    const [a, b] = pair();
    const file = b.makefile('r');
    await a.sendall(Buffer.from('half a '));
    expect((await rejection(file.readline(-1, { timeout: 0.005 }))).name).toBe('TimeoutError');
    const controller = new AbortController();
    const reading = rejection(file.readline(null, { signal: controller.signal }));
    controller.abort();
    expect((await reading).name).toBe('AbortError');
    await a.sendall(Buffer.from('line\n'));
    expect(await file.readline()).toBe('half a line\n');
    await file.close();
  });

  it('serves its calls in order', async () => {
    const [a, b] = pair();
    const file = b.makefile('rw');
    const reads = [file.readline(), file.read(3), file.readline()];
    const writes = [file.write('x'), file.write('y'), file.flush(), file.write('z')];
    await a.sendall(Buffer.from('first\nabcsecond\n'));
    expect(await Promise.all(reads)).toEqual(['first\n', 'abc', 'second\n']);
    await Promise.all(writes);
    expect(String(await a.recv(9))).toBe('xy');
    await file.close();
    expect(String(await a.recv(9))).toBe('z');
  });
});

describe('a binary file', () => {
  it.each([0, 4, 8192])('reads and writes with a buffer of %i bytes', async (buffering) => {
    const [a, b] = pair();
    await a.sendall(Buffer.from('line one\nline two\nsome more bytes'));
    a.shutdown(SHUT_WR);
    const file = b.makefile('rb', buffering);
    expect(file).toBeInstanceOf(BinaryFile);
    expect(String(await file.readline())).toBe('line one\n');
    expect(String(await file.readline(4))).toBe('line');
    expect(String(await file.readline())).toBe(' two\n');
    expect(String(await file.read(4))).toBe('some');
    expect((await file.read1(3)).length).toBeGreaterThan(0);
    const into = Buffer.alloc(100);
    const got = await file.readinto(into);
    expect('some more bytes'.endsWith(String(into.subarray(0, got)))).toBe(true);
    expect((await file.read()).length).toBe(0);
    await file.close();
  });

  it('takes a copy of what is written', async () => {
    const [a, b] = pair();
    const file = a.makefile('wb');
    const bytes = Buffer.from('before');
    await file.write(bytes);
    bytes.fill('x');
    await file.writelines([Buffer.from('1'), Buffer.from('2')]);
    await file.close();
    expect(String(await b.recv(99))).toBe('before12');
  });

  it('keeps the socket open until it is closed, and not longer', async () => {
    const [a, b] = pair();
    const file = a.makefile('rwb');
    a.close();
    await file.write(Buffer.from('still'));
    await file.close();
    await file.close();
    expect(a.fileno()).toBe(-1);
    expect(String(await b.recv(9))).toBe('still');
    expect((await b.recv(9)).length).toBe(0);
    expect(file.closed).toBe(true);
    await expect(file.read(1)).rejects.toThrow('I/O operation on closed file');
    await expect(file.write(Buffer.alloc(1))).rejects.toThrow('I/O operation on closed file');
  });
});

it('refuses what it cannot do', async () => {
  const [a] = pair();
  expect(() => a.makefile('x' as 'r')).toThrow("invalid mode 'x'");
  expect(() => a.makefile('r', 0)).toThrow('unbuffered streams must be binary');
  expect(() => a.makefile('r', { encoding: 'klingon' })).toThrow(LookupError);
  await using reader = a.makefile('r');
  await using writer = a.makefile('wb');
  expect([reader.readable(), reader.writable(), writer.readable(), writer.writable()]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect((await rejection(reader.write('x'))).message).toContain('not writable');
  expect((await rejection(writer.read())).message).toContain('not readable');
  expect((await rejection(writer.write('x' as never))).message).toContain('bytes-like');
  expect((await rejection(reader.readline('1' as never))).message).toContain("argument 'size'");
});
