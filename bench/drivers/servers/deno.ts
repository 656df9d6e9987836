// Run by Deno, whose types are not installed: what this program uses is declared here.
interface DenoConn {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  setNoDelay?(on: boolean): void;
  close(): void;
}

type DenoListener = AsyncIterable<DenoConn> & { addr: { port?: number } };

declare const Deno: {
  args: string[];
  listen(options: { hostname: string; port: number } | { transport: 'unix'; path: string }): DenoListener;
  stdin: { read(buffer: Uint8Array): Promise<number | null> };
  exit(): never;
};

const [path] = Deno.args;
const listener =
  path === undefined ? Deno.listen({ hostname: '127.0.0.1', port: 0 }) : Deno.listen({ transport: 'unix', path });
console.log(`listening ${path ?? listener.addr.port}`);
void endWithInput();
for await (const conn of listener) void echo(conn);

async function echo(conn: DenoConn): Promise<void> {
  if (path === undefined) conn.setNoDelay?.(true);
  const buffer = new Uint8Array(65536);
  try {
    for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
      for (let sent = 0; sent < length; ) sent += await conn.write(buffer.subarray(sent, length));
    }
  } catch {
    // The peer is gone: a reset, a broken pipe.
  } finally {
    conn.close();
  }
}

async function endWithInput(): Promise<void> {
  const buffer = new Uint8Array(64);
  while ((await Deno.stdin.read(buffer)) !== null);
  Deno.exit();
}
