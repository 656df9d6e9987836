import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as face from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { root, run as spawn } from '../support/child.ts';
import { guardFds } from '../support/fds.ts';
import { python, run } from '../support/python.ts';

guardFds();

interface Names {
  module: string[];
  socket: string[];
}

const stored: Names & { version: string; elsewhere: Names } = JSON.parse(
  readFileSync(join(root, 'scripts/python-names.json'), 'utf8'),
);

describe("Python's names", () => {
  it('are in docs/python-names.md, each with what has it here or why nothing does', async () => {
    const { code, stderr } = await spawn(process.execPath, ['scripts/python-names.mjs', '--check']).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.skipIf(python?.version.join('.') !== stored.version)('are those of the Python that is here', () => {
    const names = run<Names>(`
import socket as module
public = lambda o: [n for n in dir(o) if not n.startswith('_')]
answer({'module': public(module), 'socket': public(module.socket)})`);
    for (const kind of ['module', 'socket'] as const) {
      const known = new Set([...stored[kind], ...stored.elsewhere[kind]]);
      // What Python has of Bluetooth depends on how it was built.
      const unknown = names[kind].filter((name) => !known.has(name) && !/^(BT|HCI|L2CAP|SOL_|SO_)/.test(name));
      expect(unknown).toEqual([]);
    }
  });

  it('lead to functions, classes and values', () => {
    const ours = face as Record<string, unknown>;
    const words = stored.module.filter((name) => name in face && name !== name.toUpperCase());
    expect(words.length).toBeGreaterThan(40);
    // A constant in mixed case is a number, where the platform has it.
    const empty = words.filter((name) => ours[name] === undefined || ours[name] === null);
    expect(empty.filter((name) => name !== 'AF_DECnet')).toEqual([]);
    expect(ours.SocketType).toBe(face.Socket);
    expect(ours.error).toBe(face.OSError);
    expect(ours.timeout).toBe(face.TimeoutError);
  });
});
