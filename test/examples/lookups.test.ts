import * as socket from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';
import { example, stopPrograms } from '../support/example_programs.ts';
import { hasPython, python } from '../support/example_python.ts';

afterEach(stopPrograms);

const address = String.raw`\d+\.\d+\.\d+\.\d+`;
const failure = String.raw`\[Errno -?\d+\] .+`;
const addresses = `'${address}'(, '${address}')*`;

/** What a call of `socket` gives, or nothing where the machine's tables lack it. */
function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (error instanceof socket.OSError) return undefined;
    throw error;
  }
}

const services = ['http', 'https', 'ftp', 'gopher', 'smtp', 'imap', 'imaps', 'pop3', 'pop3s'];
const hasServices = services.every((name) => attempt(() => socket.getservbyname(name)) !== undefined);
const hasProtocols = ['icmp', 'udp', 'tcp'].every((name) => attempt(() => socket.getprotobyname(name)) !== undefined);
const localhost = attempt(() => socket.gethostbyaddr('127.0.0.1'));

describe('names of hosts', () => {
  it('socket_gethostname', async () => {
    expect(await example('socket_gethostname').end()).toBe(`${socket.gethostname()}\n`);
  });

  it('socket_gethostbyname', async () => {
    const lines = (await example('socket_gethostbyname').end()).split('\n');
    expect(lines).toEqual([
      expect.stringMatching(`^apu : (${address}|${failure})$`),
      expect.stringMatching(`^pymotw\\.com : (${address}|${failure})$`),
      expect.stringMatching(`^www\\.python\\.org : (${address}|${failure})$`),
      expect.stringMatching(`^nosuchname : (${address}|${failure})$`),
      '',
    ]);
  });

  it('socket_gethostbyname_ex', async () => {
    const entry = `  Hostname: \\S+\\n  Aliases : \\[.*\\]\\n Addresses: \\[${addresses}\\]`;
    const host = (name: string) => `${name.replaceAll('.', '\\.')}\\n(${entry}|ERROR: ${failure})\\n\\n`;
    expect(await example('socket_gethostbyname_ex').end()).toMatch(
      new RegExp(`^${['apu', 'pymotw.com', 'www.python.org', 'nosuchname'].map(host).join('')}$`),
    );
  });

  it('socket_getfqdn', async () => {
    expect(await example('socket_getfqdn').end()).toMatch(/^ {7}apu : \S+\npymotw\.com : \S+\n$/);
  });

  it('socket_gethostbyaddr', async () => {
    const entry = `Hostname : \\S+\nAliases  : \\[.*\\]\nAddresses: \\['10\\.9\\.0\\.10'\\]`;
    expect(await example('socket_gethostbyaddr').end()).toMatch(new RegExp(`^(${entry}|ERROR: ${failure})\n$`));
  });

  it.skipIf(localhost === undefined)('socket_gethostbyaddr of localhost, where localhost has a name', async () => {
    const [hostname, aliases] = localhost!;
    const list = aliases.map((alias) => `'${alias}'`).join(', ');
    expect(await example('socket_gethostbyaddr', ['--host', '127.0.0.1']).end()).toBe(
      `Hostname : ${hostname}\nAliases  : [${list}]\nAddresses: ['127.0.0.1']\n`,
    );
  });

  it.skipIf(!hasPython)('have the answers that Python has, where hasPython', async () => {
    const script = `
import socket
for host in 'apu', 'pymotw.com', 'www.python.org', 'nosuchname':
    try: print(host, ':', socket.gethostbyname(host))
    except OSError as error: print(host, ':', error)
`;
    const [ours, theirs] = await Promise.all([example('socket_gethostbyname').end(), python(script).end()]);
    expect(ours).toBe(theirs);
  });
});

describe('services and protocols', () => {
  it.skipIf(!hasServices)('socket_getservbyname, where hasServices', async () => {
    expect(await example('socket_getservbyname').end()).toBe(`\
  http : 80
 https : 443
   ftp : 21
gopher : 70
  smtp : 25
  imap : 143
 imaps : 993
  pop3 : 110
 pop3s : 995
`);
  });

  it.skipIf(!hasServices)('socket_getservbyport, where hasServices', async () => {
    // Some systems call port 143 imap2 first.
    expect((await example('socket_getservbyport').end()).replace('imap2:', 'imap:')).toBe(`\
http://example.com/
https://example.com/
ftp://example.com/
gopher://example.com/
smtp://example.com/
imap://example.com/
imaps://example.com/
pop3://example.com/
pop3s://example.com/
`);
  });

  it.skipIf(!hasProtocols)('socket_getprotobyname, where hasProtocols', async () => {
    expect(await example('socket_getprotobyname').end()).toBe(`\
icmp ->  1 (socket.IPPROTO_ICMP =  1)
 udp -> 17 (socket.IPPROTO_UDP  = 17)
 tcp ->  6 (socket.IPPROTO_TCP  =  6)
`);
  });
});

describe('getaddrinfo', () => {
  const answer = (family: string, type: string, protocol: string, name: string, sockaddr: string) => `\
Family        : ${family}
Type          : ${type}
Protocol      : ${protocol}
Canonical name: ${name}
Socket address: ${sockaddr}

`;
  const anyAnswer = answer('AF_INET6?', 'SOCK_\\w+', 'IPPROTO_\\w+', '\\S*', "\\('[\\w.:]+', 80(, 0, 0)?\\)");

  it.each(['socket_getaddrinfo', 'socket_getaddrinfo_extra_args'])('%s', async (name) => {
    expect(await example(name).end()).toMatch(new RegExp(`^((${anyAnswer})+|ERROR: ${failure}\n)$`));
  });

  it.skipIf(!hasServices)('socket_getaddrinfo of an address, where hasServices', async () => {
    const answers = await example('socket_getaddrinfo', ['--host', '127.0.0.1']).end();
    expect(answers).toContain(answer('AF_INET', 'SOCK_STREAM', 'IPPROTO_TCP', '', "('127.0.0.1', 80)"));
    const answers6 = await example('socket_getaddrinfo', ['--host', '::1']).end();
    expect(answers6).toContain(answer('AF_INET6', 'SOCK_STREAM', 'IPPROTO_TCP', '', "('::1', 80, 0, 0)"));
  });

  it.skipIf(!hasServices)('socket_getaddrinfo_extra_args of an address, where hasServices', async () => {
    expect(await example('socket_getaddrinfo_extra_args', ['--host', '127.0.0.1']).end()).toBe(
      answer('AF_INET', 'SOCK_STREAM', 'IPPROTO_TCP', '127.0.0.1', "('127.0.0.1', 80)"),
    );
  });
});

describe('addresses as bytes', () => {
  it('socket_address_packing', async () => {
    expect(await example('socket_address_packing').end()).toBe(`\
Original: 192.168.1.1
Packed  : b'c0a80101'
Unpacked: 192.168.1.1

Original: 127.0.0.1
Packed  : b'7f000001'
Unpacked: 127.0.0.1

`);
  });

  it('socket_ipv6_address_packing', async () => {
    expect(await example('socket_ipv6_address_packing').end()).toBe(`\
Original: 2002:ac10:10a:1234:21e:52ff:fe74:40e
Packed  : b'2002ac10010a1234021e52fffe74040e'
Unpacked: 2002:ac10:10a:1234:21e:52ff:fe74:40e
`);
  });

  it('socket_overview', async () => {
    const output = await example('socket_overview').end();
    const lines = output.split('\n').filter((line) => line.startsWith('In ') || line.startsWith('Out'));
    const session = new Map(
      Array.from({ length: lines.length / 2 }, (_, i) => [
        lines[2 * i]!.replace(/^In \[\d+\]: /, ''),
        lines[2 * i + 1]!.replace(/^Out\[\d+\]: /, ''),
      ]),
    );
    const resolved = expect.stringMatching(`^('${address}'|${failure})$`);
    const port = (number: number) => expect.stringMatching(`^(${number}|service/proto not found.*)$`);
    expect(Object.fromEntries(session)).toEqual({
      'socket.gethostname()': `'${socket.gethostname()}'`,
      "socket.gethostbyname('localhost.localdomain')": resolved,
      "socket.gethostbyname('localhost')": "'127.0.0.1'",
      "socket.gethostbyname('www.baidu.com')": resolved,
      "socket.inet_aton('192.168.1.190')": String.raw`b'\xc0\xa8\x01\xbe'`,
      'socket.inet_ntoa(Buffer.from([192, 168, 1, 190]))': "'192.168.1.190'",
      "socket.inet_pton(socket.AF_INET, '192.168.1.190')": String.raw`b'\xc0\xa8\x01\xbe'`,
      'socket.inet_ntop(socket.AF_INET, Buffer.from([192, 168, 1, 190]))': "'192.168.1.190'",
      "socket.getservbyname('mysql')": port(3306),
      "socket.getservbyname('http')": port(80),
    });
  });
});
