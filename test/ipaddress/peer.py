"""Answers what Python's ipaddress says: one JSON request a line in, one JSON answer a line out."""

import ipaddress
import json
import sys

# Blocks of the IANA registries that are newer than Python 3.13.0's tables. With them, the rest must agree.
V6 = ipaddress.IPv6Network
ipaddress._IPv4Constants._private_networks.append(ipaddress.IPv4Network("192.88.99.2/32"))
ipaddress._IPv6Constants._private_networks += [V6("100:0:0:1::/64"), V6("3fff::/20"), V6("5f00::/16")]
ipaddress._IPv6Constants._private_networks_exceptions.append(V6("2001:1::3/128"))

ERRORS = {"AddressValueError": "AddressValueError", "NetmaskValueError": "NetmaskValueError", "TypeError": "TypeError"}
SPECS = ["", "b", "x", "X", "n", "#x", "_b", "#_X", "#_n", ">60s", "*^50.9s", "012s", "=9s", "d", ",s", "+s", ".s"]


def decode(value):
    if isinstance(value, dict):
        if "bytes" in value:
            return bytes.fromhex(value["bytes"])
        if "int" in value:
            return int(value["int"])
        return tuple(decode(item) for item in value["tuple"])
    return value


def attempt(call):
    try:
        return call()
    except Exception as error:
        return {"error": ERRORS.get(type(error).__name__, "RangeError"), "message": str(error)}


def texts(items, count=None):
    return [str(item) for _, item in zip(range(count), items)] if count else [str(item) for item in items]


def flag(address, name):
    # Since 3.13.1 a mapped address is in every respect what its IPv4 address is.
    mapped = getattr(address, "ipv4_mapped", None)
    own = name == "is_site_local" or (isinstance(address, ipaddress.IPv6Interface) and name == "is_unspecified")
    return getattr(address if mapped is None or own or name == "is_loopback" else mapped, name)


FLAGS = ["is_multicast", "is_reserved", "is_unspecified", "is_loopback", "is_link_local"]


def flags(thing):
    names = FLAGS + (["is_site_local"] if thing.version == 6 else [])
    if isinstance(thing, ipaddress._BaseNetwork):
        found = [flag(thing.network_address, name) and flag(thing.broadcast_address, name) for name in names]
        return found + [thing.is_private, thing.is_global]
    return [flag(thing, name) for name in names] + [thing.is_private, flag(thing, "is_global")]


def common(thing):
    # Python fails to explode an address with a zone.
    scoped = type(thing) is ipaddress.IPv6Address and thing.scope_id
    named = ipaddress.IPv6Address(int(thing)) if scoped else thing
    network = thing.network_address if isinstance(thing, ipaddress._BaseNetwork) else None
    if network is not None and thing.version == 6 and network.scope_id:
        named = ipaddress.IPv6Network((int(network), thing.prefixlen))
    return [str(thing), repr(thing), thing.compressed, named.exploded, named.reverse_pointer, thing.version, flags(thing)]


def address(thing):
    found = common(thing) + [str(int(thing)), thing.packed.hex(), [attempt(lambda: format(thing, spec)) for spec in SPECS]]
    if thing.version == 6:
        embedded = [thing.ipv4_mapped, thing.sixtofour, *(thing.teredo or (None, None))]
        found += [thing.scope_id, [None if item is None else str(item) for item in embedded]]
    return found


def masks(thing):
    names = [thing.with_prefixlen, thing.with_netmask, thing.with_hostmask]
    return names + [str(thing.netmask), str(thing.hostmask)]


def network(thing):
    ends = [str(thing.network_address), str(thing.broadcast_address), thing.prefixlen, str(thing.num_addresses)]
    walked = [texts(thing, 3), texts(thing.hosts(), 3), str(thing[0]), str(thing[-1])]
    return common(thing) + masks(thing) + ends + walked + [str(thing.supernet()), texts(thing.subnets(), 2)]


def interface(thing):
    return address(thing) + masks(thing) + [str(thing.ip), str(thing.network)]


def describe(name, value, strict):
    value = decode(value)
    made = getattr(ipaddress, name)(*([value, strict] if name.lower().endswith("network") else [value]))
    kind = network if isinstance(made, ipaddress._BaseNetwork) else address
    return (interface if isinstance(made, (ipaddress.IPv4Interface, ipaddress.IPv6Interface)) else kind)(made)


def relate(left, right):
    a, b = ipaddress.ip_network(left), ipaddress.ip_network(right)
    methods = ["overlaps", "subnet_of", "supernet_of", "compare_networks"]
    found = [attempt(lambda: getattr(a, method)(b)) for method in methods]
    inside = [b.network_address in a, b.broadcast_address in a, b in a, a == b]
    return found + inside + [attempt(lambda: a < b), attempt(lambda: texts(a.address_exclude(b)))]


def derive(text, diff, prefix):
    net = ipaddress.ip_network(text)
    return [attempt(lambda: texts(net.subnets(diff, prefix), 20)), attempt(lambda: str(net.supernet(diff, prefix)))]


def move(text, n):
    net, n = ipaddress.ip_network(text), int(n)
    host = net.network_address
    return [attempt(lambda: str(net[n])), attempt(lambda: str(host + n)), attempt(lambda: str(host - n))]


def parse(text):
    return ipaddress.ip_network(text) if "/" in text else ipaddress.ip_address(text)


def collapse(items):
    return texts(ipaddress.collapse_addresses([parse(item) for item in items]))


def mixed(items):
    return texts(sorted([parse(item) for item in items], key=ipaddress.get_mixed_type_key))


def interfaces(items):
    return texts(sorted(ipaddress.ip_interface(item) for item in items))


def between(first, last):
    return texts(ipaddress.summarize_address_range(ipaddress.ip_address(first), ipaddress.ip_address(last)))


def hosts(text):
    net = ipaddress.ip_network(text)
    return [texts(net), texts(net.hosts())]


for line in sys.stdin:
    name, batch = json.loads(line)
    print(json.dumps([attempt(lambda: globals()[name](*arguments)) for arguments in batch]), flush=True)
