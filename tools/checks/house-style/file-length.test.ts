import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { fileLength } from './file-length.js';

const lines = (count: number): string => 'x\n'.repeat(count);

describe('fileLength', () => {
  it('accepts 250 lines of code and 400 of a test', () => {
    const files = inMemoryFiles({
      'packages/a/src/b.ts': lines(250),
      'packages/a/src/b.test.ts': lines(400),
    });
    expect(fileLength.check(files)).toEqual([]);
  });

  it('finds 251 lines of code', () => {
    expect(fileLength.check(inMemoryFiles({ 'packages/a/src/b.ts': lines(251) }))).toEqual([
      { path: 'packages/a/src/b.ts', message: '251 lines, at most 250: split it by idea' },
    ]);
  });

  it('finds 401 lines of a test', () => {
    expect(fileLength.check(inMemoryFiles({ 'apps/a/src/b.test.ts': lines(401) }))).toHaveLength(1);
  });
});
