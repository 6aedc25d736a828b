import { describe, expect, it } from 'vitest';
import { inMemoryFiles } from '../test/in-memory-files.js';
import { errorCodes } from './error-codes.js';

const page = 'docs/reference/error-codes.md';
const source = 'packages/a/src/b.ts';
const pageOf = (...rows: readonly string[]): string =>
  [
    '| code | meaning | what to do | exit | retry |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
const known = '| `TABLE_GONE` | It is gone | Bring it back | 5 | no |';
const messages = (text: string, code: string): readonly string[] =>
  errorCodes
    .check(inMemoryFiles({ [page]: text, [source]: code }))
    .map(({ path, message }) => `${path}: ${message}`);

describe('errorCodes', () => {
  it.each([
    "throw new E('x', { code: 'TABLE_GONE', category: 'schema' });",
    "const table = { '42': ['TABLE_GONE', 'schema', false, 'It is gone'] };",
    "throw schemaError('TABLE_GONE', 'x');",
    "query(`update runs set code = 'TABLE_GONE' where id = ${id}`);",
    "const codes = ['TABLE_GONE', 'TABLE_GONE'];",
    "if (error.code === 'ERR_INVALID_ARG_VALUE') throw schemaError('TABLE_GONE', 'x');",
  ])('accepts a page that agrees with the source: %s', (code) => {
    expect(messages(pageOf(known), code)).toEqual([]);
  });

  it('finds a code that is missing on the page, also a single word', () => {
    const code = "fail({ code: 'TABLE_GONE' }); fail({ code: x ?? 'STOPPED' });";
    expect(messages(pageOf(known), code)).toEqual([`${source}: STOPPED is not in ${page}`]);
  });

  it('finds a code that is in no source', () => {
    expect(messages(pageOf(known), '// TABLE_GONE')).toEqual([
      `${page}: TABLE_GONE is in no source`,
    ]);
  });

  it('finds a duplicate code', () => {
    expect(messages(pageOf(known, known), "fail('TABLE_GONE')")).toEqual([
      `${page}: TABLE_GONE is listed twice`,
    ]);
  });

  it.each([
    ["fail({ code: 'TABLE_GONE', category: 'data' })", 'ends with 4, not 5'],
    ["fail({ code: 'TABLE_GONE', category: 'schema', isRetryable: true })", 'retryable'],
    ["const rows = [['TABLE_GONE', 'schema', true, 'x']]", 'retryable'],
  ])('finds a different exit code or retry: %s', (code, words) => {
    expect(messages(pageOf(known), code)).toEqual([expect.stringContaining(words)]);
  });

  it('ignores tests and test kits', () => {
    const files = {
      [page]: pageOf(),
      'packages/a/src/b.test.ts': "'A_B'",
      'packages/fault-injection/src/c.ts': "'C_D'",
      'packages/a/src/testing/d.ts': "'E_F'",
    };
    expect(errorCodes.check(inMemoryFiles(files))).toEqual([]);
  });
});
