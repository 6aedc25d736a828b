import type { BigIntStats } from 'node:fs';
import { expect, it } from 'vitest';
import { fileVersion, isSameVersion } from './file-version.js';

const versionOf = (mtimeNs: bigint) => fileVersion({ size: 1n, mtimeNs } as BigIntStats);

it('distinguishes files by their time, which fits a bigint of the server in every year', () => {
  const times = [-(10n ** 18n), 0n, 1n, 10n ** 18n, 13n * 10n ** 18n, 10n ** 26n];
  for (const [index, time] of times.entries()) {
    const version = versionOf(time);
    expect(BigInt.asIntN(64, BigInt(version.modifiedNs))).toBe(BigInt(version.modifiedNs));
    const same = times.filter((other) => isSameVersion(versionOf(other), version));
    expect(same).toEqual([times[index]]);
  }
});
