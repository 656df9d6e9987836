/**
 * Binding an address that this machine does not have (yet). IP_FREEBIND and IP_TRANSPARENT; ip(7).
 *
 *     node out/examples/recipes/freebind.js
 *
 * IP_FREEBIND is for a service that starts before its address comes up, as in a failover. IP_TRANSPARENT needs CAP_NET_ADMIN
 * and lets a proxy receive for, and answer as, whoever the packets were for.
 */
import { AF_INET, IP_FREEBIND, IP_TRANSPARENT, IPPROTO_IP, OSError, SOCK_STREAM, socket } from 'berkeley/socket';

const NOT_OURS = '192.0.2.1'; // For documentation; RFC 5737.

/** Binds the foreign address after setting an option. */
function attempt(title: string, option?: number): void {
  using sock = socket(AF_INET, SOCK_STREAM);
  try {
    if (option !== undefined) sock.setsockopt(IPPROTO_IP, option, 1);
    sock.bind([NOT_OURS, 0]);
    sock.listen();
    console.log(`${title}: listens on ${sock.getsockname()[0]}`);
  } catch (error) {
    if (!(error instanceof OSError)) throw error;
    console.log(`${title}: ${error.code}`);
  }
}

attempt('without an option');
attempt('IP_FREEBIND', IP_FREEBIND);
attempt('IP_TRANSPARENT', IP_TRANSPARENT);
