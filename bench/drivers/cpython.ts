import { python, pythonProgram } from '../runtimes.ts';
import type { Driver } from '../types.ts';

/** The program of `berkeley_selectors_recv`, in Python. */
export const cpythonSelectors: Driver = {
  name: 'cpython_selectors',
  title: 'CPython: selectors.DefaultSelector, recv; recvfrom_into over UDP; a client that blocks',
  absent: python.absent,
  get servers() {
    const server = pythonProgram('selectors_echo');
    return {
      tcp_echo: server,
      unix_echo: server,
      tcp_idle: server,
      tcp_sink: pythonProgram('sink'),
      tcp_accept: pythonProgram('accept'),
      udp_echo: pythonProgram('udp'),
      udp_bulk: pythonProgram('udp', 'bulk'),
      tcp_client: pythonProgram('client'),
    };
  },
};

/** The streams of Python's event loop. */
export const cpythonAsyncio: Driver = {
  name: 'cpython_asyncio',
  title: 'CPython: asyncio.start_server, await reader.read',
  absent: python.absent,
  get servers() {
    const server = pythonProgram('asyncio_echo');
    return { tcp_echo: server, unix_echo: server, tcp_idle: server };
  },
};

/** Python's threads, a new one for each connection. */
export const cpythonThreading: Driver = {
  name: 'cpython_threading',
  title: 'CPython: socketserver.ThreadingTCPServer',
  absent: python.absent,
  get servers() {
    return { tcp_threads: pythonProgram('threading_echo') };
  },
};
