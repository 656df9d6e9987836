/** What the backend in force can do. Code above the seam asks this, and never which system or backend it runs on. */
export interface Capabilities {
  /** `'native'`, or the name of another backend. For people to read. */
  readonly name: string;
  /** AF_UNIX sockets. */
  readonly unixSockets: boolean;
  /** AF_UNIX sockets of SOCK_DGRAM, beyond those that `socketpair` makes. */
  readonly unixDatagrams: boolean;
  /** Whose AF_UNIX stream is accepted: the name that its other end was bound to. */
  readonly unixPeerNames: boolean;
  /** AF_UNIX names of any bytes; else of those that are UTF-8. */
  readonly unixBytes: boolean;
  /** AF_UNIX names outside the file system, which begin with a NUL. */
  readonly abstractUnix: boolean;
  /** The bytes that an AF_UNIX name has room for, a path's NUL included; 0 without AF_UNIX. */
  readonly unixPathMax: number;
  /** `socketpair` as a system call. */
  readonly socketpair: boolean;
  /** `sendfile` as a system call. */
  readonly sendfile: boolean;
  /** AF_INET6 sockets. */
  readonly ipv6: boolean;
  /** `sendmsg` and `recvmsg`, and with them the calls below. */
  readonly messages: boolean;
  /** Ancillary data beside a message. */
  readonly ancillary: boolean;
  /** Descriptors in it: SCM_RIGHTS. */
  readonly fdPassing: boolean;
  /** `recvmmsg` and `sendmmsg`. */
  readonly batches: boolean;
  /** Each way to wait. `select` is there wherever `poll` is not. */
  readonly select: boolean;
  readonly poll: boolean;
  readonly epoll: boolean;
  readonly kqueue: boolean;
  /** Descriptors are the system's own: whatever else is open can be waited for, adopted and handed on. */
  readonly fileDescriptors: boolean;
  /** A blocking call ends when the program handles a signal that arrives: there is an `interrupt_fd`. */
  readonly interrupts: boolean;
  /** Out-of-band data: MSG_OOB. */
  readonly outOfBand: boolean;
  /** Whatever family and type the system has; else AF_INET, AF_INET6 and AF_UNIX, streams and datagrams. */
  readonly allFamilies: boolean;
  /** Whatever option the system has; else those that Node can set. */
  readonly allOptions: boolean;
  /** The structures of C's headers, with the layout of this platform. */
  readonly structs: boolean;
  /** `sethostname` as a system call. */
  readonly sethostname: boolean;
  /** No more connections are made than the backlog of `listen` lets wait. */
  readonly backlog: boolean;
  /** The reactor's calls: news of descriptors on the event loop. */
  readonly reactor: boolean;
  /** The reactor is part of the event loop itself, by libuv's `uv_poll`; where it is not, a thread waits for it. */
  readonly uv_poll: boolean;
  /** Many receives and sends of an event loop's turn are one call, by io_uring; where they are not, each is one. */
  readonly io_uring: boolean;
  /** The calls for batches of streams. */
  readonly streamBatches: boolean;
  /** The look-ups take a callback, and do not block then. */
  readonly asyncLookups: boolean;
}
