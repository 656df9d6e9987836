/** The name of this machine. */
import { socket } from 'berkeley';
import { print } from './python.ts';

print(socket.gethostname());
