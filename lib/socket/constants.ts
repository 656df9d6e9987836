/**
 * Generated from native/constants.inc by `npm run generate`: do not edit. A name that the platform lacks is undefined.
 */
import { backend } from '../backend/load.ts';

/** All of the names, typed as if every platform had them. */
export interface Constants {
  readonly AF_UNSPEC: number;
  readonly AF_UNIX: number;
  readonly AF_INET: number;
  readonly AF_INET6: number;
  readonly AF_AX25: number;
  readonly AF_IPX: number;
  readonly AF_APPLETALK: number;
  readonly AF_NETROM: number;
  readonly AF_BRIDGE: number;
  readonly AF_ATMPVC: number;
  readonly AF_AAL5: number;
  readonly AF_X25: number;
  readonly AF_ROSE: number;
  readonly AF_DECnet: number;
  readonly AF_NETBEUI: number;
  readonly AF_SECURITY: number;
  readonly AF_KEY: number;
  readonly AF_NETLINK: number;
  readonly AF_ROUTE: number;
  readonly AF_PACKET: number;
  readonly AF_ASH: number;
  readonly AF_ECONET: number;
  readonly AF_ATMSVC: number;
  readonly AF_RDS: number;
  readonly AF_SNA: number;
  readonly AF_IRDA: number;
  readonly AF_PPPOX: number;
  readonly AF_WANPIPE: number;
  readonly AF_LLC: number;
  readonly AF_CAN: number;
  readonly AF_TIPC: number;
  readonly AF_BLUETOOTH: number;
  readonly AF_ALG: number;
  readonly AF_VSOCK: number;
  readonly AF_QIPCRTR: number;
  readonly AF_LINK: number;
  readonly AF_SYSTEM: number;
  readonly AF_DIVERT: number;
  readonly AF_HYPERV: number;
  readonly AF_LOCAL: number;
  readonly AF_FILE: number;
  readonly AF_IB: number;
  readonly AF_MPLS: number;
  readonly AF_IUCV: number;
  readonly AF_RXRPC: number;
  readonly AF_ISDN: number;
  readonly AF_PHONET: number;
  readonly AF_IEEE802154: number;
  readonly AF_CAIF: number;
  readonly AF_NFC: number;
  readonly AF_KCM: number;
  readonly AF_SMC: number;
  readonly AF_XDP: number;
  readonly AF_MCTP: number;
  readonly AF_IMPLINK: number;
  readonly AF_PUP: number;
  readonly AF_CHAOS: number;
  readonly AF_NS: number;
  readonly AF_ISO: number;
  readonly AF_OSI: number;
  readonly AF_ECMA: number;
  readonly AF_DATAKIT: number;
  readonly AF_CCITT: number;
  readonly AF_DLI: number;
  readonly AF_LAT: number;
  readonly AF_HYLINK: number;
  readonly AF_COIP: number;
  readonly AF_CNT: number;
  readonly AF_SIP: number;
  readonly AF_NDRV: number;
  readonly AF_NATM: number;
  readonly AF_E164: number;
  readonly AF_PPP: number;
  readonly AF_NETBIOS: number;
  readonly AF_NETGRAPH: number;
  readonly AF_SLOW: number;
  readonly AF_SCLUSTER: number;
  readonly AF_ARP: number;
  readonly AF_INET_SDP: number;
  readonly AF_INET6_SDP: number;
  readonly AF_IEEE80211: number;
  readonly AF_ENCAP: number;
  readonly AF_UTUN: number;
  readonly AF_MULTIPATH: number;
  readonly AF_OROUTE: number;
  readonly AF_CLUSTER: number;
  readonly AF_FIREFOX: number;
  readonly AF_VOICEVIEW: number;
  readonly AF_BAN: number;
  readonly AF_ATM: number;
  readonly AF_TCNPROCESS: number;
  readonly AF_TCNMESSAGE: number;
  readonly AF_ICLFXBM: number;
  readonly AF_LINUX: number;
  readonly PF_CAN: number;
  readonly PF_PACKET: number;
  readonly PF_RDS: number;
  readonly PF_SYSTEM: number;
  readonly PF_DIVERT: number;
  readonly SOCK_STREAM: number;
  readonly SOCK_DGRAM: number;
  readonly SOCK_RAW: number;
  readonly SOCK_RDM: number;
  readonly SOCK_SEQPACKET: number;
  readonly SOCK_CLOEXEC: number;
  readonly SOCK_NONBLOCK: number;
  readonly SOCK_DCCP: number;
  readonly SOCK_PACKET: number;
  readonly SOCK_CLOFORK: number;
  readonly SOCK_NOSIGPIPE: number;
  readonly SOCK_CONN_DGRAM: number;
  readonly SOCK_DNS: number;
  readonly SHUT_RD: number;
  readonly SHUT_WR: number;
  readonly SHUT_RDWR: number;
  readonly SOMAXCONN: number;
  readonly IOV_MAX: number;
  readonly UIO_MAXIOV: number;
  readonly IFNAMSIZ: number;
  readonly IF_NAMESIZE: number;
  readonly INET_ADDRSTRLEN: number;
  readonly INET6_ADDRSTRLEN: number;
  readonly EAGAIN: number;
  readonly EBADF: number;
  readonly EWOULDBLOCK: number;
  readonly SOL_SOCKET: number;
  readonly SOL_IP: number;
  readonly SOL_TCP: number;
  readonly SOL_UDP: number;
  readonly SOL_IPV6: number;
  readonly SOL_ICMPV6: number;
  readonly SOL_RAW: number;
  readonly SOL_SCTP: number;
  readonly SOL_UDPLITE: number;
  readonly SOL_LOCAL: number;
  readonly SOL_AX25: number;
  readonly SOL_ATALK: number;
  readonly SOL_IPX: number;
  readonly SOL_NETROM: number;
  readonly SOL_ROSE: number;
  readonly SOL_DECNET: number;
  readonly SOL_X25: number;
  readonly SOL_PACKET: number;
  readonly SOL_ATM: number;
  readonly SOL_AAL: number;
  readonly SOL_IRDA: number;
  readonly SOL_NETBEUI: number;
  readonly SOL_LLC: number;
  readonly SOL_DCCP: number;
  readonly SOL_NETLINK: number;
  readonly SOL_TIPC: number;
  readonly SOL_RXRPC: number;
  readonly SOL_PPPOL2TP: number;
  readonly SOL_PNPIPE: number;
  readonly SOL_RDS: number;
  readonly SOL_IUCV: number;
  readonly SOL_CAIF: number;
  readonly SOL_ALG: number;
  readonly SOL_NFC: number;
  readonly SOL_KCM: number;
  readonly SOL_TLS: number;
  readonly SOL_XDP: number;
  readonly SOL_MPTCP: number;
  readonly SOL_MCTP: number;
  readonly SOL_SMC: number;
  readonly SOL_VSOCK: number;
  readonly SOL_CAN_BASE: number;
  readonly SOL_CAN_RAW: number;
  readonly SOL_CAN_ISOTP: number;
  readonly SOL_CAN_J1939: number;
  readonly SO_DEBUG: number;
  readonly SO_ACCEPTCONN: number;
  readonly SO_REUSEADDR: number;
  readonly SO_EXCLUSIVEADDRUSE: number;
  readonly SO_INCOMING_CPU: number;
  readonly SO_KEEPALIVE: number;
  readonly SO_DONTROUTE: number;
  readonly SO_BROADCAST: number;
  readonly SO_USELOOPBACK: number;
  readonly SO_LINGER: number;
  readonly SO_OOBINLINE: number;
  readonly SO_ORIGINAL_DST: number;
  readonly SO_REUSEPORT: number;
  readonly SO_REUSEPORT_LB: number;
  readonly SO_SNDBUF: number;
  readonly SO_RCVBUF: number;
  readonly SO_SNDLOWAT: number;
  readonly SO_RCVLOWAT: number;
  readonly SO_SNDTIMEO: number;
  readonly SO_RCVTIMEO: number;
  readonly SO_ERROR: number;
  readonly SO_TYPE: number;
  readonly SO_SETFIB: number;
  readonly SO_PASSCRED: number;
  readonly SO_PEERCRED: number;
  readonly LOCAL_PEERCRED: number;
  readonly SO_PASSSEC: number;
  readonly SO_PEERSEC: number;
  readonly SO_BINDTODEVICE: number;
  readonly SO_BINDTOIFINDEX: number;
  readonly SO_PRIORITY: number;
  readonly SO_MARK: number;
  readonly SO_USER_COOKIE: number;
  readonly SO_RTABLE: number;
  readonly SO_DOMAIN: number;
  readonly SO_PROTOCOL: number;
  readonly LOCAL_CREDS: number;
  readonly LOCAL_CREDS_PERSISTENT: number;
  readonly SO_ATTACH_BPF: number;
  readonly SO_ATTACH_FILTER: number;
  readonly SO_ATTACH_REUSEPORT_CBPF: number;
  readonly SO_ATTACH_REUSEPORT_EBPF: number;
  readonly SO_BPF_EXTENSIONS: number;
  readonly SO_BSDCOMPAT: number;
  readonly SO_BUF_LOCK: number;
  readonly SO_BUSY_POLL: number;
  readonly SO_BUSY_POLL_BUDGET: number;
  readonly SO_CNX_ADVICE: number;
  readonly SO_COOKIE: number;
  readonly SO_DETACH_BPF: number;
  readonly SO_DETACH_FILTER: number;
  readonly SO_DETACH_REUSEPORT_BPF: number;
  readonly SO_GET_FILTER: number;
  readonly SO_INCOMING_NAPI_ID: number;
  readonly SO_LOCK_FILTER: number;
  readonly SO_MAX_PACING_RATE: number;
  readonly SO_MEMINFO: number;
  readonly SO_NETNS_COOKIE: number;
  readonly SO_NOFCS: number;
  readonly SO_NO_CHECK: number;
  readonly SO_PEEK_OFF: number;
  readonly SO_PEERGROUPS: number;
  readonly SO_PEERNAME: number;
  readonly SO_PREFER_BUSY_POLL: number;
  readonly SO_RCVBUFFORCE: number;
  readonly SO_RCVMARK: number;
  readonly SO_RCVTIMEO_NEW: number;
  readonly SO_RCVTIMEO_OLD: number;
  readonly SO_RESERVE_MEM: number;
  readonly SO_RXQ_OVFL: number;
  readonly SO_SECURITY_AUTHENTICATION: number;
  readonly SO_SECURITY_ENCRYPTION_NETWORK: number;
  readonly SO_SECURITY_ENCRYPTION_TRANSPORT: number;
  readonly SO_SELECT_ERR_QUEUE: number;
  readonly SO_SNDBUFFORCE: number;
  readonly SO_SNDTIMEO_NEW: number;
  readonly SO_SNDTIMEO_OLD: number;
  readonly SO_TIMESTAMP: number;
  readonly SO_TIMESTAMPING: number;
  readonly SO_TIMESTAMPING_NEW: number;
  readonly SO_TIMESTAMPING_OLD: number;
  readonly SO_TIMESTAMPNS: number;
  readonly SO_TIMESTAMPNS_NEW: number;
  readonly SO_TIMESTAMPNS_OLD: number;
  readonly SO_TIMESTAMP_NEW: number;
  readonly SO_TIMESTAMP_OLD: number;
  readonly SO_TXREHASH: number;
  readonly SO_TXTIME: number;
  readonly SO_WIFI_STATUS: number;
  readonly SO_ZEROCOPY: number;
  readonly SO_PASSPIDFD: number;
  readonly SO_PEERPIDFD: number;
  readonly SO_DEVMEM_LINEAR: number;
  readonly SO_DEVMEM_DMABUF: number;
  readonly SO_DEVMEM_DONTNEED: number;
  readonly SO_RCVPRIORITY: number;
  readonly SO_PASSRIGHTS: number;
  readonly SO_INQ: number;
  readonly SO_LABEL: number;
  readonly SO_PEERLABEL: number;
  readonly SO_LISTENQLIMIT: number;
  readonly SO_LISTENQLEN: number;
  readonly SO_LISTENINCQLEN: number;
  readonly SO_NOSIGPIPE: number;
  readonly SO_NO_OFFLOAD: number;
  readonly SO_NO_DDP: number;
  readonly SO_ACCEPTFILTER: number;
  readonly SO_BINTIME: number;
  readonly SO_TS_CLOCK: number;
  readonly SO_TS_REALTIME_MICRO: number;
  readonly SO_TS_BINTIME: number;
  readonly SO_TS_REALTIME: number;
  readonly SO_TS_MONOTONIC: number;
  readonly SO_TS_DEFAULT: number;
  readonly SO_TS_CLOCK_MAX: number;
  readonly SO_PROTOTYPE: number;
  readonly SO_RERROR: number;
  readonly SO_SPLICE: number;
  readonly SO_NREAD: number;
  readonly SO_NWRITE: number;
  readonly SO_NKE: number;
  readonly SO_NOADDRERR: number;
  readonly SO_NOTIFYCONFLICT: number;
  readonly SO_REUSESHAREUID: number;
  readonly SO_RANDOMPORT: number;
  readonly SO_NP_EXTENSIONS: number;
  readonly SO_NUMRCVPKT: number;
  readonly SO_NET_SERVICE_TYPE: number;
  readonly SO_NETSVC_MARKING_LEVEL: number;
  readonly SO_RESOLVER_SIGNATURE: number;
  readonly SO_DONTTRUNC: number;
  readonly SO_WANTMORE: number;
  readonly SO_WANTOOBFLAG: number;
  readonly SO_LINGER_SEC: number;
  readonly SO_TIMESTAMP_MONOTONIC: number;
  readonly SO_TIMESTAMP_CONTINUOUS: number;
  readonly SO_UPCALLCLOSEWAIT: number;
  readonly SO_OVERFLOWED: number;
  readonly SO_NOHEADER: number;
  readonly SO_SNDSPACE: number;
  readonly SO_CPUHINT: number;
  readonly SO_USER_COOKIE_LEN: number;
  readonly SO_CONDITIONAL_ACCEPT: number;
  readonly SO_UPDATE_ACCEPT_CONTEXT: number;
  readonly SO_UPDATE_CONNECT_CONTEXT: number;
  readonly SO_CONNECT_TIME: number;
  readonly SO_MAX_MSG_SIZE: number;
  readonly SO_PROTOCOL_INFO: number;
  readonly SO_RANDOMIZE_PORT: number;
  readonly SO_PORT_SCALABILITY: number;
  readonly SO_REUSE_UNICASTPORT: number;
  readonly SO_REUSE_MULTICASTPORT: number;
  readonly SO_PAUSE_ACCEPT: number;
  readonly SO_COMPARTMENT_ID: number;
  readonly LOCAL_PEERPID: number;
  readonly LOCAL_PEEREPID: number;
  readonly LOCAL_PEERUUID: number;
  readonly LOCAL_PEEREUUID: number;
  readonly LOCAL_PEERTOKEN: number;
  readonly LOCAL_PEEREID: number;
  readonly LOCAL_CONNWAIT: number;
  readonly LOCAL_VENDOR: number;
  readonly BPF_A: number;
  readonly BPF_ABS: number;
  readonly BPF_ADD: number;
  readonly BPF_ALU: number;
  readonly BPF_AND: number;
  readonly BPF_B: number;
  readonly BPF_DIV: number;
  readonly BPF_H: number;
  readonly BPF_IMM: number;
  readonly BPF_IND: number;
  readonly BPF_JA: number;
  readonly BPF_JEQ: number;
  readonly BPF_JGE: number;
  readonly BPF_JGT: number;
  readonly BPF_JMP: number;
  readonly BPF_JSET: number;
  readonly BPF_K: number;
  readonly BPF_LD: number;
  readonly BPF_LDX: number;
  readonly BPF_LEN: number;
  readonly BPF_LL_OFF: number;
  readonly BPF_LSH: number;
  readonly BPF_MAXINSNS: number;
  readonly BPF_MEM: number;
  readonly BPF_MEMWORDS: number;
  readonly BPF_MISC: number;
  readonly BPF_MOD: number;
  readonly BPF_MSH: number;
  readonly BPF_MUL: number;
  readonly BPF_NEG: number;
  readonly BPF_NET_OFF: number;
  readonly BPF_OR: number;
  readonly BPF_RET: number;
  readonly BPF_RSH: number;
  readonly BPF_ST: number;
  readonly BPF_STX: number;
  readonly BPF_SUB: number;
  readonly BPF_TAX: number;
  readonly BPF_TXA: number;
  readonly BPF_W: number;
  readonly BPF_X: number;
  readonly BPF_XOR: number;
  readonly SKF_AD_ALU_XOR_X: number;
  readonly SKF_AD_CPU: number;
  readonly SKF_AD_HATYPE: number;
  readonly SKF_AD_IFINDEX: number;
  readonly SKF_AD_MARK: number;
  readonly SKF_AD_MAX: number;
  readonly SKF_AD_NLATTR: number;
  readonly SKF_AD_NLATTR_NEST: number;
  readonly SKF_AD_OFF: number;
  readonly SKF_AD_PAY_OFFSET: number;
  readonly SKF_AD_PKTTYPE: number;
  readonly SKF_AD_PROTOCOL: number;
  readonly SKF_AD_QUEUE: number;
  readonly SKF_AD_RANDOM: number;
  readonly SKF_AD_RXHASH: number;
  readonly SKF_AD_VLAN_TAG: number;
  readonly SKF_AD_VLAN_TAG_PRESENT: number;
  readonly SKF_AD_VLAN_TPID: number;
  readonly SKF_LL_OFF: number;
  readonly SKF_NET_OFF: number;
  readonly SK_MEMINFO_RMEM_ALLOC: number;
  readonly SK_MEMINFO_RCVBUF: number;
  readonly SK_MEMINFO_WMEM_ALLOC: number;
  readonly SK_MEMINFO_SNDBUF: number;
  readonly SK_MEMINFO_FWD_ALLOC: number;
  readonly SK_MEMINFO_WMEM_QUEUED: number;
  readonly SK_MEMINFO_OPTMEM: number;
  readonly SK_MEMINFO_BACKLOG: number;
  readonly SK_MEMINFO_DROPS: number;
  readonly MSG_OOB: number;
  readonly MSG_PEEK: number;
  readonly MSG_DONTROUTE: number;
  readonly MSG_DONTWAIT: number;
  readonly MSG_EOR: number;
  readonly MSG_TRUNC: number;
  readonly MSG_CTRUNC: number;
  readonly MSG_WAITALL: number;
  readonly MSG_BTAG: number;
  readonly MSG_ETAG: number;
  readonly MSG_NOSIGNAL: number;
  readonly MSG_NOTIFICATION: number;
  readonly MSG_CMSG_CLOEXEC: number;
  readonly MSG_ERRQUEUE: number;
  readonly MSG_CONFIRM: number;
  readonly MSG_MORE: number;
  readonly MSG_EOF: number;
  readonly MSG_BCAST: number;
  readonly MSG_MCAST: number;
  readonly MSG_FASTOPEN: number;
  readonly MSG_BATCH: number;
  readonly MSG_FIN: number;
  readonly MSG_SYN: number;
  readonly MSG_RST: number;
  readonly MSG_PROXY: number;
  readonly MSG_TRYHARD: number;
  readonly MSG_WAITFORONE: number;
  readonly MSG_ZEROCOPY: number;
  readonly MSG_PROBE: number;
  readonly MSG_SOCK_DEVMEM: number;
  readonly MSG_SPLICE_PAGES: number;
  readonly MSG_CMSG_CLOFORK: number;
  readonly MSG_COMPAT: number;
  readonly MSG_NBIO: number;
  readonly MSG_FLUSH: number;
  readonly MSG_HOLD: number;
  readonly MSG_SEND: number;
  readonly MSG_HAVEMORE: number;
  readonly MSG_RCVMORE: number;
  readonly MSG_NEEDSA: number;
  readonly MSG_WAITSTREAM: number;
  readonly MSG_DONTWAITBSD: number;
  readonly MSG_INTERRUPT: number;
  readonly MSG_PARTIAL: number;
  readonly MSG_PUSH_IMMEDIATE: number;
  readonly SCM_RIGHTS: number;
  readonly SCM_CREDENTIALS: number;
  readonly SCM_CREDS: number;
  readonly SCM_CREDS2: number;
  readonly SCM_TIMESTAMP: number;
  readonly SCM_TIMESTAMPNS: number;
  readonly SCM_TIMESTAMPING: number;
  readonly SCM_TIMESTAMPING_OPT_STATS: number;
  readonly SCM_TIMESTAMPING_PKTINFO: number;
  readonly SCM_TXTIME: number;
  readonly SCM_WIFI_STATUS: number;
  readonly SCM_SECURITY: number;
  readonly SCM_PIDFD: number;
  readonly SCM_TS_OPT_ID: number;
  readonly SCM_DEVMEM_LINEAR: number;
  readonly SCM_DEVMEM_DMABUF: number;
  readonly SCM_INQ: number;
  readonly SCM_BINTIME: number;
  readonly SCM_REALTIME: number;
  readonly SCM_MONOTONIC: number;
  readonly SCM_TIME_INFO: number;
  readonly SCM_TIMESTAMP_MONOTONIC: number;
  readonly SCM_TIMESTAMP_CONTINUOUS: number;
  readonly SCM_TSTAMP_SND: number;
  readonly SCM_TSTAMP_SCHED: number;
  readonly SCM_TSTAMP_ACK: number;
  readonly SO_EE_ORIGIN_NONE: number;
  readonly SO_EE_ORIGIN_LOCAL: number;
  readonly SO_EE_ORIGIN_ICMP: number;
  readonly SO_EE_ORIGIN_ICMP6: number;
  readonly SO_EE_ORIGIN_TXSTATUS: number;
  readonly SO_EE_ORIGIN_ZEROCOPY: number;
  readonly SO_EE_ORIGIN_TXTIME: number;
  readonly SO_EE_ORIGIN_TIMESTAMPING: number;
  readonly SO_EE_CODE_ZEROCOPY_COPIED: number;
  readonly SO_EE_CODE_TXTIME_INVALID_PARAM: number;
  readonly SO_EE_CODE_TXTIME_MISSED: number;
  readonly SO_EE_RFC4884_FLAG_INVALID: number;
  readonly SOF_TIMESTAMPING_TX_HARDWARE: number;
  readonly SOF_TIMESTAMPING_TX_SOFTWARE: number;
  readonly SOF_TIMESTAMPING_RX_HARDWARE: number;
  readonly SOF_TIMESTAMPING_RX_SOFTWARE: number;
  readonly SOF_TIMESTAMPING_SOFTWARE: number;
  readonly SOF_TIMESTAMPING_SYS_HARDWARE: number;
  readonly SOF_TIMESTAMPING_RAW_HARDWARE: number;
  readonly SOF_TIMESTAMPING_OPT_ID: number;
  readonly SOF_TIMESTAMPING_TX_SCHED: number;
  readonly SOF_TIMESTAMPING_TX_ACK: number;
  readonly SOF_TIMESTAMPING_OPT_CMSG: number;
  readonly SOF_TIMESTAMPING_OPT_TSONLY: number;
  readonly SOF_TIMESTAMPING_OPT_STATS: number;
  readonly SOF_TIMESTAMPING_OPT_PKTINFO: number;
  readonly SOF_TIMESTAMPING_OPT_TX_SWHW: number;
  readonly SOF_TIMESTAMPING_LAST: number;
  readonly SOF_TIMESTAMPING_MASK: number;
  readonly SOF_TIMESTAMPING_BIND_PHC: number;
  readonly SOF_TIMESTAMPING_OPT_ID_TCP: number;
  readonly SOF_TIMESTAMPING_OPT_RX_FILTER: number;
  readonly SOF_TIMESTAMPING_TX_RECORD_MASK: number;
  readonly SOF_TXTIME_DEADLINE_MODE: number;
  readonly SOF_TXTIME_REPORT_ERRORS: number;
  readonly SOF_TXTIME_FLAGS_LAST: number;
  readonly SOF_TXTIME_FLAGS_MASK: number;
  readonly HWTSTAMP_TX_OFF: number;
  readonly HWTSTAMP_TX_ON: number;
  readonly HWTSTAMP_TX_ONESTEP_SYNC: number;
  readonly HWTSTAMP_FILTER_NONE: number;
  readonly HWTSTAMP_FILTER_ALL: number;
  readonly HWTSTAMP_FILTER_SOME: number;
  readonly HWTSTAMP_FILTER_PTP_V1_L4_EVENT: number;
  readonly HWTSTAMP_FILTER_PTP_V1_L4_SYNC: number;
  readonly HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ: number;
  readonly HWTSTAMP_FILTER_PTP_V2_L4_EVENT: number;
  readonly HWTSTAMP_FILTER_PTP_V2_L4_SYNC: number;
  readonly HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ: number;
  readonly HWTSTAMP_FILTER_PTP_V2_L2_EVENT: number;
  readonly HWTSTAMP_FILTER_PTP_V2_L2_SYNC: number;
  readonly HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ: number;
  readonly HWTSTAMP_FILTER_PTP_V2_EVENT: number;
  readonly HWTSTAMP_FILTER_PTP_V2_SYNC: number;
  readonly HWTSTAMP_FILTER_PTP_V2_DELAY_REQ: number;
  readonly IPPROTO_IP: number;
  readonly IPPROTO_HOPOPTS: number;
  readonly IPPROTO_ICMP: number;
  readonly IPPROTO_IGMP: number;
  readonly IPPROTO_GGP: number;
  readonly IPPROTO_IPV4: number;
  readonly IPPROTO_IPV6: number;
  readonly IPPROTO_IPIP: number;
  readonly IPPROTO_TCP: number;
  readonly IPPROTO_EGP: number;
  readonly IPPROTO_PUP: number;
  readonly IPPROTO_UDP: number;
  readonly IPPROTO_UDPLITE: number;
  readonly IPPROTO_IDP: number;
  readonly IPPROTO_HELLO: number;
  readonly IPPROTO_ND: number;
  readonly IPPROTO_TP: number;
  readonly IPPROTO_ROUTING: number;
  readonly IPPROTO_FRAGMENT: number;
  readonly IPPROTO_RSVP: number;
  readonly IPPROTO_GRE: number;
  readonly IPPROTO_ESP: number;
  readonly IPPROTO_AH: number;
  readonly IPPROTO_MOBILE: number;
  readonly IPPROTO_ICMPV6: number;
  readonly IPPROTO_NONE: number;
  readonly IPPROTO_DSTOPTS: number;
  readonly IPPROTO_XTP: number;
  readonly IPPROTO_EON: number;
  readonly IPPROTO_PIM: number;
  readonly IPPROTO_IPCOMP: number;
  readonly IPPROTO_VRRP: number;
  readonly IPPROTO_SCTP: number;
  readonly IPPROTO_BIP: number;
  readonly IPPROTO_MPTCP: number;
  readonly IPPROTO_RAW: number;
  readonly IPPROTO_MAX: number;
  readonly IPPROTO_ICLFXBM: number;
  readonly IPPROTO_ST: number;
  readonly IPPROTO_CBT: number;
  readonly IPPROTO_IGP: number;
  readonly IPPROTO_RDP: number;
  readonly IPPROTO_PGM: number;
  readonly IPPROTO_L2TP: number;
  readonly IPPROTO_BEETPH: number;
  readonly IPPROTO_COMP: number;
  readonly IPPROTO_DCCP: number;
  readonly IPPROTO_ENCAP: number;
  readonly IPPROTO_ETHERNET: number;
  readonly IPPROTO_MH: number;
  readonly IPPROTO_MPLS: number;
  readonly IPPROTO_MTP: number;
  readonly IPPROTO_SMC: number;
  readonly IPPROTO_AGGFRAG: number;
  readonly IPPROTO_CARP: number;
  readonly IPPROTO_PFSYNC: number;
  readonly IPPROTO_DIVERT: number;
  readonly IPPROTO_ETHERIP: number;
  readonly IPPROTO_OSPFIGP: number;
  readonly IPPROTO_SEND: number;
  readonly IPPROTO_HIP: number;
  readonly IPPROTO_SHIM6: number;
  readonly IPPROTO_TLSP: number;
  readonly IPPROTO_SWIPE: number;
  readonly IPPROTO_NHRP: number;
  readonly IPPROTO_IPPC: number;
  readonly IPPROTO_OLD_DIVERT: number;
  readonly IPPROTO_SPACER: number;
  readonly IPPROTO_DONE: number;
  readonly SYSPROTO_CONTROL: number;
  readonly SYSPROTO_EVENT: number;
  readonly IPPORT_RESERVED: number;
  readonly IPPORT_RESERVEDSTART: number;
  readonly IPPORT_RESERVEDMIN: number;
  readonly IPPORT_EPHEMERALFIRST: number;
  readonly IPPORT_EPHEMERALLAST: number;
  readonly IPPORT_HIFIRSTAUTO: number;
  readonly IPPORT_HILASTAUTO: number;
  readonly IPPORT_MAX: number;
  readonly IPPORT_ANONMIN: number;
  readonly IPPORT_ANONMAX: number;
  readonly IPPORT_USERRESERVED: number;
  readonly INADDR_ANY: number;
  readonly INADDR_BROADCAST: number;
  readonly INADDR_LOOPBACK: number;
  readonly INADDR_UNSPEC_GROUP: number;
  readonly INADDR_ALLHOSTS_GROUP: number;
  readonly INADDR_MAX_LOCAL_GROUP: number;
  readonly INADDR_NONE: number;
  readonly INADDR_ALLRTRS_GROUP: number;
  readonly INADDR_ALLSNOOPERS_GROUP: number;
  readonly INADDR_ALLRPTS_GROUP: number;
  readonly INADDR_ALLMDNS_GROUP: number;
  readonly INADDR_CARP_GROUP: number;
  readonly INADDR_PFSYNC_GROUP: number;
  readonly INADDR_DUMMY: number;
  readonly IN_LOOPBACKNET: number;
  readonly IP_OPTIONS: number;
  readonly IP_HDRINCL: number;
  readonly IP_TOS: number;
  readonly IP_TTL: number;
  readonly IP_RECVERR: number;
  readonly IP_RECVOPTS: number;
  readonly IP_RECVORIGDSTADDR: number;
  readonly IP_RECVRETOPTS: number;
  readonly IP_RECVTOS: number;
  readonly IP_RECVTTL: number;
  readonly IP_RECVDSTADDR: number;
  readonly IP_RETOPTS: number;
  readonly IP_MULTICAST_IF: number;
  readonly IP_MULTICAST_TTL: number;
  readonly IP_MULTICAST_LOOP: number;
  readonly IP_ADD_MEMBERSHIP: number;
  readonly IP_DROP_MEMBERSHIP: number;
  readonly IP_DEFAULT_MULTICAST_TTL: number;
  readonly IP_DEFAULT_MULTICAST_LOOP: number;
  readonly IP_MAX_MEMBERSHIPS: number;
  readonly IP_FREEBIND: number;
  readonly IP_TRANSPARENT: number;
  readonly IP_PKTINFO: number;
  readonly IP_BIND_ADDRESS_NO_PORT: number;
  readonly IP_UNBLOCK_SOURCE: number;
  readonly IP_BLOCK_SOURCE: number;
  readonly IP_ADD_SOURCE_MEMBERSHIP: number;
  readonly IP_DROP_SOURCE_MEMBERSHIP: number;
  readonly IP_CHECKSUM: number;
  readonly IP_IPSEC_POLICY: number;
  readonly IP_LOCAL_PORT_RANGE: number;
  readonly IP_MAXPACKET: number;
  readonly IP_MINTTL: number;
  readonly IP_MSFILTER: number;
  readonly IP_MTU: number;
  readonly IP_MTU_DISCOVER: number;
  readonly IP_MULTICAST_ALL: number;
  readonly IP_NODEFRAG: number;
  readonly IP_ORIGDSTADDR: number;
  readonly IP_PASSSEC: number;
  readonly IP_PKTOPTIONS: number;
  readonly IP_PMTUDISC: number;
  readonly IP_PMTUDISC_DO: number;
  readonly IP_PMTUDISC_DONT: number;
  readonly IP_PMTUDISC_INTERFACE: number;
  readonly IP_PMTUDISC_OMIT: number;
  readonly IP_PMTUDISC_PROBE: number;
  readonly IP_PMTUDISC_WANT: number;
  readonly IP_PROTOCOL: number;
  readonly IP_RECVERR_RFC4884: number;
  readonly IP_RECVFRAGSIZE: number;
  readonly IP_ROUTER_ALERT: number;
  readonly IP_UNICAST_IF: number;
  readonly IP_XFRM_POLICY: number;
  readonly IP_SENDSRCADDR: number;
  readonly IP_RECVIF: number;
  readonly IP_RECVPKTINFO: number;
  readonly IP_DONTFRAG: number;
  readonly IP_DONTFRAGMENT: number;
  readonly IP_BINDANY: number;
  readonly IP_BINDMULTI: number;
  readonly IP_RSS_LISTEN_BUCKET: number;
  readonly IP_FLOWID: number;
  readonly IP_FLOWTYPE: number;
  readonly IP_RSSBUCKETID: number;
  readonly IP_RECVFLOWID: number;
  readonly IP_RECVRSSBUCKETID: number;
  readonly IP_PORTRANGE: number;
  readonly IP_PORTRANGE_DEFAULT: number;
  readonly IP_PORTRANGE_HIGH: number;
  readonly IP_PORTRANGE_LOW: number;
  readonly IP_ONESBCAST: number;
  readonly IP_MULTICAST_VIF: number;
  readonly IP_MULTICAST_IFINDEX: number;
  readonly IP_BOUND_IF: number;
  readonly IP_RSVP_ON: number;
  readonly IP_RSVP_OFF: number;
  readonly IP_RSVP_VIF_ON: number;
  readonly IP_RSVP_VIF_OFF: number;
  readonly IP_STRIPHDR: number;
  readonly IP_FAITH: number;
  readonly IP_TRAFFIC_MGT_BACKGROUND: number;
  readonly IP_FORCE_OUT_IFP: number;
  readonly IP_IPSECFLOWINFO: number;
  readonly IP_IPCOMP_LEVEL: number;
  readonly IP_AUTH_LEVEL: number;
  readonly IP_ESP_TRANS_LEVEL: number;
  readonly IP_ESP_NETWORK_LEVEL: number;
  readonly IP_RECVRTABLE: number;
  readonly IP_RTABLE: number;
  readonly IP_VLAN_PCP: number;
  readonly IP_MAX_SOURCE_FILTER: number;
  readonly IP_MIN_MEMBERSHIPS: number;
  readonly IP_MAX_GROUP_SRC_FILTER: number;
  readonly IP_MAX_SOCK_SRC_FILTER: number;
  readonly IP_RECEIVE_BROADCAST: number;
  readonly IP_ECN: number;
  readonly IP_RECVECN: number;
  readonly IP_USER_MTU: number;
  readonly IP_WFP_REDIRECT_CONTEXT: number;
  readonly IPTOS_CLASS_CS0: number;
  readonly IPTOS_CLASS_CS1: number;
  readonly IPTOS_CLASS_CS2: number;
  readonly IPTOS_CLASS_CS3: number;
  readonly IPTOS_CLASS_CS4: number;
  readonly IPTOS_CLASS_CS5: number;
  readonly IPTOS_CLASS_CS6: number;
  readonly IPTOS_CLASS_CS7: number;
  readonly IPTOS_CLASS_DEFAULT: number;
  readonly IPTOS_CLASS_MASK: number;
  readonly IPTOS_DSCP_AF11: number;
  readonly IPTOS_DSCP_AF12: number;
  readonly IPTOS_DSCP_AF13: number;
  readonly IPTOS_DSCP_AF21: number;
  readonly IPTOS_DSCP_AF22: number;
  readonly IPTOS_DSCP_AF23: number;
  readonly IPTOS_DSCP_AF31: number;
  readonly IPTOS_DSCP_AF32: number;
  readonly IPTOS_DSCP_AF33: number;
  readonly IPTOS_DSCP_AF41: number;
  readonly IPTOS_DSCP_AF42: number;
  readonly IPTOS_DSCP_AF43: number;
  readonly IPTOS_DSCP_EF: number;
  readonly IPTOS_DSCP_MASK: number;
  readonly IPTOS_ECN_CE: number;
  readonly IPTOS_ECN_ECT0: number;
  readonly IPTOS_ECN_ECT1: number;
  readonly IPTOS_ECN_MASK: number;
  readonly IPTOS_ECN_NOT_ECT: number;
  readonly IPTOS_LOWCOST: number;
  readonly IPTOS_LOWDELAY: number;
  readonly IPTOS_MINCOST: number;
  readonly IPTOS_PREC_CRITIC_ECP: number;
  readonly IPTOS_PREC_FLASH: number;
  readonly IPTOS_PREC_FLASHOVERRIDE: number;
  readonly IPTOS_PREC_IMMEDIATE: number;
  readonly IPTOS_PREC_INTERNETCONTROL: number;
  readonly IPTOS_PREC_MASK: number;
  readonly IPTOS_PREC_NETCONTROL: number;
  readonly IPTOS_PREC_PRIORITY: number;
  readonly IPTOS_PREC_ROUTINE: number;
  readonly IPTOS_RELIABILITY: number;
  readonly IPTOS_THROUGHPUT: number;
  readonly IPOPT_EOL: number;
  readonly IPOPT_NOP: number;
  readonly IPOPT_RR: number;
  readonly IPOPT_TS: number;
  readonly IPOPT_SECURITY: number;
  readonly IPOPT_LSRR: number;
  readonly IPOPT_SSRR: number;
  readonly IPOPT_SATID: number;
  readonly IPOPT_RA: number;
  readonly MAXTTL: number;
  readonly IPDEFTTL: number;
  readonly MCAST_JOIN_GROUP: number;
  readonly MCAST_LEAVE_GROUP: number;
  readonly MCAST_BLOCK_SOURCE: number;
  readonly MCAST_UNBLOCK_SOURCE: number;
  readonly MCAST_JOIN_SOURCE_GROUP: number;
  readonly MCAST_LEAVE_SOURCE_GROUP: number;
  readonly MCAST_MSFILTER: number;
  readonly MCAST_INCLUDE: number;
  readonly MCAST_EXCLUDE: number;
  readonly MCAST_UNDEFINED: number;
  readonly IPV6_JOIN_GROUP: number;
  readonly IPV6_LEAVE_GROUP: number;
  readonly IPV6_MULTICAST_HOPS: number;
  readonly IPV6_MULTICAST_IF: number;
  readonly IPV6_MULTICAST_LOOP: number;
  readonly IPV6_UNICAST_HOPS: number;
  readonly IPV6_V6ONLY: number;
  readonly IPV6_CHECKSUM: number;
  readonly IPV6_DONTFRAG: number;
  readonly IPV6_DSTOPTS: number;
  readonly IPV6_HOPLIMIT: number;
  readonly IPV6_HOPOPTS: number;
  readonly IPV6_NEXTHOP: number;
  readonly IPV6_PATHMTU: number;
  readonly IPV6_PKTINFO: number;
  readonly IPV6_RECVDSTOPTS: number;
  readonly IPV6_RECVERR: number;
  readonly IPV6_RECVHOPLIMIT: number;
  readonly IPV6_RECVHOPOPTS: number;
  readonly IPV6_RECVPKTINFO: number;
  readonly IPV6_RECVRTHDR: number;
  readonly IPV6_RECVTCLASS: number;
  readonly IPV6_RTHDR: number;
  readonly IPV6_RTHDRDSTOPTS: number;
  readonly IPV6_RTHDR_TYPE_0: number;
  readonly IPV6_RECVPATHMTU: number;
  readonly IPV6_TCLASS: number;
  readonly IPV6_USE_MIN_MTU: number;
  readonly IPV6_2292DSTOPTS: number;
  readonly IPV6_2292HOPLIMIT: number;
  readonly IPV6_2292HOPOPTS: number;
  readonly IPV6_2292PKTINFO: number;
  readonly IPV6_2292PKTOPTIONS: number;
  readonly IPV6_2292RTHDR: number;
  readonly IPV6_ADDRFORM: number;
  readonly IPV6_ADDR_PREFERENCES: number;
  readonly IPV6_ADD_MEMBERSHIP: number;
  readonly IPV6_AUTHHDR: number;
  readonly IPV6_AUTOFLOWLABEL: number;
  readonly IPV6_DROP_MEMBERSHIP: number;
  readonly IPV6_FLOWINFO: number;
  readonly IPV6_FLOWINFO_FLOWLABEL: number;
  readonly IPV6_FLOWINFO_PRIORITY: number;
  readonly IPV6_FLOWINFO_SEND: number;
  readonly IPV6_FLOWLABEL_MGR: number;
  readonly IPV6_FL_A_GET: number;
  readonly IPV6_FL_A_PUT: number;
  readonly IPV6_FL_A_RENEW: number;
  readonly IPV6_FL_F_CREATE: number;
  readonly IPV6_FL_F_EXCL: number;
  readonly IPV6_FL_F_REFLECT: number;
  readonly IPV6_FL_F_REMOTE: number;
  readonly IPV6_FL_S_ANY: number;
  readonly IPV6_FL_S_EXCL: number;
  readonly IPV6_FL_S_NONE: number;
  readonly IPV6_FL_S_PROCESS: number;
  readonly IPV6_FL_S_USER: number;
  readonly IPV6_FREEBIND: number;
  readonly IPV6_HDRINCL: number;
  readonly IPV6_IPSEC_POLICY: number;
  readonly IPV6_JOIN_ANYCAST: number;
  readonly IPV6_LEAVE_ANYCAST: number;
  readonly IPV6_MINHOPCOUNT: number;
  readonly IPV6_MTU: number;
  readonly IPV6_MTU_DISCOVER: number;
  readonly IPV6_MULTICAST_ALL: number;
  readonly IPV6_ORIGDSTADDR: number;
  readonly IPV6_PMTUDISC_DO: number;
  readonly IPV6_PMTUDISC_DONT: number;
  readonly IPV6_PMTUDISC_INTERFACE: number;
  readonly IPV6_PMTUDISC_OMIT: number;
  readonly IPV6_PMTUDISC_PROBE: number;
  readonly IPV6_PMTUDISC_WANT: number;
  readonly IPV6_PREFER_SRC_CGA: number;
  readonly IPV6_PREFER_SRC_COA: number;
  readonly IPV6_PREFER_SRC_HOME: number;
  readonly IPV6_PREFER_SRC_NONCGA: number;
  readonly IPV6_PREFER_SRC_PUBLIC: number;
  readonly IPV6_PREFER_SRC_PUBTMP_DEFAULT: number;
  readonly IPV6_PREFER_SRC_TMP: number;
  readonly IPV6_RECVERR_RFC4884: number;
  readonly IPV6_RECVFRAGSIZE: number;
  readonly IPV6_RECVORIGDSTADDR: number;
  readonly IPV6_ROUTER_ALERT: number;
  readonly IPV6_ROUTER_ALERT_ISOLATE: number;
  readonly IPV6_RTHDR_LOOSE: number;
  readonly IPV6_RTHDR_STRICT: number;
  readonly IPV6_RXDSTOPTS: number;
  readonly IPV6_RXHOPOPTS: number;
  readonly IPV6_TRANSPARENT: number;
  readonly IPV6_UNICAST_IF: number;
  readonly IPV6_XFRM_POLICY: number;
  readonly IPV6_BINDV6ONLY: number;
  readonly IPV6_BINDANY: number;
  readonly IPV6_BINDMULTI: number;
  readonly IPV6_BOUND_IF: number;
  readonly IPV6_PORTRANGE: number;
  readonly IPV6_PORTRANGE_DEFAULT: number;
  readonly IPV6_PORTRANGE_HIGH: number;
  readonly IPV6_PORTRANGE_LOW: number;
  readonly IPV6_PREFER_TEMPADDR: number;
  readonly IPV6_RSS_LISTEN_BUCKET: number;
  readonly IPV6_FLOWID: number;
  readonly IPV6_FLOWTYPE: number;
  readonly IPV6_RSSBUCKETID: number;
  readonly IPV6_RECVFLOWID: number;
  readonly IPV6_RECVRSSBUCKETID: number;
  readonly IPV6_MSFILTER: number;
  readonly IPV6_FW_ADD: number;
  readonly IPV6_FAITH: number;
  readonly IPV6_RECVDSTPORT: number;
  readonly IPV6_AUTH_LEVEL: number;
  readonly IPV6_ESP_TRANS_LEVEL: number;
  readonly IPV6_ESP_NETWORK_LEVEL: number;
  readonly IPV6_IPCOMP_LEVEL: number;
  readonly IPV6_PIPEX: number;
  readonly IPV6_RTABLE: number;
  readonly IPV6_VLAN_PCP: number;
  readonly IPV6_3542PKTINFO: number;
  readonly IPV6_DEFAULT_MULTICAST_HOPS: number;
  readonly IPV6_DEFAULT_MULTICAST_LOOP: number;
  readonly IPV6_DEFHLIM: number;
  readonly IPV6_MAX_MEMBERSHIPS: number;
  readonly IPV6_MAX_GROUP_SRC_FILTER: number;
  readonly IPV6_MAX_SOCK_SRC_FILTER: number;
  readonly IPV6_RECVIF: number;
  readonly IPV6_PROTECTION_LEVEL: number;
  readonly IPV6_ECN: number;
  readonly IPV6_RECVECN: number;
  readonly IPV6_USER_MTU: number;
  readonly ICMP_ADDRESS: number;
  readonly ICMP_ADDRESSREPLY: number;
  readonly ICMP_DEST_UNREACH: number;
  readonly ICMP_ECHO: number;
  readonly ICMP_ECHOREPLY: number;
  readonly ICMP_EXC_FRAGTIME: number;
  readonly ICMP_EXC_TTL: number;
  readonly ICMP_FILTER: number;
  readonly ICMP_FRAG_NEEDED: number;
  readonly ICMP_HOST_ANO: number;
  readonly ICMP_HOST_ISOLATED: number;
  readonly ICMP_HOST_UNKNOWN: number;
  readonly ICMP_HOST_UNREACH: number;
  readonly ICMP_HOST_UNR_TOS: number;
  readonly ICMP_INFO_REPLY: number;
  readonly ICMP_INFO_REQUEST: number;
  readonly ICMP_NET_ANO: number;
  readonly ICMP_NET_UNKNOWN: number;
  readonly ICMP_NET_UNREACH: number;
  readonly ICMP_NET_UNR_TOS: number;
  readonly ICMP_PARAMETERPROB: number;
  readonly ICMP_PKT_FILTERED: number;
  readonly ICMP_PORT_UNREACH: number;
  readonly ICMP_PREC_CUTOFF: number;
  readonly ICMP_PREC_VIOLATION: number;
  readonly ICMP_PROT_UNREACH: number;
  readonly ICMP_REDIRECT: number;
  readonly ICMP_REDIR_HOST: number;
  readonly ICMP_REDIR_HOSTTOS: number;
  readonly ICMP_REDIR_NET: number;
  readonly ICMP_REDIR_NETTOS: number;
  readonly ICMP_SOURCE_QUENCH: number;
  readonly ICMP_SR_FAILED: number;
  readonly ICMP_TIMESTAMP: number;
  readonly ICMP_TIMESTAMPREPLY: number;
  readonly ICMP_TIME_EXCEEDED: number;
  readonly ICMP_UNREACH: number;
  readonly ICMP_SOURCEQUENCH: number;
  readonly ICMP_ROUTERADVERT: number;
  readonly ICMP_ROUTERSOLICIT: number;
  readonly ICMP_TIMXCEED: number;
  readonly ICMP_PARAMPROB: number;
  readonly ICMP_TSTAMP: number;
  readonly ICMP_TSTAMPREPLY: number;
  readonly ICMP_IREQ: number;
  readonly ICMP_IREQREPLY: number;
  readonly ICMP_MASKREQ: number;
  readonly ICMP_MASKREPLY: number;
  readonly ICMP_MINLEN: number;
  readonly ICMP6_DST_UNREACH: number;
  readonly ICMP6_DST_UNREACH_ADDR: number;
  readonly ICMP6_DST_UNREACH_ADMIN: number;
  readonly ICMP6_DST_UNREACH_BEYONDSCOPE: number;
  readonly ICMP6_DST_UNREACH_NOPORT: number;
  readonly ICMP6_DST_UNREACH_NOROUTE: number;
  readonly ICMP6_ECHO_REPLY: number;
  readonly ICMP6_ECHO_REQUEST: number;
  readonly ICMP6_FILTER: number;
  readonly ICMP6_FILTER_BLOCK: number;
  readonly ICMP6_FILTER_BLOCKOTHERS: number;
  readonly ICMP6_FILTER_PASS: number;
  readonly ICMP6_FILTER_PASSONLY: number;
  readonly ICMP6_INFOMSG_MASK: number;
  readonly ICMP6_PACKET_TOO_BIG: number;
  readonly ICMP6_PARAMPROB_HEADER: number;
  readonly ICMP6_PARAMPROB_NEXTHEADER: number;
  readonly ICMP6_PARAMPROB_OPTION: number;
  readonly ICMP6_PARAM_PROB: number;
  readonly ICMP6_ROUTER_RENUMBERING: number;
  readonly ICMP6_TIME_EXCEEDED: number;
  readonly ICMP6_TIME_EXCEED_REASSEMBLY: number;
  readonly ICMP6_TIME_EXCEED_TRANSIT: number;
  readonly MLD_LISTENER_QUERY: number;
  readonly MLD_LISTENER_REDUCTION: number;
  readonly MLD_LISTENER_REPORT: number;
  readonly ND_NEIGHBOR_ADVERT: number;
  readonly ND_NEIGHBOR_SOLICIT: number;
  readonly ND_REDIRECT: number;
  readonly ND_ROUTER_ADVERT: number;
  readonly ND_ROUTER_SOLICIT: number;
  readonly TCP_NODELAY: number;
  readonly TCP_MAXSEG: number;
  readonly TCP_CORK: number;
  readonly TCP_KEEPIDLE: number;
  readonly TCP_KEEPALIVE: number;
  readonly TCP_KEEPINTVL: number;
  readonly TCP_KEEPCNT: number;
  readonly TCP_SYNCNT: number;
  readonly TCP_LINGER2: number;
  readonly TCP_DEFER_ACCEPT: number;
  readonly TCP_WINDOW_CLAMP: number;
  readonly TCP_INFO: number;
  readonly TCP_CONNECTION_INFO: number;
  readonly TCP_QUICKACK: number;
  readonly TCP_CONGESTION: number;
  readonly TCP_MD5SIG: number;
  readonly TCP_THIN_LINEAR_TIMEOUTS: number;
  readonly TCP_THIN_DUPACK: number;
  readonly TCP_USER_TIMEOUT: number;
  readonly TCP_REPAIR: number;
  readonly TCP_REPAIR_QUEUE: number;
  readonly TCP_QUEUE_SEQ: number;
  readonly TCP_REPAIR_OPTIONS: number;
  readonly TCP_FASTOPEN: number;
  readonly TCP_TIMESTAMP: number;
  readonly TCP_NOTSENT_LOWAT: number;
  readonly TCP_CC_INFO: number;
  readonly TCP_SAVE_SYN: number;
  readonly TCP_SAVED_SYN: number;
  readonly TCP_REPAIR_WINDOW: number;
  readonly TCP_FASTOPEN_CONNECT: number;
  readonly TCP_ULP: number;
  readonly TCP_MD5SIG_EXT: number;
  readonly TCP_FASTOPEN_KEY: number;
  readonly TCP_FASTOPEN_NO_COOKIE: number;
  readonly TCP_ZEROCOPY_RECEIVE: number;
  readonly TCP_INQ: number;
  readonly TCP_TX_DELAY: number;
  readonly TCPI_OPT_TIMESTAMPS: number;
  readonly TCPI_OPT_SACK: number;
  readonly TCPI_OPT_WSCALE: number;
  readonly TCPI_OPT_ECN: number;
  readonly TCPI_OPT_ECN_SEEN: number;
  readonly TCPI_OPT_SYN_DATA: number;
  readonly TCPI_OPT_USEC_TS: number;
  readonly TCPI_OPT_TFO_CHILD: number;
  readonly TCP_CM_INQ: number;
  readonly TCP_COOKIE_IN_ALWAYS: number;
  readonly TCP_COOKIE_MAX: number;
  readonly TCP_COOKIE_MIN: number;
  readonly TCP_COOKIE_OUT_NEVER: number;
  readonly TCP_COOKIE_PAIR_SIZE: number;
  readonly TCP_COOKIE_TRANSACTIONS: number;
  readonly TCP_MAXWIN: number;
  readonly TCP_MAX_WINSHIFT: number;
  readonly TCP_MD5SIG_FLAG_PREFIX: number;
  readonly TCP_MD5SIG_MAXKEYLEN: number;
  readonly TCP_MSS: number;
  readonly TCP_MSS_DEFAULT: number;
  readonly TCP_MSS_DESIRED: number;
  readonly TCP_REPAIR_OFF: number;
  readonly TCP_REPAIR_OFF_NO_WP: number;
  readonly TCP_REPAIR_ON: number;
  readonly TCP_S_DATA_IN: number;
  readonly TCP_S_DATA_OUT: number;
  readonly TCP_MD5SIG_FLAG_IFINDEX: number;
  readonly TCP_AO_ADD_KEY: number;
  readonly TCP_AO_DEL_KEY: number;
  readonly TCP_AO_INFO: number;
  readonly TCP_AO_GET_KEYS: number;
  readonly TCP_AO_REPAIR: number;
  readonly TCP_IS_MPTCP: number;
  readonly TCP_RTO_MAX_MS: number;
  readonly TCP_RTO_MIN_US: number;
  readonly TCP_DELACK_MAX_US: number;
  readonly TCP_ESTABLISHED: number;
  readonly TCP_SYN_SENT: number;
  readonly TCP_SYN_RECV: number;
  readonly TCP_FIN_WAIT1: number;
  readonly TCP_FIN_WAIT2: number;
  readonly TCP_TIME_WAIT: number;
  readonly TCP_CLOSE: number;
  readonly TCP_CLOSE_WAIT: number;
  readonly TCP_LAST_ACK: number;
  readonly TCP_LISTEN: number;
  readonly TCP_CLOSING: number;
  readonly TCP_NO_QUEUE: number;
  readonly TCP_RECV_QUEUE: number;
  readonly TCP_SEND_QUEUE: number;
  readonly TCP_NOPUSH: number;
  readonly TCP_NOOPT: number;
  readonly TCP_KEEPINIT: number;
  readonly TCP_SENDMOREACKS: number;
  readonly TCP_ENABLE_ECN: number;
  readonly TCP_RXT_CONNDROPTIME: number;
  readonly TCP_RXT_FINDROP: number;
  readonly TCP_CONNECTIONTIMEOUT: number;
  readonly TCP_STATS: number;
  readonly TCP_LOG: number;
  readonly TCP_LOGBUF: number;
  readonly TCP_LOGID: number;
  readonly TCP_LOGDUMP: number;
  readonly TCP_LOGDUMPID: number;
  readonly TCP_CCALGOOPT: number;
  readonly TCP_MAXUNACKTIME: number;
  readonly TCP_MAXPEAKRATE: number;
  readonly TCP_IDLE_REDUCE: number;
  readonly TCP_REMOTE_UDP_ENCAPS_PORT: number;
  readonly TCP_DELACK: number;
  readonly TCP_FIN_IS_RST: number;
  readonly TCP_LOG_LIMIT: number;
  readonly TCP_SHARED_CWND_ALLOWED: number;
  readonly TCP_PROC_ACCOUNTING: number;
  readonly TCP_USE_CMP_ACKS: number;
  readonly TCP_PERF_INFO: number;
  readonly TCP_FUNCTION_BLK: number;
  readonly TCP_FUNCTION_ALIAS: number;
  readonly TCP_RXTLS_ENABLE: number;
  readonly TCP_RXTLS_MODE: number;
  readonly TCP_TXTLS_ENABLE: number;
  readonly TCP_TXTLS_MODE: number;
  readonly TCP_IWND_NB: number;
  readonly TCP_IWND_NSEG: number;
  readonly TCP_RACK_EARLY_RECOV: number;
  readonly TCP_SIGNATURE_ENABLE: number;
  readonly TCP_SACK_ENABLE: number;
  readonly TCP_MAXBURST: number;
  readonly TCP_BBR_RACK_RTT_USE: number;
  readonly TCPOPT_EOL: number;
  readonly TCPOPT_NOP: number;
  readonly TCPOPT_MAXSEG: number;
  readonly TCPOPT_WINDOW: number;
  readonly TCPOPT_SACK_PERMITTED: number;
  readonly TCPOPT_SACK: number;
  readonly TCPOPT_TIMESTAMP: number;
  readonly TCP_BSDURGENT: number;
  readonly TCP_EXPEDITED_1122: number;
  readonly TCP_MAXRT: number;
  readonly TCP_MAXRTMS: number;
  readonly TCP_STDURG: number;
  readonly TCP_ATMARK: number;
  readonly TCP_OFFLOAD_PREFERENCE: number;
  readonly TCP_OFFLOAD_NO_PREFERENCE: number;
  readonly TCP_DELAY_FIN_ACK: number;
  readonly TCP_FAIL_CONNECT_ON_ICMP_ERROR: number;
  readonly TCP_ICMP_ERROR_INFO: number;
  readonly UDP_CORK: number;
  readonly UDP_ENCAP: number;
  readonly UDP_SEGMENT: number;
  readonly UDP_GRO: number;
  readonly UDP_NO_CHECK6_TX: number;
  readonly UDP_NO_CHECK6_RX: number;
  readonly UDP_ENCAP_ESPINUDP_NON_IKE: number;
  readonly UDP_ENCAP_ESPINUDP: number;
  readonly UDP_ENCAP_L2TPINUDP: number;
  readonly UDP_ENCAP_GTP0: number;
  readonly UDP_ENCAP_GTP1U: number;
  readonly UDP_ENCAP_RXRPC: number;
  readonly TCP_ENCAP_ESPINTCP: number;
  readonly UDP_NOCKSUM: number;
  readonly UDP_VENDOR: number;
  readonly UDP_SEND_MSG_SIZE: number;
  readonly UDP_RECV_MAX_COALESCED_SIZE: number;
  readonly UDP_NOCHECKSUM: number;
  readonly UDP_CHECKSUM_COVERAGE: number;
  readonly UDPLITE_RECV_CSCOV: number;
  readonly UDPLITE_SEND_CSCOV: number;
  readonly MPTCP_INFO: number;
  readonly MPTCP_TCPINFO: number;
  readonly MPTCP_SUBFLOW_ADDRS: number;
  readonly MPTCP_FULL_INFO: number;
  readonly MPTCP_INFO_FLAG_FALLBACK: number;
  readonly MPTCP_INFO_FLAG_REMOTE_KEY_RECEIVED: number;
  readonly MPTCP_SUBFLOW_FLAG_MCAP_REM: number;
  readonly MPTCP_SUBFLOW_FLAG_MCAP_LOC: number;
  readonly MPTCP_SUBFLOW_FLAG_JOIN_REM: number;
  readonly MPTCP_SUBFLOW_FLAG_JOIN_LOC: number;
  readonly MPTCP_SUBFLOW_FLAG_BKUP_REM: number;
  readonly MPTCP_SUBFLOW_FLAG_BKUP_LOC: number;
  readonly MPTCP_SUBFLOW_FLAG_FULLY_ESTABLISHED: number;
  readonly MPTCP_SUBFLOW_FLAG_CONNECTED: number;
  readonly MPTCP_SUBFLOW_FLAG_MAPVALID: number;
  readonly MPTCP_RST_EUNSPEC: number;
  readonly MPTCP_RST_EMPTCP: number;
  readonly MPTCP_RST_ERESOURCE: number;
  readonly MPTCP_RST_EPROHIBIT: number;
  readonly MPTCP_RST_EWQ2BIG: number;
  readonly MPTCP_RST_EBADPERF: number;
  readonly MPTCP_RST_EMIDDLEBOX: number;
  readonly TLS_1_2_VERSION: number;
  readonly TLS_1_2_VERSION_MAJOR: number;
  readonly TLS_1_2_VERSION_MINOR: number;
  readonly TLS_1_3_VERSION: number;
  readonly TLS_1_3_VERSION_MAJOR: number;
  readonly TLS_1_3_VERSION_MINOR: number;
  readonly TLS_CIPHER_AES_CCM_128: number;
  readonly TLS_CIPHER_AES_GCM_128: number;
  readonly TLS_CIPHER_AES_GCM_256: number;
  readonly TLS_CIPHER_ARIA_GCM_128: number;
  readonly TLS_CIPHER_ARIA_GCM_256: number;
  readonly TLS_CIPHER_CHACHA20_POLY1305: number;
  readonly TLS_CIPHER_SM4_CCM: number;
  readonly TLS_CIPHER_SM4_GCM: number;
  readonly TLS_CONF_BASE: number;
  readonly TLS_CONF_HW: number;
  readonly TLS_CONF_HW_RECORD: number;
  readonly TLS_CONF_SW: number;
  readonly TLS_GET_RECORD_TYPE: number;
  readonly TLS_RX: number;
  readonly TLS_RX_EXPECT_NO_PAD: number;
  readonly TLS_SET_RECORD_TYPE: number;
  readonly TLS_TX: number;
  readonly TLS_TX_ZEROCOPY_RO: number;
  readonly TLS_TX_MAX_PAYLOAD_LEN: number;
  readonly SCTP_ADAPTATION_INDICATION: number;
  readonly SCTP_ADAPTATION_LAYER: number;
  readonly SCTP_ADDR_PF: number;
  readonly SCTP_ADD_STREAMS: number;
  readonly SCTP_ALL_ASSOC: number;
  readonly SCTP_ASCONF_SUPPORTED: number;
  readonly SCTP_ASSOCINFO: number;
  readonly SCTP_ASSOC_CHANGE: number;
  readonly SCTP_ASSOC_CHANGE_DENIED: number;
  readonly SCTP_ASSOC_CHANGE_FAILED: number;
  readonly SCTP_ASSOC_RESET_DENIED: number;
  readonly SCTP_ASSOC_RESET_EVENT: number;
  readonly SCTP_ASSOC_RESET_FAILED: number;
  readonly SCTP_AUTHENTICATION_INDICATION: number;
  readonly SCTP_AUTHINFO: number;
  readonly SCTP_AUTH_ACTIVE_KEY: number;
  readonly SCTP_AUTH_CHUNK: number;
  readonly SCTP_AUTH_DEACTIVATE_KEY: number;
  readonly SCTP_AUTH_DELETE_KEY: number;
  readonly SCTP_AUTH_KEY: number;
  readonly SCTP_AUTH_NEWKEY: number;
  readonly SCTP_AUTH_SUPPORTED: number;
  readonly SCTP_AUTOCLOSE: number;
  readonly SCTP_AUTO_ASCONF: number;
  readonly SCTP_BINDX_ADD_ADDR: number;
  readonly SCTP_BINDX_REM_ADDR: number;
  readonly SCTP_CONTEXT: number;
  readonly SCTP_CURRENT_ASSOC: number;
  readonly SCTP_DATA_IO_EVENT: number;
  readonly SCTP_DEFAULT_PRINFO: number;
  readonly SCTP_DEFAULT_SEND_PARAM: number;
  readonly SCTP_DEFAULT_SNDINFO: number;
  readonly SCTP_DELAYED_ACK: number;
  readonly SCTP_DELAYED_ACK_TIME: number;
  readonly SCTP_DELAYED_SACK: number;
  readonly SCTP_DISABLE_FRAGMENTS: number;
  readonly SCTP_DSTADDRV4: number;
  readonly SCTP_DSTADDRV6: number;
  readonly SCTP_ECN_SUPPORTED: number;
  readonly SCTP_ENABLE_CHANGE_ASSOC_REQ: number;
  readonly SCTP_ENABLE_RESET_ASSOC_REQ: number;
  readonly SCTP_ENABLE_RESET_STREAM_REQ: number;
  readonly SCTP_ENABLE_STREAM_RESET: number;
  readonly SCTP_ENABLE_STRRESET_MASK: number;
  readonly SCTP_EVENT: number;
  readonly SCTP_EVENTS: number;
  readonly SCTP_EXPOSE_PF_STATE: number;
  readonly SCTP_EXPOSE_POTENTIALLY_FAILED_STATE: number;
  readonly SCTP_FRAGMENT_INTERLEAVE: number;
  readonly SCTP_FUTURE_ASSOC: number;
  readonly SCTP_GET_ASSOC_ID_LIST: number;
  readonly SCTP_GET_ASSOC_NUMBER: number;
  readonly SCTP_GET_ASSOC_STATS: number;
  readonly SCTP_GET_LOCAL_ADDRS: number;
  readonly SCTP_GET_PEER_ADDRS: number;
  readonly SCTP_GET_PEER_ADDR_INFO: number;
  readonly SCTP_HMAC_IDENT: number;
  readonly SCTP_INIT: number;
  readonly SCTP_INITMSG: number;
  readonly SCTP_INTERLEAVING_SUPPORTED: number;
  readonly SCTP_I_WANT_MAPPED_V4_ADDR: number;
  readonly SCTP_LOCAL_AUTH_CHUNKS: number;
  readonly SCTP_MAXSEG: number;
  readonly SCTP_MAX_BURST: number;
  readonly SCTP_NODELAY: number;
  readonly SCTP_NXTINFO: number;
  readonly SCTP_PARTIAL_DELIVERY_EVENT: number;
  readonly SCTP_PARTIAL_DELIVERY_POINT: number;
  readonly SCTP_PEER_ADDR_CHANGE: number;
  readonly SCTP_PEER_ADDR_PARAMS: number;
  readonly SCTP_PEER_ADDR_THLDS: number;
  readonly SCTP_PEER_ADDR_THLDS_V2: number;
  readonly SCTP_PEER_AUTH_CHUNKS: number;
  readonly SCTP_PLPMTUD_PROBE_INTERVAL: number;
  readonly SCTP_POTENTIALLY_FAILED: number;
  readonly SCTP_PRIMARY_ADDR: number;
  readonly SCTP_PRINFO: number;
  readonly SCTP_PR_ASSOC_STATUS: number;
  readonly SCTP_PR_SCTP_MASK: number;
  readonly SCTP_PR_SCTP_MAX: number;
  readonly SCTP_PR_SCTP_NONE: number;
  readonly SCTP_PR_SCTP_PRIO: number;
  readonly SCTP_PR_SCTP_RTX: number;
  readonly SCTP_PR_SCTP_TTL: number;
  readonly SCTP_PR_STREAM_STATUS: number;
  readonly SCTP_PR_SUPPORTED: number;
  readonly SCTP_RCVINFO: number;
  readonly SCTP_RECONFIG_SUPPORTED: number;
  readonly SCTP_RECVNXTINFO: number;
  readonly SCTP_RECVRCVINFO: number;
  readonly SCTP_REMOTE_ERROR: number;
  readonly SCTP_REMOTE_UDP_ENCAPS_PORT: number;
  readonly SCTP_RESET_ASSOC: number;
  readonly SCTP_RESET_STREAMS: number;
  readonly SCTP_REUSE_PORT: number;
  readonly SCTP_RTOINFO: number;
  readonly SCTP_SENDER_DRY_EVENT: number;
  readonly SCTP_SENDMSG_CONNECT: number;
  readonly SCTP_SEND_FAILED: number;
  readonly SCTP_SEND_FAILED_EVENT: number;
  readonly SCTP_SET_PEER_PRIMARY_ADDR: number;
  readonly SCTP_SHUTDOWN_EVENT: number;
  readonly SCTP_SNDINFO: number;
  readonly SCTP_SNDRCV: number;
  readonly SCTP_SOCKOPT_BINDX_ADD: number;
  readonly SCTP_SOCKOPT_BINDX_REM: number;
  readonly SCTP_SOCKOPT_CONNECTX: number;
  readonly SCTP_SOCKOPT_CONNECTX3: number;
  readonly SCTP_SOCKOPT_CONNECTX_OLD: number;
  readonly SCTP_SOCKOPT_PEELOFF: number;
  readonly SCTP_SOCKOPT_PEELOFF_FLAGS: number;
  readonly SCTP_STATUS: number;
  readonly SCTP_STREAM_CHANGE_DENIED: number;
  readonly SCTP_STREAM_CHANGE_EVENT: number;
  readonly SCTP_STREAM_CHANGE_FAILED: number;
  readonly SCTP_STREAM_RESET_DENIED: number;
  readonly SCTP_STREAM_RESET_EVENT: number;
  readonly SCTP_STREAM_RESET_FAILED: number;
  readonly SCTP_STREAM_RESET_INCOMING: number;
  readonly SCTP_STREAM_RESET_INCOMING_SSN: number;
  readonly SCTP_STREAM_RESET_OUTGOING: number;
  readonly SCTP_STREAM_RESET_OUTGOING_SSN: number;
  readonly SCTP_STREAM_SCHEDULER: number;
  readonly SCTP_STREAM_SCHEDULER_VALUE: number;
  readonly SCTP_UNORDERED: number;
  readonly SCTP_ADDR_OVER: number;
  readonly SCTP_ABORT: number;
  readonly SCTP_SACK_IMMEDIATELY: number;
  readonly SCTP_SENDALL: number;
  readonly SCTP_PR_SCTP_ALL: number;
  readonly SCTP_NOTIFICATION: number;
  readonly SCTP_EOF: number;
  readonly DCCP_SOCKOPT_AVAILABLE_CCIDS: number;
  readonly DCCP_SOCKOPT_CCID: number;
  readonly DCCP_SOCKOPT_CCID_RX_INFO: number;
  readonly DCCP_SOCKOPT_CCID_TX_INFO: number;
  readonly DCCP_SOCKOPT_CHANGE_L: number;
  readonly DCCP_SOCKOPT_CHANGE_R: number;
  readonly DCCP_SOCKOPT_GET_CUR_MPS: number;
  readonly DCCP_SOCKOPT_PACKET_SIZE: number;
  readonly DCCP_SOCKOPT_QPOLICY_ID: number;
  readonly DCCP_SOCKOPT_QPOLICY_TXQLEN: number;
  readonly DCCP_SOCKOPT_RECV_CSCOV: number;
  readonly DCCP_SOCKOPT_RX_CCID: number;
  readonly DCCP_SOCKOPT_SEND_CSCOV: number;
  readonly DCCP_SOCKOPT_SERVER_TIMEWAIT: number;
  readonly DCCP_SOCKOPT_SERVICE: number;
  readonly DCCP_SOCKOPT_TX_CCID: number;
  readonly EAI_ADDRFAMILY: number;
  readonly EAI_AGAIN: number;
  readonly EAI_BADFLAGS: number;
  readonly EAI_FAIL: number;
  readonly EAI_FAMILY: number;
  readonly EAI_MEMORY: number;
  readonly EAI_NODATA: number;
  readonly EAI_NONAME: number;
  readonly EAI_OVERFLOW: number;
  readonly EAI_SERVICE: number;
  readonly EAI_SOCKTYPE: number;
  readonly EAI_SYSTEM: number;
  readonly EAI_BADHINTS: number;
  readonly EAI_PROTOCOL: number;
  readonly EAI_MAX: number;
  readonly EAI_INPROGRESS: number;
  readonly EAI_CANCELED: number;
  readonly EAI_NOTCANCELED: number;
  readonly EAI_ALLDONE: number;
  readonly EAI_INTR: number;
  readonly EAI_IDN_ENCODE: number;
  readonly AI_PASSIVE: number;
  readonly AI_CANONNAME: number;
  readonly AI_NUMERICHOST: number;
  readonly AI_NUMERICSERV: number;
  readonly AI_MASK: number;
  readonly AI_ALL: number;
  readonly AI_V4MAPPED_CFG: number;
  readonly AI_ADDRCONFIG: number;
  readonly AI_V4MAPPED: number;
  readonly AI_DEFAULT: number;
  readonly AI_IDN: number;
  readonly AI_CANONIDN: number;
  readonly AI_UNUSABLE: number;
  readonly AI_EXT: number;
  readonly AI_FQDN: number;
  readonly AI_FILESERVER: number;
  readonly AI_DNS_ONLY: number;
  readonly AI_NON_AUTHORITATIVE: number;
  readonly AI_SECURE: number;
  readonly AI_RETURN_PREFERRED_NAMES: number;
  readonly AI_DISABLE_IDN_ENCODING: number;
  readonly NI_MAXHOST: number;
  readonly NI_MAXSERV: number;
  readonly NI_NOFQDN: number;
  readonly NI_NUMERICHOST: number;
  readonly NI_NAMEREQD: number;
  readonly NI_NUMERICSERV: number;
  readonly NI_DGRAM: number;
  readonly NI_IDN: number;
  readonly NI_NUMERICSCOPE: number;
  readonly NI_WITHSCOPEID: number;
  readonly PACKET_HOST: number;
  readonly PACKET_BROADCAST: number;
  readonly PACKET_MULTICAST: number;
  readonly PACKET_OTHERHOST: number;
  readonly PACKET_OUTGOING: number;
  readonly PACKET_LOOPBACK: number;
  readonly PACKET_FASTROUTE: number;
  readonly PACKET_ADD_MEMBERSHIP: number;
  readonly PACKET_AUXDATA: number;
  readonly PACKET_COPY_THRESH: number;
  readonly PACKET_DROP_MEMBERSHIP: number;
  readonly PACKET_FANOUT: number;
  readonly PACKET_FANOUT_CBPF: number;
  readonly PACKET_FANOUT_CPU: number;
  readonly PACKET_FANOUT_DATA: number;
  readonly PACKET_FANOUT_EBPF: number;
  readonly PACKET_FANOUT_FLAG_DEFRAG: number;
  readonly PACKET_FANOUT_FLAG_ROLLOVER: number;
  readonly PACKET_FANOUT_FLAG_UNIQUEID: number;
  readonly PACKET_FANOUT_HASH: number;
  readonly PACKET_FANOUT_LB: number;
  readonly PACKET_FANOUT_QM: number;
  readonly PACKET_FANOUT_RND: number;
  readonly PACKET_FANOUT_ROLLOVER: number;
  readonly PACKET_IGNORE_OUTGOING: number;
  readonly PACKET_KERNEL: number;
  readonly PACKET_LOSS: number;
  readonly PACKET_MR_ALLMULTI: number;
  readonly PACKET_MR_MULTICAST: number;
  readonly PACKET_MR_PROMISC: number;
  readonly PACKET_MR_UNICAST: number;
  readonly PACKET_ORIGDEV: number;
  readonly PACKET_QDISC_BYPASS: number;
  readonly PACKET_RECV_OUTPUT: number;
  readonly PACKET_RESERVE: number;
  readonly PACKET_ROLLOVER_STATS: number;
  readonly PACKET_RX_RING: number;
  readonly PACKET_STATISTICS: number;
  readonly PACKET_TIMESTAMP: number;
  readonly PACKET_TX_HAS_OFF: number;
  readonly PACKET_TX_RING: number;
  readonly PACKET_TX_TIMESTAMP: number;
  readonly PACKET_USER: number;
  readonly PACKET_VERSION: number;
  readonly PACKET_VNET_HDR: number;
  readonly TP_FT_REQ_FILL_RXHASH: number;
  readonly TP_STATUS_AVAILABLE: number;
  readonly TP_STATUS_BLK_TMO: number;
  readonly TP_STATUS_COPY: number;
  readonly TP_STATUS_CSUMNOTREADY: number;
  readonly TP_STATUS_CSUM_VALID: number;
  readonly TP_STATUS_KERNEL: number;
  readonly TP_STATUS_LOSING: number;
  readonly TP_STATUS_SENDING: number;
  readonly TP_STATUS_SEND_REQUEST: number;
  readonly TP_STATUS_TS_RAW_HARDWARE: number;
  readonly TP_STATUS_TS_SOFTWARE: number;
  readonly TP_STATUS_TS_SYS_HARDWARE: number;
  readonly TP_STATUS_USER: number;
  readonly TP_STATUS_VLAN_TPID_VALID: number;
  readonly TP_STATUS_VLAN_VALID: number;
  readonly TP_STATUS_WRONG_FORMAT: number;
  readonly PACKET_VNET_HDR_SZ: number;
  readonly PACKET_FANOUT_FLAG_IGNORE_OUTGOING: number;
  readonly TPACKET_V1: number;
  readonly TPACKET_V2: number;
  readonly TPACKET_V3: number;
  readonly ETHERTYPE_ARP: number;
  readonly ETHERTYPE_IP: number;
  readonly ETHERTYPE_IPV6: number;
  readonly ETHERTYPE_VLAN: number;
  readonly ETH_P_ALL: number;
  readonly ETHERTYPE_AARP: number;
  readonly ETHERTYPE_AT: number;
  readonly ETHERTYPE_IPX: number;
  readonly ETHERTYPE_LOOPBACK: number;
  readonly ETHERTYPE_PUP: number;
  readonly ETHERTYPE_REVARP: number;
  readonly ETHERTYPE_SPRITE: number;
  readonly ETHERTYPE_TRAIL: number;
  readonly ETH_P_1588: number;
  readonly ETH_P_8021AD: number;
  readonly ETH_P_8021AH: number;
  readonly ETH_P_8021Q: number;
  readonly ETH_P_80221: number;
  readonly ETH_P_802_2: number;
  readonly ETH_P_802_3: number;
  readonly ETH_P_802_3_MIN: number;
  readonly ETH_P_802_EX1: number;
  readonly ETH_P_AARP: number;
  readonly ETH_P_AF_IUCV: number;
  readonly ETH_P_AOE: number;
  readonly ETH_P_ARCNET: number;
  readonly ETH_P_ARP: number;
  readonly ETH_P_ATALK: number;
  readonly ETH_P_ATMFATE: number;
  readonly ETH_P_ATMMPOA: number;
  readonly ETH_P_AX25: number;
  readonly ETH_P_BATMAN: number;
  readonly ETH_P_BPQ: number;
  readonly ETH_P_CAIF: number;
  readonly ETH_P_CAN: number;
  readonly ETH_P_CANFD: number;
  readonly ETH_P_CANXL: number;
  readonly ETH_P_CFM: number;
  readonly ETH_P_CONTROL: number;
  readonly ETH_P_CUST: number;
  readonly ETH_P_DDCMP: number;
  readonly ETH_P_DEC: number;
  readonly ETH_P_DIAG: number;
  readonly ETH_P_DNA_DL: number;
  readonly ETH_P_DNA_RC: number;
  readonly ETH_P_DNA_RT: number;
  readonly ETH_P_DSA: number;
  readonly ETH_P_DSA_8021Q: number;
  readonly ETH_P_DSA_A5PSW: number;
  readonly ETH_P_ECONET: number;
  readonly ETH_P_EDSA: number;
  readonly ETH_P_ERSPAN: number;
  readonly ETH_P_ERSPAN2: number;
  readonly ETH_P_ETHERCAT: number;
  readonly ETH_P_FCOE: number;
  readonly ETH_P_FIP: number;
  readonly ETH_P_HDLC: number;
  readonly ETH_P_HSR: number;
  readonly ETH_P_IBOE: number;
  readonly ETH_P_IEEE802154: number;
  readonly ETH_P_IEEEPUP: number;
  readonly ETH_P_IEEEPUPAT: number;
  readonly ETH_P_IFE: number;
  readonly ETH_P_IP: number;
  readonly ETH_P_IPV6: number;
  readonly ETH_P_IPX: number;
  readonly ETH_P_IRDA: number;
  readonly ETH_P_LAT: number;
  readonly ETH_P_LINK_CTL: number;
  readonly ETH_P_LLDP: number;
  readonly ETH_P_LOCALTALK: number;
  readonly ETH_P_LOOP: number;
  readonly ETH_P_LOOPBACK: number;
  readonly ETH_P_MACSEC: number;
  readonly ETH_P_MAP: number;
  readonly ETH_P_MCTP: number;
  readonly ETH_P_MOBITEX: number;
  readonly ETH_P_MPLS_MC: number;
  readonly ETH_P_MPLS_UC: number;
  readonly ETH_P_MRP: number;
  readonly ETH_P_MVRP: number;
  readonly ETH_P_NCSI: number;
  readonly ETH_P_NSH: number;
  readonly ETH_P_PAE: number;
  readonly ETH_P_PAUSE: number;
  readonly ETH_P_PHONET: number;
  readonly ETH_P_PPPTALK: number;
  readonly ETH_P_PPP_DISC: number;
  readonly ETH_P_PPP_MP: number;
  readonly ETH_P_PPP_SES: number;
  readonly ETH_P_PREAUTH: number;
  readonly ETH_P_PROFINET: number;
  readonly ETH_P_PRP: number;
  readonly ETH_P_PUP: number;
  readonly ETH_P_PUPAT: number;
  readonly ETH_P_QINQ1: number;
  readonly ETH_P_QINQ2: number;
  readonly ETH_P_QINQ3: number;
  readonly ETH_P_RARP: number;
  readonly ETH_P_REALTEK: number;
  readonly ETH_P_SCA: number;
  readonly ETH_P_SLOW: number;
  readonly ETH_P_SNAP: number;
  readonly ETH_P_TDLS: number;
  readonly ETH_P_TEB: number;
  readonly ETH_P_TIPC: number;
  readonly ETH_P_TRAILER: number;
  readonly ETH_P_TR_802_2: number;
  readonly ETH_P_TSN: number;
  readonly ETH_P_WAN_PPP: number;
  readonly ETH_P_WCCP: number;
  readonly ETH_P_X25: number;
  readonly ETH_P_XDSA: number;
  readonly ETH_ALEN: number;
  readonly ETH_TLEN: number;
  readonly ETH_HLEN: number;
  readonly ETH_ZLEN: number;
  readonly ETH_DATA_LEN: number;
  readonly ETH_FRAME_LEN: number;
  readonly ETH_FCS_LEN: number;
  readonly ETH_MIN_MTU: number;
  readonly ETH_MAX_MTU: number;
  readonly ETHERMTU: number;
  readonly ETHERMIN: number;
  readonly ETHER_ADDR_LEN: number;
  readonly ETHER_HDR_LEN: number;
  readonly ETHER_MIN_LEN: number;
  readonly ETHER_MAX_LEN: number;
  readonly ARPHRD_ADAPT: number;
  readonly ARPHRD_APPLETLK: number;
  readonly ARPHRD_ARCNET: number;
  readonly ARPHRD_ASH: number;
  readonly ARPHRD_ATM: number;
  readonly ARPHRD_AX25: number;
  readonly ARPHRD_BIF: number;
  readonly ARPHRD_CAN: number;
  readonly ARPHRD_CHAOS: number;
  readonly ARPHRD_CISCO: number;
  readonly ARPHRD_CSLIP: number;
  readonly ARPHRD_CSLIP6: number;
  readonly ARPHRD_DDCMP: number;
  readonly ARPHRD_DLCI: number;
  readonly ARPHRD_ECONET: number;
  readonly ARPHRD_EETHER: number;
  readonly ARPHRD_ETHER: number;
  readonly ARPHRD_EUI64: number;
  readonly ARPHRD_FCAL: number;
  readonly ARPHRD_FCFABRIC: number;
  readonly ARPHRD_FCPL: number;
  readonly ARPHRD_FCPP: number;
  readonly ARPHRD_FDDI: number;
  readonly ARPHRD_FRAD: number;
  readonly ARPHRD_HDLC: number;
  readonly ARPHRD_HIPPI: number;
  readonly ARPHRD_HWX25: number;
  readonly ARPHRD_IEEE1394: number;
  readonly ARPHRD_IEEE802: number;
  readonly ARPHRD_IEEE80211: number;
  readonly ARPHRD_IEEE80211_PRISM: number;
  readonly ARPHRD_IEEE80211_RADIOTAP: number;
  readonly ARPHRD_IEEE802154: number;
  readonly ARPHRD_IEEE802154_PHY: number;
  readonly ARPHRD_IEEE802_TR: number;
  readonly ARPHRD_INFINIBAND: number;
  readonly ARPHRD_IPDDP: number;
  readonly ARPHRD_IPGRE: number;
  readonly ARPHRD_IRDA: number;
  readonly ARPHRD_LAPB: number;
  readonly ARPHRD_LOCALTLK: number;
  readonly ARPHRD_LOOPBACK: number;
  readonly ARPHRD_MCTP: number;
  readonly ARPHRD_METRICOM: number;
  readonly ARPHRD_NETROM: number;
  readonly ARPHRD_NONE: number;
  readonly ARPHRD_PIMREG: number;
  readonly ARPHRD_PPP: number;
  readonly ARPHRD_PRONET: number;
  readonly ARPHRD_RAWHDLC: number;
  readonly ARPHRD_RAWIP: number;
  readonly ARPHRD_ROSE: number;
  readonly ARPHRD_RSRVD: number;
  readonly ARPHRD_SIT: number;
  readonly ARPHRD_SKIP: number;
  readonly ARPHRD_SLIP: number;
  readonly ARPHRD_SLIP6: number;
  readonly ARPHRD_TUNNEL: number;
  readonly ARPHRD_TUNNEL6: number;
  readonly ARPHRD_VOID: number;
  readonly ARPHRD_X25: number;
  readonly IFF_ALLMULTI: number;
  readonly IFF_AUTOMEDIA: number;
  readonly IFF_BROADCAST: number;
  readonly IFF_DEBUG: number;
  readonly IFF_DORMANT: number;
  readonly IFF_DYNAMIC: number;
  readonly IFF_ECHO: number;
  readonly IFF_LOOPBACK: number;
  readonly IFF_LOWER_UP: number;
  readonly IFF_MASTER: number;
  readonly IFF_MULTICAST: number;
  readonly IFF_NOARP: number;
  readonly IFF_NOTRAILERS: number;
  readonly IFF_POINTOPOINT: number;
  readonly IFF_PORTSEL: number;
  readonly IFF_PROMISC: number;
  readonly IFF_RUNNING: number;
  readonly IFF_SLAVE: number;
  readonly IFF_UP: number;
  readonly IFF_VOLATILE: number;
  readonly IFF_ALTPHYS: number;
  readonly IFF_CANTCONFIG: number;
  readonly IFF_DRV_OACTIVE: number;
  readonly IFF_DRV_RUNNING: number;
  readonly IFF_LINK0: number;
  readonly IFF_LINK1: number;
  readonly IFF_LINK2: number;
  readonly IFF_MONITOR: number;
  readonly IFF_OACTIVE: number;
  readonly IFF_PPROMISC: number;
  readonly IFF_SIMPLEX: number;
  readonly IFF_SMART: number;
  readonly IFF_STATICARP: number;
  readonly SIOCATMARK: number;
  readonly SIOCSPGRP: number;
  readonly SIOCGPGRP: number;
  readonly SIOCGIFCONF: number;
  readonly SIOCGIFFLAGS: number;
  readonly SIOCSIFFLAGS: number;
  readonly SIOCGIFADDR: number;
  readonly SIOCSIFADDR: number;
  readonly SIOCGIFDSTADDR: number;
  readonly SIOCSIFDSTADDR: number;
  readonly SIOCGIFBRDADDR: number;
  readonly SIOCSIFBRDADDR: number;
  readonly SIOCGIFNETMASK: number;
  readonly SIOCSIFNETMASK: number;
  readonly SIOCGIFMETRIC: number;
  readonly SIOCSIFMETRIC: number;
  readonly SIOCGIFMTU: number;
  readonly SIOCSIFMTU: number;
  readonly SIOCADDMULTI: number;
  readonly SIOCDELMULTI: number;
  readonly SIOCADDDLCI: number;
  readonly SIOCADDRT: number;
  readonly SIOCAIPXITFCRT: number;
  readonly SIOCAIPXPRISLT: number;
  readonly SIOCDARP: number;
  readonly SIOCDELDLCI: number;
  readonly SIOCDELRT: number;
  readonly SIOCDIFADDR: number;
  readonly SIOCDRARP: number;
  readonly SIOCETHTOOL: number;
  readonly SIOCGARP: number;
  readonly SIOCGHWTSTAMP: number;
  readonly SIOCGIFBR: number;
  readonly SIOCGIFCOUNT: number;
  readonly SIOCGIFENCAP: number;
  readonly SIOCGIFHWADDR: number;
  readonly SIOCGIFINDEX: number;
  readonly SIOCGIFMAP: number;
  readonly SIOCGIFMEM: number;
  readonly SIOCGIFNAME: number;
  readonly SIOCGIFPFLAGS: number;
  readonly SIOCGIFSLAVE: number;
  readonly SIOCGIFTXQLEN: number;
  readonly SIOCGIFVLAN: number;
  readonly SIOCGMIIPHY: number;
  readonly SIOCGMIIREG: number;
  readonly SIOCGRARP: number;
  readonly SIOCGSKNS: number;
  readonly SIOCGSTAMP: number;
  readonly SIOCGSTAMPNS: number;
  readonly SIOCGSTAMPNS_NEW: number;
  readonly SIOCGSTAMPNS_OLD: number;
  readonly SIOCGSTAMP_NEW: number;
  readonly SIOCGSTAMP_OLD: number;
  readonly SIOCINQ: number;
  readonly SIOCIPXCFGDATA: number;
  readonly SIOCIPXNCPCONN: number;
  readonly SIOCNRCTLCON: number;
  readonly SIOCNRGETPARMS: number;
  readonly SIOCNRRTCTL: number;
  readonly SIOCNRSETPARMS: number;
  readonly SIOCOUTQ: number;
  readonly SIOCOUTQNSD: number;
  readonly SIOCRTMSG: number;
  readonly SIOCSARP: number;
  readonly SIOCSHWTSTAMP: number;
  readonly SIOCSIFBR: number;
  readonly SIOCSIFENCAP: number;
  readonly SIOCSIFHWADDR: number;
  readonly SIOCSIFHWBROADCAST: number;
  readonly SIOCSIFLINK: number;
  readonly SIOCSIFMAP: number;
  readonly SIOCSIFMEM: number;
  readonly SIOCSIFNAME: number;
  readonly SIOCSIFPFLAGS: number;
  readonly SIOCSIFSLAVE: number;
  readonly SIOCSIFTXQLEN: number;
  readonly SIOCSIFVLAN: number;
  readonly SIOCSMIIREG: number;
  readonly SIOCSRARP: number;
  readonly SIOCWANDEV: number;
  readonly SIO_RCVALL: number;
  readonly SIO_KEEPALIVE_VALS: number;
  readonly SIO_LOOPBACK_FAST_PATH: number;
  readonly SIO_UDP_CONNRESET: number;
  readonly SIO_TCP_INFO: number;
  readonly RCVALL_OFF: number;
  readonly RCVALL_ON: number;
  readonly RCVALL_SOCKETLEVELONLY: number;
  readonly RCVALL_IPLEVEL: number;
  readonly RCVALL_MAX: number;
  readonly NETLINK_ROUTE: number;
  readonly NETLINK_USERSOCK: number;
  readonly NETLINK_FIREWALL: number;
  readonly NETLINK_NFLOG: number;
  readonly NETLINK_XFRM: number;
  readonly NETLINK_IP6_FW: number;
  readonly NETLINK_DNRTMSG: number;
  readonly NETLINK_CRYPTO: number;
  readonly NETLINK_ARPD: number;
  readonly NETLINK_ROUTE6: number;
  readonly NETLINK_SKIP: number;
  readonly NETLINK_TAPBASE: number;
  readonly NETLINK_TCPDIAG: number;
  readonly NETLINK_W1: number;
  readonly NETLINK_UNUSED: number;
  readonly NETLINK_SOCK_DIAG: number;
  readonly NETLINK_INET_DIAG: number;
  readonly NETLINK_SELINUX: number;
  readonly NETLINK_ISCSI: number;
  readonly NETLINK_AUDIT: number;
  readonly NETLINK_FIB_LOOKUP: number;
  readonly NETLINK_CONNECTOR: number;
  readonly NETLINK_NETFILTER: number;
  readonly NETLINK_KOBJECT_UEVENT: number;
  readonly NETLINK_GENERIC: number;
  readonly NETLINK_SCSITRANSPORT: number;
  readonly NETLINK_ECRYPTFS: number;
  readonly NETLINK_RDMA: number;
  readonly NETLINK_SMC: number;
  readonly NETLINK_ADD_MEMBERSHIP: number;
  readonly NETLINK_DROP_MEMBERSHIP: number;
  readonly NETLINK_PKTINFO: number;
  readonly NETLINK_BROADCAST_ERROR: number;
  readonly NETLINK_NO_ENOBUFS: number;
  readonly NETLINK_RX_RING: number;
  readonly NETLINK_TX_RING: number;
  readonly NETLINK_LISTEN_ALL_NSID: number;
  readonly NETLINK_LIST_MEMBERSHIPS: number;
  readonly NETLINK_CAP_ACK: number;
  readonly NETLINK_EXT_ACK: number;
  readonly NETLINK_GET_STRICT_CHK: number;
  readonly GENL_ADMIN_PERM: number;
  readonly GENL_CMD_CAP_DO: number;
  readonly GENL_CMD_CAP_DUMP: number;
  readonly GENL_CMD_CAP_HASPOL: number;
  readonly GENL_HDRLEN: number;
  readonly GENL_ID_CTRL: number;
  readonly GENL_ID_PMCRAID: number;
  readonly GENL_ID_VFS_DQUOT: number;
  readonly GENL_MAX_ID: number;
  readonly GENL_MIN_ID: number;
  readonly GENL_START_ALLOC: number;
  readonly GENL_UNS_ADMIN_PERM: number;
  readonly NLA_ALIGNTO: number;
  readonly NLA_F_NESTED: number;
  readonly NLA_F_NET_BYTEORDER: number;
  readonly NLA_HDRLEN: number;
  readonly NLA_TYPE_MASK: number;
  readonly NLMSG_ALIGNTO: number;
  readonly NLMSG_DONE: number;
  readonly NLMSG_ERROR: number;
  readonly NLMSG_HDRLEN: number;
  readonly NLMSG_MIN_TYPE: number;
  readonly NLMSG_NOOP: number;
  readonly NLMSG_OVERRUN: number;
  readonly NLM_F_ACK: number;
  readonly NLM_F_ACK_TLVS: number;
  readonly NLM_F_APPEND: number;
  readonly NLM_F_ATOMIC: number;
  readonly NLM_F_BULK: number;
  readonly NLM_F_CAPPED: number;
  readonly NLM_F_CREATE: number;
  readonly NLM_F_DUMP: number;
  readonly NLM_F_DUMP_FILTERED: number;
  readonly NLM_F_DUMP_INTR: number;
  readonly NLM_F_ECHO: number;
  readonly NLM_F_EXCL: number;
  readonly NLM_F_MATCH: number;
  readonly NLM_F_MULTI: number;
  readonly NLM_F_NONREC: number;
  readonly NLM_F_REPLACE: number;
  readonly NLM_F_REQUEST: number;
  readonly NLM_F_ROOT: number;
  readonly RTMGRP_DECnet_IFADDR: number;
  readonly RTMGRP_DECnet_ROUTE: number;
  readonly RTMGRP_IPV4_IFADDR: number;
  readonly RTMGRP_IPV4_MROUTE: number;
  readonly RTMGRP_IPV4_ROUTE: number;
  readonly RTMGRP_IPV4_RULE: number;
  readonly RTMGRP_IPV6_IFADDR: number;
  readonly RTMGRP_IPV6_IFINFO: number;
  readonly RTMGRP_IPV6_MROUTE: number;
  readonly RTMGRP_IPV6_PREFIX: number;
  readonly RTMGRP_IPV6_ROUTE: number;
  readonly RTMGRP_LINK: number;
  readonly RTMGRP_NEIGH: number;
  readonly RTMGRP_NOTIFY: number;
  readonly RTMGRP_TC: number;
  readonly RTM_DELADDR: number;
  readonly RTM_DELLINK: number;
  readonly RTM_DELNEIGH: number;
  readonly RTM_DELNSID: number;
  readonly RTM_DELROUTE: number;
  readonly RTM_DELRULE: number;
  readonly RTM_GETADDR: number;
  readonly RTM_GETLINK: number;
  readonly RTM_GETNEIGH: number;
  readonly RTM_GETNSID: number;
  readonly RTM_GETROUTE: number;
  readonly RTM_GETRULE: number;
  readonly RTM_NEWADDR: number;
  readonly RTM_NEWLINK: number;
  readonly RTM_NEWNEIGH: number;
  readonly RTM_NEWNSID: number;
  readonly RTM_NEWROUTE: number;
  readonly RTM_NEWRULE: number;
  readonly RTM_SETLINK: number;
  readonly RTNLGRP_BRVLAN: number;
  readonly RTNLGRP_DCB: number;
  readonly RTNLGRP_DECnet_IFADDR: number;
  readonly RTNLGRP_DECnet_ROUTE: number;
  readonly RTNLGRP_DECnet_RULE: number;
  readonly RTNLGRP_IPV4_IFADDR: number;
  readonly RTNLGRP_IPV4_MROUTE: number;
  readonly RTNLGRP_IPV4_MROUTE_R: number;
  readonly RTNLGRP_IPV4_NETCONF: number;
  readonly RTNLGRP_IPV4_ROUTE: number;
  readonly RTNLGRP_IPV4_RULE: number;
  readonly RTNLGRP_IPV6_IFADDR: number;
  readonly RTNLGRP_IPV6_IFINFO: number;
  readonly RTNLGRP_IPV6_MROUTE: number;
  readonly RTNLGRP_IPV6_MROUTE_R: number;
  readonly RTNLGRP_IPV6_NETCONF: number;
  readonly RTNLGRP_IPV6_PREFIX: number;
  readonly RTNLGRP_IPV6_ROUTE: number;
  readonly RTNLGRP_IPV6_RULE: number;
  readonly RTNLGRP_LINK: number;
  readonly RTNLGRP_MCTP_IFADDR: number;
  readonly RTNLGRP_MDB: number;
  readonly RTNLGRP_MPLS_NETCONF: number;
  readonly RTNLGRP_MPLS_ROUTE: number;
  readonly RTNLGRP_ND_USEROPT: number;
  readonly RTNLGRP_NEIGH: number;
  readonly RTNLGRP_NEXTHOP: number;
  readonly RTNLGRP_NONE: number;
  readonly RTNLGRP_NOTIFY: number;
  readonly RTNLGRP_NSID: number;
  readonly RTNLGRP_PHONET_IFADDR: number;
  readonly RTNLGRP_PHONET_ROUTE: number;
  readonly RTNLGRP_STATS: number;
  readonly RTNLGRP_TC: number;
  readonly RTNLGRP_TUNNEL: number;
  readonly CAN_RAW: number;
  readonly CAN_BCM: number;
  readonly CAN_ISOTP: number;
  readonly CAN_J1939: number;
  readonly CAN_TP16: number;
  readonly CAN_TP20: number;
  readonly CAN_MCNET: number;
  readonly CAN_EFF_FLAG: number;
  readonly CAN_RTR_FLAG: number;
  readonly CAN_ERR_FLAG: number;
  readonly CAN_SFF_MASK: number;
  readonly CAN_EFF_MASK: number;
  readonly CAN_ERR_MASK: number;
  readonly CAN_SFF_ID_BITS: number;
  readonly CAN_EFF_ID_BITS: number;
  readonly CAN_INV_FILTER: number;
  readonly CAN_RAW_FILTER_MAX: number;
  readonly CAN_MTU: number;
  readonly CAN_MAX_DLC: number;
  readonly CAN_MAX_DLEN: number;
  readonly CANFD_MTU: number;
  readonly CANFD_MAX_DLC: number;
  readonly CANFD_MAX_DLEN: number;
  readonly CANFD_BRS: number;
  readonly CANFD_ESI: number;
  readonly CANFD_FDF: number;
  readonly CANXL_MTU: number;
  readonly CANXL_MIN_DLC: number;
  readonly CANXL_MAX_DLC: number;
  readonly CANXL_MIN_DLEN: number;
  readonly CANXL_MAX_DLEN: number;
  readonly CANXL_XLF: number;
  readonly CANXL_SEC: number;
  readonly CAN_RAW_FILTER: number;
  readonly CAN_RAW_ERR_FILTER: number;
  readonly CAN_RAW_LOOPBACK: number;
  readonly CAN_RAW_RECV_OWN_MSGS: number;
  readonly CAN_RAW_FD_FRAMES: number;
  readonly CAN_RAW_JOIN_FILTERS: number;
  readonly CAN_RAW_XL_FRAMES: number;
  readonly CAN_BCM_TX_SETUP: number;
  readonly CAN_BCM_TX_DELETE: number;
  readonly CAN_BCM_TX_READ: number;
  readonly CAN_BCM_TX_SEND: number;
  readonly CAN_BCM_RX_SETUP: number;
  readonly CAN_BCM_RX_DELETE: number;
  readonly CAN_BCM_RX_READ: number;
  readonly CAN_BCM_TX_STATUS: number;
  readonly CAN_BCM_TX_EXPIRED: number;
  readonly CAN_BCM_RX_STATUS: number;
  readonly CAN_BCM_RX_TIMEOUT: number;
  readonly CAN_BCM_RX_CHANGED: number;
  readonly CAN_BCM_SETTIMER: number;
  readonly CAN_BCM_STARTTIMER: number;
  readonly CAN_BCM_TX_COUNTEVT: number;
  readonly CAN_BCM_TX_ANNOUNCE: number;
  readonly CAN_BCM_TX_CP_CAN_ID: number;
  readonly CAN_BCM_RX_FILTER_ID: number;
  readonly CAN_BCM_RX_CHECK_DLC: number;
  readonly CAN_BCM_RX_NO_AUTOTIMER: number;
  readonly CAN_BCM_RX_ANNOUNCE_RESUME: number;
  readonly CAN_BCM_TX_RESET_MULTI_IDX: number;
  readonly CAN_BCM_RX_RTR_FRAME: number;
  readonly CAN_BCM_CAN_FD_FRAME: number;
  readonly CAN_ISOTP_CF_BROADCAST: number;
  readonly CAN_ISOTP_CHK_PAD_DATA: number;
  readonly CAN_ISOTP_CHK_PAD_LEN: number;
  readonly CAN_ISOTP_DEFAULT_EXT_ADDRESS: number;
  readonly CAN_ISOTP_DEFAULT_FLAGS: number;
  readonly CAN_ISOTP_DEFAULT_FRAME_TXTIME: number;
  readonly CAN_ISOTP_DEFAULT_LL_MTU: number;
  readonly CAN_ISOTP_DEFAULT_LL_TX_DL: number;
  readonly CAN_ISOTP_DEFAULT_LL_TX_FLAGS: number;
  readonly CAN_ISOTP_DEFAULT_PAD_CONTENT: number;
  readonly CAN_ISOTP_DEFAULT_RECV_BS: number;
  readonly CAN_ISOTP_DEFAULT_RECV_STMIN: number;
  readonly CAN_ISOTP_DEFAULT_RECV_WFTMAX: number;
  readonly CAN_ISOTP_EXTEND_ADDR: number;
  readonly CAN_ISOTP_FORCE_RXSTMIN: number;
  readonly CAN_ISOTP_FORCE_TXSTMIN: number;
  readonly CAN_ISOTP_FRAME_TXTIME_ZERO: number;
  readonly CAN_ISOTP_HALF_DUPLEX: number;
  readonly CAN_ISOTP_LISTEN_MODE: number;
  readonly CAN_ISOTP_LL_OPTS: number;
  readonly CAN_ISOTP_OPTS: number;
  readonly CAN_ISOTP_RECV_FC: number;
  readonly CAN_ISOTP_RX_EXT_ADDR: number;
  readonly CAN_ISOTP_RX_PADDING: number;
  readonly CAN_ISOTP_RX_STMIN: number;
  readonly CAN_ISOTP_SF_BROADCAST: number;
  readonly CAN_ISOTP_TX_PADDING: number;
  readonly CAN_ISOTP_TX_STMIN: number;
  readonly CAN_ISOTP_WAIT_TX_DONE: number;
  readonly J1939_MAX_UNICAST_ADDR: number;
  readonly J1939_IDLE_ADDR: number;
  readonly J1939_NO_ADDR: number;
  readonly J1939_NO_NAME: number;
  readonly J1939_PGN_REQUEST: number;
  readonly J1939_PGN_ADDRESS_CLAIMED: number;
  readonly J1939_PGN_ADDRESS_COMMANDED: number;
  readonly J1939_PGN_PDU1_MAX: number;
  readonly J1939_PGN_MAX: number;
  readonly J1939_NO_PGN: number;
  readonly SO_J1939_FILTER: number;
  readonly SO_J1939_PROMISC: number;
  readonly SO_J1939_SEND_PRIO: number;
  readonly SO_J1939_ERRQUEUE: number;
  readonly SCM_J1939_DEST_ADDR: number;
  readonly SCM_J1939_DEST_NAME: number;
  readonly SCM_J1939_PRIO: number;
  readonly SCM_J1939_ERRQUEUE: number;
  readonly J1939_NLA_PAD: number;
  readonly J1939_NLA_BYTES_ACKED: number;
  readonly J1939_EE_INFO_NONE: number;
  readonly J1939_EE_INFO_TX_ABORT: number;
  readonly J1939_FILTER_MAX: number;
  readonly CAN_ERR_TX_TIMEOUT: number;
  readonly CAN_ERR_LOSTARB: number;
  readonly CAN_ERR_CRTL: number;
  readonly CAN_ERR_PROT: number;
  readonly CAN_ERR_TRX: number;
  readonly CAN_ERR_ACK: number;
  readonly CAN_ERR_BUSOFF: number;
  readonly CAN_ERR_BUSERROR: number;
  readonly CAN_ERR_RESTARTED: number;
  readonly CAN_ERR_CNT: number;
  readonly CAN_ERR_DLC: number;
  readonly ALG_SET_KEY: number;
  readonly ALG_SET_IV: number;
  readonly ALG_SET_OP: number;
  readonly ALG_SET_AEAD_ASSOCLEN: number;
  readonly ALG_SET_AEAD_AUTHSIZE: number;
  readonly ALG_OP_DECRYPT: number;
  readonly ALG_OP_ENCRYPT: number;
  readonly ALG_SET_DRBG_ENTROPY: number;
  readonly ALG_SET_KEY_BY_KEY_SERIAL: number;
  readonly ALG_SET_PUBKEY: number;
  readonly ALG_OP_SIGN: number;
  readonly ALG_OP_VERIFY: number;
  readonly SO_VM_SOCKETS_BUFFER_SIZE: number;
  readonly SO_VM_SOCKETS_BUFFER_MIN_SIZE: number;
  readonly SO_VM_SOCKETS_BUFFER_MAX_SIZE: number;
  readonly VMADDR_CID_ANY: number;
  readonly VMADDR_PORT_ANY: number;
  readonly VMADDR_CID_LOCAL: number;
  readonly VMADDR_CID_HOST: number;
  readonly VM_SOCKETS_INVALID_VERSION: number;
  readonly IOCTL_VM_SOCKETS_GET_LOCAL_CID: number;
  readonly VMADDR_CID_HYPERVISOR: number;
  readonly VMADDR_FLAG_TO_HOST: number;
  readonly SO_VM_SOCKETS_PEER_HOST_VM_ID: number;
  readonly SO_VM_SOCKETS_TRUSTED: number;
  readonly SO_VM_SOCKETS_NONBLOCK_TXRX: number;
  readonly SO_VM_SOCKETS_CONNECT_TIMEOUT: number;
  readonly SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD: number;
  readonly SO_VM_SOCKETS_CONNECT_TIMEOUT_NEW: number;
  readonly TIPC_ADDR_NAMESEQ: number;
  readonly TIPC_ADDR_NAME: number;
  readonly TIPC_ADDR_ID: number;
  readonly TIPC_ZONE_SCOPE: number;
  readonly TIPC_IMPORTANCE: number;
  readonly TIPC_SRC_DROPPABLE: number;
  readonly TIPC_DEST_DROPPABLE: number;
  readonly TIPC_CONN_TIMEOUT: number;
  readonly TIPC_LOW_IMPORTANCE: number;
  readonly TIPC_MEDIUM_IMPORTANCE: number;
  readonly TIPC_HIGH_IMPORTANCE: number;
  readonly TIPC_CRITICAL_IMPORTANCE: number;
  readonly TIPC_SUB_PORTS: number;
  readonly TIPC_SUB_SERVICE: number;
  readonly TIPC_SUB_CANCEL: number;
  readonly TIPC_WAIT_FOREVER: number;
  readonly TIPC_PUBLISHED: number;
  readonly TIPC_WITHDRAWN: number;
  readonly TIPC_SUBSCR_TIMEOUT: number;
  readonly TIPC_CFG_SRV: number;
  readonly TIPC_TOP_SRV: number;
  readonly TIPC_SERVICE_RANGE: number;
  readonly TIPC_SERVICE_ADDR: number;
  readonly TIPC_SOCKET_ADDR: number;
  readonly TIPC_ADDR_MCAST: number;
  readonly TIPC_NODE_STATE: number;
  readonly TIPC_LINK_STATE: number;
  readonly TIPC_RESERVED_TYPES: number;
  readonly TIPC_MAX_USER_MSG_SIZE: number;
  readonly TIPC_NODE_RECVQ_DEPTH: number;
  readonly TIPC_SOCK_RECVQ_DEPTH: number;
  readonly TIPC_SOCK_RECVQ_USED: number;
  readonly TIPC_MCAST_BROADCAST: number;
  readonly TIPC_MCAST_REPLICAST: number;
  readonly TIPC_GROUP_JOIN: number;
  readonly TIPC_GROUP_LEAVE: number;
  readonly TIPC_GROUP_LOOPBACK: number;
  readonly TIPC_GROUP_MEMBER_EVTS: number;
  readonly TIPC_NODELAY: number;
  readonly TIPC_ERRINFO: number;
  readonly TIPC_RETDATA: number;
  readonly TIPC_DESTNAME: number;
  readonly TIPC_OK: number;
  readonly TIPC_ERR_NO_NAME: number;
  readonly TIPC_ERR_NO_PORT: number;
  readonly TIPC_ERR_NO_NODE: number;
  readonly TIPC_ERR_OVERLOAD: number;
  readonly TIPC_CONN_SHUTDOWN: number;
  readonly TIPC_CLUSTER_SCOPE: number;
  readonly TIPC_NODE_SCOPE: number;
  readonly RDS_CANCEL_SENT_TO: number;
  readonly RDS_GET_MR: number;
  readonly RDS_FREE_MR: number;
  readonly RDS_RECVERR: number;
  readonly RDS_CONG_MONITOR: number;
  readonly RDS_GET_MR_FOR_DEST: number;
  readonly RDS_CMSG_RDMA_ARGS: number;
  readonly RDS_CMSG_RDMA_DEST: number;
  readonly RDS_CMSG_RDMA_MAP: number;
  readonly RDS_CMSG_RDMA_STATUS: number;
  readonly RDS_CMSG_RDMA_UPDATE: number;
  readonly RDS_RDMA_READWRITE: number;
  readonly RDS_RDMA_FENCE: number;
  readonly RDS_RDMA_INVALIDATE: number;
  readonly RDS_RDMA_USE_ONCE: number;
  readonly RDS_RDMA_DONTWAIT: number;
  readonly RDS_RDMA_NOTIFY_ME: number;
  readonly RDS_RDMA_SILENT: number;
  readonly SO_RDS_TRANSPORT: number;
  readonly SO_RDS_MSG_RXPATH_LATENCY: number;
  readonly RDS_TRANS_IB: number;
  readonly RDS_TRANS_IWARP: number;
  readonly RDS_TRANS_TCP: number;
  readonly RDS_TRANS_NONE: number;
  readonly RDS_CMSG_CONG_UPDATE: number;
  readonly RDS_CMSG_ATOMIC_CSWP: number;
  readonly RDS_CMSG_ATOMIC_FADD: number;
  readonly RDS_CMSG_MASKED_ATOMIC_CSWP: number;
  readonly RDS_CMSG_MASKED_ATOMIC_FADD: number;
  readonly RDS_CMSG_RXPATH_LATENCY: number;
  readonly RDS_CMSG_ZCOPY_COOKIE: number;
  readonly RDS_CMSG_ZCOPY_COMPLETION: number;
  readonly QRTR_NODE_BCAST: number;
  readonly QRTR_PORT_CTRL: number;
  readonly XDP_SHARED_UMEM: number;
  readonly XDP_COPY: number;
  readonly XDP_ZEROCOPY: number;
  readonly XDP_USE_NEED_WAKEUP: number;
  readonly XDP_MMAP_OFFSETS: number;
  readonly XDP_RX_RING: number;
  readonly XDP_TX_RING: number;
  readonly XDP_UMEM_REG: number;
  readonly XDP_UMEM_FILL_RING: number;
  readonly XDP_UMEM_COMPLETION_RING: number;
  readonly XDP_STATISTICS: number;
  readonly XDP_OPTIONS: number;
  readonly XDP_OPTIONS_ZEROCOPY: number;
  readonly XDP_RING_NEED_WAKEUP: number;
  readonly XDP_UMEM_UNALIGNED_CHUNK_FLAG: number;
  readonly XDP_PGOFF_RX_RING: number;
  readonly XDP_PGOFF_TX_RING: number;
  readonly XDP_UMEM_PGOFF_FILL_RING: number;
  readonly XDP_UMEM_PGOFF_COMPLETION_RING: number;
  readonly XDP_USE_SG: number;
  readonly KCMPROTO_CONNECTED: number;
  readonly KCM_RECV_DISABLE: number;
  readonly SMC_LIMIT_HS: number;
  readonly PN_PROTO_TRANSPORT: number;
  readonly PN_PROTO_PHONET: number;
  readonly PN_PROTO_PIPE: number;
  readonly PNPIPE_ENCAP: number;
  readonly PNPIPE_IFINDEX: number;
  readonly PNPIPE_HANDLE: number;
  readonly PNPIPE_INITSTATE: number;
  readonly PNPIPE_ENCAP_NONE: number;
  readonly PNPIPE_ENCAP_IP: number;
  readonly CAIFPROTO_AT: number;
  readonly CAIFPROTO_DATAGRAM: number;
  readonly CAIFPROTO_DATAGRAM_LOOP: number;
  readonly CAIFPROTO_UTIL: number;
  readonly CAIFPROTO_RFM: number;
  readonly CAIFPROTO_DEBUG: number;
  readonly CAIFSO_LINK_SELECT: number;
  readonly CAIFSO_REQ_PARAM: number;
  readonly CAIFSO_RSP_PARAM: number;
  readonly LLC_OPT_RETRY: number;
  readonly LLC_OPT_SIZE: number;
  readonly LLC_OPT_ACK_TMR_EXP: number;
  readonly LLC_OPT_P_TMR_EXP: number;
  readonly LLC_OPT_REJ_TMR_EXP: number;
  readonly LLC_OPT_BUSY_TMR_EXP: number;
  readonly LLC_OPT_TX_WIN: number;
  readonly LLC_OPT_RX_WIN: number;
  readonly LLC_OPT_PKTINFO: number;
  readonly IPX_TYPE: number;
  readonly AX25_WINDOW: number;
  readonly AX25_T1: number;
  readonly AX25_T2: number;
  readonly AX25_T3: number;
  readonly AX25_N2: number;
  readonly AX25_BACKOFF: number;
  readonly AX25_EXTSEQ: number;
  readonly AX25_PIDINCL: number;
  readonly AX25_IDLE: number;
  readonly AX25_PACLEN: number;
  readonly NETROM_T1: number;
  readonly NETROM_T2: number;
  readonly NETROM_N2: number;
  readonly NETROM_T4: number;
  readonly NETROM_IDLE: number;
  readonly ROSE_DEFER: number;
  readonly ROSE_T1: number;
  readonly ROSE_T2: number;
  readonly ROSE_T3: number;
  readonly ROSE_IDLE: number;
  readonly ROSE_QBITINCL: number;
  readonly ROSE_HOLDBACK: number;
  readonly BTPROTO_L2CAP: number;
  readonly BTPROTO_HCI: number;
  readonly BTPROTO_SCO: number;
  readonly BTPROTO_RFCOMM: number;
  readonly BTPROTO_BNEP: number;
  readonly BTPROTO_CMTP: number;
  readonly BTPROTO_HIDP: number;
  readonly BTPROTO_AVDTP: number;
  readonly BTPROTO_ISO: number;
  readonly SOL_HCI: number;
  readonly SOL_L2CAP: number;
  readonly SOL_RFCOMM: number;
  readonly SOL_SCO: number;
  readonly SOL_BLUETOOTH: number;
  readonly HCI_FILTER: number;
  readonly HCI_DATA_DIR: number;
  readonly HCI_TIME_STAMP: number;
  readonly SO_HCI_EVT_FILTER: number;
  readonly SO_HCI_PKT_FILTER: number;
  readonly HCI_DEV_NONE: number;
  readonly HCI_CHANNEL_RAW: number;
  readonly HCI_CHANNEL_USER: number;
  readonly HCI_CHANNEL_MONITOR: number;
  readonly HCI_CHANNEL_CONTROL: number;
  readonly HCI_CHANNEL_LOGGING: number;
  readonly BDADDR_BREDR: number;
  readonly BDADDR_LE_PUBLIC: number;
  readonly BDADDR_LE_RANDOM: number;
  readonly SO_L2CAP_IMTU: number;
  readonly SO_L2CAP_OMTU: number;
  readonly SO_L2CAP_FLUSH: number;
  readonly SO_L2CAP_IQOS: number;
  readonly SO_L2CAP_OQOS: number;
  readonly SO_L2CAP_ENCRYPTED: number;
  readonly SO_L2CAP_LM: number;
  readonly L2CAP_LM: number;
  readonly L2CAP_LM_MASTER: number;
  readonly L2CAP_LM_AUTH: number;
  readonly L2CAP_LM_ENCRYPT: number;
  readonly L2CAP_LM_TRUSTED: number;
  readonly L2CAP_LM_RELIABLE: number;
  readonly L2CAP_LM_SECURE: number;
  readonly L2CAP_OPTIONS: number;
  readonly L2CAP_CONNINFO: number;
  readonly SO_RFCOMM_MTU: number;
  readonly SO_RFCOMM_FC_INFO: number;
  readonly SO_RFCOMM_LM: number;
  readonly RFCOMM_LM: number;
  readonly RFCOMM_LM_MASTER: number;
  readonly RFCOMM_LM_AUTH: number;
  readonly RFCOMM_LM_ENCRYPT: number;
  readonly RFCOMM_LM_TRUSTED: number;
  readonly RFCOMM_LM_RELIABLE: number;
  readonly RFCOMM_LM_SECURE: number;
  readonly RFCOMM_CONNINFO: number;
  readonly SO_BTH_ENCRYPT: number;
  readonly SO_BTH_MTU: number;
  readonly SO_BTH_MTU_MAX: number;
  readonly SO_BTH_MTU_MIN: number;
  readonly SO_SCO_MTU: number;
  readonly SO_SCO_CONNINFO: number;
  readonly SO_SCO_HANDLE: number;
  readonly SCO_OPTIONS: number;
  readonly SCO_CONNINFO: number;
  readonly BT_SECURITY: number;
  readonly BT_SECURITY_SDP: number;
  readonly BT_SECURITY_LOW: number;
  readonly BT_SECURITY_MEDIUM: number;
  readonly BT_SECURITY_HIGH: number;
  readonly BT_SECURITY_FIPS: number;
  readonly BT_DEFER_SETUP: number;
  readonly BT_FLUSHABLE: number;
  readonly BT_FLUSHABLE_OFF: number;
  readonly BT_FLUSHABLE_ON: number;
  readonly BT_POWER: number;
  readonly BT_POWER_FORCE_ACTIVE_OFF: number;
  readonly BT_POWER_FORCE_ACTIVE_ON: number;
  readonly BT_CHANNEL_POLICY: number;
  readonly BT_CHANNEL_POLICY_BREDR_ONLY: number;
  readonly BT_CHANNEL_POLICY_BREDR_PREFERRED: number;
  readonly BT_CHANNEL_POLICY_AMP_PREFERRED: number;
  readonly BT_VOICE: number;
  readonly BT_VOICE_TRANSPARENT: number;
  readonly BT_VOICE_CVSD_16BIT: number;
  readonly BT_VOICE_TRANSPARENT_16BIT: number;
  readonly BT_SNDMTU: number;
  readonly BT_RCVMTU: number;
  readonly BT_PHY: number;
  readonly BT_PHY_BR_1M_1SLOT: number;
  readonly BT_PHY_BR_1M_3SLOT: number;
  readonly BT_PHY_BR_1M_5SLOT: number;
  readonly BT_PHY_EDR_2M_1SLOT: number;
  readonly BT_PHY_EDR_2M_3SLOT: number;
  readonly BT_PHY_EDR_2M_5SLOT: number;
  readonly BT_PHY_EDR_3M_1SLOT: number;
  readonly BT_PHY_EDR_3M_3SLOT: number;
  readonly BT_PHY_EDR_3M_5SLOT: number;
  readonly BT_PHY_LE_1M_TX: number;
  readonly BT_PHY_LE_1M_RX: number;
  readonly BT_PHY_LE_2M_TX: number;
  readonly BT_PHY_LE_2M_RX: number;
  readonly BT_PHY_LE_CODED_TX: number;
  readonly BT_PHY_LE_CODED_RX: number;
  readonly BT_MODE: number;
  readonly BT_MODE_BASIC: number;
  readonly BT_MODE_ERTM: number;
  readonly BT_MODE_STREAMING: number;
  readonly BT_MODE_LE_FLOWCTL: number;
  readonly BT_MODE_EXT_FLOWCTL: number;
  readonly BT_PKT_STATUS: number;
  readonly BT_ISO_QOS: number;
  readonly BT_CODEC: number;
  readonly HV_PROTOCOL_RAW: number;
  readonly HVSOCKET_CONNECT_TIMEOUT: number;
  readonly HVSOCKET_CONNECT_TIMEOUT_MAX: number;
  readonly HVSOCKET_CONNECTED_SUSPEND: number;
  readonly HVSOCKET_ADDRESS_FLAG_PASSTHRU: number;
  readonly AF_SYS_CONTROL: number;
  readonly UTUN_OPT_FLAGS: number;
  readonly UTUN_OPT_IFNAME: number;
}

export const {
  AF_UNSPEC,
  AF_UNIX,
  AF_INET,
  AF_INET6,
  AF_AX25,
  AF_IPX,
  AF_APPLETALK,
  AF_NETROM,
  AF_BRIDGE,
  AF_ATMPVC,
  AF_AAL5,
  AF_X25,
  AF_ROSE,
  AF_DECnet,
  AF_NETBEUI,
  AF_SECURITY,
  AF_KEY,
  AF_NETLINK,
  AF_ROUTE,
  AF_PACKET,
  AF_ASH,
  AF_ECONET,
  AF_ATMSVC,
  AF_RDS,
  AF_SNA,
  AF_IRDA,
  AF_PPPOX,
  AF_WANPIPE,
  AF_LLC,
  AF_CAN,
  AF_TIPC,
  AF_BLUETOOTH,
  AF_ALG,
  AF_VSOCK,
  AF_QIPCRTR,
  AF_LINK,
  AF_SYSTEM,
  AF_DIVERT,
  AF_HYPERV,
  AF_LOCAL,
  AF_FILE,
  AF_IB,
  AF_MPLS,
  AF_IUCV,
  AF_RXRPC,
  AF_ISDN,
  AF_PHONET,
  AF_IEEE802154,
  AF_CAIF,
  AF_NFC,
  AF_KCM,
  AF_SMC,
  AF_XDP,
  AF_MCTP,
  AF_IMPLINK,
  AF_PUP,
  AF_CHAOS,
  AF_NS,
  AF_ISO,
  AF_OSI,
  AF_ECMA,
  AF_DATAKIT,
  AF_CCITT,
  AF_DLI,
  AF_LAT,
  AF_HYLINK,
  AF_COIP,
  AF_CNT,
  AF_SIP,
  AF_NDRV,
  AF_NATM,
  AF_E164,
  AF_PPP,
  AF_NETBIOS,
  AF_NETGRAPH,
  AF_SLOW,
  AF_SCLUSTER,
  AF_ARP,
  AF_INET_SDP,
  AF_INET6_SDP,
  AF_IEEE80211,
  AF_ENCAP,
  AF_UTUN,
  AF_MULTIPATH,
  AF_OROUTE,
  AF_CLUSTER,
  AF_FIREFOX,
  AF_VOICEVIEW,
  AF_BAN,
  AF_ATM,
  AF_TCNPROCESS,
  AF_TCNMESSAGE,
  AF_ICLFXBM,
  AF_LINUX,
  PF_CAN,
  PF_PACKET,
  PF_RDS,
  PF_SYSTEM,
  PF_DIVERT,
  SOCK_STREAM,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_RDM,
  SOCK_SEQPACKET,
  SOCK_CLOEXEC,
  SOCK_NONBLOCK,
  SOCK_DCCP,
  SOCK_PACKET,
  SOCK_CLOFORK,
  SOCK_NOSIGPIPE,
  SOCK_CONN_DGRAM,
  SOCK_DNS,
  SHUT_RD,
  SHUT_WR,
  SHUT_RDWR,
  SOMAXCONN,
  IOV_MAX,
  UIO_MAXIOV,
  IFNAMSIZ,
  IF_NAMESIZE,
  INET_ADDRSTRLEN,
  INET6_ADDRSTRLEN,
  EAGAIN,
  EBADF,
  EWOULDBLOCK,
  SOL_SOCKET,
  SOL_IP,
  SOL_TCP,
  SOL_UDP,
  SOL_IPV6,
  SOL_ICMPV6,
  SOL_RAW,
  SOL_SCTP,
  SOL_UDPLITE,
  SOL_LOCAL,
  SOL_AX25,
  SOL_ATALK,
  SOL_IPX,
  SOL_NETROM,
  SOL_ROSE,
  SOL_DECNET,
  SOL_X25,
  SOL_PACKET,
  SOL_ATM,
  SOL_AAL,
  SOL_IRDA,
  SOL_NETBEUI,
  SOL_LLC,
  SOL_DCCP,
  SOL_NETLINK,
  SOL_TIPC,
  SOL_RXRPC,
  SOL_PPPOL2TP,
  SOL_PNPIPE,
  SOL_RDS,
  SOL_IUCV,
  SOL_CAIF,
  SOL_ALG,
  SOL_NFC,
  SOL_KCM,
  SOL_TLS,
  SOL_XDP,
  SOL_MPTCP,
  SOL_MCTP,
  SOL_SMC,
  SOL_VSOCK,
  SOL_CAN_BASE,
  SOL_CAN_RAW,
  SOL_CAN_ISOTP,
  SOL_CAN_J1939,
  SO_DEBUG,
  SO_ACCEPTCONN,
  SO_REUSEADDR,
  SO_EXCLUSIVEADDRUSE,
  SO_INCOMING_CPU,
  SO_KEEPALIVE,
  SO_DONTROUTE,
  SO_BROADCAST,
  SO_USELOOPBACK,
  SO_LINGER,
  SO_OOBINLINE,
  SO_ORIGINAL_DST,
  SO_REUSEPORT,
  SO_REUSEPORT_LB,
  SO_SNDBUF,
  SO_RCVBUF,
  SO_SNDLOWAT,
  SO_RCVLOWAT,
  SO_SNDTIMEO,
  SO_RCVTIMEO,
  SO_ERROR,
  SO_TYPE,
  SO_SETFIB,
  SO_PASSCRED,
  SO_PEERCRED,
  LOCAL_PEERCRED,
  SO_PASSSEC,
  SO_PEERSEC,
  SO_BINDTODEVICE,
  SO_BINDTOIFINDEX,
  SO_PRIORITY,
  SO_MARK,
  SO_USER_COOKIE,
  SO_RTABLE,
  SO_DOMAIN,
  SO_PROTOCOL,
  LOCAL_CREDS,
  LOCAL_CREDS_PERSISTENT,
  SO_ATTACH_BPF,
  SO_ATTACH_FILTER,
  SO_ATTACH_REUSEPORT_CBPF,
  SO_ATTACH_REUSEPORT_EBPF,
  SO_BPF_EXTENSIONS,
  SO_BSDCOMPAT,
  SO_BUF_LOCK,
  SO_BUSY_POLL,
  SO_BUSY_POLL_BUDGET,
  SO_CNX_ADVICE,
  SO_COOKIE,
  SO_DETACH_BPF,
  SO_DETACH_FILTER,
  SO_DETACH_REUSEPORT_BPF,
  SO_GET_FILTER,
  SO_INCOMING_NAPI_ID,
  SO_LOCK_FILTER,
  SO_MAX_PACING_RATE,
  SO_MEMINFO,
  SO_NETNS_COOKIE,
  SO_NOFCS,
  SO_NO_CHECK,
  SO_PEEK_OFF,
  SO_PEERGROUPS,
  SO_PEERNAME,
  SO_PREFER_BUSY_POLL,
  SO_RCVBUFFORCE,
  SO_RCVMARK,
  SO_RCVTIMEO_NEW,
  SO_RCVTIMEO_OLD,
  SO_RESERVE_MEM,
  SO_RXQ_OVFL,
  SO_SECURITY_AUTHENTICATION,
  SO_SECURITY_ENCRYPTION_NETWORK,
  SO_SECURITY_ENCRYPTION_TRANSPORT,
  SO_SELECT_ERR_QUEUE,
  SO_SNDBUFFORCE,
  SO_SNDTIMEO_NEW,
  SO_SNDTIMEO_OLD,
  SO_TIMESTAMP,
  SO_TIMESTAMPING,
  SO_TIMESTAMPING_NEW,
  SO_TIMESTAMPING_OLD,
  SO_TIMESTAMPNS,
  SO_TIMESTAMPNS_NEW,
  SO_TIMESTAMPNS_OLD,
  SO_TIMESTAMP_NEW,
  SO_TIMESTAMP_OLD,
  SO_TXREHASH,
  SO_TXTIME,
  SO_WIFI_STATUS,
  SO_ZEROCOPY,
  SO_PASSPIDFD,
  SO_PEERPIDFD,
  SO_DEVMEM_LINEAR,
  SO_DEVMEM_DMABUF,
  SO_DEVMEM_DONTNEED,
  SO_RCVPRIORITY,
  SO_PASSRIGHTS,
  SO_INQ,
  SO_LABEL,
  SO_PEERLABEL,
  SO_LISTENQLIMIT,
  SO_LISTENQLEN,
  SO_LISTENINCQLEN,
  SO_NOSIGPIPE,
  SO_NO_OFFLOAD,
  SO_NO_DDP,
  SO_ACCEPTFILTER,
  SO_BINTIME,
  SO_TS_CLOCK,
  SO_TS_REALTIME_MICRO,
  SO_TS_BINTIME,
  SO_TS_REALTIME,
  SO_TS_MONOTONIC,
  SO_TS_DEFAULT,
  SO_TS_CLOCK_MAX,
  SO_PROTOTYPE,
  SO_RERROR,
  SO_SPLICE,
  SO_NREAD,
  SO_NWRITE,
  SO_NKE,
  SO_NOADDRERR,
  SO_NOTIFYCONFLICT,
  SO_REUSESHAREUID,
  SO_RANDOMPORT,
  SO_NP_EXTENSIONS,
  SO_NUMRCVPKT,
  SO_NET_SERVICE_TYPE,
  SO_NETSVC_MARKING_LEVEL,
  SO_RESOLVER_SIGNATURE,
  SO_DONTTRUNC,
  SO_WANTMORE,
  SO_WANTOOBFLAG,
  SO_LINGER_SEC,
  SO_TIMESTAMP_MONOTONIC,
  SO_TIMESTAMP_CONTINUOUS,
  SO_UPCALLCLOSEWAIT,
  SO_OVERFLOWED,
  SO_NOHEADER,
  SO_SNDSPACE,
  SO_CPUHINT,
  SO_USER_COOKIE_LEN,
  SO_CONDITIONAL_ACCEPT,
  SO_UPDATE_ACCEPT_CONTEXT,
  SO_UPDATE_CONNECT_CONTEXT,
  SO_CONNECT_TIME,
  SO_MAX_MSG_SIZE,
  SO_PROTOCOL_INFO,
  SO_RANDOMIZE_PORT,
  SO_PORT_SCALABILITY,
  SO_REUSE_UNICASTPORT,
  SO_REUSE_MULTICASTPORT,
  SO_PAUSE_ACCEPT,
  SO_COMPARTMENT_ID,
  LOCAL_PEERPID,
  LOCAL_PEEREPID,
  LOCAL_PEERUUID,
  LOCAL_PEEREUUID,
  LOCAL_PEERTOKEN,
  LOCAL_PEEREID,
  LOCAL_CONNWAIT,
  LOCAL_VENDOR,
  BPF_A,
  BPF_ABS,
  BPF_ADD,
  BPF_ALU,
  BPF_AND,
  BPF_B,
  BPF_DIV,
  BPF_H,
  BPF_IMM,
  BPF_IND,
  BPF_JA,
  BPF_JEQ,
  BPF_JGE,
  BPF_JGT,
  BPF_JMP,
  BPF_JSET,
  BPF_K,
  BPF_LD,
  BPF_LDX,
  BPF_LEN,
  BPF_LL_OFF,
  BPF_LSH,
  BPF_MAXINSNS,
  BPF_MEM,
  BPF_MEMWORDS,
  BPF_MISC,
  BPF_MOD,
  BPF_MSH,
  BPF_MUL,
  BPF_NEG,
  BPF_NET_OFF,
  BPF_OR,
  BPF_RET,
  BPF_RSH,
  BPF_ST,
  BPF_STX,
  BPF_SUB,
  BPF_TAX,
  BPF_TXA,
  BPF_W,
  BPF_X,
  BPF_XOR,
  SKF_AD_ALU_XOR_X,
  SKF_AD_CPU,
  SKF_AD_HATYPE,
  SKF_AD_IFINDEX,
  SKF_AD_MARK,
  SKF_AD_MAX,
  SKF_AD_NLATTR,
  SKF_AD_NLATTR_NEST,
  SKF_AD_OFF,
  SKF_AD_PAY_OFFSET,
  SKF_AD_PKTTYPE,
  SKF_AD_PROTOCOL,
  SKF_AD_QUEUE,
  SKF_AD_RANDOM,
  SKF_AD_RXHASH,
  SKF_AD_VLAN_TAG,
  SKF_AD_VLAN_TAG_PRESENT,
  SKF_AD_VLAN_TPID,
  SKF_LL_OFF,
  SKF_NET_OFF,
  SK_MEMINFO_RMEM_ALLOC,
  SK_MEMINFO_RCVBUF,
  SK_MEMINFO_WMEM_ALLOC,
  SK_MEMINFO_SNDBUF,
  SK_MEMINFO_FWD_ALLOC,
  SK_MEMINFO_WMEM_QUEUED,
  SK_MEMINFO_OPTMEM,
  SK_MEMINFO_BACKLOG,
  SK_MEMINFO_DROPS,
  MSG_OOB,
  MSG_PEEK,
  MSG_DONTROUTE,
  MSG_DONTWAIT,
  MSG_EOR,
  MSG_TRUNC,
  MSG_CTRUNC,
  MSG_WAITALL,
  MSG_BTAG,
  MSG_ETAG,
  MSG_NOSIGNAL,
  MSG_NOTIFICATION,
  MSG_CMSG_CLOEXEC,
  MSG_ERRQUEUE,
  MSG_CONFIRM,
  MSG_MORE,
  MSG_EOF,
  MSG_BCAST,
  MSG_MCAST,
  MSG_FASTOPEN,
  MSG_BATCH,
  MSG_FIN,
  MSG_SYN,
  MSG_RST,
  MSG_PROXY,
  MSG_TRYHARD,
  MSG_WAITFORONE,
  MSG_ZEROCOPY,
  MSG_PROBE,
  MSG_SOCK_DEVMEM,
  MSG_SPLICE_PAGES,
  MSG_CMSG_CLOFORK,
  MSG_COMPAT,
  MSG_NBIO,
  MSG_FLUSH,
  MSG_HOLD,
  MSG_SEND,
  MSG_HAVEMORE,
  MSG_RCVMORE,
  MSG_NEEDSA,
  MSG_WAITSTREAM,
  MSG_DONTWAITBSD,
  MSG_INTERRUPT,
  MSG_PARTIAL,
  MSG_PUSH_IMMEDIATE,
  SCM_RIGHTS,
  SCM_CREDENTIALS,
  SCM_CREDS,
  SCM_CREDS2,
  SCM_TIMESTAMP,
  SCM_TIMESTAMPNS,
  SCM_TIMESTAMPING,
  SCM_TIMESTAMPING_OPT_STATS,
  SCM_TIMESTAMPING_PKTINFO,
  SCM_TXTIME,
  SCM_WIFI_STATUS,
  SCM_SECURITY,
  SCM_PIDFD,
  SCM_TS_OPT_ID,
  SCM_DEVMEM_LINEAR,
  SCM_DEVMEM_DMABUF,
  SCM_INQ,
  SCM_BINTIME,
  SCM_REALTIME,
  SCM_MONOTONIC,
  SCM_TIME_INFO,
  SCM_TIMESTAMP_MONOTONIC,
  SCM_TIMESTAMP_CONTINUOUS,
  SCM_TSTAMP_SND,
  SCM_TSTAMP_SCHED,
  SCM_TSTAMP_ACK,
  SO_EE_ORIGIN_NONE,
  SO_EE_ORIGIN_LOCAL,
  SO_EE_ORIGIN_ICMP,
  SO_EE_ORIGIN_ICMP6,
  SO_EE_ORIGIN_TXSTATUS,
  SO_EE_ORIGIN_ZEROCOPY,
  SO_EE_ORIGIN_TXTIME,
  SO_EE_ORIGIN_TIMESTAMPING,
  SO_EE_CODE_ZEROCOPY_COPIED,
  SO_EE_CODE_TXTIME_INVALID_PARAM,
  SO_EE_CODE_TXTIME_MISSED,
  SO_EE_RFC4884_FLAG_INVALID,
  SOF_TIMESTAMPING_TX_HARDWARE,
  SOF_TIMESTAMPING_TX_SOFTWARE,
  SOF_TIMESTAMPING_RX_HARDWARE,
  SOF_TIMESTAMPING_RX_SOFTWARE,
  SOF_TIMESTAMPING_SOFTWARE,
  SOF_TIMESTAMPING_SYS_HARDWARE,
  SOF_TIMESTAMPING_RAW_HARDWARE,
  SOF_TIMESTAMPING_OPT_ID,
  SOF_TIMESTAMPING_TX_SCHED,
  SOF_TIMESTAMPING_TX_ACK,
  SOF_TIMESTAMPING_OPT_CMSG,
  SOF_TIMESTAMPING_OPT_TSONLY,
  SOF_TIMESTAMPING_OPT_STATS,
  SOF_TIMESTAMPING_OPT_PKTINFO,
  SOF_TIMESTAMPING_OPT_TX_SWHW,
  SOF_TIMESTAMPING_LAST,
  SOF_TIMESTAMPING_MASK,
  SOF_TIMESTAMPING_BIND_PHC,
  SOF_TIMESTAMPING_OPT_ID_TCP,
  SOF_TIMESTAMPING_OPT_RX_FILTER,
  SOF_TIMESTAMPING_TX_RECORD_MASK,
  SOF_TXTIME_DEADLINE_MODE,
  SOF_TXTIME_REPORT_ERRORS,
  SOF_TXTIME_FLAGS_LAST,
  SOF_TXTIME_FLAGS_MASK,
  HWTSTAMP_TX_OFF,
  HWTSTAMP_TX_ON,
  HWTSTAMP_TX_ONESTEP_SYNC,
  HWTSTAMP_FILTER_NONE,
  HWTSTAMP_FILTER_ALL,
  HWTSTAMP_FILTER_SOME,
  HWTSTAMP_FILTER_PTP_V1_L4_EVENT,
  HWTSTAMP_FILTER_PTP_V1_L4_SYNC,
  HWTSTAMP_FILTER_PTP_V1_L4_DELAY_REQ,
  HWTSTAMP_FILTER_PTP_V2_L4_EVENT,
  HWTSTAMP_FILTER_PTP_V2_L4_SYNC,
  HWTSTAMP_FILTER_PTP_V2_L4_DELAY_REQ,
  HWTSTAMP_FILTER_PTP_V2_L2_EVENT,
  HWTSTAMP_FILTER_PTP_V2_L2_SYNC,
  HWTSTAMP_FILTER_PTP_V2_L2_DELAY_REQ,
  HWTSTAMP_FILTER_PTP_V2_EVENT,
  HWTSTAMP_FILTER_PTP_V2_SYNC,
  HWTSTAMP_FILTER_PTP_V2_DELAY_REQ,
  IPPROTO_IP,
  IPPROTO_HOPOPTS,
  IPPROTO_ICMP,
  IPPROTO_IGMP,
  IPPROTO_GGP,
  IPPROTO_IPV4,
  IPPROTO_IPV6,
  IPPROTO_IPIP,
  IPPROTO_TCP,
  IPPROTO_EGP,
  IPPROTO_PUP,
  IPPROTO_UDP,
  IPPROTO_UDPLITE,
  IPPROTO_IDP,
  IPPROTO_HELLO,
  IPPROTO_ND,
  IPPROTO_TP,
  IPPROTO_ROUTING,
  IPPROTO_FRAGMENT,
  IPPROTO_RSVP,
  IPPROTO_GRE,
  IPPROTO_ESP,
  IPPROTO_AH,
  IPPROTO_MOBILE,
  IPPROTO_ICMPV6,
  IPPROTO_NONE,
  IPPROTO_DSTOPTS,
  IPPROTO_XTP,
  IPPROTO_EON,
  IPPROTO_PIM,
  IPPROTO_IPCOMP,
  IPPROTO_VRRP,
  IPPROTO_SCTP,
  IPPROTO_BIP,
  IPPROTO_MPTCP,
  IPPROTO_RAW,
  IPPROTO_MAX,
  IPPROTO_ICLFXBM,
  IPPROTO_ST,
  IPPROTO_CBT,
  IPPROTO_IGP,
  IPPROTO_RDP,
  IPPROTO_PGM,
  IPPROTO_L2TP,
  IPPROTO_BEETPH,
  IPPROTO_COMP,
  IPPROTO_DCCP,
  IPPROTO_ENCAP,
  IPPROTO_ETHERNET,
  IPPROTO_MH,
  IPPROTO_MPLS,
  IPPROTO_MTP,
  IPPROTO_SMC,
  IPPROTO_AGGFRAG,
  IPPROTO_CARP,
  IPPROTO_PFSYNC,
  IPPROTO_DIVERT,
  IPPROTO_ETHERIP,
  IPPROTO_OSPFIGP,
  IPPROTO_SEND,
  IPPROTO_HIP,
  IPPROTO_SHIM6,
  IPPROTO_TLSP,
  IPPROTO_SWIPE,
  IPPROTO_NHRP,
  IPPROTO_IPPC,
  IPPROTO_OLD_DIVERT,
  IPPROTO_SPACER,
  IPPROTO_DONE,
  SYSPROTO_CONTROL,
  SYSPROTO_EVENT,
  IPPORT_RESERVED,
  IPPORT_RESERVEDSTART,
  IPPORT_RESERVEDMIN,
  IPPORT_EPHEMERALFIRST,
  IPPORT_EPHEMERALLAST,
  IPPORT_HIFIRSTAUTO,
  IPPORT_HILASTAUTO,
  IPPORT_MAX,
  IPPORT_ANONMIN,
  IPPORT_ANONMAX,
  IPPORT_USERRESERVED,
  INADDR_ANY,
  INADDR_BROADCAST,
  INADDR_LOOPBACK,
  INADDR_UNSPEC_GROUP,
  INADDR_ALLHOSTS_GROUP,
  INADDR_MAX_LOCAL_GROUP,
  INADDR_NONE,
  INADDR_ALLRTRS_GROUP,
  INADDR_ALLSNOOPERS_GROUP,
  INADDR_ALLRPTS_GROUP,
  INADDR_ALLMDNS_GROUP,
  INADDR_CARP_GROUP,
  INADDR_PFSYNC_GROUP,
  INADDR_DUMMY,
  IN_LOOPBACKNET,
  IP_OPTIONS,
  IP_HDRINCL,
  IP_TOS,
  IP_TTL,
  IP_RECVERR,
  IP_RECVOPTS,
  IP_RECVORIGDSTADDR,
  IP_RECVRETOPTS,
  IP_RECVTOS,
  IP_RECVTTL,
  IP_RECVDSTADDR,
  IP_RETOPTS,
  IP_MULTICAST_IF,
  IP_MULTICAST_TTL,
  IP_MULTICAST_LOOP,
  IP_ADD_MEMBERSHIP,
  IP_DROP_MEMBERSHIP,
  IP_DEFAULT_MULTICAST_TTL,
  IP_DEFAULT_MULTICAST_LOOP,
  IP_MAX_MEMBERSHIPS,
  IP_FREEBIND,
  IP_TRANSPARENT,
  IP_PKTINFO,
  IP_BIND_ADDRESS_NO_PORT,
  IP_UNBLOCK_SOURCE,
  IP_BLOCK_SOURCE,
  IP_ADD_SOURCE_MEMBERSHIP,
  IP_DROP_SOURCE_MEMBERSHIP,
  IP_CHECKSUM,
  IP_IPSEC_POLICY,
  IP_LOCAL_PORT_RANGE,
  IP_MAXPACKET,
  IP_MINTTL,
  IP_MSFILTER,
  IP_MTU,
  IP_MTU_DISCOVER,
  IP_MULTICAST_ALL,
  IP_NODEFRAG,
  IP_ORIGDSTADDR,
  IP_PASSSEC,
  IP_PKTOPTIONS,
  IP_PMTUDISC,
  IP_PMTUDISC_DO,
  IP_PMTUDISC_DONT,
  IP_PMTUDISC_INTERFACE,
  IP_PMTUDISC_OMIT,
  IP_PMTUDISC_PROBE,
  IP_PMTUDISC_WANT,
  IP_PROTOCOL,
  IP_RECVERR_RFC4884,
  IP_RECVFRAGSIZE,
  IP_ROUTER_ALERT,
  IP_UNICAST_IF,
  IP_XFRM_POLICY,
  IP_SENDSRCADDR,
  IP_RECVIF,
  IP_RECVPKTINFO,
  IP_DONTFRAG,
  IP_DONTFRAGMENT,
  IP_BINDANY,
  IP_BINDMULTI,
  IP_RSS_LISTEN_BUCKET,
  IP_FLOWID,
  IP_FLOWTYPE,
  IP_RSSBUCKETID,
  IP_RECVFLOWID,
  IP_RECVRSSBUCKETID,
  IP_PORTRANGE,
  IP_PORTRANGE_DEFAULT,
  IP_PORTRANGE_HIGH,
  IP_PORTRANGE_LOW,
  IP_ONESBCAST,
  IP_MULTICAST_VIF,
  IP_MULTICAST_IFINDEX,
  IP_BOUND_IF,
  IP_RSVP_ON,
  IP_RSVP_OFF,
  IP_RSVP_VIF_ON,
  IP_RSVP_VIF_OFF,
  IP_STRIPHDR,
  IP_FAITH,
  IP_TRAFFIC_MGT_BACKGROUND,
  IP_FORCE_OUT_IFP,
  IP_IPSECFLOWINFO,
  IP_IPCOMP_LEVEL,
  IP_AUTH_LEVEL,
  IP_ESP_TRANS_LEVEL,
  IP_ESP_NETWORK_LEVEL,
  IP_RECVRTABLE,
  IP_RTABLE,
  IP_VLAN_PCP,
  IP_MAX_SOURCE_FILTER,
  IP_MIN_MEMBERSHIPS,
  IP_MAX_GROUP_SRC_FILTER,
  IP_MAX_SOCK_SRC_FILTER,
  IP_RECEIVE_BROADCAST,
  IP_ECN,
  IP_RECVECN,
  IP_USER_MTU,
  IP_WFP_REDIRECT_CONTEXT,
  IPTOS_CLASS_CS0,
  IPTOS_CLASS_CS1,
  IPTOS_CLASS_CS2,
  IPTOS_CLASS_CS3,
  IPTOS_CLASS_CS4,
  IPTOS_CLASS_CS5,
  IPTOS_CLASS_CS6,
  IPTOS_CLASS_CS7,
  IPTOS_CLASS_DEFAULT,
  IPTOS_CLASS_MASK,
  IPTOS_DSCP_AF11,
  IPTOS_DSCP_AF12,
  IPTOS_DSCP_AF13,
  IPTOS_DSCP_AF21,
  IPTOS_DSCP_AF22,
  IPTOS_DSCP_AF23,
  IPTOS_DSCP_AF31,
  IPTOS_DSCP_AF32,
  IPTOS_DSCP_AF33,
  IPTOS_DSCP_AF41,
  IPTOS_DSCP_AF42,
  IPTOS_DSCP_AF43,
  IPTOS_DSCP_EF,
  IPTOS_DSCP_MASK,
  IPTOS_ECN_CE,
  IPTOS_ECN_ECT0,
  IPTOS_ECN_ECT1,
  IPTOS_ECN_MASK,
  IPTOS_ECN_NOT_ECT,
  IPTOS_LOWCOST,
  IPTOS_LOWDELAY,
  IPTOS_MINCOST,
  IPTOS_PREC_CRITIC_ECP,
  IPTOS_PREC_FLASH,
  IPTOS_PREC_FLASHOVERRIDE,
  IPTOS_PREC_IMMEDIATE,
  IPTOS_PREC_INTERNETCONTROL,
  IPTOS_PREC_MASK,
  IPTOS_PREC_NETCONTROL,
  IPTOS_PREC_PRIORITY,
  IPTOS_PREC_ROUTINE,
  IPTOS_RELIABILITY,
  IPTOS_THROUGHPUT,
  IPOPT_EOL,
  IPOPT_NOP,
  IPOPT_RR,
  IPOPT_TS,
  IPOPT_SECURITY,
  IPOPT_LSRR,
  IPOPT_SSRR,
  IPOPT_SATID,
  IPOPT_RA,
  MAXTTL,
  IPDEFTTL,
  MCAST_JOIN_GROUP,
  MCAST_LEAVE_GROUP,
  MCAST_BLOCK_SOURCE,
  MCAST_UNBLOCK_SOURCE,
  MCAST_JOIN_SOURCE_GROUP,
  MCAST_LEAVE_SOURCE_GROUP,
  MCAST_MSFILTER,
  MCAST_INCLUDE,
  MCAST_EXCLUDE,
  MCAST_UNDEFINED,
  IPV6_JOIN_GROUP,
  IPV6_LEAVE_GROUP,
  IPV6_MULTICAST_HOPS,
  IPV6_MULTICAST_IF,
  IPV6_MULTICAST_LOOP,
  IPV6_UNICAST_HOPS,
  IPV6_V6ONLY,
  IPV6_CHECKSUM,
  IPV6_DONTFRAG,
  IPV6_DSTOPTS,
  IPV6_HOPLIMIT,
  IPV6_HOPOPTS,
  IPV6_NEXTHOP,
  IPV6_PATHMTU,
  IPV6_PKTINFO,
  IPV6_RECVDSTOPTS,
  IPV6_RECVERR,
  IPV6_RECVHOPLIMIT,
  IPV6_RECVHOPOPTS,
  IPV6_RECVPKTINFO,
  IPV6_RECVRTHDR,
  IPV6_RECVTCLASS,
  IPV6_RTHDR,
  IPV6_RTHDRDSTOPTS,
  IPV6_RTHDR_TYPE_0,
  IPV6_RECVPATHMTU,
  IPV6_TCLASS,
  IPV6_USE_MIN_MTU,
  IPV6_2292DSTOPTS,
  IPV6_2292HOPLIMIT,
  IPV6_2292HOPOPTS,
  IPV6_2292PKTINFO,
  IPV6_2292PKTOPTIONS,
  IPV6_2292RTHDR,
  IPV6_ADDRFORM,
  IPV6_ADDR_PREFERENCES,
  IPV6_ADD_MEMBERSHIP,
  IPV6_AUTHHDR,
  IPV6_AUTOFLOWLABEL,
  IPV6_DROP_MEMBERSHIP,
  IPV6_FLOWINFO,
  IPV6_FLOWINFO_FLOWLABEL,
  IPV6_FLOWINFO_PRIORITY,
  IPV6_FLOWINFO_SEND,
  IPV6_FLOWLABEL_MGR,
  IPV6_FL_A_GET,
  IPV6_FL_A_PUT,
  IPV6_FL_A_RENEW,
  IPV6_FL_F_CREATE,
  IPV6_FL_F_EXCL,
  IPV6_FL_F_REFLECT,
  IPV6_FL_F_REMOTE,
  IPV6_FL_S_ANY,
  IPV6_FL_S_EXCL,
  IPV6_FL_S_NONE,
  IPV6_FL_S_PROCESS,
  IPV6_FL_S_USER,
  IPV6_FREEBIND,
  IPV6_HDRINCL,
  IPV6_IPSEC_POLICY,
  IPV6_JOIN_ANYCAST,
  IPV6_LEAVE_ANYCAST,
  IPV6_MINHOPCOUNT,
  IPV6_MTU,
  IPV6_MTU_DISCOVER,
  IPV6_MULTICAST_ALL,
  IPV6_ORIGDSTADDR,
  IPV6_PMTUDISC_DO,
  IPV6_PMTUDISC_DONT,
  IPV6_PMTUDISC_INTERFACE,
  IPV6_PMTUDISC_OMIT,
  IPV6_PMTUDISC_PROBE,
  IPV6_PMTUDISC_WANT,
  IPV6_PREFER_SRC_CGA,
  IPV6_PREFER_SRC_COA,
  IPV6_PREFER_SRC_HOME,
  IPV6_PREFER_SRC_NONCGA,
  IPV6_PREFER_SRC_PUBLIC,
  IPV6_PREFER_SRC_PUBTMP_DEFAULT,
  IPV6_PREFER_SRC_TMP,
  IPV6_RECVERR_RFC4884,
  IPV6_RECVFRAGSIZE,
  IPV6_RECVORIGDSTADDR,
  IPV6_ROUTER_ALERT,
  IPV6_ROUTER_ALERT_ISOLATE,
  IPV6_RTHDR_LOOSE,
  IPV6_RTHDR_STRICT,
  IPV6_RXDSTOPTS,
  IPV6_RXHOPOPTS,
  IPV6_TRANSPARENT,
  IPV6_UNICAST_IF,
  IPV6_XFRM_POLICY,
  IPV6_BINDV6ONLY,
  IPV6_BINDANY,
  IPV6_BINDMULTI,
  IPV6_BOUND_IF,
  IPV6_PORTRANGE,
  IPV6_PORTRANGE_DEFAULT,
  IPV6_PORTRANGE_HIGH,
  IPV6_PORTRANGE_LOW,
  IPV6_PREFER_TEMPADDR,
  IPV6_RSS_LISTEN_BUCKET,
  IPV6_FLOWID,
  IPV6_FLOWTYPE,
  IPV6_RSSBUCKETID,
  IPV6_RECVFLOWID,
  IPV6_RECVRSSBUCKETID,
  IPV6_MSFILTER,
  IPV6_FW_ADD,
  IPV6_FAITH,
  IPV6_RECVDSTPORT,
  IPV6_AUTH_LEVEL,
  IPV6_ESP_TRANS_LEVEL,
  IPV6_ESP_NETWORK_LEVEL,
  IPV6_IPCOMP_LEVEL,
  IPV6_PIPEX,
  IPV6_RTABLE,
  IPV6_VLAN_PCP,
  IPV6_3542PKTINFO,
  IPV6_DEFAULT_MULTICAST_HOPS,
  IPV6_DEFAULT_MULTICAST_LOOP,
  IPV6_DEFHLIM,
  IPV6_MAX_MEMBERSHIPS,
  IPV6_MAX_GROUP_SRC_FILTER,
  IPV6_MAX_SOCK_SRC_FILTER,
  IPV6_RECVIF,
  IPV6_PROTECTION_LEVEL,
  IPV6_ECN,
  IPV6_RECVECN,
  IPV6_USER_MTU,
  ICMP_ADDRESS,
  ICMP_ADDRESSREPLY,
  ICMP_DEST_UNREACH,
  ICMP_ECHO,
  ICMP_ECHOREPLY,
  ICMP_EXC_FRAGTIME,
  ICMP_EXC_TTL,
  ICMP_FILTER,
  ICMP_FRAG_NEEDED,
  ICMP_HOST_ANO,
  ICMP_HOST_ISOLATED,
  ICMP_HOST_UNKNOWN,
  ICMP_HOST_UNREACH,
  ICMP_HOST_UNR_TOS,
  ICMP_INFO_REPLY,
  ICMP_INFO_REQUEST,
  ICMP_NET_ANO,
  ICMP_NET_UNKNOWN,
  ICMP_NET_UNREACH,
  ICMP_NET_UNR_TOS,
  ICMP_PARAMETERPROB,
  ICMP_PKT_FILTERED,
  ICMP_PORT_UNREACH,
  ICMP_PREC_CUTOFF,
  ICMP_PREC_VIOLATION,
  ICMP_PROT_UNREACH,
  ICMP_REDIRECT,
  ICMP_REDIR_HOST,
  ICMP_REDIR_HOSTTOS,
  ICMP_REDIR_NET,
  ICMP_REDIR_NETTOS,
  ICMP_SOURCE_QUENCH,
  ICMP_SR_FAILED,
  ICMP_TIMESTAMP,
  ICMP_TIMESTAMPREPLY,
  ICMP_TIME_EXCEEDED,
  ICMP_UNREACH,
  ICMP_SOURCEQUENCH,
  ICMP_ROUTERADVERT,
  ICMP_ROUTERSOLICIT,
  ICMP_TIMXCEED,
  ICMP_PARAMPROB,
  ICMP_TSTAMP,
  ICMP_TSTAMPREPLY,
  ICMP_IREQ,
  ICMP_IREQREPLY,
  ICMP_MASKREQ,
  ICMP_MASKREPLY,
  ICMP_MINLEN,
  ICMP6_DST_UNREACH,
  ICMP6_DST_UNREACH_ADDR,
  ICMP6_DST_UNREACH_ADMIN,
  ICMP6_DST_UNREACH_BEYONDSCOPE,
  ICMP6_DST_UNREACH_NOPORT,
  ICMP6_DST_UNREACH_NOROUTE,
  ICMP6_ECHO_REPLY,
  ICMP6_ECHO_REQUEST,
  ICMP6_FILTER,
  ICMP6_FILTER_BLOCK,
  ICMP6_FILTER_BLOCKOTHERS,
  ICMP6_FILTER_PASS,
  ICMP6_FILTER_PASSONLY,
  ICMP6_INFOMSG_MASK,
  ICMP6_PACKET_TOO_BIG,
  ICMP6_PARAMPROB_HEADER,
  ICMP6_PARAMPROB_NEXTHEADER,
  ICMP6_PARAMPROB_OPTION,
  ICMP6_PARAM_PROB,
  ICMP6_ROUTER_RENUMBERING,
  ICMP6_TIME_EXCEEDED,
  ICMP6_TIME_EXCEED_REASSEMBLY,
  ICMP6_TIME_EXCEED_TRANSIT,
  MLD_LISTENER_QUERY,
  MLD_LISTENER_REDUCTION,
  MLD_LISTENER_REPORT,
  ND_NEIGHBOR_ADVERT,
  ND_NEIGHBOR_SOLICIT,
  ND_REDIRECT,
  ND_ROUTER_ADVERT,
  ND_ROUTER_SOLICIT,
  TCP_NODELAY,
  TCP_MAXSEG,
  TCP_CORK,
  TCP_KEEPIDLE,
  TCP_KEEPALIVE,
  TCP_KEEPINTVL,
  TCP_KEEPCNT,
  TCP_SYNCNT,
  TCP_LINGER2,
  TCP_DEFER_ACCEPT,
  TCP_WINDOW_CLAMP,
  TCP_INFO,
  TCP_CONNECTION_INFO,
  TCP_QUICKACK,
  TCP_CONGESTION,
  TCP_MD5SIG,
  TCP_THIN_LINEAR_TIMEOUTS,
  TCP_THIN_DUPACK,
  TCP_USER_TIMEOUT,
  TCP_REPAIR,
  TCP_REPAIR_QUEUE,
  TCP_QUEUE_SEQ,
  TCP_REPAIR_OPTIONS,
  TCP_FASTOPEN,
  TCP_TIMESTAMP,
  TCP_NOTSENT_LOWAT,
  TCP_CC_INFO,
  TCP_SAVE_SYN,
  TCP_SAVED_SYN,
  TCP_REPAIR_WINDOW,
  TCP_FASTOPEN_CONNECT,
  TCP_ULP,
  TCP_MD5SIG_EXT,
  TCP_FASTOPEN_KEY,
  TCP_FASTOPEN_NO_COOKIE,
  TCP_ZEROCOPY_RECEIVE,
  TCP_INQ,
  TCP_TX_DELAY,
  TCPI_OPT_TIMESTAMPS,
  TCPI_OPT_SACK,
  TCPI_OPT_WSCALE,
  TCPI_OPT_ECN,
  TCPI_OPT_ECN_SEEN,
  TCPI_OPT_SYN_DATA,
  TCPI_OPT_USEC_TS,
  TCPI_OPT_TFO_CHILD,
  TCP_CM_INQ,
  TCP_COOKIE_IN_ALWAYS,
  TCP_COOKIE_MAX,
  TCP_COOKIE_MIN,
  TCP_COOKIE_OUT_NEVER,
  TCP_COOKIE_PAIR_SIZE,
  TCP_COOKIE_TRANSACTIONS,
  TCP_MAXWIN,
  TCP_MAX_WINSHIFT,
  TCP_MD5SIG_FLAG_PREFIX,
  TCP_MD5SIG_MAXKEYLEN,
  TCP_MSS,
  TCP_MSS_DEFAULT,
  TCP_MSS_DESIRED,
  TCP_REPAIR_OFF,
  TCP_REPAIR_OFF_NO_WP,
  TCP_REPAIR_ON,
  TCP_S_DATA_IN,
  TCP_S_DATA_OUT,
  TCP_MD5SIG_FLAG_IFINDEX,
  TCP_AO_ADD_KEY,
  TCP_AO_DEL_KEY,
  TCP_AO_INFO,
  TCP_AO_GET_KEYS,
  TCP_AO_REPAIR,
  TCP_IS_MPTCP,
  TCP_RTO_MAX_MS,
  TCP_RTO_MIN_US,
  TCP_DELACK_MAX_US,
  TCP_ESTABLISHED,
  TCP_SYN_SENT,
  TCP_SYN_RECV,
  TCP_FIN_WAIT1,
  TCP_FIN_WAIT2,
  TCP_TIME_WAIT,
  TCP_CLOSE,
  TCP_CLOSE_WAIT,
  TCP_LAST_ACK,
  TCP_LISTEN,
  TCP_CLOSING,
  TCP_NO_QUEUE,
  TCP_RECV_QUEUE,
  TCP_SEND_QUEUE,
  TCP_NOPUSH,
  TCP_NOOPT,
  TCP_KEEPINIT,
  TCP_SENDMOREACKS,
  TCP_ENABLE_ECN,
  TCP_RXT_CONNDROPTIME,
  TCP_RXT_FINDROP,
  TCP_CONNECTIONTIMEOUT,
  TCP_STATS,
  TCP_LOG,
  TCP_LOGBUF,
  TCP_LOGID,
  TCP_LOGDUMP,
  TCP_LOGDUMPID,
  TCP_CCALGOOPT,
  TCP_MAXUNACKTIME,
  TCP_MAXPEAKRATE,
  TCP_IDLE_REDUCE,
  TCP_REMOTE_UDP_ENCAPS_PORT,
  TCP_DELACK,
  TCP_FIN_IS_RST,
  TCP_LOG_LIMIT,
  TCP_SHARED_CWND_ALLOWED,
  TCP_PROC_ACCOUNTING,
  TCP_USE_CMP_ACKS,
  TCP_PERF_INFO,
  TCP_FUNCTION_BLK,
  TCP_FUNCTION_ALIAS,
  TCP_RXTLS_ENABLE,
  TCP_RXTLS_MODE,
  TCP_TXTLS_ENABLE,
  TCP_TXTLS_MODE,
  TCP_IWND_NB,
  TCP_IWND_NSEG,
  TCP_RACK_EARLY_RECOV,
  TCP_SIGNATURE_ENABLE,
  TCP_SACK_ENABLE,
  TCP_MAXBURST,
  TCP_BBR_RACK_RTT_USE,
  TCPOPT_EOL,
  TCPOPT_NOP,
  TCPOPT_MAXSEG,
  TCPOPT_WINDOW,
  TCPOPT_SACK_PERMITTED,
  TCPOPT_SACK,
  TCPOPT_TIMESTAMP,
  TCP_BSDURGENT,
  TCP_EXPEDITED_1122,
  TCP_MAXRT,
  TCP_MAXRTMS,
  TCP_STDURG,
  TCP_ATMARK,
  TCP_OFFLOAD_PREFERENCE,
  TCP_OFFLOAD_NO_PREFERENCE,
  TCP_DELAY_FIN_ACK,
  TCP_FAIL_CONNECT_ON_ICMP_ERROR,
  TCP_ICMP_ERROR_INFO,
  UDP_CORK,
  UDP_ENCAP,
  UDP_SEGMENT,
  UDP_GRO,
  UDP_NO_CHECK6_TX,
  UDP_NO_CHECK6_RX,
  UDP_ENCAP_ESPINUDP_NON_IKE,
  UDP_ENCAP_ESPINUDP,
  UDP_ENCAP_L2TPINUDP,
  UDP_ENCAP_GTP0,
  UDP_ENCAP_GTP1U,
  UDP_ENCAP_RXRPC,
  TCP_ENCAP_ESPINTCP,
  UDP_NOCKSUM,
  UDP_VENDOR,
  UDP_SEND_MSG_SIZE,
  UDP_RECV_MAX_COALESCED_SIZE,
  UDP_NOCHECKSUM,
  UDP_CHECKSUM_COVERAGE,
  UDPLITE_RECV_CSCOV,
  UDPLITE_SEND_CSCOV,
  MPTCP_INFO,
  MPTCP_TCPINFO,
  MPTCP_SUBFLOW_ADDRS,
  MPTCP_FULL_INFO,
  MPTCP_INFO_FLAG_FALLBACK,
  MPTCP_INFO_FLAG_REMOTE_KEY_RECEIVED,
  MPTCP_SUBFLOW_FLAG_MCAP_REM,
  MPTCP_SUBFLOW_FLAG_MCAP_LOC,
  MPTCP_SUBFLOW_FLAG_JOIN_REM,
  MPTCP_SUBFLOW_FLAG_JOIN_LOC,
  MPTCP_SUBFLOW_FLAG_BKUP_REM,
  MPTCP_SUBFLOW_FLAG_BKUP_LOC,
  MPTCP_SUBFLOW_FLAG_FULLY_ESTABLISHED,
  MPTCP_SUBFLOW_FLAG_CONNECTED,
  MPTCP_SUBFLOW_FLAG_MAPVALID,
  MPTCP_RST_EUNSPEC,
  MPTCP_RST_EMPTCP,
  MPTCP_RST_ERESOURCE,
  MPTCP_RST_EPROHIBIT,
  MPTCP_RST_EWQ2BIG,
  MPTCP_RST_EBADPERF,
  MPTCP_RST_EMIDDLEBOX,
  TLS_1_2_VERSION,
  TLS_1_2_VERSION_MAJOR,
  TLS_1_2_VERSION_MINOR,
  TLS_1_3_VERSION,
  TLS_1_3_VERSION_MAJOR,
  TLS_1_3_VERSION_MINOR,
  TLS_CIPHER_AES_CCM_128,
  TLS_CIPHER_AES_GCM_128,
  TLS_CIPHER_AES_GCM_256,
  TLS_CIPHER_ARIA_GCM_128,
  TLS_CIPHER_ARIA_GCM_256,
  TLS_CIPHER_CHACHA20_POLY1305,
  TLS_CIPHER_SM4_CCM,
  TLS_CIPHER_SM4_GCM,
  TLS_CONF_BASE,
  TLS_CONF_HW,
  TLS_CONF_HW_RECORD,
  TLS_CONF_SW,
  TLS_GET_RECORD_TYPE,
  TLS_RX,
  TLS_RX_EXPECT_NO_PAD,
  TLS_SET_RECORD_TYPE,
  TLS_TX,
  TLS_TX_ZEROCOPY_RO,
  TLS_TX_MAX_PAYLOAD_LEN,
  SCTP_ADAPTATION_INDICATION,
  SCTP_ADAPTATION_LAYER,
  SCTP_ADDR_PF,
  SCTP_ADD_STREAMS,
  SCTP_ALL_ASSOC,
  SCTP_ASCONF_SUPPORTED,
  SCTP_ASSOCINFO,
  SCTP_ASSOC_CHANGE,
  SCTP_ASSOC_CHANGE_DENIED,
  SCTP_ASSOC_CHANGE_FAILED,
  SCTP_ASSOC_RESET_DENIED,
  SCTP_ASSOC_RESET_EVENT,
  SCTP_ASSOC_RESET_FAILED,
  SCTP_AUTHENTICATION_INDICATION,
  SCTP_AUTHINFO,
  SCTP_AUTH_ACTIVE_KEY,
  SCTP_AUTH_CHUNK,
  SCTP_AUTH_DEACTIVATE_KEY,
  SCTP_AUTH_DELETE_KEY,
  SCTP_AUTH_KEY,
  SCTP_AUTH_NEWKEY,
  SCTP_AUTH_SUPPORTED,
  SCTP_AUTOCLOSE,
  SCTP_AUTO_ASCONF,
  SCTP_BINDX_ADD_ADDR,
  SCTP_BINDX_REM_ADDR,
  SCTP_CONTEXT,
  SCTP_CURRENT_ASSOC,
  SCTP_DATA_IO_EVENT,
  SCTP_DEFAULT_PRINFO,
  SCTP_DEFAULT_SEND_PARAM,
  SCTP_DEFAULT_SNDINFO,
  SCTP_DELAYED_ACK,
  SCTP_DELAYED_ACK_TIME,
  SCTP_DELAYED_SACK,
  SCTP_DISABLE_FRAGMENTS,
  SCTP_DSTADDRV4,
  SCTP_DSTADDRV6,
  SCTP_ECN_SUPPORTED,
  SCTP_ENABLE_CHANGE_ASSOC_REQ,
  SCTP_ENABLE_RESET_ASSOC_REQ,
  SCTP_ENABLE_RESET_STREAM_REQ,
  SCTP_ENABLE_STREAM_RESET,
  SCTP_ENABLE_STRRESET_MASK,
  SCTP_EVENT,
  SCTP_EVENTS,
  SCTP_EXPOSE_PF_STATE,
  SCTP_EXPOSE_POTENTIALLY_FAILED_STATE,
  SCTP_FRAGMENT_INTERLEAVE,
  SCTP_FUTURE_ASSOC,
  SCTP_GET_ASSOC_ID_LIST,
  SCTP_GET_ASSOC_NUMBER,
  SCTP_GET_ASSOC_STATS,
  SCTP_GET_LOCAL_ADDRS,
  SCTP_GET_PEER_ADDRS,
  SCTP_GET_PEER_ADDR_INFO,
  SCTP_HMAC_IDENT,
  SCTP_INIT,
  SCTP_INITMSG,
  SCTP_INTERLEAVING_SUPPORTED,
  SCTP_I_WANT_MAPPED_V4_ADDR,
  SCTP_LOCAL_AUTH_CHUNKS,
  SCTP_MAXSEG,
  SCTP_MAX_BURST,
  SCTP_NODELAY,
  SCTP_NXTINFO,
  SCTP_PARTIAL_DELIVERY_EVENT,
  SCTP_PARTIAL_DELIVERY_POINT,
  SCTP_PEER_ADDR_CHANGE,
  SCTP_PEER_ADDR_PARAMS,
  SCTP_PEER_ADDR_THLDS,
  SCTP_PEER_ADDR_THLDS_V2,
  SCTP_PEER_AUTH_CHUNKS,
  SCTP_PLPMTUD_PROBE_INTERVAL,
  SCTP_POTENTIALLY_FAILED,
  SCTP_PRIMARY_ADDR,
  SCTP_PRINFO,
  SCTP_PR_ASSOC_STATUS,
  SCTP_PR_SCTP_MASK,
  SCTP_PR_SCTP_MAX,
  SCTP_PR_SCTP_NONE,
  SCTP_PR_SCTP_PRIO,
  SCTP_PR_SCTP_RTX,
  SCTP_PR_SCTP_TTL,
  SCTP_PR_STREAM_STATUS,
  SCTP_PR_SUPPORTED,
  SCTP_RCVINFO,
  SCTP_RECONFIG_SUPPORTED,
  SCTP_RECVNXTINFO,
  SCTP_RECVRCVINFO,
  SCTP_REMOTE_ERROR,
  SCTP_REMOTE_UDP_ENCAPS_PORT,
  SCTP_RESET_ASSOC,
  SCTP_RESET_STREAMS,
  SCTP_REUSE_PORT,
  SCTP_RTOINFO,
  SCTP_SENDER_DRY_EVENT,
  SCTP_SENDMSG_CONNECT,
  SCTP_SEND_FAILED,
  SCTP_SEND_FAILED_EVENT,
  SCTP_SET_PEER_PRIMARY_ADDR,
  SCTP_SHUTDOWN_EVENT,
  SCTP_SNDINFO,
  SCTP_SNDRCV,
  SCTP_SOCKOPT_BINDX_ADD,
  SCTP_SOCKOPT_BINDX_REM,
  SCTP_SOCKOPT_CONNECTX,
  SCTP_SOCKOPT_CONNECTX3,
  SCTP_SOCKOPT_CONNECTX_OLD,
  SCTP_SOCKOPT_PEELOFF,
  SCTP_SOCKOPT_PEELOFF_FLAGS,
  SCTP_STATUS,
  SCTP_STREAM_CHANGE_DENIED,
  SCTP_STREAM_CHANGE_EVENT,
  SCTP_STREAM_CHANGE_FAILED,
  SCTP_STREAM_RESET_DENIED,
  SCTP_STREAM_RESET_EVENT,
  SCTP_STREAM_RESET_FAILED,
  SCTP_STREAM_RESET_INCOMING,
  SCTP_STREAM_RESET_INCOMING_SSN,
  SCTP_STREAM_RESET_OUTGOING,
  SCTP_STREAM_RESET_OUTGOING_SSN,
  SCTP_STREAM_SCHEDULER,
  SCTP_STREAM_SCHEDULER_VALUE,
  SCTP_UNORDERED,
  SCTP_ADDR_OVER,
  SCTP_ABORT,
  SCTP_SACK_IMMEDIATELY,
  SCTP_SENDALL,
  SCTP_PR_SCTP_ALL,
  SCTP_NOTIFICATION,
  SCTP_EOF,
  DCCP_SOCKOPT_AVAILABLE_CCIDS,
  DCCP_SOCKOPT_CCID,
  DCCP_SOCKOPT_CCID_RX_INFO,
  DCCP_SOCKOPT_CCID_TX_INFO,
  DCCP_SOCKOPT_CHANGE_L,
  DCCP_SOCKOPT_CHANGE_R,
  DCCP_SOCKOPT_GET_CUR_MPS,
  DCCP_SOCKOPT_PACKET_SIZE,
  DCCP_SOCKOPT_QPOLICY_ID,
  DCCP_SOCKOPT_QPOLICY_TXQLEN,
  DCCP_SOCKOPT_RECV_CSCOV,
  DCCP_SOCKOPT_RX_CCID,
  DCCP_SOCKOPT_SEND_CSCOV,
  DCCP_SOCKOPT_SERVER_TIMEWAIT,
  DCCP_SOCKOPT_SERVICE,
  DCCP_SOCKOPT_TX_CCID,
  EAI_ADDRFAMILY,
  EAI_AGAIN,
  EAI_BADFLAGS,
  EAI_FAIL,
  EAI_FAMILY,
  EAI_MEMORY,
  EAI_NODATA,
  EAI_NONAME,
  EAI_OVERFLOW,
  EAI_SERVICE,
  EAI_SOCKTYPE,
  EAI_SYSTEM,
  EAI_BADHINTS,
  EAI_PROTOCOL,
  EAI_MAX,
  EAI_INPROGRESS,
  EAI_CANCELED,
  EAI_NOTCANCELED,
  EAI_ALLDONE,
  EAI_INTR,
  EAI_IDN_ENCODE,
  AI_PASSIVE,
  AI_CANONNAME,
  AI_NUMERICHOST,
  AI_NUMERICSERV,
  AI_MASK,
  AI_ALL,
  AI_V4MAPPED_CFG,
  AI_ADDRCONFIG,
  AI_V4MAPPED,
  AI_DEFAULT,
  AI_IDN,
  AI_CANONIDN,
  AI_UNUSABLE,
  AI_EXT,
  AI_FQDN,
  AI_FILESERVER,
  AI_DNS_ONLY,
  AI_NON_AUTHORITATIVE,
  AI_SECURE,
  AI_RETURN_PREFERRED_NAMES,
  AI_DISABLE_IDN_ENCODING,
  NI_MAXHOST,
  NI_MAXSERV,
  NI_NOFQDN,
  NI_NUMERICHOST,
  NI_NAMEREQD,
  NI_NUMERICSERV,
  NI_DGRAM,
  NI_IDN,
  NI_NUMERICSCOPE,
  NI_WITHSCOPEID,
  PACKET_HOST,
  PACKET_BROADCAST,
  PACKET_MULTICAST,
  PACKET_OTHERHOST,
  PACKET_OUTGOING,
  PACKET_LOOPBACK,
  PACKET_FASTROUTE,
  PACKET_ADD_MEMBERSHIP,
  PACKET_AUXDATA,
  PACKET_COPY_THRESH,
  PACKET_DROP_MEMBERSHIP,
  PACKET_FANOUT,
  PACKET_FANOUT_CBPF,
  PACKET_FANOUT_CPU,
  PACKET_FANOUT_DATA,
  PACKET_FANOUT_EBPF,
  PACKET_FANOUT_FLAG_DEFRAG,
  PACKET_FANOUT_FLAG_ROLLOVER,
  PACKET_FANOUT_FLAG_UNIQUEID,
  PACKET_FANOUT_HASH,
  PACKET_FANOUT_LB,
  PACKET_FANOUT_QM,
  PACKET_FANOUT_RND,
  PACKET_FANOUT_ROLLOVER,
  PACKET_IGNORE_OUTGOING,
  PACKET_KERNEL,
  PACKET_LOSS,
  PACKET_MR_ALLMULTI,
  PACKET_MR_MULTICAST,
  PACKET_MR_PROMISC,
  PACKET_MR_UNICAST,
  PACKET_ORIGDEV,
  PACKET_QDISC_BYPASS,
  PACKET_RECV_OUTPUT,
  PACKET_RESERVE,
  PACKET_ROLLOVER_STATS,
  PACKET_RX_RING,
  PACKET_STATISTICS,
  PACKET_TIMESTAMP,
  PACKET_TX_HAS_OFF,
  PACKET_TX_RING,
  PACKET_TX_TIMESTAMP,
  PACKET_USER,
  PACKET_VERSION,
  PACKET_VNET_HDR,
  TP_FT_REQ_FILL_RXHASH,
  TP_STATUS_AVAILABLE,
  TP_STATUS_BLK_TMO,
  TP_STATUS_COPY,
  TP_STATUS_CSUMNOTREADY,
  TP_STATUS_CSUM_VALID,
  TP_STATUS_KERNEL,
  TP_STATUS_LOSING,
  TP_STATUS_SENDING,
  TP_STATUS_SEND_REQUEST,
  TP_STATUS_TS_RAW_HARDWARE,
  TP_STATUS_TS_SOFTWARE,
  TP_STATUS_TS_SYS_HARDWARE,
  TP_STATUS_USER,
  TP_STATUS_VLAN_TPID_VALID,
  TP_STATUS_VLAN_VALID,
  TP_STATUS_WRONG_FORMAT,
  PACKET_VNET_HDR_SZ,
  PACKET_FANOUT_FLAG_IGNORE_OUTGOING,
  TPACKET_V1,
  TPACKET_V2,
  TPACKET_V3,
  ETHERTYPE_ARP,
  ETHERTYPE_IP,
  ETHERTYPE_IPV6,
  ETHERTYPE_VLAN,
  ETH_P_ALL,
  ETHERTYPE_AARP,
  ETHERTYPE_AT,
  ETHERTYPE_IPX,
  ETHERTYPE_LOOPBACK,
  ETHERTYPE_PUP,
  ETHERTYPE_REVARP,
  ETHERTYPE_SPRITE,
  ETHERTYPE_TRAIL,
  ETH_P_1588,
  ETH_P_8021AD,
  ETH_P_8021AH,
  ETH_P_8021Q,
  ETH_P_80221,
  ETH_P_802_2,
  ETH_P_802_3,
  ETH_P_802_3_MIN,
  ETH_P_802_EX1,
  ETH_P_AARP,
  ETH_P_AF_IUCV,
  ETH_P_AOE,
  ETH_P_ARCNET,
  ETH_P_ARP,
  ETH_P_ATALK,
  ETH_P_ATMFATE,
  ETH_P_ATMMPOA,
  ETH_P_AX25,
  ETH_P_BATMAN,
  ETH_P_BPQ,
  ETH_P_CAIF,
  ETH_P_CAN,
  ETH_P_CANFD,
  ETH_P_CANXL,
  ETH_P_CFM,
  ETH_P_CONTROL,
  ETH_P_CUST,
  ETH_P_DDCMP,
  ETH_P_DEC,
  ETH_P_DIAG,
  ETH_P_DNA_DL,
  ETH_P_DNA_RC,
  ETH_P_DNA_RT,
  ETH_P_DSA,
  ETH_P_DSA_8021Q,
  ETH_P_DSA_A5PSW,
  ETH_P_ECONET,
  ETH_P_EDSA,
  ETH_P_ERSPAN,
  ETH_P_ERSPAN2,
  ETH_P_ETHERCAT,
  ETH_P_FCOE,
  ETH_P_FIP,
  ETH_P_HDLC,
  ETH_P_HSR,
  ETH_P_IBOE,
  ETH_P_IEEE802154,
  ETH_P_IEEEPUP,
  ETH_P_IEEEPUPAT,
  ETH_P_IFE,
  ETH_P_IP,
  ETH_P_IPV6,
  ETH_P_IPX,
  ETH_P_IRDA,
  ETH_P_LAT,
  ETH_P_LINK_CTL,
  ETH_P_LLDP,
  ETH_P_LOCALTALK,
  ETH_P_LOOP,
  ETH_P_LOOPBACK,
  ETH_P_MACSEC,
  ETH_P_MAP,
  ETH_P_MCTP,
  ETH_P_MOBITEX,
  ETH_P_MPLS_MC,
  ETH_P_MPLS_UC,
  ETH_P_MRP,
  ETH_P_MVRP,
  ETH_P_NCSI,
  ETH_P_NSH,
  ETH_P_PAE,
  ETH_P_PAUSE,
  ETH_P_PHONET,
  ETH_P_PPPTALK,
  ETH_P_PPP_DISC,
  ETH_P_PPP_MP,
  ETH_P_PPP_SES,
  ETH_P_PREAUTH,
  ETH_P_PROFINET,
  ETH_P_PRP,
  ETH_P_PUP,
  ETH_P_PUPAT,
  ETH_P_QINQ1,
  ETH_P_QINQ2,
  ETH_P_QINQ3,
  ETH_P_RARP,
  ETH_P_REALTEK,
  ETH_P_SCA,
  ETH_P_SLOW,
  ETH_P_SNAP,
  ETH_P_TDLS,
  ETH_P_TEB,
  ETH_P_TIPC,
  ETH_P_TRAILER,
  ETH_P_TR_802_2,
  ETH_P_TSN,
  ETH_P_WAN_PPP,
  ETH_P_WCCP,
  ETH_P_X25,
  ETH_P_XDSA,
  ETH_ALEN,
  ETH_TLEN,
  ETH_HLEN,
  ETH_ZLEN,
  ETH_DATA_LEN,
  ETH_FRAME_LEN,
  ETH_FCS_LEN,
  ETH_MIN_MTU,
  ETH_MAX_MTU,
  ETHERMTU,
  ETHERMIN,
  ETHER_ADDR_LEN,
  ETHER_HDR_LEN,
  ETHER_MIN_LEN,
  ETHER_MAX_LEN,
  ARPHRD_ADAPT,
  ARPHRD_APPLETLK,
  ARPHRD_ARCNET,
  ARPHRD_ASH,
  ARPHRD_ATM,
  ARPHRD_AX25,
  ARPHRD_BIF,
  ARPHRD_CAN,
  ARPHRD_CHAOS,
  ARPHRD_CISCO,
  ARPHRD_CSLIP,
  ARPHRD_CSLIP6,
  ARPHRD_DDCMP,
  ARPHRD_DLCI,
  ARPHRD_ECONET,
  ARPHRD_EETHER,
  ARPHRD_ETHER,
  ARPHRD_EUI64,
  ARPHRD_FCAL,
  ARPHRD_FCFABRIC,
  ARPHRD_FCPL,
  ARPHRD_FCPP,
  ARPHRD_FDDI,
  ARPHRD_FRAD,
  ARPHRD_HDLC,
  ARPHRD_HIPPI,
  ARPHRD_HWX25,
  ARPHRD_IEEE1394,
  ARPHRD_IEEE802,
  ARPHRD_IEEE80211,
  ARPHRD_IEEE80211_PRISM,
  ARPHRD_IEEE80211_RADIOTAP,
  ARPHRD_IEEE802154,
  ARPHRD_IEEE802154_PHY,
  ARPHRD_IEEE802_TR,
  ARPHRD_INFINIBAND,
  ARPHRD_IPDDP,
  ARPHRD_IPGRE,
  ARPHRD_IRDA,
  ARPHRD_LAPB,
  ARPHRD_LOCALTLK,
  ARPHRD_LOOPBACK,
  ARPHRD_MCTP,
  ARPHRD_METRICOM,
  ARPHRD_NETROM,
  ARPHRD_NONE,
  ARPHRD_PIMREG,
  ARPHRD_PPP,
  ARPHRD_PRONET,
  ARPHRD_RAWHDLC,
  ARPHRD_RAWIP,
  ARPHRD_ROSE,
  ARPHRD_RSRVD,
  ARPHRD_SIT,
  ARPHRD_SKIP,
  ARPHRD_SLIP,
  ARPHRD_SLIP6,
  ARPHRD_TUNNEL,
  ARPHRD_TUNNEL6,
  ARPHRD_VOID,
  ARPHRD_X25,
  IFF_ALLMULTI,
  IFF_AUTOMEDIA,
  IFF_BROADCAST,
  IFF_DEBUG,
  IFF_DORMANT,
  IFF_DYNAMIC,
  IFF_ECHO,
  IFF_LOOPBACK,
  IFF_LOWER_UP,
  IFF_MASTER,
  IFF_MULTICAST,
  IFF_NOARP,
  IFF_NOTRAILERS,
  IFF_POINTOPOINT,
  IFF_PORTSEL,
  IFF_PROMISC,
  IFF_RUNNING,
  IFF_SLAVE,
  IFF_UP,
  IFF_VOLATILE,
  IFF_ALTPHYS,
  IFF_CANTCONFIG,
  IFF_DRV_OACTIVE,
  IFF_DRV_RUNNING,
  IFF_LINK0,
  IFF_LINK1,
  IFF_LINK2,
  IFF_MONITOR,
  IFF_OACTIVE,
  IFF_PPROMISC,
  IFF_SIMPLEX,
  IFF_SMART,
  IFF_STATICARP,
  SIOCATMARK,
  SIOCSPGRP,
  SIOCGPGRP,
  SIOCGIFCONF,
  SIOCGIFFLAGS,
  SIOCSIFFLAGS,
  SIOCGIFADDR,
  SIOCSIFADDR,
  SIOCGIFDSTADDR,
  SIOCSIFDSTADDR,
  SIOCGIFBRDADDR,
  SIOCSIFBRDADDR,
  SIOCGIFNETMASK,
  SIOCSIFNETMASK,
  SIOCGIFMETRIC,
  SIOCSIFMETRIC,
  SIOCGIFMTU,
  SIOCSIFMTU,
  SIOCADDMULTI,
  SIOCDELMULTI,
  SIOCADDDLCI,
  SIOCADDRT,
  SIOCAIPXITFCRT,
  SIOCAIPXPRISLT,
  SIOCDARP,
  SIOCDELDLCI,
  SIOCDELRT,
  SIOCDIFADDR,
  SIOCDRARP,
  SIOCETHTOOL,
  SIOCGARP,
  SIOCGHWTSTAMP,
  SIOCGIFBR,
  SIOCGIFCOUNT,
  SIOCGIFENCAP,
  SIOCGIFHWADDR,
  SIOCGIFINDEX,
  SIOCGIFMAP,
  SIOCGIFMEM,
  SIOCGIFNAME,
  SIOCGIFPFLAGS,
  SIOCGIFSLAVE,
  SIOCGIFTXQLEN,
  SIOCGIFVLAN,
  SIOCGMIIPHY,
  SIOCGMIIREG,
  SIOCGRARP,
  SIOCGSKNS,
  SIOCGSTAMP,
  SIOCGSTAMPNS,
  SIOCGSTAMPNS_NEW,
  SIOCGSTAMPNS_OLD,
  SIOCGSTAMP_NEW,
  SIOCGSTAMP_OLD,
  SIOCINQ,
  SIOCIPXCFGDATA,
  SIOCIPXNCPCONN,
  SIOCNRCTLCON,
  SIOCNRGETPARMS,
  SIOCNRRTCTL,
  SIOCNRSETPARMS,
  SIOCOUTQ,
  SIOCOUTQNSD,
  SIOCRTMSG,
  SIOCSARP,
  SIOCSHWTSTAMP,
  SIOCSIFBR,
  SIOCSIFENCAP,
  SIOCSIFHWADDR,
  SIOCSIFHWBROADCAST,
  SIOCSIFLINK,
  SIOCSIFMAP,
  SIOCSIFMEM,
  SIOCSIFNAME,
  SIOCSIFPFLAGS,
  SIOCSIFSLAVE,
  SIOCSIFTXQLEN,
  SIOCSIFVLAN,
  SIOCSMIIREG,
  SIOCSRARP,
  SIOCWANDEV,
  SIO_RCVALL,
  SIO_KEEPALIVE_VALS,
  SIO_LOOPBACK_FAST_PATH,
  SIO_UDP_CONNRESET,
  SIO_TCP_INFO,
  RCVALL_OFF,
  RCVALL_ON,
  RCVALL_SOCKETLEVELONLY,
  RCVALL_IPLEVEL,
  RCVALL_MAX,
  NETLINK_ROUTE,
  NETLINK_USERSOCK,
  NETLINK_FIREWALL,
  NETLINK_NFLOG,
  NETLINK_XFRM,
  NETLINK_IP6_FW,
  NETLINK_DNRTMSG,
  NETLINK_CRYPTO,
  NETLINK_ARPD,
  NETLINK_ROUTE6,
  NETLINK_SKIP,
  NETLINK_TAPBASE,
  NETLINK_TCPDIAG,
  NETLINK_W1,
  NETLINK_UNUSED,
  NETLINK_SOCK_DIAG,
  NETLINK_INET_DIAG,
  NETLINK_SELINUX,
  NETLINK_ISCSI,
  NETLINK_AUDIT,
  NETLINK_FIB_LOOKUP,
  NETLINK_CONNECTOR,
  NETLINK_NETFILTER,
  NETLINK_KOBJECT_UEVENT,
  NETLINK_GENERIC,
  NETLINK_SCSITRANSPORT,
  NETLINK_ECRYPTFS,
  NETLINK_RDMA,
  NETLINK_SMC,
  NETLINK_ADD_MEMBERSHIP,
  NETLINK_DROP_MEMBERSHIP,
  NETLINK_PKTINFO,
  NETLINK_BROADCAST_ERROR,
  NETLINK_NO_ENOBUFS,
  NETLINK_RX_RING,
  NETLINK_TX_RING,
  NETLINK_LISTEN_ALL_NSID,
  NETLINK_LIST_MEMBERSHIPS,
  NETLINK_CAP_ACK,
  NETLINK_EXT_ACK,
  NETLINK_GET_STRICT_CHK,
  GENL_ADMIN_PERM,
  GENL_CMD_CAP_DO,
  GENL_CMD_CAP_DUMP,
  GENL_CMD_CAP_HASPOL,
  GENL_HDRLEN,
  GENL_ID_CTRL,
  GENL_ID_PMCRAID,
  GENL_ID_VFS_DQUOT,
  GENL_MAX_ID,
  GENL_MIN_ID,
  GENL_START_ALLOC,
  GENL_UNS_ADMIN_PERM,
  NLA_ALIGNTO,
  NLA_F_NESTED,
  NLA_F_NET_BYTEORDER,
  NLA_HDRLEN,
  NLA_TYPE_MASK,
  NLMSG_ALIGNTO,
  NLMSG_DONE,
  NLMSG_ERROR,
  NLMSG_HDRLEN,
  NLMSG_MIN_TYPE,
  NLMSG_NOOP,
  NLMSG_OVERRUN,
  NLM_F_ACK,
  NLM_F_ACK_TLVS,
  NLM_F_APPEND,
  NLM_F_ATOMIC,
  NLM_F_BULK,
  NLM_F_CAPPED,
  NLM_F_CREATE,
  NLM_F_DUMP,
  NLM_F_DUMP_FILTERED,
  NLM_F_DUMP_INTR,
  NLM_F_ECHO,
  NLM_F_EXCL,
  NLM_F_MATCH,
  NLM_F_MULTI,
  NLM_F_NONREC,
  NLM_F_REPLACE,
  NLM_F_REQUEST,
  NLM_F_ROOT,
  RTMGRP_DECnet_IFADDR,
  RTMGRP_DECnet_ROUTE,
  RTMGRP_IPV4_IFADDR,
  RTMGRP_IPV4_MROUTE,
  RTMGRP_IPV4_ROUTE,
  RTMGRP_IPV4_RULE,
  RTMGRP_IPV6_IFADDR,
  RTMGRP_IPV6_IFINFO,
  RTMGRP_IPV6_MROUTE,
  RTMGRP_IPV6_PREFIX,
  RTMGRP_IPV6_ROUTE,
  RTMGRP_LINK,
  RTMGRP_NEIGH,
  RTMGRP_NOTIFY,
  RTMGRP_TC,
  RTM_DELADDR,
  RTM_DELLINK,
  RTM_DELNEIGH,
  RTM_DELNSID,
  RTM_DELROUTE,
  RTM_DELRULE,
  RTM_GETADDR,
  RTM_GETLINK,
  RTM_GETNEIGH,
  RTM_GETNSID,
  RTM_GETROUTE,
  RTM_GETRULE,
  RTM_NEWADDR,
  RTM_NEWLINK,
  RTM_NEWNEIGH,
  RTM_NEWNSID,
  RTM_NEWROUTE,
  RTM_NEWRULE,
  RTM_SETLINK,
  RTNLGRP_BRVLAN,
  RTNLGRP_DCB,
  RTNLGRP_DECnet_IFADDR,
  RTNLGRP_DECnet_ROUTE,
  RTNLGRP_DECnet_RULE,
  RTNLGRP_IPV4_IFADDR,
  RTNLGRP_IPV4_MROUTE,
  RTNLGRP_IPV4_MROUTE_R,
  RTNLGRP_IPV4_NETCONF,
  RTNLGRP_IPV4_ROUTE,
  RTNLGRP_IPV4_RULE,
  RTNLGRP_IPV6_IFADDR,
  RTNLGRP_IPV6_IFINFO,
  RTNLGRP_IPV6_MROUTE,
  RTNLGRP_IPV6_MROUTE_R,
  RTNLGRP_IPV6_NETCONF,
  RTNLGRP_IPV6_PREFIX,
  RTNLGRP_IPV6_ROUTE,
  RTNLGRP_IPV6_RULE,
  RTNLGRP_LINK,
  RTNLGRP_MCTP_IFADDR,
  RTNLGRP_MDB,
  RTNLGRP_MPLS_NETCONF,
  RTNLGRP_MPLS_ROUTE,
  RTNLGRP_ND_USEROPT,
  RTNLGRP_NEIGH,
  RTNLGRP_NEXTHOP,
  RTNLGRP_NONE,
  RTNLGRP_NOTIFY,
  RTNLGRP_NSID,
  RTNLGRP_PHONET_IFADDR,
  RTNLGRP_PHONET_ROUTE,
  RTNLGRP_STATS,
  RTNLGRP_TC,
  RTNLGRP_TUNNEL,
  CAN_RAW,
  CAN_BCM,
  CAN_ISOTP,
  CAN_J1939,
  CAN_TP16,
  CAN_TP20,
  CAN_MCNET,
  CAN_EFF_FLAG,
  CAN_RTR_FLAG,
  CAN_ERR_FLAG,
  CAN_SFF_MASK,
  CAN_EFF_MASK,
  CAN_ERR_MASK,
  CAN_SFF_ID_BITS,
  CAN_EFF_ID_BITS,
  CAN_INV_FILTER,
  CAN_RAW_FILTER_MAX,
  CAN_MTU,
  CAN_MAX_DLC,
  CAN_MAX_DLEN,
  CANFD_MTU,
  CANFD_MAX_DLC,
  CANFD_MAX_DLEN,
  CANFD_BRS,
  CANFD_ESI,
  CANFD_FDF,
  CANXL_MTU,
  CANXL_MIN_DLC,
  CANXL_MAX_DLC,
  CANXL_MIN_DLEN,
  CANXL_MAX_DLEN,
  CANXL_XLF,
  CANXL_SEC,
  CAN_RAW_FILTER,
  CAN_RAW_ERR_FILTER,
  CAN_RAW_LOOPBACK,
  CAN_RAW_RECV_OWN_MSGS,
  CAN_RAW_FD_FRAMES,
  CAN_RAW_JOIN_FILTERS,
  CAN_RAW_XL_FRAMES,
  CAN_BCM_TX_SETUP,
  CAN_BCM_TX_DELETE,
  CAN_BCM_TX_READ,
  CAN_BCM_TX_SEND,
  CAN_BCM_RX_SETUP,
  CAN_BCM_RX_DELETE,
  CAN_BCM_RX_READ,
  CAN_BCM_TX_STATUS,
  CAN_BCM_TX_EXPIRED,
  CAN_BCM_RX_STATUS,
  CAN_BCM_RX_TIMEOUT,
  CAN_BCM_RX_CHANGED,
  CAN_BCM_SETTIMER,
  CAN_BCM_STARTTIMER,
  CAN_BCM_TX_COUNTEVT,
  CAN_BCM_TX_ANNOUNCE,
  CAN_BCM_TX_CP_CAN_ID,
  CAN_BCM_RX_FILTER_ID,
  CAN_BCM_RX_CHECK_DLC,
  CAN_BCM_RX_NO_AUTOTIMER,
  CAN_BCM_RX_ANNOUNCE_RESUME,
  CAN_BCM_TX_RESET_MULTI_IDX,
  CAN_BCM_RX_RTR_FRAME,
  CAN_BCM_CAN_FD_FRAME,
  CAN_ISOTP_CF_BROADCAST,
  CAN_ISOTP_CHK_PAD_DATA,
  CAN_ISOTP_CHK_PAD_LEN,
  CAN_ISOTP_DEFAULT_EXT_ADDRESS,
  CAN_ISOTP_DEFAULT_FLAGS,
  CAN_ISOTP_DEFAULT_FRAME_TXTIME,
  CAN_ISOTP_DEFAULT_LL_MTU,
  CAN_ISOTP_DEFAULT_LL_TX_DL,
  CAN_ISOTP_DEFAULT_LL_TX_FLAGS,
  CAN_ISOTP_DEFAULT_PAD_CONTENT,
  CAN_ISOTP_DEFAULT_RECV_BS,
  CAN_ISOTP_DEFAULT_RECV_STMIN,
  CAN_ISOTP_DEFAULT_RECV_WFTMAX,
  CAN_ISOTP_EXTEND_ADDR,
  CAN_ISOTP_FORCE_RXSTMIN,
  CAN_ISOTP_FORCE_TXSTMIN,
  CAN_ISOTP_FRAME_TXTIME_ZERO,
  CAN_ISOTP_HALF_DUPLEX,
  CAN_ISOTP_LISTEN_MODE,
  CAN_ISOTP_LL_OPTS,
  CAN_ISOTP_OPTS,
  CAN_ISOTP_RECV_FC,
  CAN_ISOTP_RX_EXT_ADDR,
  CAN_ISOTP_RX_PADDING,
  CAN_ISOTP_RX_STMIN,
  CAN_ISOTP_SF_BROADCAST,
  CAN_ISOTP_TX_PADDING,
  CAN_ISOTP_TX_STMIN,
  CAN_ISOTP_WAIT_TX_DONE,
  J1939_MAX_UNICAST_ADDR,
  J1939_IDLE_ADDR,
  J1939_NO_ADDR,
  J1939_NO_NAME,
  J1939_PGN_REQUEST,
  J1939_PGN_ADDRESS_CLAIMED,
  J1939_PGN_ADDRESS_COMMANDED,
  J1939_PGN_PDU1_MAX,
  J1939_PGN_MAX,
  J1939_NO_PGN,
  SO_J1939_FILTER,
  SO_J1939_PROMISC,
  SO_J1939_SEND_PRIO,
  SO_J1939_ERRQUEUE,
  SCM_J1939_DEST_ADDR,
  SCM_J1939_DEST_NAME,
  SCM_J1939_PRIO,
  SCM_J1939_ERRQUEUE,
  J1939_NLA_PAD,
  J1939_NLA_BYTES_ACKED,
  J1939_EE_INFO_NONE,
  J1939_EE_INFO_TX_ABORT,
  J1939_FILTER_MAX,
  CAN_ERR_TX_TIMEOUT,
  CAN_ERR_LOSTARB,
  CAN_ERR_CRTL,
  CAN_ERR_PROT,
  CAN_ERR_TRX,
  CAN_ERR_ACK,
  CAN_ERR_BUSOFF,
  CAN_ERR_BUSERROR,
  CAN_ERR_RESTARTED,
  CAN_ERR_CNT,
  CAN_ERR_DLC,
  ALG_SET_KEY,
  ALG_SET_IV,
  ALG_SET_OP,
  ALG_SET_AEAD_ASSOCLEN,
  ALG_SET_AEAD_AUTHSIZE,
  ALG_OP_DECRYPT,
  ALG_OP_ENCRYPT,
  ALG_SET_DRBG_ENTROPY,
  ALG_SET_KEY_BY_KEY_SERIAL,
  ALG_SET_PUBKEY,
  ALG_OP_SIGN,
  ALG_OP_VERIFY,
  SO_VM_SOCKETS_BUFFER_SIZE,
  SO_VM_SOCKETS_BUFFER_MIN_SIZE,
  SO_VM_SOCKETS_BUFFER_MAX_SIZE,
  VMADDR_CID_ANY,
  VMADDR_PORT_ANY,
  VMADDR_CID_LOCAL,
  VMADDR_CID_HOST,
  VM_SOCKETS_INVALID_VERSION,
  IOCTL_VM_SOCKETS_GET_LOCAL_CID,
  VMADDR_CID_HYPERVISOR,
  VMADDR_FLAG_TO_HOST,
  SO_VM_SOCKETS_PEER_HOST_VM_ID,
  SO_VM_SOCKETS_TRUSTED,
  SO_VM_SOCKETS_NONBLOCK_TXRX,
  SO_VM_SOCKETS_CONNECT_TIMEOUT,
  SO_VM_SOCKETS_CONNECT_TIMEOUT_OLD,
  SO_VM_SOCKETS_CONNECT_TIMEOUT_NEW,
  TIPC_ADDR_NAMESEQ,
  TIPC_ADDR_NAME,
  TIPC_ADDR_ID,
  TIPC_ZONE_SCOPE,
  TIPC_IMPORTANCE,
  TIPC_SRC_DROPPABLE,
  TIPC_DEST_DROPPABLE,
  TIPC_CONN_TIMEOUT,
  TIPC_LOW_IMPORTANCE,
  TIPC_MEDIUM_IMPORTANCE,
  TIPC_HIGH_IMPORTANCE,
  TIPC_CRITICAL_IMPORTANCE,
  TIPC_SUB_PORTS,
  TIPC_SUB_SERVICE,
  TIPC_SUB_CANCEL,
  TIPC_WAIT_FOREVER,
  TIPC_PUBLISHED,
  TIPC_WITHDRAWN,
  TIPC_SUBSCR_TIMEOUT,
  TIPC_CFG_SRV,
  TIPC_TOP_SRV,
  TIPC_SERVICE_RANGE,
  TIPC_SERVICE_ADDR,
  TIPC_SOCKET_ADDR,
  TIPC_ADDR_MCAST,
  TIPC_NODE_STATE,
  TIPC_LINK_STATE,
  TIPC_RESERVED_TYPES,
  TIPC_MAX_USER_MSG_SIZE,
  TIPC_NODE_RECVQ_DEPTH,
  TIPC_SOCK_RECVQ_DEPTH,
  TIPC_SOCK_RECVQ_USED,
  TIPC_MCAST_BROADCAST,
  TIPC_MCAST_REPLICAST,
  TIPC_GROUP_JOIN,
  TIPC_GROUP_LEAVE,
  TIPC_GROUP_LOOPBACK,
  TIPC_GROUP_MEMBER_EVTS,
  TIPC_NODELAY,
  TIPC_ERRINFO,
  TIPC_RETDATA,
  TIPC_DESTNAME,
  TIPC_OK,
  TIPC_ERR_NO_NAME,
  TIPC_ERR_NO_PORT,
  TIPC_ERR_NO_NODE,
  TIPC_ERR_OVERLOAD,
  TIPC_CONN_SHUTDOWN,
  TIPC_CLUSTER_SCOPE,
  TIPC_NODE_SCOPE,
  RDS_CANCEL_SENT_TO,
  RDS_GET_MR,
  RDS_FREE_MR,
  RDS_RECVERR,
  RDS_CONG_MONITOR,
  RDS_GET_MR_FOR_DEST,
  RDS_CMSG_RDMA_ARGS,
  RDS_CMSG_RDMA_DEST,
  RDS_CMSG_RDMA_MAP,
  RDS_CMSG_RDMA_STATUS,
  RDS_CMSG_RDMA_UPDATE,
  RDS_RDMA_READWRITE,
  RDS_RDMA_FENCE,
  RDS_RDMA_INVALIDATE,
  RDS_RDMA_USE_ONCE,
  RDS_RDMA_DONTWAIT,
  RDS_RDMA_NOTIFY_ME,
  RDS_RDMA_SILENT,
  SO_RDS_TRANSPORT,
  SO_RDS_MSG_RXPATH_LATENCY,
  RDS_TRANS_IB,
  RDS_TRANS_IWARP,
  RDS_TRANS_TCP,
  RDS_TRANS_NONE,
  RDS_CMSG_CONG_UPDATE,
  RDS_CMSG_ATOMIC_CSWP,
  RDS_CMSG_ATOMIC_FADD,
  RDS_CMSG_MASKED_ATOMIC_CSWP,
  RDS_CMSG_MASKED_ATOMIC_FADD,
  RDS_CMSG_RXPATH_LATENCY,
  RDS_CMSG_ZCOPY_COOKIE,
  RDS_CMSG_ZCOPY_COMPLETION,
  QRTR_NODE_BCAST,
  QRTR_PORT_CTRL,
  XDP_SHARED_UMEM,
  XDP_COPY,
  XDP_ZEROCOPY,
  XDP_USE_NEED_WAKEUP,
  XDP_MMAP_OFFSETS,
  XDP_RX_RING,
  XDP_TX_RING,
  XDP_UMEM_REG,
  XDP_UMEM_FILL_RING,
  XDP_UMEM_COMPLETION_RING,
  XDP_STATISTICS,
  XDP_OPTIONS,
  XDP_OPTIONS_ZEROCOPY,
  XDP_RING_NEED_WAKEUP,
  XDP_UMEM_UNALIGNED_CHUNK_FLAG,
  XDP_PGOFF_RX_RING,
  XDP_PGOFF_TX_RING,
  XDP_UMEM_PGOFF_FILL_RING,
  XDP_UMEM_PGOFF_COMPLETION_RING,
  XDP_USE_SG,
  KCMPROTO_CONNECTED,
  KCM_RECV_DISABLE,
  SMC_LIMIT_HS,
  PN_PROTO_TRANSPORT,
  PN_PROTO_PHONET,
  PN_PROTO_PIPE,
  PNPIPE_ENCAP,
  PNPIPE_IFINDEX,
  PNPIPE_HANDLE,
  PNPIPE_INITSTATE,
  PNPIPE_ENCAP_NONE,
  PNPIPE_ENCAP_IP,
  CAIFPROTO_AT,
  CAIFPROTO_DATAGRAM,
  CAIFPROTO_DATAGRAM_LOOP,
  CAIFPROTO_UTIL,
  CAIFPROTO_RFM,
  CAIFPROTO_DEBUG,
  CAIFSO_LINK_SELECT,
  CAIFSO_REQ_PARAM,
  CAIFSO_RSP_PARAM,
  LLC_OPT_RETRY,
  LLC_OPT_SIZE,
  LLC_OPT_ACK_TMR_EXP,
  LLC_OPT_P_TMR_EXP,
  LLC_OPT_REJ_TMR_EXP,
  LLC_OPT_BUSY_TMR_EXP,
  LLC_OPT_TX_WIN,
  LLC_OPT_RX_WIN,
  LLC_OPT_PKTINFO,
  IPX_TYPE,
  AX25_WINDOW,
  AX25_T1,
  AX25_T2,
  AX25_T3,
  AX25_N2,
  AX25_BACKOFF,
  AX25_EXTSEQ,
  AX25_PIDINCL,
  AX25_IDLE,
  AX25_PACLEN,
  NETROM_T1,
  NETROM_T2,
  NETROM_N2,
  NETROM_T4,
  NETROM_IDLE,
  ROSE_DEFER,
  ROSE_T1,
  ROSE_T2,
  ROSE_T3,
  ROSE_IDLE,
  ROSE_QBITINCL,
  ROSE_HOLDBACK,
  BTPROTO_L2CAP,
  BTPROTO_HCI,
  BTPROTO_SCO,
  BTPROTO_RFCOMM,
  BTPROTO_BNEP,
  BTPROTO_CMTP,
  BTPROTO_HIDP,
  BTPROTO_AVDTP,
  BTPROTO_ISO,
  SOL_HCI,
  SOL_L2CAP,
  SOL_RFCOMM,
  SOL_SCO,
  SOL_BLUETOOTH,
  HCI_FILTER,
  HCI_DATA_DIR,
  HCI_TIME_STAMP,
  SO_HCI_EVT_FILTER,
  SO_HCI_PKT_FILTER,
  HCI_DEV_NONE,
  HCI_CHANNEL_RAW,
  HCI_CHANNEL_USER,
  HCI_CHANNEL_MONITOR,
  HCI_CHANNEL_CONTROL,
  HCI_CHANNEL_LOGGING,
  BDADDR_BREDR,
  BDADDR_LE_PUBLIC,
  BDADDR_LE_RANDOM,
  SO_L2CAP_IMTU,
  SO_L2CAP_OMTU,
  SO_L2CAP_FLUSH,
  SO_L2CAP_IQOS,
  SO_L2CAP_OQOS,
  SO_L2CAP_ENCRYPTED,
  SO_L2CAP_LM,
  L2CAP_LM,
  L2CAP_LM_MASTER,
  L2CAP_LM_AUTH,
  L2CAP_LM_ENCRYPT,
  L2CAP_LM_TRUSTED,
  L2CAP_LM_RELIABLE,
  L2CAP_LM_SECURE,
  L2CAP_OPTIONS,
  L2CAP_CONNINFO,
  SO_RFCOMM_MTU,
  SO_RFCOMM_FC_INFO,
  SO_RFCOMM_LM,
  RFCOMM_LM,
  RFCOMM_LM_MASTER,
  RFCOMM_LM_AUTH,
  RFCOMM_LM_ENCRYPT,
  RFCOMM_LM_TRUSTED,
  RFCOMM_LM_RELIABLE,
  RFCOMM_LM_SECURE,
  RFCOMM_CONNINFO,
  SO_BTH_ENCRYPT,
  SO_BTH_MTU,
  SO_BTH_MTU_MAX,
  SO_BTH_MTU_MIN,
  SO_SCO_MTU,
  SO_SCO_CONNINFO,
  SO_SCO_HANDLE,
  SCO_OPTIONS,
  SCO_CONNINFO,
  BT_SECURITY,
  BT_SECURITY_SDP,
  BT_SECURITY_LOW,
  BT_SECURITY_MEDIUM,
  BT_SECURITY_HIGH,
  BT_SECURITY_FIPS,
  BT_DEFER_SETUP,
  BT_FLUSHABLE,
  BT_FLUSHABLE_OFF,
  BT_FLUSHABLE_ON,
  BT_POWER,
  BT_POWER_FORCE_ACTIVE_OFF,
  BT_POWER_FORCE_ACTIVE_ON,
  BT_CHANNEL_POLICY,
  BT_CHANNEL_POLICY_BREDR_ONLY,
  BT_CHANNEL_POLICY_BREDR_PREFERRED,
  BT_CHANNEL_POLICY_AMP_PREFERRED,
  BT_VOICE,
  BT_VOICE_TRANSPARENT,
  BT_VOICE_CVSD_16BIT,
  BT_VOICE_TRANSPARENT_16BIT,
  BT_SNDMTU,
  BT_RCVMTU,
  BT_PHY,
  BT_PHY_BR_1M_1SLOT,
  BT_PHY_BR_1M_3SLOT,
  BT_PHY_BR_1M_5SLOT,
  BT_PHY_EDR_2M_1SLOT,
  BT_PHY_EDR_2M_3SLOT,
  BT_PHY_EDR_2M_5SLOT,
  BT_PHY_EDR_3M_1SLOT,
  BT_PHY_EDR_3M_3SLOT,
  BT_PHY_EDR_3M_5SLOT,
  BT_PHY_LE_1M_TX,
  BT_PHY_LE_1M_RX,
  BT_PHY_LE_2M_TX,
  BT_PHY_LE_2M_RX,
  BT_PHY_LE_CODED_TX,
  BT_PHY_LE_CODED_RX,
  BT_MODE,
  BT_MODE_BASIC,
  BT_MODE_ERTM,
  BT_MODE_STREAMING,
  BT_MODE_LE_FLOWCTL,
  BT_MODE_EXT_FLOWCTL,
  BT_PKT_STATUS,
  BT_ISO_QOS,
  BT_CODEC,
  HV_PROTOCOL_RAW,
  HVSOCKET_CONNECT_TIMEOUT,
  HVSOCKET_CONNECT_TIMEOUT_MAX,
  HVSOCKET_CONNECTED_SUSPEND,
  HVSOCKET_ADDRESS_FLAG_PASSTHRU,
  AF_SYS_CONTROL,
  UTUN_OPT_FLAGS,
  UTUN_OPT_IFNAME,
} = backend.constants as unknown as Constants;
