import { describe, expect, it } from 'vitest';
import { pendingMigrations } from './pending-migrations.js';

const migration = (file: string, sha256 = `hash of ${file}`) => ({
  folder: 'audit',
  file,
  sql: '',
  sha256,
});
const files = ['0000_a.sql', '0001_b.sql', '0002_c.sql'].map((file) => migration(file));

const codeOf = (task: () => unknown): unknown => {
  try {
    task();
  } catch (error) {
    return error;
  }
  return null;
};

describe('pendingMigrations', () => {
  it('finds what was not applied yet, in order', () => {
    const pending = pendingMigrations(files, files.slice(0, 1));
    expect(pending.map(({ file }) => file)).toEqual(['0001_b.sql', '0002_c.sql']);
  });

  it('refuses an applied file that was edited, by name', () => {
    const edited = [migration('0000_a.sql', 'another')];
    const error = codeOf(() => pendingMigrations(files, edited));
    expect(error).toMatchObject({ code: 'MIGRATION_EDITED', category: 'schema' });
    expect(error).toHaveProperty('message', expect.stringContaining('0000_a.sql of audit'));
  });

  it('refuses an applied file that is gone, by name', () => {
    const error = codeOf(() => pendingMigrations(files.slice(1), files));
    expect(error).toMatchObject({ code: 'MIGRATION_MISSING' });
    expect(error).toHaveProperty('message', expect.stringContaining('0000_a.sql'));
  });

  it('refuses a file that comes before one that was applied, by name', () => {
    const error = codeOf(() => pendingMigrations(files, files.slice(2)));
    expect(error).toMatchObject({ code: 'MIGRATION_OUT_OF_ORDER' });
    expect(error).toHaveProperty('message', expect.stringContaining('0000_a.sql'));
  });
});
