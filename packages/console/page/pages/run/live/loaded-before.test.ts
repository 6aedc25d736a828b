import { describe, expect, it } from 'vitest';
import { loadedBefore } from './loaded-before.js';

const run = { target: 'public.a', partition: null, inputSha256: 'x' };

describe('the run because of which another is skipped', () => {
  it('loaded the same content into the same table', () => {
    const other = { ...run, target: 'public.b' };
    const same = { ...run };
    expect(loadedBefore(run, [other, { ...run, inputSha256: 'y' }, same])).toBe(same);
  });

  it('loaded the same partition', () => {
    const partition = { ...run, partition: '2026-01', inputSha256: 'z' };
    expect(loadedBefore({ ...run, partition: '2026-01' }, [partition])).toBe(partition);
  });

  it('is none where neither is known', () => {
    const unknown = { ...run, inputSha256: null };
    expect(loadedBefore(unknown, [unknown, run])).toBeNull();
  });
});
