// Writes docs/python-names.md, the names of Python's `socket` against ours, from scripts/python-names.json; with --python
// it first writes those names anew, from the python3 that is there, which must be 3.13; with --check it writes nothing and
// fails if the page is stale. The package must be built.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const list = new URL('scripts/python-names.json', root);
const page = new URL('docs/python-names.md', root);

/** Why a name of Python's is not ours. The first that matches says it. */
const REASONS = [
  [/^(array|errno|io|os|selectors|sys|IntEnum|IntFlag)$/, 'a module or class that the module imports for itself'],
  [/^CAPI$/, 'a pointer for C extensions of CPython'],
  [/^(ioctl|share|fromshare)$/, 'Windows alone has it; the addon does not run there yet'],
  [/^BDADDR_(ANY|LOCAL)$/, 'a string where Python was built with Bluetooth; ours are numbers: write the address'],
  [/^HV_GUID_/, 'strings, on Windows alone'],
];

/** What there is to say of a name that is there. */
const NOTES = {
  socket: '`socket(…)` without `new`; the class is `Socket`',
  SocketType: 'the class `Socket`',
  error: '`OSError`',
  timeout: '`TimeoutError`',
  AddressFamily: 'a frozen object, both ways; the constants are plain numbers',
  SocketKind: 'as `AddressFamily`',
  MsgFlag: 'as `AddressFamily`',
  AddressInfo: 'as `AddressFamily`',
  SocketIO: 'what `makefile` gives without a buffer',
  AF_DECnet: 'a constant and no member of `AddressFamily`, as in Python',
};

/** The constants in groups, by how their names begin. The first that matches has the name. */
const GROUPS = [
  ['address and protocol families', /^[AP]F_/],
  ['socket types', /^SOCK_/],
  ['options: levels', /^SOL_/],
  ['options of SOL_SOCKET', /^SO_/],
  ['protocols', /^IPPROTO_/],
  ['ports', /^IPPORT_/],
  ['IPv4 addresses', /^INADDR_/],
  ['options of IPv4', /^IP_/],
  ['options of IPv6', /^IPV6_/],
  ['options of TCP', /^TCP_/],
  ['options of UDP and UDP-Lite', /^UDP/],
  ['flags of messages', /^MSG_/],
  ['ancillary data', /^(SCM|LOCAL)_/],
  ['look-ups: flags and errors', /^(AI|NI|EAI)_/],
  ['shutdown', /^SHUT_/],
  ['CAN and J1939', /^(CAN|J1939)_/],
  ['packet sockets', /^(PACKET|ETH|ETHERTYPE)_/],
  ['netlink', /^NETLINK_/],
  ['TIPC', /^TIPC_/],
  ['vsock', /^(VMADDR|SO_VM|VM_)/],
  ['AF_ALG', /^ALG_/],
  ['RDS', /^RDS_/],
  ['Qualcomm IPC router', /^QIPCRTR|^QRTR/],
  ['Bluetooth', /^(BT|BTPROTO|BDADDR|HCI|L2CAP|RFCOMM|SCO)_/],
  ['Hyper-V and Windows', /^(HV|HVSOCKET|SIO|RCVALL)_/],
  ['kernel control of macOS', /^SYSPROTO_/],
  ['interfaces', /^(IFF|IOCTL)_/],
  ['others', /^/],
];

/** Why a name is missing; `undefined` if nobody said. */
export function reasonOf(name) {
  return REASONS.find(([names]) => names.test(name))?.[1];
}

/** The stored names: `version`, `module`, `socket`, and what other systems and 3.14 add, `elsewhere`. */
export function storedNames() {
  return JSON.parse(readFileSync(list, 'utf8'));
}

/** The names of this package: of the module, and of the socket object. */
export async function ourNames() {
  const face = await import(new URL('dist/socket.js', root).href);
  const sock = face.socket();
  try {
    const names = new Set(Object.keys(sock));
    for (let it = sock; it !== Object.prototype; it = Object.getPrototypeOf(it)) {
      for (const name of Object.getOwnPropertyNames(it)) names.add(name);
    }
    return { module: new Set(Object.keys(face)), socket: names };
  } finally {
    sock.close();
  }
}

const isConstant = (name) =>
  /^[A-Z][A-Za-z0-9]*_|^(SOMAXCONN|CAPI|EBADF|EAGAIN|EWOULDBLOCK)$/.test(name) && !/^CMSG_/.test(name);
const code = (names) => names.map((name) => `\`${name}\``).join(' ');

function rows(names, ours) {
  return names.map((name) => {
    const here = ours.has(name) ? (NOTES[name] ?? 'the same') : `—: ${reasonOf(name)}`;
    return `| \`${name}\` | ${here} |`;
  });
}

function constantRows(names, ours) {
  const left = new Set(names);
  return GROUPS.flatMap(([title, matches]) => {
    const group = [...left].filter((name) => matches.test(name));
    for (const name of group) left.delete(name);
    const reasons = new Map();
    for (const name of group.filter((one) => !ours.has(one))) {
      const reason = reasonOf(name);
      reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
    }
    const absent = [...reasons].map(([reason, missing]) => `${code(missing)}: ${reason}`).join('; ');
    const there = code(group.filter((one) => ours.has(one)));
    return group.length === 0 ? [] : [`| ${title} | ${there} | ${absent} |`];
  });
}

/** The page. */
export async function render() {
  const { version, module, socket, elsewhere } = storedNames();
  const ours = await ourNames();
  const all = [...new Set([...module, ...elsewhere.module])].sort();
  const methods = [...new Set([...socket, ...elsewhere.socket])].sort();
  const missing = [
    ...all.filter((name) => !ours.module.has(name)),
    ...methods.filter((name) => !ours.socket.has(name)),
  ];
  const unexplained = missing.filter((name) => reasonOf(name) === undefined);
  if (unexplained.length > 0) throw new Error(`no reason is given for what is missing: ${unexplained.join(', ')}`);
  return `# Python's names

The names of Python's \`socket\`, and what has them here. Made by \`npm run python-names\` from \`dir(socket)\` and
\`dir(socket.socket)\` of Python ${version} on Linux, with what the documentation of 3.14 has for it and for other systems; names that
begin with an underscore are left out. A constant whose name is here has a value where the platform's headers have it:
[constants.md](constants.md) says which Python has on Linux without them.

## Functions, classes, exceptions

| Python | berkeley |
| --- | --- |
${rows(
  all.filter((name) => !isConstant(name)),
  ours.module,
).join('\n')}

## The socket object

| Python | berkeley |
| --- | --- |
${rows(methods, ours.socket).join('\n')}

## Constants

| | the same here | missing, and why |
| --- | --- | --- |
${constantRows(all.filter(isConstant), ours.module).join('\n')}
`;
}

const PROGRAM = `
import json, socket, sys
names = lambda o: sorted(n for n in dir(o) if not n.startswith('_'))
print(json.dumps({'version': '.'.join(map(str, sys.version_info[:2])), 'module': names(socket), 'socket': names(socket.socket)}))`;

function readPython() {
  const { status, stdout, error, stderr } = spawnSync('python3', ['-c', PROGRAM], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`python3 does not run: ${error?.message ?? stderr}`);
  const names = JSON.parse(stdout);
  if (names.version !== '3.13') throw new Error(`the names are those of Python 3.13, and python3 is ${names.version}`);
  writeFileSync(list, `${JSON.stringify({ ...names, elsewhere: storedNames().elsewhere }, null, 1)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--python')) readPython();
  const text = await render();
  if (!process.argv.includes('--check')) writeFileSync(page, text);
  else if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/python-names.md is stale: run `npm run python-names`');
    process.exit(1);
  }
}
