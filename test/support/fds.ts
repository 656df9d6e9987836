import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';

const DIRECTORY = '/proc/self/fd';

/** Whether the system lists a process's descriptors. Tests that count them skip where it does not. */
export const hasProcFd = probe();

function probe(): boolean {
  try {
    return readdirSync(DIRECTORY).length > 0;
  } catch {
    return false;
  }
}

/** The descriptors of a process, by number: what each leads to, such as `socket:[4711]`. */
export function openFds(directory: string = DIRECTORY): Map<number, string> {
  const fds = new Map<number, string>();
  for (const name of readdirSync(directory)) {
    try {
      fds.set(Number(name), readlinkSync(`${directory}/${name}`));
    } catch {
      // The one that listed the directory is gone by now.
    }
  }
  return fds;
}

/** Those of them that this package makes: sockets, and the descriptors of epoll. */
export function openSockets(directory?: string): Map<number, string> {
  return new Map([...openFds(directory)].filter(([, link]) => /^socket:|eventpoll/.test(link)));
}

/** What is open now and was not `before`, as `fd 23 -> socket:[4711]`. */
export function leaked(before: ReadonlyMap<number, string>): string[] {
  return [...openSockets()].filter(([fd, link]) => before.get(fd) !== link).map(([fd, link]) => `fd ${fd} -> ${link}`);
}

/**
 * Waits until nothing is open that was not `before`: what a thread or child process left, the event loop closes a turn
 * or two after its end. Gives back what is still there after two seconds.
 */
export async function settled(before: ReadonlyMap<number, string>): Promise<string[]> {
  for (const deadline = Date.now() + 2000; leaked(before).length > 0 && Date.now() < deadline; ) await delay(5);
  return leaked(before);
}

/** The first socket may start what is there for good then: a thread, with the descriptors of its event loop. */
async function startBackend(): Promise<void> {
  const { socket } = await import('berkeley/socket');
  socket().close();
}

/**
 * Fails the test file if it leaves sockets open. Call it once, at the top of the file, before other hooks.
 *
 * @param prepare - makes what the process keeps for good once it is needed, such as `interrupt_fd`.
 */
export function guardFds(prepare?: () => void): void {
  if (!hasProcFd) return;
  let before: ReadonlyMap<number, string>;
  beforeAll(async () => {
    prepare?.();
    await startBackend();
    before = openSockets();
  });
  afterAll(async () => {
    expect(await settled(before), 'descriptors that the tests of this file left open').toEqual([]);
  });
}
