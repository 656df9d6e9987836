/** What this kernel opens: families that need a module or a privilege are tested where they are there. */
import { OSError, socket } from 'berkeley/socket';

/** Why a socket cannot be made, such as `EAFNOSUPPORT`; `undefined` if it can. */
export function refused(family: number | undefined, type: number, proto = 0): string | undefined {
  if (family === undefined) return 'no such family';
  return reason(() => socket(family, type, proto).close());
}

/** The errno's name of what an attempt throws; `undefined` if it succeeds. */
export function reason(attempt: () => void): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof OSError) return error.code ?? error.message;
    throw error;
  }
}
