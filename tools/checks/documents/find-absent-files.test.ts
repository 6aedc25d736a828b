import { describe, expect, it } from 'vitest';
import { findAbsentFiles } from './find-absent-files.js';

const paths = ['packages/a/src/csv/csv-source.ts', 'tools/eslint/rules.mjs', '.github/ci.yml'];
const messages = (document: string): readonly string[] =>
  findAbsentFiles('a.md', document, paths).map(({ line, message }) => `${line ?? 0} ${message}`);

describe('findAbsentFiles', () => {
  it.each([
    '`packages/a/src/csv/csv-source.ts`',
    '`csv/csv-source.ts`, `csv-source.ts`',
    '`packages/a/src/`, `packages/a` and `.github/`',
    '`apps/*`, `node:fs`, `@wdh/a`, `n/no-process-env`, `npm run verify`',
    '```sh\ncat gone.ts\n```',
  ])('accepts %s', (text) => {
    expect(messages(text)).toEqual([]);
  });

  it.each([
    ['`csv/json-source.ts`', 'csv/json-source.ts'],
    ['`packages/b/`', 'packages/b/'],
    ['| mode | `source.ts` |', 'source.ts'],
    ['`.github/cd.yml`', '.github/cd.yml'],
  ])('finds %s', (text, name) => {
    expect(messages(`fine\n${text}`)).toEqual([`2 "${name}" does not exist`]);
  });
});
