import type { Cores } from './machine.ts';

/** What a case needs a program to do. A driver takes part in the cases whose role it can play. */
export type Role =
  /** Sends back what comes, on any number of connections at once. */
  | 'tcp_echo'
  | 'unix_echo'
  /** The same with a few at once, as for a server that has a thread for each. */
  | 'tcp_threads'
  /** The same with one at a time. */
  | 'tcp_blocking'
  /** The same with one whose other end does not sleep. */
  | 'tcp_spin'
  /** The same with many that wait. */
  | 'tcp_idle'
  /** Reads all that comes, and sends the number of bytes, in decimal, at the end of file. */
  | 'tcp_sink'
  /** Accepts connections and closes them. */
  | 'tcp_accept'
  /**
   * Is a client: it takes a port and the seconds to measure as its last arguments, sends 64 bytes, waits for the same and
   * sends the next. It warms up, prints `warm`, goes on when it reads a line, and prints `{"ops", "seconds", "errors"}`.
   */
  | 'tcp_client'
  /** Imports something and ends. */
  | 'import'
  /** Sends back each datagram. */
  | 'udp_echo'
  /** Sends the datagrams of {@link BULK} to whoever sends it one. */
  | 'udp_bulk';

/**
 * What a `udp_bulk` server sends to whoever sends it a datagram: so many datagrams, of so many bytes, whose bytes count up
 * from 0 and begin anew after 255.
 */
export const BULK = { datagrams: 64, bytes: 1400 } as const;

/** How to start a program. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it answers the line `memory` on standard input with the bytes that JavaScript uses, garbage collected. */
  readonly tellsHeap?: boolean;
}

/**
 * One way to write a program. Servers choose a port of 127.0.0.1, or listen on the Unix socket whose path they are
 * given as their last argument. They print `listening ENDPOINT`, that port or path, on a line of its own when they are
 * ready, and end on SIGTERM and when their standard input ends.
 */
export interface Driver {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  readonly servers: Readonly<Partial<Record<Role, Command>>>;
  /** Why this driver cannot run on this machine, as `there is no bun`; `null` if it can. Left out where it always can. */
  readonly absent?: () => string | null;
}

/** One figure of a case: a column of its table. */
export interface Metric {
  /** Its key in {@link Trial.values} and in the JSON. */
  readonly name: string;
  /** The head of its column. */
  readonly title: string;
  /** `'ops/s'`, `'us'`, `'bytes'`. */
  readonly unit: string;
  /** How many decimals to print. */
  readonly digits: number;
  readonly better: 'more' | 'less';
  /** Whether its ratio to the reference is a figure of its own. */
  readonly ratio: boolean;
}

/** One thing to measure. */
export interface Case {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  readonly role: Role;
  /** The first is the figure that the case is about. */
  readonly metrics: readonly Metric[];
  /** The name of the driver that ratios are taken to, where that is not the C reference. */
  readonly reference?: string;
  /** How many rounds are enough, where what is measured does not swing. */
  readonly maxRounds?: number;
  /** Runs one trial of the program that plays the role. Throws, with a reason for people, if anything at all is wrong. */
  run(program: Command, options: TrialOptions): Promise<Values>;
}

export interface TrialOptions {
  /** How long to measure. */
  readonly seconds: number;
  readonly cores: Cores | null;
}

/** By metric; one that a driver cannot have is left out. */
export type Values = Readonly<Record<string, number>>;

/** What one trial, one fresh process, came to. */
export interface Trial {
  readonly round: number;
  readonly values: Values;
}
