import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Case, Command, Values } from '../../bench/types.ts';
import { root } from '../support/child.ts';
import { COMPILER_FLAGS, cases, compileNative, reference } from './built.ts';
import { hasCompiler, liar } from './liar.ts';

// A benchmark that cannot lose is a lie.

const options = { seconds: 0.05, cores: null };

function caseOf(name: string): Case {
  return cases.find((one) => one.name === name)!;
}

function run(name: string, program: Command): Promise<Values> {
  return caseOf(name).run(program, options);
}

describe.skipIf(process.platform !== 'linux' || !hasCompiler())('a case (on Linux, with a C compiler)', () => {
  beforeAll(() => compileNative());

  const honest = cases.flatMap(({ name, role, metrics }) => {
    const program = reference.servers[role];
    // 11,000 descriptors are not everybody's.
    return program && role !== 'tcp_idle' ? [{ name, program, metrics }] : [];
  });

  it.each(honest)('$name measures the reference', async ({ name, program, metrics }) => {
    const values = await run(name, program);
    for (const metric of metrics) expect(values[metric.name], metric.name).toBeGreaterThan(0);
  });

  it.each([
    ['tcp_echo_1', 'wrong', /wrong byte at offset \d+ of a reply: sent \d+, got \d+/],
    ['tcp_echo_64', 'wrong', /wrong byte/],
    ['tcp_echo_64', 'swap', /wrong byte/],
    ['tcp_echo_64', 'more', /the server sent more than it was sent/],
    ['tcp_echo_64', 'close', /the server closed a connection|Connection reset|Broken pipe/],
    ['tcp_echo_64', 'throw', /Error: on purpose/],
    ['tcp_echo_64', 'exit', /the server ended|the server closed a connection|Connection reset/],
    ['tcp_echo_64', 'less', /no reply within/],
    ['tcp_churn_64', 'wrong', /wrong byte/],
    ['tcp_pipelined_64', 'wrong', /wrong byte/],
    ['tcp_pipelined_64', 'less', /wrong byte/],
    ['tcp_bulk_echo', 'wrong', /wrong bytes behind the first \d+/],
    ['tcp_bulk_echo', 'less', /wrong bytes/],
    ['tcp_bulk_echo', 'more', /wrong bytes|more than it was sent/],
    ['tcp_bulk_receive', 'count', /the server got '\d+' of \d+ bytes/],
    ['tcp_accept_64', 'echo', /nothing went on|no reply within/],
    ['tcp_accept_64', 'greet', /the server sent something/],
    ['tcp_client_1', 'client', /the client saw an error/],
    ['tcp_idle_10000', 'wrong', /wrong bytes on connection/],
    ['import', 'exit now', /the program ended with 3/],
  ])('%s fails a program that does %s', async (name, lie, words) => {
    await expect(run(name, liar(lie))).rejects.toThrow(words);
  });

  it.each(['mute', 'exit now'])('fails a server that does not listen (%s)', async (lie) => {
    await expect(run('tcp_echo_1', liar(lie))).rejects.toThrow(/did not say where it listens|the server ended with 3/);
  });
});

describe('the reference', () => {
  const source = (name: string) => readFileSync(join(root, 'bench', 'native', `${name}.c`), 'utf8');

  it('is the server in C', () => {
    expect(reference.name).toBe('c_epoll');
  });

  it.each(['echo_epoll', 'sink_epoll', 'echo_udp', 'client_blocking'])('%s is short enough to read', (name) => {
    expect(source(name).split('\n').length).toBeLessThan(160);
  });

  it.each(['echo_epoll', 'sink_epoll'])('%s is level-triggered, and has one thread', (name) => {
    expect(source(name)).not.toMatch(/EPOLLET|EPOLLONESHOT|io_uring|pthread/);
    expect(source(name)).toMatch(/epoll_wait\(epoll_fd, events, MAX_EVENTS, -1\)/);
  });

  it('is compiled with -O2, and nothing that only this machine has', () => {
    expect(COMPILER_FLAGS).toEqual(['-O2', '-pthread']);
  });
});
