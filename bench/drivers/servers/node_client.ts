import { connect } from 'node:net';
import { check, nextRequest, port, request, runOnEvents } from './client.ts';

const sock = connect({ port, host: '127.0.0.1', noDelay: true }, () => {
  const next = runOnEvents(() => sock.write(nextRequest()));
  let reply: Buffer = Buffer.alloc(0);
  sock.on('data', (data) => {
    reply = reply.length === 0 ? data : Buffer.concat([reply, data]);
    if (reply.length < request.length) return;
    check(reply);
    reply = Buffer.alloc(0);
    next();
  });
});
