/** How calls end here, and how they end in Python. */
import { isDeepStrictEqual } from 'node:util';
import { OSError } from 'berkeley/socket';
import { expect, it } from 'vitest';
import { evaluate, type Outcome, python, translated } from './python.ts';

/** What `call` throws. */
// biome-ignore lint/suspicious/noExplicitAny: a test looks at the properties that it expects
export function thrown(call: () => unknown): any {
  try {
    call();
  } catch (error) {
    return error;
  }
  return expect.unreachable('nothing was thrown');
}

/** How a call ended, in the form of Python's `outcome`. */
export function outcome(call: () => unknown): Outcome {
  try {
    return { value: plain(call()) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const os = error instanceof OSError;
    return { error: error.name, os, text: error.message, errno: os ? error.errno : null };
  }
}

function plain(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return { bytes: [...value] };
  if (Array.isArray(value)) return value.map(plain);
  return value ?? null;
}

/**
 * Whether a call ended here as in Python: the value, or the class of the error, its errno, and the text that the message
 * starts with.
 *
 * @returns nothing, or what differs.
 */
export function difference(ours: Outcome, theirs: Outcome, label: string): unknown {
  // Some of Python's OSErrors are text alone, or a time-out: ours carry a fitting errno.
  const errno = theirs.os ? (theirs.errno ?? ours.errno) : null;
  const wanted = theirs.error
    ? { error: translated(theirs.error), errno, text: theirs.os ? theirs.text : '' }
    : { value: theirs.value };
  const have = theirs.error
    ? { error: ours.error ?? ours, errno: ours.errno, text: (ours.text ?? '').slice(0, wanted.text!.length) }
    : ours.error
      ? ours
      : { value: ours.value };
  return isDeepStrictEqual(have, wanted) ? undefined : { call: label, here: have, python: wanted };
}

/** Compares the ends of many calls with Python's, and shows all that differ at once. */
export function expectSame(calls: readonly (readonly [label: string, ours: Outcome, theirs: Outcome])[]): void {
  const differences = calls.map(([label, ours, theirs]) => difference(ours, theirs, label));
  expect(differences.filter((one) => one !== undefined).map((one) => JSON.stringify(one))).toEqual([]);
}

/** A call in both languages, and what must come of it where there is no Python to ask. */
export interface Row {
  /** A Python expression. */
  py: string;
  js: () => unknown;
  /** The class that is thrown here. */
  throws?: string;
  /** The value; Buffers as they are. */
  gives?: unknown;
}

/** A row of a call that throws; the call may be one that its types forbid. */
export function row(py: string, js: (...wrong: never[]) => unknown, throws: string): Row {
  return { py, js: js as () => unknown, throws };
}

/**
 * Declares the tests of a table: that each call ends as the table says, and that it ends so in Python.
 *
 * @param setup - Python statements that run before the expressions.
 */
export function declare(rows: readonly Row[], setup = ''): void {
  it('end as they should', () => {
    const ends = rows.map(({ py, js, throws }) => {
      const { value, error, text } = outcome(js);
      return { call: py, end: throws ? (error ?? value) : (text ?? value) };
    });
    expect(ends).toEqual(rows.map(({ py, throws, gives }) => ({ call: py, end: throws ?? plain(gives) })));
  });

  it.skipIf(!python)('end as in Python', () => {
    const theirs = evaluate(
      rows.map(({ py }) => py),
      setup,
    );
    expectSame(rows.map(({ py, js }, i) => [py, outcome(js), theirs[i]!]));
  });
}
