import { struct } from './struct.ts';

/** `struct tcp_info`; the later fields are `undefined` where the kernel or the headers are older. */
export interface TcpInfo {
  /** TCP_ESTABLISHED and its like. */
  tcpi_state: number;
  /** How congestion is met: C's `enum tcp_ca_state`. */
  tcpi_ca_state: number;
  /** Time-outs in a row. */
  tcpi_retransmits: number;
  /** Probes without an answer. */
  tcpi_probes: number;
  tcpi_backoff: number;
  /** TCPI_OPT_*. */
  tcpi_options: number;
  /** The scale of the window, as a power of two: the peer's, and ours. */
  tcpi_snd_wscale: number;
  tcpi_rcv_wscale: number;
  /** 1 if the delivery rate is low because the program sends little. */
  tcpi_delivery_rate_app_limited: number;
  /** Why TCP Fast Open was not used. */
  tcpi_fastopen_client_fail: number;
  /** The retransmission and the acknowledgement time-out, in microseconds. */
  tcpi_rto: number;
  tcpi_ato: number;
  /** The largest segments, in bytes. */
  tcpi_snd_mss: number;
  tcpi_rcv_mss: number;
  /** Segments: in flight, acknowledged selectively, lost, sent again. */
  tcpi_unacked: number;
  tcpi_sacked: number;
  tcpi_lost: number;
  tcpi_retrans: number;
  tcpi_fackets: number;
  /** Milliseconds since then. */
  tcpi_last_data_sent: number;
  tcpi_last_ack_sent: number;
  tcpi_last_data_recv: number;
  tcpi_last_ack_recv: number;
  /** The path MTU, in bytes. */
  tcpi_pmtu: number;
  tcpi_rcv_ssthresh: number;
  /** The round trip and its variation, in microseconds. */
  tcpi_rtt: number;
  tcpi_rttvar: number;
  tcpi_snd_ssthresh: number;
  /** The congestion window, in segments. */
  tcpi_snd_cwnd: number;
  tcpi_advmss: number;
  tcpi_reordering: number;
  /** The receiver's round trip, in microseconds. */
  tcpi_rcv_rtt: number;
  tcpi_rcv_space: number;
  /** Segments sent again, in all. */
  tcpi_total_retrans: number;
  /** Bytes a second; 2**64 - 1 is no limit. */
  tcpi_pacing_rate?: bigint;
  tcpi_max_pacing_rate?: bigint;
  /** RFC 4898. */
  tcpi_bytes_acked?: bigint;
  tcpi_bytes_received?: bigint;
  tcpi_segs_out?: number;
  tcpi_segs_in?: number;
  /** Bytes in the queue that were not sent yet. */
  tcpi_notsent_bytes?: number;
  /** Microseconds. */
  tcpi_min_rtt?: number;
  tcpi_data_segs_in?: number;
  tcpi_data_segs_out?: number;
  /** Bytes a second. */
  tcpi_delivery_rate?: bigint;
  /** Microseconds: sending, held up by the peer's window, held up by the send buffer. */
  tcpi_busy_time?: bigint;
  tcpi_rwnd_limited?: bigint;
  tcpi_sndbuf_limited?: bigint;
  tcpi_delivered?: number;
  tcpi_delivered_ce?: number;
  tcpi_bytes_sent?: bigint;
  tcpi_bytes_retrans?: bigint;
  tcpi_dsack_dups?: number;
  tcpi_reord_seen?: number;
  tcpi_rcv_ooopack?: number;
  tcpi_snd_wnd?: number;
  tcpi_rcv_wnd?: number;
  tcpi_rehash?: number;
  tcpi_total_rto?: number;
  tcpi_total_rto_recoveries?: number;
  tcpi_total_rto_time?: number;
  tcpi_received_ce?: number;
  tcpi_delivered_e1_bytes?: number;
  tcpi_delivered_e0_bytes?: number;
  tcpi_delivered_ce_bytes?: number;
  tcpi_received_e1_bytes?: number;
  tcpi_received_e0_bytes?: number;
  tcpi_received_ce_bytes?: number;
}
/** TCP_INFO: `tcp_info.unpack(sock.getsockopt(IPPROTO_TCP, TCP_INFO, tcp_info.size))`; tcp(7). */
export const tcp_info = struct<TcpInfo>('tcp_info', { grows: true });
