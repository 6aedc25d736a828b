import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { marksWithoutReason } from './marks-without-reason.js';

const path = 'packages/a/src/b.ts';
const linesFound = (text: string): readonly (number | undefined)[] =>
  marksWithoutReason.check(inMemoryFiles({ [path]: text })).map(({ line }) => line);
// Joined here, so that the rule does not report its own test.
const mark = (...parts: readonly string[]): string => parts.join('');

describe('marksWithoutReason', () => {
  it.each([
    mark('describe.sk', "ip('x', () => {}); // needs a root account"),
    mark('const a = b as un', 'known as C;'),
    mark('const a = b as un', 'known as C;\nconst d = 1; // another matter'),
    mark('// eslint-dis', 'able-next-line no-console'),
  ])('finds %s', (line) => {
    expect(linesFound(`const a = 1;\n${line}\n`)).toEqual([2]);
  });

  it.each([
    mark('// See https://github.com/o/r/issues/12\nit.sk', "ip('x', () => {});"),
    mark('const a = b as un', 'known as C; // the driver types it as any string'),
    mark(
      'const a = b as un',
      'known as Record<\n  Name,\n  C\n>; // fromEntries forgets the names',
    ),
    mark('// eslint-dis', 'able-next-line no-console -- the table is the output'),
    'it.skipIf(isRoot)("x", () => {});',
  ])('accepts %s', (text) => {
    expect(linesFound(text)).toEqual([]);
  });

  it('reads code only', () => {
    expect(
      marksWithoutReason.check(inMemoryFiles({ 'README.md': mark('// eslint-dis', 'able') })),
    ).toEqual([]);
  });
});
