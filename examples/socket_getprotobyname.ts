/** The numbers of protocols, beside the constants that have the same value. */
import { socket } from 'berkeley';
import { getConstants } from './constants.ts';
import { print } from './python.ts';

const protocols = getConstants('IPPROTO_');

for (const name of ['icmp', 'udp', 'tcp']) {
  const protoNum = socket.getprotobyname(name);
  const constName = protocols[protoNum]!;
  const constNum = socket[constName as keyof typeof socket];
  print(
    `${name.padStart(4)} -> ${String(protoNum).padStart(2)} ` +
      `(socket.${constName.padEnd(12)} = ${String(constNum).padStart(2)})`,
  );
}
