import { describe, expect, it } from 'vitest';
import { checkTarballContents } from './tarball-contents.js';

const files = [
  'LICENSE',
  'README.md',
  'package.json',
  'src/index.ts',
  'dist/index.js',
  'dist/index.js.map',
  'dist/index.d.ts',
  'dist/index.d.ts.map',
];
const exports = { '.': {}, './package.json': './package.json' };
const messages = (changes: Partial<Parameters<typeof checkTarballContents>[0]>) =>
  checkTarballContents({ folder: 'packages/a', exports, files, ...changes }).map(
    ({ message }) => message,
  );

describe('checkTarballContents', () => {
  it('accepts a package with one entry point, types, source maps and sources', () => {
    expect(messages({})).toEqual([]);
  });

  it('accepts an entry point for tests', () => {
    expect(messages({ exports: { ...exports, './testing': {} } })).toEqual([]);
  });

  it('accepts the page of the console, which Vite builds, and requires it', () => {
    const folder = 'packages/console';
    const page = ['dist/page/index.html', 'dist/page/assets/index-x.js'];
    expect(messages({ folder, files: [...files, ...page] })).toEqual([]);
    expect(messages({ folder })).toEqual(['does not contain dist/page/index.html']);
  });

  it('accepts the entry point of an optional peer, in its package alone', () => {
    const withRedis = { ...exports, './redis': {} };
    expect(messages({ folder: 'packages/budget', exports: withRedis })).toEqual([]);
    expect(messages({ exports: withRedis })).toHaveLength(1);
  });

  it('finds another entry point', () => {
    expect(messages({ exports: { ...exports, './internal': {} } })).toHaveLength(1);
  });

  it.each(files)('finds that %s is missing', (missing) => {
    expect(messages({ files: files.filter((path) => path !== missing) })).not.toEqual([]);
  });

  it.each([
    'src/index.test.ts',
    'dist/index.test-d.d.ts',
    'test/integration/load.integration.test.ts',
    'bench/load.ts',
    'dist/tsconfig.lib.tsbuildinfo',
    'test-results/tests.json',
  ])('finds %s', (path) => {
    expect(messages({ files: [...files, path] })).toEqual([`contains ${path}`]);
  });

  it('accepts the parts of a bundle, with their source maps', () => {
    const part = 'dist/part-chunk-X.js';
    expect(messages({ files: [...files, part, `${part}.map`] })).toEqual([]);
    expect(messages({ files: [...files, part] })).toEqual([`does not contain ${part}.map`]);
  });

  it('finds the output of a deleted source', () => {
    expect(messages({ files: [...files, 'dist/old.js'] })[0]).toContain(
      'src/old.ts does not exist',
    );
  });
});
