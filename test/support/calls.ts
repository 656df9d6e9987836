import { backend } from '../../dist/backend/load.js';

/** A system call that waits, its time-out in milliseconds, and when it was made. */
export interface Wait {
  syscall: string;
  timeout: number;
  at: number;
}

const waits: Wait[] = [];

// The table is one for all of the package. What has been taken from it before is not counted, as what the chunk of the
// backend takes: so this module comes
// first, and the package is imported dynamically.
const { sys } = backend as unknown as { sys: Record<string, ((...args: number[]) => number) | undefined> };
for (const name of ['poll', 'select', 'epoll_wait']) {
  const call = sys[name];
  if (call === undefined) continue;
  sys[name] = (...args) => {
    waits.push({ syscall: name, timeout: args[2]!, at: performance.now() });
    return call(...args);
  };
}

/** The waits that `run` made in the kernel. */
export function waitsOf(run: () => void): Wait[] {
  waits.length = 0;
  run();
  return waits.splice(0);
}
