import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { folderSize } from './folder-size.js';

const folderOf = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`packages/a/src/b/file-${index}.ts`, '']),
  );

describe('folderSize', () => {
  it('accepts a dozen files, not counting their tests', () => {
    const files = inMemoryFiles({ ...folderOf(12), 'packages/a/src/b/file-1.test.ts': '' });
    expect(folderSize.check(files)).toEqual([]);
  });

  it('finds a thirteenth file', () => {
    expect(folderSize.check(inMemoryFiles(folderOf(13)))).toMatchObject([
      { path: 'packages/a/src/b' },
    ]);
  });

  it('finds a fourth level under src', () => {
    expect(folderSize.check(inMemoryFiles({ 'packages/a/src/b/c/d/e/f.ts': '' }))).toMatchObject([
      { message: '4 levels under src, at most 3' },
    ]);
  });
});
