/** The thread behind `look_up.ts`: it answers one question at a time, and ends when there were none for a while. */
import { lookup, lookupService, Resolver } from 'node:dns/promises';
import { workerData } from 'node:worker_threads';
import { ANSWERED, type Answer, GONE, IDLE, type LookUpThread, type Question } from './look_up.ts';

const { port, turn } = workerData as LookUpThread;
/** How long the thread stays for another question. */
const STAY_MS = 500;

let leaving: NodeJS.Timeout | undefined;

port.on('message', async (question: Question) => {
  clearTimeout(leaving);
  port.postMessage(await answer(question));
  Atomics.store(turn, 0, ANSWERED);
  Atomics.notify(turn, 0);
  leaving = setTimeout(leave, STAY_MS);
});
Atomics.store(turn, 1, 1);

/** Ends the thread, unless somebody is about to ask it. */
function leave(): void {
  if (Atomics.compareExchange(turn, 0, IDLE, GONE) === IDLE) port.close();
  else leaving = setTimeout(leave, STAY_MS);
}

async function answer(question: Question): Promise<Answer> {
  try {
    if (question.kind === 'name') {
      const { hostname } = await lookupService(question.address, 0);
      return { kind: 'name', name: hostname };
    }
    const { name, family, hints, canonical } = question;
    const found = await lookup(name, { all: true, family, hints, verbatim: true });
    const names = canonical ? await chain(name) : [name];
    const addresses = found.map(({ address }) => address);
    return { kind: 'addresses', addresses, canonical: names.at(-1)!, aliases: names.slice(0, -1) };
  } catch (error) {
    const { errno, code } = error as NodeJS.ErrnoException;
    return { kind: 'error', errno, code };
  }
}

/** A name and those that its CNAMEs lead to; `lookup` does not tell them. */
async function chain(name: string): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  const names = [name];
  // A server that sends longer chains sends loops.
  while (names.length < 9) {
    const [next] = await resolver.resolveCname(names.at(-1)!).catch(() => []);
    if (next === undefined || names.includes(next)) break;
    names.push(next);
  }
  return names;
}
