/**
 * Datagrams that the kernel drops before they wake anybody: a BPF program as a filter. SO_ATTACH_FILTER; socket(7).
 *
 *     node out/examples/recipes/bpf_filter.js
 *
 * The program sees a datagram from its UDP header on, and returns how many bytes of it to keep.
 */
import {
  AF_INET,
  BPF_ABS,
  BPF_B,
  BPF_JEQ,
  BPF_JMP,
  BPF_JUMP,
  BPF_K,
  BPF_LD,
  BPF_RET,
  BPF_STMT,
  SO_ATTACH_FILTER,
  SO_LOCK_FILTER,
  SOCK_DGRAM,
  SOL_SOCKET,
  sock_fprog,
  socket,
} from 'berkeley/socket';

const UDP_HEADER = 8;

const startsWithBang = sock_fprog([
  BPF_STMT(BPF_LD | BPF_B | BPF_ABS, UDP_HEADER), // Load the first byte of the data;
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, '!'.charCodeAt(0), 0, 1), // unless it is '!', skip one instruction;
  BPF_STMT(BPF_RET | BPF_K, 0xffff), // keep all of it;
  BPF_STMT(BPF_RET | BPF_K, 0), // keep nothing.
]);

const sock = socket(AF_INET, SOCK_DGRAM);
// Before bind(): nothing slips in.
sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, startsWithBang);
sock.setsockopt(SOL_SOCKET, SO_LOCK_FILTER, 1); // It cannot be taken off again.
sock.bind(['127.0.0.1', 0]);
sock.settimeout(5);

for (const text of ['noise', '!one', 'more noise', '!two']) sock.sendto(Buffer.from(text), sock.getsockname());
console.log('received:', sock.recv(100).toString());
console.log('received:', sock.recv(100).toString());
sock.close();
