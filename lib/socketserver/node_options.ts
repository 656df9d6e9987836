import type { WorkerOptions } from 'node:worker_threads';

/** The options of node that are a program's text, or about it, and would be wrong of another program. */
const isText = (option: string | undefined) => /^(-e|--eval|-p|-pe|--print)$/.test(option ?? '');
const isAboutText = (option: string) => /^--(input-type|eval=|print=)/.test(option);

/** The options of node for a child: those of this process, such as `--import`, without a program's text. */
export function childOptions(): string[] {
  const given = process.execArgv;
  return given.filter(
    (option, i) => !isText(option) && !isText(given[i - 1]) && !isAboutText(option) && !option.startsWith('--inspect'),
  );
}

/** The same for a worker. It inherits them; those of V8, which it cannot be given, must not be named. */
export function workerOptions(): WorkerOptions {
  const hasText = process.execArgv.some((option) => isText(option) || isAboutText(option));
  return { name: 'socketserver', ...(hasText && { execArgv: [] }) };
}
