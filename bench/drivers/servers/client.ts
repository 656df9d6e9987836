// What the clients on Node have in common: native/client_blocking.c does the same.
import { readSync } from 'node:fs';

export const port = Number(process.argv[2]);
const seconds = Number(process.argv[3]);
const warmUp = seconds > 1 ? seconds / 4 : 0.25;

export const request: Buffer = Buffer.from(Array.from({ length: 64 }, (_, i) => i));
let count = 0;

/** Changes the request, so that an old reply is noticed. */
export function nextRequest(): Buffer {
  request.writeUInt32LE(count++ & 0x7fffffff);
  return request;
}

export function check(reply: Uint8Array): void {
  if (!request.equals(reply)) throw new Error('wrong bytes');
}

/** A phase under way: counts, and says when its time is over. */
export class Phase {
  ops = 0;
  readonly #start = performance.now();
  readonly #end: number;

  constructor(seconds: number) {
    this.#end = this.#start + seconds * 1e3;
  }

  /** Counts one. Whether to go on: the clock is looked at now and then. */
  goesOn(): boolean {
    return (++this.ops & 15) !== 0 || performance.now() < this.#end;
  }

  get seconds(): number {
    return (performance.now() - this.#start) / 1e3;
  }
}

/** Runs a client whose calls block. */
export function runBlocking(exchange: () => void): void {
  for (const phase = new Phase(warmUp); ; ) {
    exchange();
    if (!phase.goesOn()) break;
  }
  begin();
  const phase = new Phase(seconds);
  do exchange();
  while (phase.goesOn());
  end(phase);
}

/** Runs a client that calls `next` when it has sent a request and got the reply; `send` begins with one. */
export function runOnEvents(send: () => void): () => void {
  let phase = new Phase(warmUp);
  let measures = false;
  send();
  return () => {
    if (!phase.goesOn()) {
      if (measures) return end(phase);
      measures = true;
      begin();
      phase = new Phase(seconds);
    }
    send();
  };
}

/** Nothing is under way, so that this may block. */
function begin(): void {
  console.log('warm');
  readSync(0, Buffer.alloc(64));
}

function end(phase: Phase): void {
  console.log(JSON.stringify({ ops: phase.ops, seconds: phase.seconds, errors: 0 }));
  while (readSync(0, Buffer.alloc(64)) > 0);
  process.exit();
}
