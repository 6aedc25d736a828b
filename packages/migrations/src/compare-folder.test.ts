import { describe, expect, it } from 'vitest';
import { compareFolder, refuseOddMigrations } from './compare-folder.js';

const migration = (file: string, sha256 = `hash of ${file}`) => ({
  folder: 'audit',
  file,
  sql: '',
  sha256,
  down: null,
  appliedAt: '2026-01-01 00:00:00+00',
});
const files = ['0000_a.sql', '0001_b.sql', '0002_c.sql'].map((file) => migration(file));
const states = (...lists: Parameters<typeof compareFolder>) =>
  compareFolder(...lists).map(({ file, state }) => `${file} ${state}`);

describe('compareFolder', () => {
  it('distinguishes applied from pending migrations, in order', () => {
    expect(states(files, files.slice(0, 1))).toEqual([
      '0000_a.sql applied',
      '0001_b.sql pending',
      '0002_c.sql pending',
    ]);
  });

  it('accepts an earlier, equivalent text of a file', () => {
    const rewritten = [{ ...migration('0000_a.sql', 'new'), formerSha256: ['old', 'older'] }];
    expect(states(rewritten, [migration('0000_a.sql', 'older')])).toEqual(['0000_a.sql applied']);
    expect(states(rewritten, [migration('0000_a.sql', 'other')])).toEqual(['0000_a.sql edited']);
  });

  it('returns when a migration was applied', () => {
    const [first, second] = compareFolder(files, files.slice(0, 1));
    expect(first?.appliedAt).toBe('2026-01-01 00:00:00+00');
    expect(second?.appliedAt).toBeNull();
  });

  it('reports a number before an applied one as late', () => {
    expect(states(files, files.slice(1, 2))).toEqual([
      '0000_a.sql late',
      '0001_b.sql applied',
      '0002_c.sql pending',
    ]);
  });
});

describe('refuseOddMigrations', () => {
  it('accepts applied and pending migrations', () => {
    expect(() => refuseOddMigrations(compareFolder(files, files.slice(0, 2)))).not.toThrow();
  });

  it.each([
    ['was edited', files, [migration('0000_a.sql', 'another')], 'MIGRATION_EDITED'],
    ['is missing', files.slice(1), files, 'MIGRATION_MISSING'],
    ['comes too late', files, files.slice(2), 'MIGRATION_OUT_OF_ORDER'],
  ])('refuses a file that %s, by name', (_, present, applied, code) => {
    const compared = compareFolder(present, applied);
    expect(() => refuseOddMigrations(compared)).toThrow(
      expect.objectContaining({
        code,
        category: 'schema',
        message: expect.stringContaining('0000_a.sql of audit') as unknown,
      }),
    );
  });
});
