import { nativeProgram } from '../programs.ts';
import type { Driver } from '../types.ts';

const server = nativeProgram('echo_epoll');

/** The reference: what the kernel and a small C program reach. */
export const cEpoll: Driver = {
  name: 'c_epoll',
  title: 'C: level-triggered epoll; over UDP a loop of recvfrom and sendto',
  servers: {
    tcp_echo: server,
    tcp_blocking: server,
    tcp_spin: server,
    tcp_threads: server,
    unix_echo: server,
    tcp_idle: server,
    tcp_sink: nativeProgram('sink_epoll'),
    tcp_accept: nativeProgram('sink_epoll', 'accept'),
    tcp_client: nativeProgram('client_blocking'),
    udp_echo: nativeProgram('echo_udp'),
    udp_bulk: nativeProgram('echo_udp', 'bulk'),
  },
};

/** The same server, which looks for 30 microseconds before it sleeps. */
export const cEpollSpin: Driver = {
  name: 'c_epoll_spin',
  title: 'C: the same, looking for 30 us before it sleeps',
  servers: { tcp_spin: nativeProgram('echo_epoll', '-s', '30') },
};
