import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backends, ok, pair, prepare } from '../support/contract.ts';
import { guardFds } from '../support/fds.ts';

guardFds(prepare);

/** A descriptor of a new file, closed and removed with the test. */
function file(content: Uint8Array): number {
  const folder = mkdtempSync(join(tmpdir(), 'bk-'));
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const fd = openSync(path, 'r');
  onTestFinished(() => {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  });
  return fd;
}

describe.each(backends)('the $name backend', (backend) => {
  const { sys, failed, capabilities } = backend;

  describe.skipIf(!capabilities.sendfile)('sendfile', () => {
    it('sends a part of a file, and leaves its position alone', () => {
      const [a, b] = pair(backend);
      const fd = file(Buffer.from('0123456789'));
      expect(sys.sendfile(a, fd, 3, 4)).toBe(4);
      const bytes = Buffer.alloc(20);
      expect(bytes.toString('latin1', 0, ok(sys.recv(b, bytes)))).toBe('3456');
      expect(sys.sendfile(a, fd, 8, 100)).toBe(2);
      expect(sys.sendfile(a, fd, 10, 1)).toBe(0);
      expect(sys.sendfile(a, fd, 2 ** 40, 1)).toBe(0);
      expect(sys.sendfile(a, fd, 0, 0)).toBe(0);
      expect(readSync(fd, bytes, 0, 20, null)).toBe(10);
    });

    it('sends what there is room for, and says EAGAIN then', () => {
      const [a] = pair(backend);
      const size = 8 << 20;
      const fd = file(Buffer.alloc(size));
      let sent = 0;
      for (let part = 1; part > 0; sent += Math.max(0, part)) part = sys.sendfile(a, fd, sent, size);
      expect(sent).toBeGreaterThan(0);
      expect(sent).toBeLessThan(size);
      expect(sys.sendfile(a, fd, sent, size)).toBe(failed('EAGAIN'));
    });

    it('says what is wrong', () => {
      const [a, b] = pair(backend);
      const fd = file(Buffer.from('x'));
      expect(sys.sendfile(-1, fd, 0, 1)).toBe(failed('EBADF'));
      expect(sys.sendfile(a, -1, 0, 1)).toBe(failed('EBADF'));
      expect(sys.sendfile(a, fd, 0, -1)).toBe(failed('EINVAL'));
      expect(sys.sendfile(a, b, 0, 1)).toBeLessThan(0);
    });
  });

  it.runIf(capabilities.fileDescriptors)('lseek moves the position of a file, and says of what has none', () => {
    const fd = file(Buffer.from('0123456789'));
    expect(sys.lseek(fd, 7)).toBe(0);
    expect(readSync(fd, Buffer.alloc(20), 0, 20, null)).toBe(3);
    expect(sys.lseek(fd, 2 ** 33)).toBe(0);
    expect(readSync(fd, Buffer.alloc(20), 0, 20, null)).toBe(0);
    expect(sys.lseek(pair(backend)[0], 0)).toBe(failed('ESPIPE'));
    expect(sys.lseek(-1, 0)).toBe(failed('EBADF'));
  });

  it.skipIf(capabilities.fileDescriptors)(
    'lseek says of a file that it cannot move it, and of what has no position',
    () => {
      const fd = file(Buffer.from('0123456789'));
      expect(sys.lseek(fd, 7)).toBe(failed('ENOSYS'));
      expect(readSync(fd, Buffer.alloc(20), 0, 20, null)).toBe(10);
      expect(sys.lseek(pair(backend)[0], 0)).toBe(failed('ESPIPE'));
      for (const none of [-1, 99_999]) expect(sys.lseek(none, 0)).toBe(failed('EBADF'));
    },
  );

  it('sethostname names the machine, for those who may', () => {
    const name = sys.gethostname() as string;
    expect([0, failed('EPERM'), failed('ENOSYS')]).toContain(sys.sethostname(Buffer.from(name)));
    expect(sys.gethostname()).toBe(name);
    // A name that no system takes, whoever asks.
    expect([failed('EINVAL'), failed('EPERM'), failed('ENOSYS')]).toContain(sys.sethostname(new Uint8Array(5000)));
    expect(sys.gethostname()).toBe(name);
  });
});
