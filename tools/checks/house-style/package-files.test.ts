import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { packageFiles } from './package-files.js';

const whole = {
  'packages/a/package.json': '{}',
  'packages/a/README.md': '# a\n',
  'packages/a/LICENSE': 'MIT',
};

describe('packageFiles', () => {
  it('accepts a package with README and licence', () => {
    expect(packageFiles.check(inMemoryFiles(whole))).toEqual([]);
  });

  it('finds that README and licence are missing', () => {
    const files = inMemoryFiles({ 'packages/a/package.json': '{}' });
    expect(packageFiles.check(files).map(({ path }) => path)).toEqual([
      'packages/a/README.md',
      'packages/a/LICENSE',
    ]);
  });

  it('finds a README of 120 lines', () => {
    const files = inMemoryFiles({ ...whole, 'packages/a/README.md': 'x\n'.repeat(120) });
    expect(packageFiles.check(files)).toHaveLength(1);
  });
});
