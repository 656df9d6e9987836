import { backend } from '../backend/load.ts';
import { optional } from '../core/parameters.ts';
import type { Address } from '../socket/address.ts';
import { CONNECTION_PARAMETERS, type ConnectionOptions, checkHostAndPort, failureOf } from '../socket/create.ts';
import type { AddressInfoTuple } from '../socket/resolve.ts';
import { getdefaulttimeout, timeoutArgument } from '../socket/timeout.ts';
import { Budget, signalArgument, type WaitOptions } from './limits.ts';
import { type Attempt, race } from './race.ts';
import { getaddrinfo, withoutName } from './resolve.ts';
import { Socket } from './socket.ts';

const { SOCK_STREAM } = backend.constants as { [name: string]: number };

/** Seconds between the starts of two attempts: RFC 8305's "Connection Attempt Delay". */
const DELAY = 0.25;

/** `create_connection(address, { timeout, source_address, all_errors, happy_eyeballs_delay, signal })`. */
export interface AwaitedConnectionOptions extends ConnectionOptions, Pick<WaitOptions, 'signal'> {
  /**
   * Seconds after which the next address is tried while the attempts before it go on, as in Python's asyncio; 0.25 if not
   * given. `null` tries one after the other.
   */
  happy_eyeballs_delay?: number | null;
}

/**
 * Connects a stream to `[host, port]`. Where the host has several addresses, IPv6 and IPv4 take turns, an attempt starts a
 * quarter of a second after the one before it (RFC 8305, "Happy Eyeballs"), and the first that succeeds ends the others.
 *
 * Python's `socket.create_connection(address, timeout=…, source_address=None, *, all_errors=False)`.
 *
 * @param timeout - seconds for the look-up and all attempts together, and of the socket afterwards.
 * @returns a promise of the socket.
 * @throws the last attempt's OSError, or with `all_errors` an AggregateError of them all; gaierror for no such host.
 */
export function create_connection(
  address: readonly [host: string | null, port: number | string],
  timeout?: number | null | AwaitedConnectionOptions,
  source_address?: Address | null | Omit<AwaitedConnectionOptions, 'timeout'>,
  options?: Omit<AwaitedConnectionOptions, 'timeout' | 'source_address'>,
): Promise<Socket>;
export async function create_connection(address: unknown, ...given: unknown[]): Promise<Socket> {
  const name = 'create_connection';
  while (given.length > 0 && given.at(-1) === undefined) given.pop();
  const [timeout, source, allErrors, delay, signalGiven] = optional(given, CONNECTION_PARAMETERS, name, [
    'all_errors',
    'happy_eyeballs_delay',
    'signal',
  ]);
  checkHostAndPort(address);
  const signal = signalArgument(signalGiven, name);
  const seconds = timeout === undefined ? undefined : timeoutArgument(timeout, `${name}() argument 'timeout'`);
  const pause = delay === undefined ? DELAY : delayArgument(delay);
  const preset = seconds === undefined ? getdefaulttimeout() : seconds;
  const budget = new Budget({ signal, timeout: undefined }, preset, 'connect', { address });
  const found = await getaddrinfo(address[0], address[1], 0, SOCK_STREAM, 0, 0, budget.rest());
  const attempts = interleaved(found).map(
    ([family, type, proto, , target]): Attempt<Socket> =>
      async (ended) => {
        const rest = () => ({ ...budget.rest(), signal: ended });
        const from = isNone(source) ? null : await withoutName(family, source as Address, name, rest());
        const made = new Socket(family, type, proto);
        try {
          if (seconds !== undefined) made.settimeout(seconds);
          if (from !== null) made.bind(from);
          await made.connect(target, rest());
          return made;
        } catch (error) {
          made.close();
          throw error;
        }
      },
  );
  return race(attempts, pause, (errors) => failureOf(errors, Boolean(allErrors)), signal);
}

const isNone = (value: unknown) => value === undefined || value === null;

function delayArgument(delay: unknown): number | null {
  return timeoutArgument(delay, "create_connection() argument 'happy_eyeballs_delay'");
}

/** The addresses of the families in turn, beginning with the one that the resolver put first. */
function interleaved(found: AddressInfoTuple[]): AddressInfoTuple[] {
  const families = new Map<number, AddressInfoTuple[]>();
  for (const one of found) families.set(one[0], [...(families.get(one[0]) ?? []), one]);
  const lists = [...families.values()];
  const rounds = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: rounds }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
