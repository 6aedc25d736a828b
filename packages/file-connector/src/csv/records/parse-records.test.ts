import { describe, expect, it } from 'vitest';
import { rfc4180 } from '../dialect/csv-dialect.js';
import { parseRecords } from './parse-records.js';
import { SplitText } from './split-text.js';

describe('parseRecords', () => {
  it('parses the records of several runs and kinds of newline as one block', () => {
    const text = 'a,b\nBAD\n"c\r\nd",e\r\nf,g';
    const found = new SplitText(text, 'any');
    found.add(1, 1, 0, 3, '\n');
    found.add(3, 3, 8, 16, '\r\n');
    found.add(4, 5, 18, 21, null);
    expect(parseRecords(found, rfc4180)).toEqual([
      ['a', 'b'],
      ['c\r\nd', 'e'],
      ['f', 'g'],
    ]);
  });

  it('throws when the parser finds other records than the splitter', () => {
    const found = new SplitText('a\nb', 'any');
    found.add(1, 1, 0, 3, null);
    expect(() => parseRecords(found, rfc4180)).toThrow(
      expect.objectContaining({ code: 'CSV_ENGINE_DISAGREES', category: 'internal' }),
    );
  });

  it('throws when the parser finds a fault where the splitter found none', () => {
    const found = new SplitText('"a', 'any');
    found.add(1, 1, 0, 2, null);
    expect(() => parseRecords(found, rfc4180)).toThrow('[CSV_ENGINE_DISAGREES]');
  });
});
