import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { fileNames } from './file-names.js';

const check = (path: string): number => fileNames.check(inMemoryFiles({ [path]: '' })).length;

describe('fileNames', () => {
  it.each([
    'packages/a/src/row-ledger.ts',
    'packages/a/src/row-ledger.test-d.ts',
    'packages/a/vitest.config.ts',
    'tools/checks/test/integration/it-holds.integration.test.ts',
  ])('accepts %s', (path) => {
    expect(check(path)).toBe(0);
  });

  it.each([
    'packages/a/src/rowLedger.ts',
    'packages/a/src/Rows/row.ts',
    'packages/a/src/row_ledger.ts',
    'packages/a/src/utils.ts',
    'packages/a/src/csv-utils.ts',
    'packages/a/src/helpers/one.ts',
    'packages/a/src/types.ts',
    'packages/a/src/common/one.ts',
    'packages/a/src/lib/one.ts',
    'packages/a/src/misc.test.ts',
    'packages/a/src/run-manager.ts',
  ])('finds %s', (path) => {
    expect(check(path)).toBe(1);
  });
});
