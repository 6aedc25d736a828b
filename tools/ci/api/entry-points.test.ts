import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../../checks/test/in-memory-files.js';
import { entryPoints } from './entry-points.js';

const manifest = (changes: object = {}): string =>
  JSON.stringify({
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './testing': { types: './dist/testing/index.d.ts' },
      './package.json': './package.json',
    },
    ...changes,
  });

describe('entryPoints', () => {
  it('lists every entry point of a package', () => {
    const files = inMemoryFiles({ 'packages/a/package.json': manifest() });
    expect(entryPoints(files).map(({ types, report }) => [types, report])).toEqual([
      ['./dist/index.d.ts', 'docs/reference/api/a.api.md'],
      ['./dist/testing/index.d.ts', 'docs/reference/api/a.testing.api.md'],
    ]);
  });

  it('omits private packages', () => {
    const files = inMemoryFiles({
      'packages/a/package.json': manifest({ private: true }),
      'apps/b/package.json': manifest(),
    });
    expect(entryPoints(files)).toEqual([]);
  });
});
