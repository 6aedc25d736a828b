import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodesOf } from './error-codes.js';

const document = new URL('../../../../../docs/reference/error-codes.md', import.meta.url);

describe('the error codes of the documentation', () => {
  it('are read with their meaning and what to do', () => {
    const markdown = [
      '## Files',
      '| code | meaning | what to do | exit | retry |',
      '| --- | --- | --- | --- | --- |',
      '| `FILE_X` | No `a.zip#b.csv` \\| other | See [the guide](../x.md) | 7 | no |',
      '| `ROW_X` | Odd | Read it | - | depends |',
    ].join('\n');
    expect(errorCodesOf(markdown)).toStrictEqual([
      {
        code: 'FILE_X',
        part: 'Files',
        meaning: 'No a.zip#b.csv | other',
        whatToDo: 'See the guide',
        exit: '7',
        isRetryable: false,
      },
      {
        code: 'ROW_X',
        part: 'Files',
        meaning: 'Odd',
        whatToDo: 'Read it',
        exit: null,
        isRetryable: null,
      },
    ]);
  });

  it('are all of its tables', () => {
    const markdown = readFileSync(document, 'utf8');
    const codes = errorCodesOf(markdown);
    expect(codes).toHaveLength(markdown.match(/^\| `[A-Z]/gm)?.length ?? 0);
    expect(codes.find(({ code }) => code === 'ERROR_THRESHOLD_EXCEEDED')).toMatchObject({
      exit: '4',
      isRetryable: false,
    });
    expect(codes.every(({ meaning, whatToDo }) => meaning !== '' && whatToDo !== '')).toBe(true);
  });
});
