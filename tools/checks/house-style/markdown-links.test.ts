import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { markdownLinks } from './markdown-links.js';

const targets = { 'docs/guides/one.md': '# One\n\n## What it `does`, and why\n', LICENSE: 'MIT' };
const found = (text: string): readonly unknown[] =>
  markdownLinks.check(inMemoryFiles({ ...targets, 'docs/README.md': text }));

describe('markdownLinks', () => {
  it.each([
    '[a](guides/one.md)',
    '[a](guides/)',
    '[a](../LICENSE)',
    '[a](guides/one.md#what-it-does-and-why)',
    '[a](https://example.org/nowhere)',
    '# Here\n[a](#here)',
    '`[a](nowhere.md)`',
    '```\n[a](nowhere.md)\n```',
  ])('accepts %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    '[a](nowhere.md)',
    '[a](../guides/one.md)',
    '[a](guides/one.md#nowhere)',
    '[a](#nowhere)',
    '[a](guides/one.md) and [b](nowhere.md)',
  ])('finds %s', (text) => {
    expect(found(text)).toHaveLength(1);
  });

  it('names the line', () => {
    expect(found('one\n\n[a](nowhere.md)')).toEqual([
      { path: 'docs/README.md', line: 3, message: '"nowhere.md" does not exist' },
    ]);
  });
});
