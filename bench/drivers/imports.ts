import { nodeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

/** The whole package. */
export const importBerkeley: Driver = {
  name: 'berkeley',
  title: "berkeley: import 'berkeley'",
  servers: { import: nodeProgram(new URL('./servers/import_berkeley.js', import.meta.url)) },
};

/** One module of it. */
export const importBerkeleySocket: Driver = {
  name: 'berkeley_socket',
  title: "berkeley: import 'berkeley/socket'",
  servers: { import: nodeProgram(new URL('./servers/import_berkeley_socket.js', import.meta.url)) },
};
