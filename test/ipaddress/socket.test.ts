// An address object is a host, wherever a socket takes one.
import { IPv4Interface, IPv6Interface, ip_address, ip_network } from 'berkeley/ipaddress';
import { AF_INET, AF_INET6, has_ipv6, SOCK_DGRAM, SOCK_STREAM, type Socket, socket } from 'berkeley/socket';
import { afterEach, describe, expect, it } from 'vitest';

const open: Socket[] = [];

function make(family: number, type: number): Socket {
  const made = socket(family, type);
  open.push(made);
  // A message that is lost fails the test, and does not hold it up.
  made.settimeout(5);
  return made;
}

afterEach(() => {
  for (const made of open.splice(0)) made.close();
});

/** Whether this machine has the IPv6 loopback address: a kernel may have IPv6, and no interface use it. */
function hasLoopback6(): boolean {
  if (!has_ipv6) return false;
  const probe = socket(AF_INET6, SOCK_DGRAM);
  try {
    probe.bind(['::1', 0]);
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}

const has_loopback6 = hasLoopback6();

const families = [
  { name: 'IPv4', family: AF_INET, text: '127.0.0.1', other: '::1', iface: new IPv4Interface('127.0.0.1/8') },
  { name: 'IPv6', family: AF_INET6, text: '::1', other: '127.0.0.1', iface: new IPv6Interface('::1/64') },
];

for (const { name, family, text, other, iface } of families) {
  describe.skipIf(family === AF_INET6 && !has_loopback6)(`${name} (probe of IPv6: has_loopback6)`, () => {
    const host = ip_address(text);

    it('bind and connect', () => {
      const listener = make(family, SOCK_STREAM);
      listener.bind([host, 0]);
      listener.listen(1);
      const name = listener.getsockname() as [string, number];
      expect(name[0]).toBe(text);
      const client = make(family, SOCK_STREAM);
      client.connect([host, name[1]]);
      const [peer, from] = listener.accept();
      open.push(peer);
      expect(client.getpeername()).toEqual(name);
      expect(from).toEqual(client.getsockname());
      // What a socket says of an address makes the object again.
      expect(ip_address((from as [string])[0]).equals(host)).toBe(true);
    });

    it('bind, sendto and connect, of an interface too', () => {
      const receiver = make(family, SOCK_DGRAM);
      receiver.bind([iface, 0]);
      const port = (receiver.getsockname() as [string, number])[1];
      const sender = make(family, SOCK_DGRAM);
      expect(sender.sendto(Buffer.from('one'), [host, port])).toBe(3);
      expect(receiver.recv(9).toString()).toBe('one');
      sender.connect([iface, port]);
      expect(sender.send(Buffer.from('two'))).toBe(3);
      expect(receiver.recv(9).toString()).toBe('two');
    });

    it('an address of the other version is refused', () => {
      const wrong = ip_address(other);
      const message = `host is an address of ${wrong.packed.length} bytes, and the socket's family needs another`;
      const made = make(family, SOCK_DGRAM);
      for (const [call, run] of Object.entries({
        bind: () => made.bind([wrong, 0]),
        connect: () => made.connect([wrong, 9]),
        sendto: () => made.sendto(Buffer.from('x'), [wrong, 9]),
      })) {
        expect(run).toThrow(new RangeError(`${call}() ${message}`));
      }
    });

    it('a network is no host', () => {
      const made = make(family, SOCK_DGRAM);
      expect(() => made.connect([ip_network(text) as never, 9])).toThrow(TypeError);
    });
  });
}
