import { capabilities, gethostname, PermissionError, sethostname } from 'berkeley/socket';
import { describe, expect, it } from 'vitest';
import { outcome, thrown } from '../support/compare.ts';

describe('sethostname', () => {
  it.runIf(capabilities.sethostname)('names the machine, which keeps its name here; or is not permitted', () => {
    const name = gethostname();
    for (const same of [name, Buffer.from(name)]) {
      const { error } = outcome(() => sethostname(same) ?? null);
      expect([undefined, PermissionError.name]).toContain(error);
    }
    expect(gethostname()).toBe(name);
  });

  it('refuses what is no name', () => {
    expect(thrown(() => sethostname(1 as never))).toBeInstanceOf(TypeError);
    expect(thrown(() => sethostname(null as never)).message).toMatch(/'name'/);
    expect(thrown(() => sethostname('a\0b'))).toBeInstanceOf(RangeError);
    expect(capabilities.sethostname ? ['EINVAL', 'EPERM'] : ['ENOSYS']).toContain(
      thrown(() => sethostname('x'.repeat(5000))).code,
    );
  });
});
