/** Services and protocols: getservbyname(3), getservbyport(3), getprotobyname(3). */
import { tableLines } from './tables.ts';

/** The services that are known where the system has no table of them: `name port/protocols alias…`. */
const SERVICES = `
  echo 7/tcp,udp; discard 9/tcp,udp sink null; daytime 13/tcp,udp; chargen 19/tcp,udp; ftp-data 20/tcp; ftp 21/tcp;
  ssh 22/tcp; telnet 23/tcp; smtp 25/tcp mail; time 37/tcp,udp; domain 53/tcp,udp; bootps 67/udp; bootpc 68/udp;
  tftp 69/udp; gopher 70/tcp; finger 79/tcp; http 80/tcp www; kerberos 88/tcp,udp; pop3 110/tcp; sunrpc 111/tcp,udp;
  auth 113/tcp; nntp 119/tcp; ntp 123/udp; imap2 143/tcp imap; snmp 161/tcp,udp; snmp-trap 162/tcp,udp; irc 194/tcp;
  ldap 389/tcp,udp; https 443/tcp,udp; submissions 465/tcp; syslog 514/udp; submission 587/tcp; ldaps 636/tcp,udp;
  ftps 990/tcp; telnets 992/tcp; imaps 993/tcp; pop3s 995/tcp; socks 1080/tcp; openvpn 1194/tcp,udp;
  mysql 3306/tcp; sip 5060/tcp,udp; postgresql 5432/tcp; mdns 5353/udp; http-alt 8080/tcp,udp
`;

/** The protocols, likewise: `name number`. */
const PROTOCOLS = `
  ip 0 IP; icmp 1 ICMP; igmp 2 IGMP; ipencap 4 IP-ENCAP; tcp 6 TCP; egp 8 EGP; udp 17 UDP; dccp 33 DCCP; ipv6 41 IPv6;
  ipv6-route 43 IPv6-Route; ipv6-frag 44 IPv6-Frag; gre 47 GRE; esp 50 IPSEC-ESP; ah 51 IPSEC-AH;
  ipv6-icmp 58 IPv6-ICMP; ipv6-nonxt 59 IPv6-NoNxt; ipv6-opts 60 IPv6-Opts; pim 103 PIM; sctp 132 SCTP;
  udplite 136 UDPLite
`;

interface Service {
  /** The name, then the aliases. */
  names: readonly string[];
  port: number;
  protocol: string;
}

let services: { from: unknown; list: Service[] } | undefined;

function servicesOf(): Service[] {
  const lines = tableLines('services');
  if (services === undefined || services.from !== lines) {
    services = { from: lines, list: (lines ?? entriesOf(SERVICES)).flatMap(parseService) };
  }
  return services.list;
}

/** The entries of a list in this file, as the lines of a table are. */
function entriesOf(list: string): string[][] {
  return list.split(';').map((entry) => entry.trim().split(/\s+/));
}

function parseService([name, where = '', ...aliases]: readonly string[]): Service[] {
  const [, port, protocols] = /^(\d+)\/(\S+)$/.exec(where) ?? [];
  if (name === undefined || port === undefined) return [];
  return protocols!
    .split(',')
    .map((protocol) => ({ names: [name, ...aliases], port: Number(port) & 0xffff, protocol }));
}

/** The port of a service, or undefined. Without a protocol it is that of the first in the table. */
export function servicePort(name: string, protocol: string | null): number | undefined {
  return servicesOf().find((it) => it.names.includes(name) && (protocol === null || it.protocol === protocol))?.port;
}

/** The name of the service on a port, or undefined. */
export function serviceName(port: number, protocol: string | null): string | undefined {
  return servicesOf().find((it) => it.port === port && (protocol === null || it.protocol === protocol))?.names[0];
}

/** The number of a protocol, or undefined. */
export function protocolNumber(name: string): number | undefined {
  const lines = tableLines(process.platform === 'win32' ? 'protocol' : 'protocols') ?? entriesOf(PROTOCOLS);
  const entry = lines.find(([first, , ...aliases]) => first === name || aliases.includes(name));
  return entry !== undefined && /^\d+$/.test(entry[1] ?? '') ? Number(entry[1]) : undefined;
}
