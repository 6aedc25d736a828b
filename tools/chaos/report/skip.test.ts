import { describe, expect, it } from 'vitest';
import { sampleTest } from '../test/sample-report.js';
import { allowedSkips } from './allowed-skips.js';
import type { ChaosTest } from './chaos-test.js';
import { complainOfSkips, describeSkip, listSkips } from './skip.js';

const skipped = (id: string, fault: string, changes: Partial<ChaosTest> = {}): ChaosTest =>
  sampleTest({ id, fault, title: `${id} ${fault}: it holds`, status: 'skipped', ...changes });

const skipsOf = (tests: readonly ChaosTest[], platform = 'linux') =>
  listSkips(tests, allowedSkips, platform);

describe('listSkips', () => {
  it('omits tests that ran', () => {
    expect(skipsOf([sampleTest(), sampleTest({ status: 'failed' })])).toEqual([]);
  });

  it('lists a test once for all versions, with the reason', () => {
    const timeout = (serverVersion: number) =>
      skipped('N07', 'transaction_timeout, which is new', { serverVersion });
    expect(skipsOf([timeout(15), timeout(16)])).toEqual([
      {
        title: 'N07 transaction_timeout, which is new: it holds',
        file: 'packages/a/test/chaos/slow/a.chaos.test.ts',
        versions: [15, 16],
        reason: 'needs PostgreSQL 17',
      },
    ]);
  });

  it.each([
    ['a version where the reason does not hold', skipped('N07', 'transaction_timeout'), 'linux'],
    ['another fault of the same id', skipped('R02', 'temp_file_limit, by upsert'), 'linux'],
    ['another id', skipped('R01', 'a disk that is full'), 'linux'],
    ['a platform where the reason does not hold', skipped('R03', 'no space'), 'linux'],
  ])('has no reason for %s', (_case, test, platform) => {
    expect(skipsOf([test], platform)).toMatchObject([{ reason: null }]);
  });

  it.each([
    [skipped('R02', 'a disk that is full, by upsert'), 'linux'],
    [skipped('R03', 'no space for the summary', { serverVersion: null }), 'darwin'],
    [skipped('R08', 'no space for stdout'), 'darwin'],
  ])('has the reason for $title', (test, platform) => {
    expect(complainOfSkips(skipsOf([test], platform))).toEqual([]);
  });
});

describe('complainOfSkips', () => {
  it('lists skips without a reason', () => {
    const skips = skipsOf([
      skipped('R02', 'a disk that is full'),
      skipped('N02', 'a black hole', { serverVersion: 15 }),
      skipped('N02', 'a black hole', { serverVersion: 18 }),
    ]);
    expect(complainOfSkips(skips)).toEqual([
      'skipped without a reason in tools/chaos/report/allowed-skips.ts: N02 a black hole: it holds ' +
        '(packages/a/test/chaos/slow/a.chaos.test.ts, PostgreSQL 15, 18)',
    ]);
  });
});

it('describes a skip in one line', () => {
  const [skip] = skipsOf([skipped('R03', 'no space', { serverVersion: null })], 'darwin');
  expect(skip && describeSkip(skip)).toBe(
    'R03 no space: it holds (packages/a/test/chaos/slow/a.chaos.test.ts): needs /dev/full, which only Linux has',
  );
});
