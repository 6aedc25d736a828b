import { expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { findUnlistedPackages } from './find-unlisted-packages.js';

const messages = (table: string): readonly string[] =>
  findUnlistedPackages(
    inMemoryFiles({
      'docs/concepts/architecture.md': table,
      'packages/a/package.json': '{"nx":{"tags":["layer:io"]}}',
      'packages/b/package.json': '{"nx":{"tags":["layer:test-kit"]}}',
    }),
  ).map(({ message }) => message);

it('accepts a table that lists every package in its layer', () => {
  expect(messages('| io       | `a` |\n| test kit | `b` |')).toEqual([]);
});

it('finds a package in another layer, and one that is missing', () => {
  expect(messages('| io       |     |\n| domain   | `a` |')).toEqual([
    'the layer "io" does not list `a`',
    'the layer "test kit" does not list `b`',
  ]);
});
