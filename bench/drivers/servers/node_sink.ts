import { listen } from './node_listen.ts';

listen(
  (socket) => {
    let count = 0;
    socket.on('data', (data) => {
      count += data.length;
    });
    socket.on('end', () => socket.end(String(count)));
    socket.on('error', () => socket.destroy());
  },
  { allowHalfOpen: true },
);
