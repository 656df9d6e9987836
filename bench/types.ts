/**
 * What a case needs a server to do: send back what comes, over TCP, over TCP to one connection at a time, over Unix stream
 * sockets, or each datagram over UDP; or send datagrams for as many as were asked for. A driver takes part in the cases whose role it can play.
 */
export type Role = 'tcp_echo' | 'tcp_blocking' | 'unix_echo' | 'udp_echo' | 'udp_bulk';

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
}

/**
 * One way to write a server. Its programs choose a port of 127.0.0.1, or listen on the Unix socket whose path they are
 * given as their last argument. They print `listening ENDPOINT`, that port or path, on a line of its own when they are
 * ready, and end on SIGTERM and when their standard input ends.
 */
export interface Driver {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  readonly servers: Readonly<Partial<Record<Role, Command>>>;
}

/** One thing to measure. */
export interface Case {
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  readonly role: Role;
  /**
   * The load to put on the server at `endpoint`. It warms up, prints `warm`, goes on when it reads a line, measures for
   * `seconds`, and prints a {@link LoadResult} as one line of JSON. It exits with 0 only if every byte was right.
   */
  load(endpoint: string, seconds: number): Command;
}

/** What the load generator says at the end. */
export interface LoadResult {
  readonly ops: number;
  readonly seconds: number;
  readonly errors: number;
  readonly p50_us: number;
  readonly p99_us: number;
  readonly p999_us: number;
}

/** What one trial, one server process under one load, came to. Latencies are in microseconds. */
export interface Trial {
  readonly round: number;
  readonly opsPerSecond: number;
  /** CPU time of all the server's threads in the measured phase, in microseconds an operation. */
  readonly cpuPerOp: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
}
