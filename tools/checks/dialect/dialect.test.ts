import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { dialect } from './dialect.js';
import { phrases } from './phrases.js';

const messages = (text: string, path = 'docs/page.md'): readonly string[] =>
  dialect
    .check(inMemoryFiles({ [path]: text }))
    .map(({ line, message }) => `${line ?? 0} ${message}`);

describe('dialect', () => {
  it('names the line, the phrase and what to write instead', () => {
    expect(messages('Fine.\nThe report shows what became of each row.\n')).toEqual([
      '2 "what became of": write the outcome of',
    ]);
  });

  it('finds a phrase that is wrapped in a comment', () => {
    expect(messages('/**\n * Reports what\n * became of a row.\n */', 'eslint.config.mjs')).toEqual(
      ['2 "what * became of": write the outcome of'],
    );
  });

  it.each([
    "it('tells the options', () => {});",
    "throw new Error('Nobody answers.');",
    '// The door of the package.',
  ])('reads test titles, messages and comments: %s', (line) => {
    expect(messages(line, 'eslint.config.mjs')).toHaveLength(1);
  });

  it('knows at least twenty phrases, each with a replacement', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(20);
    expect(phrases.filter(({ instead }) => instead === '')).toEqual([]);
  });

  it('accepts plain English', () => {
    expect(messages('The function returns the outcome. Its first sentence stands alone.')).toEqual(
      [],
    );
  });

  it('does not read generated documents', () => {
    expect(messages('what became of it', 'docs/reference/api/a.md')).toEqual([]);
  });
});
