import { backend } from '../backend/load.ts';
import { available } from '../core/available.ts';
import { type BytesLike, bytesOf, typeName } from '../core/bytes.ts';
import { struct } from './struct.ts';

// Programs of the classic BPF, for SO_ATTACH_FILTER: bpf(4) of the BSDs, Documentation/networking/filter.rst of Linux.

const HAS_FILTER = 'sock_filter' in backend.structs;
const { BPF_MAXINSNS = 4096 } = backend.constants;

/** `struct sock_filter`: an instruction. */
export interface SockFilter {
  /** BPF_*. */
  code: number;
  /** How many instructions to skip if a jump's condition holds, and if it does not. */
  jt: number;
  jf: number;
  /** The operand. */
  k: number;
}
/** An instruction of a filter. */
export const sock_filter = struct<SockFilter>('sock_filter');

/** C's macro: an instruction that is no jump. */
export const BPF_STMT = available(HAS_FILTER, (code: number, k: number): Buffer => sock_filter({ code, k }));

/** C's macro: a jump, over `jt` instructions if its condition holds and `jf` if not. */
export const BPF_JUMP = available(
  HAS_FILTER,
  (code: number, k: number, jt: number, jf: number): Buffer => sock_filter({ code, jt, jf, k }),
);

/**
 * `struct sock_fprog`: a program. In C it holds a pointer to the instructions. Here it holds them, and is no bytes: the
 * addon makes the structure, for as long as the call of `setsockopt` lasts.
 */
export class SockFprog {
  /** The instructions, one behind the other. */
  readonly filter: Buffer;

  constructor(filter: Buffer) {
    this.filter = filter;
    Object.freeze(this);
  }

  /** How many instructions there are. */
  get len(): number {
    return this.filter.length / sock_filter.size;
  }
}

function program(filter: readonly BytesLike[]): SockFprog {
  if (!Array.isArray(filter)) {
    throw new TypeError(`sock_fprog() takes an array of instructions, not '${typeName(filter)}'`);
  }
  if (filter.length < 1 || filter.length > BPF_MAXINSNS) {
    throw new RangeError(`sock_fprog() takes from 1 to ${BPF_MAXINSNS} instructions, not ${filter.length}`);
  }
  const parts = filter.map((one, i) => {
    const bytes = bytesOf(one, `sock_fprog() instruction ${i}`);
    if (bytes.length === sock_filter.size) return bytes;
    throw new RangeError(`sock_fprog() instruction ${i} must be ${sock_filter.size} bytes, not ${bytes.length}`);
  });
  return new SockFprog(Buffer.concat(parts));
}

/**
 * A program of instructions from `sock_filter`, `BPF_STMT` and `BPF_JUMP`, as the value of SO_ATTACH_FILTER,
 * SO_ATTACH_REUSEPORT_CBPF or PACKET_FANOUT_DATA.
 *
 *     sock.setsockopt(SOL_SOCKET, SO_ATTACH_FILTER, sock_fprog([BPF_STMT(BPF_RET | BPF_K, 0xffff)]));
 *
 * @throws RangeError for a program that is empty or longer than BPF_MAXINSNS. What the instructions say the kernel checks.
 */
export const sock_fprog = available(HAS_FILTER, program);
