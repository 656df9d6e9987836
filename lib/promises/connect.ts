import { backend } from '../backend/load.ts';
import type { ErrorDetail } from '../core/errors.ts';
import { POLLOUT, pollCall } from '../core/wait.ts';
import { EAGAIN, EINTR, Pending } from './pending.ts';

const { sys, constants, errnos } = backend;
const EINPROGRESS = -errnos.EINPROGRESS!;
const EISCONN = errnos.EISCONN!;

const entry = new Int32Array(2);
const halves = new Int16Array(entry.buffer);

/** What a connection has to know of its socket. */
interface Connecting {
  readonly family: number;
  getsockopt(level: number, option: number): number;
}

/** A connect(2) that goes on in the kernel. */
export class Connect extends Pending<void> {
  protected override readonly syscall = 'connect';
  readonly #socket: Connecting;
  readonly #fd: number;
  readonly #record: Uint8Array;
  readonly #address: unknown;
  #isUnderWay = false;

  constructor(socket: Connecting, fd: number, record: Uint8Array, address: unknown) {
    super();
    this.#socket = socket;
    this.#fd = fd;
    this.#record = record;
    this.#address = address;
  }

  protected override call(): number {
    if (this.#isUnderWay) return this.#result();
    const result = sys.connect(this.#fd, this.#record);
    // After EINTR the connection goes on being made: a second connect() would say EALREADY.
    if (result !== EINPROGRESS && result !== EINTR) return result;
    this.#isUnderWay = true;
    return EAGAIN;
  }

  /** What has become of it. News may be older than the connection: so it is asked whether it is there. */
  #result(): number {
    entry[0] = this.#fd;
    halves[2] = POLLOUT;
    halves[3] = 0;
    pollCall(entry, 1, 0);
    if (halves[3] === 0) return EAGAIN;
    const error = this.#socket.getsockopt(constants.SOL_SOCKET!, constants.SO_ERROR!);
    return error === EISCONN ? 0 : -error;
  }

  protected override value(): void {}

  protected override blocked(): number {
    return this.#isUnderWay ? EINPROGRESS : EAGAIN;
  }

  protected override detail(): ErrorDetail {
    return { address: this.#address };
  }

  /** Nothing tells when there is room in a Unix listener's queue. */
  protected override naps(): boolean {
    return this.#socket.family === constants.AF_UNIX;
  }
}
