/** Scripts of calls on the files of `makefile()`, run here and in Python. */
import { SHUT_WR, type Socket, socketpair } from 'berkeley/socket';
import { outcome } from './compare.ts';
import { type Outcome, run } from './python.ts';

/**
 * One step: a method of the file with its arguments, where `{ bytes }` is a bytes object. Besides: `feed` sends bytes from the
 * other end, `shut` ends what it sends, `sent` gives what has come there; `get` reads an attribute, `list` the lines that
 * are left, `into` and `into1` read into so many bytes and give those.
 */
export type Step = readonly [name: string, ...args: unknown[]];

export interface Script {
  mode: string;
  buffering?: number;
  /** `encoding`, `errors`, `newline`. */
  text?: Readonly<Record<string, string | null>>;
  /** Whether the socket waits. */
  waits: boolean;
  steps: readonly Step[];
}

export function bytes(text: string, encoding: BufferEncoding = 'latin1'): { bytes: number[] } {
  return { bytes: [...Buffer.from(text, encoding)] };
}

// biome-ignore lint/suspicious/noExplicitAny: the steps are data
type Anything = any;

const argument = (value: Anything) => (value?.bytes ? Buffer.from(value.bytes) : value);

function into(file: Anything, method: string, size: number): unknown {
  const buffer = Buffer.alloc(size);
  const count = file[method](buffer);
  return [count, buffer.subarray(0, count ?? 0)];
}

function received(peer: Socket): Buffer {
  const parts: Buffer[] = [];
  for (;;) {
    try {
      const part = peer.recv(65536);
      if (part.length === 0) return Buffer.concat(parts);
      parts.push(part);
    } catch {
      return Buffer.concat(parts);
    }
  }
}

function step(file: Anything, peer: Socket, [name, ...args]: Step): unknown {
  switch (name) {
    case 'feed':
      return peer.sendall(argument(args[0]));
    case 'shut':
      return peer.shutdown(SHUT_WR);
    case 'sent':
      return received(peer);
    case 'get':
      return file[args[0] as string];
    case 'list':
      return [...file];
    case 'into':
      return into(file, 'readinto', args[0] as number);
    case 'into1':
      return into(file, 'readinto1', args[0] as number);
    case 'writelines':
      return file.writelines((args[0] as unknown[]).map(argument));
    default:
      return file[name](...args.map(argument));
  }
}

/** How each step of a script ends here. */
export function ours({ mode, buffering, text, waits, steps }: Script): Outcome[] {
  const [a, b] = socketpair();
  try {
    a.setblocking(false);
    b.settimeout(waits ? 5 : 0);
    let file: Anything;
    const made = outcome(() => {
      file = b.makefile(mode as 'r', buffering ?? null, text as object);
      return null;
    });
    if (made.error) return [made];
    try {
      return [made, ...steps.map((one) => outcome(() => step(file, a, one)))];
    } finally {
      outcome(() => file.close());
    }
  } finally {
    a.close();
    b.close();
  }
}

const PROGRAM = `
def argument(v): return bytes(v['bytes']) if isinstance(v, dict) else v

def into(f, method, size):
    b = bytearray(size)
    n = getattr(f, method)(b)
    return [n, bytes(b[:n or 0])]

def received(peer):
    out = b''
    while True:
        try: part = peer.recv(65536)
        except OSError: return out
        if not part: return out
        out += part

def step(f, peer, name, *args):
    if name == 'feed': return peer.sendall(argument(args[0]))
    if name == 'shut': return peer.shutdown(SHUT_WR)
    if name == 'sent': return received(peer)
    if name == 'get': return getattr(f, args[0])
    if name == 'list': return list(f)
    if name == 'into': return into(f, 'readinto', *args)
    if name == 'into1': return into(f, 'readinto1', *args)
    if name == 'writelines': return f.writelines([argument(x) for x in args[0]])
    return getattr(f, name)(*[argument(x) for x in args])

def play(script):
    a, b = socketpair()
    with a, b:
        a.setblocking(False)
        b.settimeout(5 if script['waits'] else 0)
        text = {'encoding': 'utf-8', **script.get('text', {})}
        if 'b' in script['mode']: text = script.get('text', {})
        try: f = b.makefile(script['mode'], script.get('buffering'), **text)
        except Exception as e: return [outcome(lambda: (_ for _ in ()).throw(e))]
        results = [{'value': None}] + [outcome(lambda: step(f, a, *s)) for s in script['steps']]
        outcome(f.close)
        return results

answer([play(s) for s in input])
`;

/** How each step of each script ends in Python. */
export function theirs(scripts: readonly Script[]): Outcome[][] {
  return run(PROGRAM, scripts);
}
