/** What this kernel opens: families that need a module or a privilege are tested where they are there. */
import {
  AF_VSOCK,
  OSError,
  SOCK_STREAM,
  socket,
  VMADDR_CID_ANY,
  VMADDR_CID_LOCAL,
  VMADDR_PORT_ANY,
} from 'berkeley/socket';

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

/**
 * Why vsock does not connect to this machine; `undefined` if it does. The local address needs the module vsock_loopback,
 * without which nothing answers: vsock(7).
 */
export function noVsockLoopback(): string | undefined {
  return (
    refused(AF_VSOCK, SOCK_STREAM) ??
    reason(() => {
      using server = socket(AF_VSOCK, SOCK_STREAM);
      using client = socket(AF_VSOCK, SOCK_STREAM);
      server.bind([VMADDR_CID_ANY, VMADDR_PORT_ANY]);
      server.listen();
      client.settimeout(0.2);
      client.connect([VMADDR_CID_LOCAL, server.getsockname()[1]]);
    })
  );
}
