import { type StructAddress, struct } from './struct.ts';

// The structures that options and ancillary data take and give, under C's names, with C's fields. One that the platform
// lacks is undefined, as a constant.

/** `struct linger`, of SO_LINGER. */
export interface Linger {
  /** 1: close() waits, or with a time of 0 resets the connection. */
  l_onoff: number;
  /** Seconds. */
  l_linger: number;
}
/** SO_LINGER: `linger({ l_onoff: 1, l_linger: 5 })`; socket(7). */
export const linger = struct<Linger>('linger');

/** `struct timeval`: seconds and microseconds. */
export interface Timeval {
  tv_sec: number;
  tv_usec: number;
}
/** SO_RCVTIMEO, SO_SNDTIMEO, and the time stamp of SO_TIMESTAMP; socket(7). */
export const timeval = struct<Timeval>('timeval');

/** `struct timespec`: seconds and nanoseconds. */
export interface Timespec {
  tv_sec: number;
  tv_nsec: number;
}
/** The time stamp of SO_TIMESTAMPNS; socket(7). */
export const timespec = struct<Timespec>('timespec');

/** `struct scm_timestamping`. */
export interface ScmTimestamping {
  /** The software's time, one that is no longer used, the hardware's; zero where there is none. */
  ts: Timespec[];
}
/** The time stamps of SO_TIMESTAMPING, in the ancillary data SCM_TIMESTAMPING. */
export const scm_timestamping = struct<ScmTimestamping>('scm_timestamping');

/** `struct ip_mreq`. */
export interface IpMreq {
  /** The group. */
  imr_multiaddr: string;
  /** The address of the interface; left out, the system chooses. */
  imr_interface: string;
}
/** IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP; ip(7). */
export const ip_mreq = struct<IpMreq>('ip_mreq');

/** `struct ip_mreqn`. */
export interface IpMreqn {
  imr_multiaddr: string;
  /** The address of the interface, where its index is 0. */
  imr_address: string;
  imr_ifindex: number;
}
/** IP_ADD_MEMBERSHIP, IP_DROP_MEMBERSHIP and IP_MULTICAST_IF, with the interface by its index; ip(7). */
export const ip_mreqn = struct<IpMreqn>('ip_mreqn');

/** `struct ip_mreq_source`. */
export interface IpMreqSource {
  imr_multiaddr: string;
  imr_interface: string;
  /** Whose datagrams are meant. */
  imr_sourceaddr: string;
}
/** IP_ADD_SOURCE_MEMBERSHIP, IP_BLOCK_SOURCE and their like; ip(7), RFC 3678. */
export const ip_mreq_source = struct<IpMreqSource>('ip_mreq_source');

/** `struct ipv6_mreq`. */
export interface Ipv6Mreq {
  ipv6mr_multiaddr: string;
  /** The index of the interface; 0, and the system chooses. */
  ipv6mr_interface: number;
}
/** IPV6_JOIN_GROUP, IPV6_LEAVE_GROUP; ipv6(7). */
export const ipv6_mreq = struct<Ipv6Mreq>('ipv6_mreq');

/** `struct group_req`. */
export interface GroupReq {
  /** The index of the interface; 0, and the system chooses. */
  gr_interface: number;
  /** The group, as text or `[host, port]`. */
  gr_group: StructAddress;
}
/** MCAST_JOIN_GROUP, MCAST_LEAVE_GROUP, for both versions of IP; RFC 3678. */
export const group_req = struct<GroupReq>('group_req');

/** `struct group_source_req`. */
export interface GroupSourceReq {
  gsr_interface: number;
  gsr_group: StructAddress;
  gsr_source: StructAddress;
}
/** MCAST_JOIN_SOURCE_GROUP, MCAST_BLOCK_SOURCE and their like; RFC 3678. */
export const group_source_req = struct<GroupSourceReq>('group_source_req');

/** `struct in_pktinfo`. */
export interface InPktinfo {
  /** The interface that the datagram came in by, or goes out by. */
  ipi_ifindex: number;
  /** The local address: received, that of the interface; sent, the source. */
  ipi_spec_dst: string;
  /** The address in the datagram's header that it was sent to. */
  ipi_addr: string;
}
/** The ancillary data of IP_PKTINFO; ip(7). */
export const in_pktinfo = struct<InPktinfo>('in_pktinfo');

/** `struct in6_pktinfo`. */
export interface In6Pktinfo {
  ipi6_addr: string;
  ipi6_ifindex: number;
}
/** The ancillary data of IPV6_PKTINFO, and of IPV6_RECVPKTINFO; RFC 3542. */
export const in6_pktinfo = struct<In6Pktinfo>('in6_pktinfo');

/** `struct ip6_mtuinfo`. */
export interface Ip6Mtuinfo {
  ip6m_addr: StructAddress;
  ip6m_mtu: number;
}
/** IPV6_PATHMTU; RFC 3542. */
export const ip6_mtuinfo = struct<Ip6Mtuinfo>('ip6_mtuinfo');

/** `struct ucred`: who is, or was, at the other end. */
export interface Ucred {
  pid: number;
  uid: number;
  gid: number;
}
/** SO_PEERCRED, and the ancillary data SCM_CREDENTIALS; unix(7). */
export const ucred = struct<Ucred>('ucred');

/** `struct packet_mreq`. */
export interface PacketMreq {
  mr_ifindex: number;
  /** PACKET_MR_*. */
  mr_type: number;
  /** How many bytes of the address count. */
  mr_alen: number;
  mr_address: Buffer;
}
/** PACKET_ADD_MEMBERSHIP, PACKET_DROP_MEMBERSHIP; packet(7). */
export const packet_mreq = struct<PacketMreq>('packet_mreq');

/** `struct tpacket_stats`. */
export interface TpacketStats {
  tp_packets: number;
  tp_drops: number;
}
/** PACKET_STATISTICS; packet(7). */
export const tpacket_stats = struct<TpacketStats>('tpacket_stats');

/** `struct can_filter`. */
export interface CanFilter {
  can_id: number;
  can_mask: number;
}
/** One of the filters of CAN_RAW_FILTER, which takes them one behind the other. */
export const can_filter = struct<CanFilter>('can_filter');

/** `struct mptcp_info`; the later fields are `undefined` where the kernel or the headers are older. */
export interface MptcpInfo {
  /** How many connections there are beside the first. */
  mptcpi_subflows: number;
  mptcpi_add_addr_signal: number;
  mptcpi_add_addr_accepted: number;
  mptcpi_subflows_max: number;
  mptcpi_add_addr_signal_max: number;
  mptcpi_add_addr_accepted_max: number;
  mptcpi_flags: number;
  mptcpi_token: number;
  mptcpi_write_seq: bigint;
  mptcpi_snd_una: bigint;
  mptcpi_rcv_nxt: bigint;
  mptcpi_local_addr_used?: number;
  mptcpi_local_addr_max?: number;
  mptcpi_csum_enabled?: number;
  mptcpi_retransmits?: number;
  mptcpi_bytes_retrans?: bigint;
  mptcpi_bytes_sent?: bigint;
  mptcpi_bytes_received?: bigint;
  mptcpi_bytes_acked?: bigint;
  mptcpi_subflows_total?: number;
  mptcpi_last_data_sent?: number;
  mptcpi_last_data_recv?: number;
  mptcpi_last_ack_recv?: number;
}
/** MPTCP_INFO, of level SOL_MPTCP. */
export const mptcp_info = struct<MptcpInfo>('mptcp_info', { grows: true });
