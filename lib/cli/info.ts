import type { Capabilities } from '../backend/capabilities.ts';

/** Every capability in words. One that is a number is there if it is not 0. */
const FEATURES: Readonly<Record<Exclude<keyof Capabilities, 'name'>, string>> = {
  unixSockets: 'Unix sockets',
  unixDatagrams: 'Unix datagrams',
  unixPeerNames: 'the name of who connects to a Unix socket',
  unixBytes: 'names of Unix sockets that are not UTF-8',
  abstractUnix: 'abstract names of Unix sockets',
  unixPathMax: 'room for the name of a Unix socket, in bytes',
  socketpair: 'socketpair by the system (without it, over loopback)',
  ipv6: 'IPv6 sockets',
  select: 'waiting with select',
  poll: 'waiting with poll',
  epoll: 'waiting with epoll',
  kqueue: 'waiting with kqueue',
  reactor: 'news of descriptors on the event loop',
  uv_poll: 'the reactor as part of the event loop',
  io_uring: 'many receives and sends in one call, by io_uring (without it, a call each)',
  streamBatches: 'batches of streams in one call (without it, a call each)',
  asyncLookups: 'look-ups that do not block',
  fileDescriptors: "descriptors of the system's own, to wait for, adopt and hand on",
  interrupts: 'blocking calls that a handled signal ends',
  outOfBand: 'out-of-band data',
  allFamilies: 'every family and type of socket that the system has',
  allOptions: 'every option of a socket that the system has',
  structs: "the structures of C's headers",
  sethostname: 'naming the machine',
  sendfile: 'sendfile by the system (without it, with send)',
  messages: 'sendmsg and recvmsg',
  ancillary: 'ancillary data of messages',
  fdPassing: 'handing on descriptors in messages',
  batches: 'many messages a call: recvmmsg and sendmmsg',
  backlog: 'the backlog of listen as a limit',
};

/** What `berkeley info` knows. */
interface Info {
  berkeley: string;
  /** The name of the backend; `null` if none could be loaded. */
  backend: string | null;
  /** Why the addon was not loaded; `null` if it was. */
  reason: string | null;
  node: string;
  platform: string;
  arch: string;
  capabilities: Capabilities | null;
}

/**
 * Prints what runs here: the backend, the features present and missing, and why the addon was not loaded.
 *
 * @param json - as one JSON object instead of text.
 * @returns the exit code: 1 if no backend could be loaded.
 */
export async function info(version: string, json: boolean): Promise<number> {
  const known = await gather(version);
  console.log(json ? JSON.stringify(known, null, 2) : text(known));
  return known.backend === null ? 1 : 0;
}

async function gather(berkeley: string): Promise<Info> {
  const machine = { node: process.versions.node, platform: process.platform, arch: process.arch };
  try {
    const { backend, whyNotNative } = await import('../backend/load.ts');
    const { capabilities } = backend;
    return { berkeley, backend: capabilities.name, reason: whyNotNative, ...machine, capabilities };
  } catch (error) {
    // Whoever asks what is wrong with an addon needs the answer, not a stack.
    const reason = error instanceof Error ? error.message : String(error);
    return { berkeley, backend: null, reason, ...machine, capabilities: null };
  }
}

function text({ berkeley, backend, reason, node, platform, arch, capabilities }: Info): string {
  const lines = [
    `berkeley  ${berkeley}`,
    `backend   ${backend ?? 'none: the package cannot be imported'}`,
    `node      ${node}`,
    `platform  ${platform} ${arch}`,
  ];
  if (reason !== null) lines.push('', 'The addon was not loaded:', indent(reason));
  if (capabilities === null) return lines.join('\n');
  const features = Object.entries(FEATURES).map(([key, words]) => {
    const value = capabilities[key as keyof Capabilities];
    return { present: Boolean(value), line: typeof value === 'number' && value > 0 ? `${words}: ${value}` : words };
  });
  for (const present of [true, false]) {
    const list = features.filter((feature) => feature.present === present).map(({ line }) => indent(line));
    lines.push('', present ? 'Present:' : 'Missing:', ...(list.length === 0 ? [indent('nothing')] : list));
  }
  return lines.join('\n');
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
