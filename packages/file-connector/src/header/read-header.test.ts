import { WdhError } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { readHeader } from './read-header.js';

const rules = (columns?: readonly string[]) => ({
  path: 'x.csv',
  lineNumber: 3,
  columns,
  dialect: { delimiter: ',' },
});

function refusal(cells: readonly string[], columns?: readonly string[]): WdhError {
  try {
    readHeader(cells, rules(columns));
  } catch (error) {
    if (error instanceof WdhError) return error;
  }
  throw new Error('the header was accepted');
}

describe('readHeader', () => {
  it('trims names and converts them to normal form C', () => {
    expect(readHeader([' a ', '\u00a0e\u0301'], rules())).toEqual(['a', 'é']);
  });

  it('accepts the expected columns in any order and uses their expected spelling', () => {
    expect(readHeader(['é', 'a'], rules(['a', 'e\u0301']))).toEqual(['e\u0301', 'a']);
  });

  it('reports empty, duplicate, missing and unknown columns at once', () => {
    const error = refusal(['a', '', 'a', 'Fligth Date', 'zzz'], ['a', 'flight_date', 'b']);
    expect(error).toMatchObject({ code: 'CSV_HEADER_INVALID', category: 'data' });
    expect(error.summary).toBe(
      'The header of x.csv (line 3) cannot be used: no name in column 2; more than one column named "a"; ' +
        'missing "flight_date", "b"; unknown "Fligth Date" (did you mean "flight_date"?), "zzz". ' +
        "Correct the header or the expected columns, or set duplicateHeaders: 'number' for equal names, " +
        "emptyHeaders: 'number' for columns without a name, headerRows: 2 for a header of two rows.",
    );
  });

  it('treats another case as another name, and suggests the correct one', () => {
    expect(refusal(['A'], ['a']).summary).toContain('unknown "A" (did you mean "a"?)');
  });

  it('reports names that are equal after trimming and normalising as duplicates', () => {
    expect(refusal(['é', 'e\u0301 ']).summary).toContain('more than one column named "é"');
  });

  it('repeats no value of a first record that is not a header', () => {
    const { summary } = refusal(['Canary Smith', '1970-01-01', '', '7', '7'], ['name', 'day']);
    expect(summary).toBe(
      'The header of x.csv (line 3) cannot be used: it has none of the columns "name", "day", ' +
        'as if the header were missing. Correct the header or the expected columns.',
    );
  });

  it('shows a bounded part of an invalid header', () => {
    const cells = Array.from({ length: 500 }, (_, index) => `${index}${'x'.repeat(500)}`);
    const { summary } = refusal(['a', ...cells], ['a']);
    expect(summary.length).toBeLessThan(3000);
    expect(summary).toContain('and 480 more');
  });

  it('checks two hundred thousand columns in linear time', () => {
    const cells = Array.from({ length: 200_000 }, (_, index) => `column ${index}`);
    const started = performance.now();
    expect(readHeader(cells, rules(cells))).toHaveLength(200_000);
    // In quadratic time, this takes minutes.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
