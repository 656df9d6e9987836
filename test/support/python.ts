/** Python, the authority, where the machine has one of 3.13 or later: `it.skipIf(!python)` names the probe. */
import { spawnSync } from 'node:child_process';
import { type Child, run as spawn } from './child.ts';

/** What every script finds: the modules, plain values for JSON, and `outcome`, which says how a call ended. */
const prelude = `
import errno, ipaddress, json, os, signal, socket, struct, sys, threading, time
from socket import *
from socket import dup, fromfd, close
signal.alarm(30)  # whatever happens to the tests, this process ends

def plain(v):
    if isinstance(v, (bytes, bytearray)): return {'bytes': list(v)}
    if isinstance(v, (list, tuple)): return [plain(x) for x in v]
    if isinstance(v, bool) or v is None or isinstance(v, (str, float)): return v
    if isinstance(v, int): return int(v)
    return repr(v)

def outcome(f):
    try: return {'value': plain(f())}
    except Exception as e:
        return {'error': type(e).__name__, 'os': isinstance(e, OSError), 'text': str(e), 'errno': getattr(e, 'errno', None)}

def evaluate(expressions, names=None):
    return [outcome(lambda: eval(x, globals(), names)) for x in expressions]
`;

interface Interpreter {
  executable: string;
  version: [major: number, minor: number];
}

function probe(): Interpreter | null {
  for (const [command, version] of [['python3', '3.13.0'], ['python3.14'], ['python3.13'], ['python3']]) {
    const env = version ? { ...process.env, PYENV_VERSION: version } : process.env;
    const code = 'import json, sys; print(json.dumps([sys.executable, *sys.version_info[:2]]))';
    const { status, stdout } = spawnSync(command!, ['-c', code], { env, encoding: 'utf8' });
    if (status !== 0) continue;
    const [executable, major, minor] = JSON.parse(stdout);
    if (major > 3 || minor >= 13) return { executable, version: [major, minor] };
  }
  return null;
}

export const python = probe();

/** Runs a script to its end; it reads `input` and prints its answer with `answer(value)`. */
export function run<T>(script: string, input: unknown = null): T {
  const code = `${prelude}\ninput = json.load(sys.stdin)\ndef answer(v): print(json.dumps(v))\n${script}`;
  const { status, stdout, stderr } = spawnSync(python!.executable, ['-c', code], {
    input: JSON.stringify(input),
    encoding: 'utf8',
    timeout: 20_000,
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`python: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** How a call ended, in Python or here. */
export interface Outcome {
  value?: unknown;
  error?: string;
  os?: boolean;
  text?: string;
  errno?: number | null;
}

/** How each of these expressions ends in Python, one process for all. `setup` runs before them. */
export function evaluate(expressions: readonly string[], setup = ''): Outcome[] {
  return run(`${setup}\nanswer(evaluate(input))`, expressions);
}

/** The class that is thrown here where Python raises `name`; the table of docs/python.md. */
export function translated(name: string): string {
  return /^(ValueError|OverflowError|Unicode\w*Error)$/.test(name) ? 'RangeError' : name;
}

/** Starts a Python program beside the test, which kills it when it ends. It talks in lines. */
export function start(script: string): Child {
  return spawn(python!.executable, ['-u', '-c', prelude + script]);
}
